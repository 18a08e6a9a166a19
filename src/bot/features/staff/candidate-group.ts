import { clip } from '../../../domain/words/clip.ts';
import { line } from '../../../i18n.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { groupOfApplication } from '../../../services/partnership/applications/application-group.ts';
import {
  candidateOf,
  candidatesOf,
  isMate,
  type Candidate,
} from '../../../services/partnership/candidates/candidates.ts';
import { staffMenuButton } from '../../buttons.ts';
import { candidateGroupRoute } from '../../routes/staff.ts';
import { pageOf, spanOf, type Row } from '../../pages.ts';
import type { BotContext } from '../../turn.ts';
import { decisionsAbout } from './candidate-page.ts';
import { all, disclosed, factsOf, rowOf, sayGone, show } from './candidate-shown.ts';
import { programmeName, stateName } from '../../../reports/application-lines.ts';

/** A group among the candidates, as one button; none for whoever has applied alone. */
export async function groupRow(
  { turn: { services } }: BotContext,
  { application }: Candidate,
  candidates: readonly Candidate[],
): Promise<readonly Row[]> {
  const of = await groupOfApplication(services, application);
  if (of === undefined) return [];
  return [
    {
      text: line('candidate.group.item', {
        group: clip(of.group.name ?? '–', 40),
        count: { count: candidates.filter((it) => isMate(it, application)).length },
        state: { line: stateName(application.status) },
      }),
      data: candidateGroupRoute.to(application.id),
    },
  ];
}

/** A group as one candidate: how many may be seen, what they can do together, and each by name. */
export async function showGroup(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  const one = await candidateOf(services, member, id);
  const of = one === undefined ? undefined : await groupOfApplication(services, one.application);
  if (one === undefined || of === undefined) return sayGone(ctx);
  const { programmeId } = one.application;
  const mates = (await candidatesOf(services, member, { programmeId })).filter((it) =>
    isMate(it, one.application),
  );
  const shown = await disclosed(ctx, member, 'list', mates, ['business-name', 'workers']);
  const facts = await factsOf(ctx, shown);
  // The company decides about the head's, where it sees it: the others go along.
  const subject = shown.find(({ application }) => application.id === of.lead.id) ?? shown[0];
  if (subject === undefined) return sayGone(ctx);
  const workers = facts.flatMap(({ business }) => business.workers ?? []);
  const sold = facts.flatMap((it) => it.sold ?? []);
  const { lines, rows } = await decisionsAbout(ctx, member, subject.application);
  const mine = pageOf(facts.map(rowOf), spanOf(0, facts.length, facts.length));
  await show(
    ctx,
    shown,
    [
      line('candidate.group', {
        group: of.group.name ?? '–',
        kind: { line: line(`group.kind.${of.group.kind}`) },
        programme: { line: programmeName(subject.programme) },
        state: { line: stateName(subject.application.status) },
        count: { count: facts.length },
      }),
      ...(workers.length === 0
        ? []
        : [
            line('candidate.group.workers', {
              count: { count: workers.reduce((sum, { male, female }) => sum + male + female, 0) },
              of: { count: workers.length },
            }),
          ]),
      ...(sold.length === 0
        ? []
        : [
            line('candidate.group.sold', {
              amount: { rupiahFull: sold.reduce((sum, { value }) => sum + value, 0) },
            }),
          ]),
      line('candidate.group.together'),
      ...lines,
      ...mine.lines,
    ],
    [...mine.buttons, ...rows, [all], [staffMenuButton]],
  );
}
