import { clip } from '../../../domain/words/clip.ts';
import { line, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import {
  candidateFacts,
  type CandidateFacts,
} from '../../../services/partnership/candidates/candidate-facts.ts';
import { candidateOf, type Candidate } from '../../../services/partnership/candidates/candidates.ts';
import {
  disclose,
  rememberShown,
  subjectsOf,
  type DisclosureKind,
} from '../../../services/partnership/candidates/disclosures.ts';
import { disclosedFields, type DisclosedField } from '../../../domain/partnership/candidate.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import type { Row } from '../../pages.ts';
import { candidateRoute, candidatesRoute } from '../../routes/staff.ts';
import { say, show as showPage } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { z } from 'zod';
import { stateName } from '../../../reports/application-lines.ts';

/** *Calon mitra*: the way back to all applicants. */
export const all: Button = button('candidate.back', candidatesRoute.to());

const recordedFields = z.array(z.object({ id: z.number(), fields: z.array(z.enum(disclosedFields)) }));

/** The applicant has withdrawn, the company is not theirs any more, or the number is forged. */
export async function sayGone(ctx: BotContext): Promise<void> {
  await answerPress(ctx, line('candidate.gone'));
  await say(ctx, line('candidate.gone'), [[all], [staffMenuButton]]);
}

/** Records what is about to be shown, once, and returns what may still be shown of it: some may have gone meanwhile. */
export async function disclosed(
  ctx: BotContext,
  member: MemberRow,
  kind: DisclosureKind,
  wanted: readonly Candidate[],
  some?: readonly DisclosedField[],
): Promise<readonly Candidate[]> {
  const { services, once } = ctx.turn;
  const ids = wanted.map(({ application }) => application.id);
  const recorded = await once(
    `candidate:${kind}:${ids.join('.')}`,
    codecs.json(recordedFields),
    async (inside) =>
      (await disclose(inside, member, kind, wanted, some)).map(({ application, fields, looks }) => ({
        id: application.id,
        fields: [...fields, ...looks],
      })),
  );
  const still: Candidate[] = [];
  for (const { id, fields } of recorded) {
    const now = await candidateOf(services, member, id);
    if (now !== undefined)
      still.push({
        ...now,
        fields: now.fields.filter((field) => fields.includes(field)),
        looks: now.looks.filter((look) => fields.includes(look)),
      });
  }
  return still;
}

export async function factsOf(
  ctx: BotContext,
  candidates: readonly Candidate[],
): Promise<readonly CandidateFacts[]> {
  const facts: CandidateFacts[] = [];
  for (const it of candidates) {
    const found = await candidateFacts(ctx.turn.services, it);
    if (found !== undefined) facts.push(found);
  }
  return facts;
}

/** Shows something about applicants, and remembers the message. */
export async function show(
  ctx: BotContext,
  about: readonly Candidate[],
  text: Line | readonly Line[],
  buttons: readonly (readonly Button[])[],
): Promise<void> {
  const { services, account } = ctx.turn;
  await rememberShown(services, account.id, await showPage(ctx, text, buttons), about.flatMap(subjectsOf));
}

/** An applicant in a list. */
export function rowOf({ candidate: { application }, business }: CandidateFacts): Row {
  const { id, number, status } = application;
  const state = { line: stateName(status) };
  return {
    text:
      business.name === undefined
        ? line('candidate.item.unnamed', { number, state })
        : line('candidate.item', { number, business: clip(business.name, 40), state }),
    data: candidateRoute.to(id),
  };
}
