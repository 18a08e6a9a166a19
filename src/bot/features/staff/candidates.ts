import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import {
  candidateOf,
  candidatesOf,
  groupsAsOne,
  ownProgrammes,
} from '../../../services/partnership/candidates/candidates.ts';
import { disclose } from '../../../services/partnership/candidates/disclosures.ts';
import { buyerFor } from '../../../services/partnership/candidates/suppliers.ts';
import { recallsFor } from '../../../services/partnership/partners/recalls.ts';
import { orderExport } from '../../../services/office/export-jobs.ts';
import { ownerOpinions } from '../../../services/partnership/evaluations/owner-opinions.ts';
import { candidateFileRequest } from '../../../reports/requests.ts';
import { opinionLines } from '../../../reports/evaluation-lines.ts';
import { GOES, STEPPED, STOOD } from '../../conversations/partnership/application-step.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import {
  candidateDocumentRoute,
  candidateFileRoute,
  candidateGroupRoute,
  candidateListRoute,
  candidateRoute,
  candidatesRoute,
  comparisonRoute,
  decisionRoute,
  recallsRoute,
  suppliesRoute,
} from '../../routes/staff.ts';
import { enter } from '../enter.ts';
import { pageOf, partOf, spanOf, type Row } from '../../pages.ts';
import { say, show as showPage } from '../../send.ts';
import { type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { groupRow, showGroup } from './candidate-group.ts';
import { all, disclosed, factsOf, rowOf, sayGone, show } from './candidate-shown.ts';
import { compare, showLook, showOne, showPaper, showPapers, sign } from './candidate-page.ts';
import { programmeName } from '../../../reports/application-lines.ts';

/** *Calon mitra*: what somebody of a company sees of the applicants to its own programmes, and nothing else. */
export function candidateTools(): readonly Press[] {
  return [
    onPress(candidatesRoute, onDuty('candidates', showProgrammes)),
    onPress(candidateListRoute, onDuty('candidates', showList)),
    onPress(
      candidateRoute,
      onDuty('candidates', async (ctx, member, id, what) => {
        const candidate = await candidateOf(ctx.turn.services, member, id);
        if (candidate === undefined) return sayGone(ctx);
        if (what === undefined) return showOne(ctx, member, candidate);
        if (what === 'photos' || what === 'point') return showLook(ctx, member, candidate, what);
        if (what === 'papers') return showPapers(ctx, member, candidate);
        if (what === 'vendor')
          return enter(ctx, 'vendor-number', { open: 'fresh', seed: { [STEPPED.key]: id } });
        await enter(ctx, 'candidate-step', {
          open: 'fresh',
          seed: { [STEPPED.key]: id, [STOOD.key]: candidate.application.status, [GOES.key]: what },
        });
      }),
    ),
    onPress(
      comparisonRoute,
      onDuty('candidates', (ctx, member, ...ids) =>
        compare(
          ctx,
          member,
          ids.flatMap((id) => id ?? []),
        ),
      ),
    ),
    onPress(candidateDocumentRoute, onDuty('candidates', showPaper)),
    onPress(candidateGroupRoute, onDuty('candidates', showGroup)),
    onPress(decisionRoute, onDuty('candidates', sign)),
    onPress(candidateFileRoute, onDuty('candidates', orderFile)),
  ];
}

async function showProgrammes(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const programmes = await ownProgrammes(services, member);
  const candidates = groupsAsOne(await candidatesOf(services, member));
  await showPage(
    ctx,
    [
      line(
        programmes === undefined
          ? 'candidate.closed'
          : programmes.length === 0
            ? 'candidate.head.none'
            : 'candidate.head',
      ),
      ...opinionLines(await ownerOpinions(services, member)),
    ],
    [
      ...(programmes ?? []).map(({ id, programme }) => [
        {
          label: line('candidate.programme', {
            programme: { line: programmeName(programme) },
            count: {
              count: candidates.filter((it) => it.application.programmeId === programme.id).length,
            },
          }),
          data: candidateListRoute.to(id, 0),
        },
      ]),
      ...((await recallsFor(services, member)).length === 0
        ? []
        : [buttonRow('candidate.recall.menu', recallsRoute.to())]),
      ...((await buyerFor(services, member)) === undefined
        ? []
        : [buttonRow('supply.menu', suppliesRoute.to())]),
      [staffMenuButton],
    ],
  );
}

async function showList(ctx: BotContext, member: MemberRow, id: number, page: number): Promise<void> {
  const { services } = ctx.turn;
  const own = (await ownProgrammes(services, member))?.find((it) => it.id === id);
  if (own === undefined) return sayGone(ctx);
  const candidates = await candidatesOf(services, member, { programmeId: own.programme.id });
  const entries = groupsAsOne(candidates);
  const span = spanOf(page, entries.length);
  const some = partOf(entries, span);
  const wanted = some.filter(({ application }) => application.groupApplicationId === null);
  const shown = await disclosed(ctx, member, 'list', wanted, ['business-name']);
  const facts = await factsOf(ctx, shown);
  const groups: Row[] = [];
  for (const it of some) groups.push(...(await groupRow(ctx, it, candidates)));
  const { lines, buttons } = pageOf([...groups, ...facts.map(rowOf)], span, (it) =>
    candidateListRoute.to(id, it),
  );
  await show(
    ctx,
    shown,
    [
      line(candidates.length === 0 ? 'candidate.list.empty' : 'candidate.list', {
        programme: { line: programmeName(own.programme) },
        ...(candidates.length === 0 ? {} : { count: { count: entries.length } }),
      }),
      ...lines,
    ],
    [
      ...buttons,
      ...(candidates.length === 0 ? [] : [buttonRow('candidate.file', candidateFileRoute.to(id))]),
      [all],
      [staffMenuButton],
    ],
  );
}

/** All candidates of a programme as a file, which is made and recorded like every other one. */
async function orderFile(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services, account, once } = ctx.turn;
  const own = (await ownProgrammes(services, member))?.find((it) => it.id === id);
  if (own === undefined) return sayGone(ctx);
  const programmeId = own.programme.id;
  const ordered = await once('candidate-file', codecs.word(['ordered', 'busy', 'none']), async (inside) => {
    const wanted = await candidatesOf(inside, member, { programmeId });
    const shown = await disclose(inside, member, 'file', wanted);
    if (shown.length === 0) return 'none';
    inside.noteQueued?.();
    const { kind } = await orderExport(inside, {
      chatId: account.chatId,
      member: member.number,
      request: candidateFileRequest(
        programmeId,
        member.kecamatan,
        shown.map(({ disclosure }) => disclosure),
      ),
    });
    return kind;
  });
  if (ordered === 'none') return sayGone(ctx);
  await say(ctx, line(`candidate.file.${ordered}`), [
    [button('candidate.back.list', candidateListRoute.to(id, 0))],
    [staffMenuButton],
  ]);
}
