import type { Message } from 'grammy/types';
import { may } from '../../../domain/office/roles.ts';
import { line, type Line } from '../../../i18n.ts';
import { caseFor, type OpenCase } from '../../../services/cases/case-desk.ts';
import { noteOfMessage, rungIn, type Rung } from '../../../services/cases/case-rings.ts';
import { takeToAnswer, takings } from '../../../services/cases/case-steps.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { rememberLetter, type CaseLetter } from '../../../services/core/last-letter.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { backToCase, CASE } from '../../conversations/cases/case-context.ts';
import { button } from '../../buttons.ts';
import { postmarkOf } from '../../postmark.ts';
import { numberButtons, rungLines } from '../../ring-lines.ts';
import { caseRoute, ringNoteRoute, ringRoute } from '../../routes/staff.ts';
import { say, sayUnder } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { offeredMessage, toOwner, writeInto } from '../case-letters.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { waitingWith } from '../owners/case-offers.ts';
import { toDesk } from './case-queue.ts';
import { onDuty } from './duty.ts';

/** Under the note of new questions, and under words that were an answer to it. */
export function ringTools(): readonly Press[] {
  return [
    onPress(
      ringRoute,
      onDuty('cases', (ctx, member, id) => answer(ctx, member, id, offeredMessage(ctx))),
    ),
    onPress(ringNoteRoute, onDuty('cases', keepAsNote)),
  ];
}

interface Ring {
  readonly member: MemberRow;
  readonly rung: readonly Rung[];
}

/** The note of new questions that this message is, for whoever may work on them. */
export async function rungBy(ctx: BotContext, note: Message): Promise<Ring | undefined> {
  const { services, account, member } = ctx.turn;
  if (member === undefined || !may(member, 'cases') || note.from?.id !== ctx.me.id) return undefined;
  const key = await noteOfMessage(services, account.id, note.message_id);
  if (key === undefined) return undefined;
  return { member, rung: await rungIn(services, member, key) };
}

/** A reply to a note: the words go to the owner when one alone is meant; else it is asked who. */
export async function answerRung(ctx: BotContext, { member, rung }: Ring, message: Message): Promise<void> {
  ctx.turn.duty = 'cases';
  const [first] = rung;
  if (first === undefined) return void (await say(ctx, line('case.no'), [[toDesk]]));
  if (first.of === 1) return answer(ctx, member, first.it.id, message);
  await offer(ctx, message, { case: first.it.id, way: 'owner' });
  const text = [...rungLines(ctx.turn.services, rung), line('common.blank'), line('case.ring.which')];
  await sayUnder(ctx, message, text, numberButtons(rung));
}

/** Of several who answer the first one gets it; what the others wrote is kept for them. */
async function answer(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  words: Message | undefined,
): Promise<void> {
  const { services, account, once } = ctx.turn;
  const taken = await once(`ring:${id}:take`, codecs.word(takings), (inside) =>
    takeToAnswer(inside, member, id),
  );
  if (taken === 'taken' || taken === 'over') return tooLate(ctx, member, id, words);
  if (taken === 'no') return void (await say(ctx, line('case.no'), [[toDesk]]));
  if (words === undefined) return enter(ctx, 'case-answer', { open: 'fresh', seed: { [CASE.key]: id } });
  await toOwner(ctx, id, words, await waitingWith(services, account.id, words.message_id));
}

async function tooLate(
  ctx: BotContext,
  member: MemberRow,
  id: number,
  words: Message | undefined,
): Promise<void> {
  const it = await caseFor(ctx.turn.services, member, id);
  const why = it === undefined ? line('case.no') : whyLate(member, it);
  const see = button('case.staff.open', caseRoute.to(id));
  if (words === undefined) return void (await say(ctx, why, [[see]]));
  await offer(ctx, words, { case: id, way: 'note' });
  await sayUnder(
    ctx,
    words,
    [why, line('case.ring.unsent')],
    [[button('case.ring.keep', ringNoteRoute.to(id))], [see]],
  );
}

const whyLate = (member: MemberRow, { assignee, assigneeName = '–' }: OpenCase): Line =>
  assignee === undefined || assignee === member.number
    ? line('case.ring.over')
    : line('case.ring.taken', { name: assigneeName });

/** What is written right after these words belongs to them, and waits with them for the press. */
async function offer(ctx: BotContext, message: Message, to: CaseLetter): Promise<void> {
  await ctx.turn.once('ring-offer', codecs.nothing, (inside) =>
    rememberLetter(inside, ctx.turn.account.id, postmarkOf(message), { to, offered: message.message_id }),
  );
}

async function keepAsNote(ctx: BotContext, _member: MemberRow, id: number): Promise<void> {
  const words = offeredMessage(ctx);
  const { services, account } = ctx.turn;
  if (words === undefined) return void (await say(ctx, line('case.ring.gone'), [[toDesk]]));
  const waiting = await waitingWith(services, account.id, words.message_id);
  const { kind, notes } = await writeInto(ctx, words, { case: id, way: 'note' }, waiting);
  const { text, buttons } = backToCase(id, line(kind === 'done' ? 'case.note.done' : 'case.no'));
  await say(ctx, [...notes, text], buttons);
}
