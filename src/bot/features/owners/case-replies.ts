import type { Message } from 'grammy/types';
import { isThanks } from '../../../domain/words/small-talk.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { caseOfMessage } from '../../../services/cases/case-messages.ts';
import { thankOffice } from '../../../services/cases/case-answers.ts';
import { findDraft } from '../../../services/core/drafts.ts';
import { CASE } from '../../conversations/cases/case-context.ts';
import { caseReplyForm } from '../../conversations/cases/case-words.ts';
import { answersOf, draftCodec } from '../../conversations/engine/draft.ts';
import { askButton, menuButton } from '../../buttons.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { CASE_WORDS, toOwner, writeInto, type Waiting } from '../case-letters.ts';
import { activeScript } from '../open-form.ts';
import { ofNew, type Place } from '../place.ts';
import { answerRung, rungBy } from '../staff/rings.ts';

/** Telegram's own reply to a message of a case: it goes into that case at once, whatever is open. */
export const caseReply: Place = ofNew(async (ctx, message) => {
  const answered = message.reply_to_message;
  if (answered === undefined || (await isPrompt(ctx, answered.message_id))) return undefined;
  const ring = await rungBy(ctx, answered);
  if (ring !== undefined)
    return async () => {
      await answerRung(ctx, ring, message);
      return 'again';
    };
  const found = await caseOfMessage(ctx.turn.services, ctx.turn.account.id, {
    messageId: answered.message_id,
    ofBot: answered.from?.id === ctx.me.id,
    text: answered.text ?? answered.caption ?? '',
  });
  if (found === undefined || (await isAskedFor(ctx, found.caseId))) return undefined;
  return async () => {
    const { text } = message;
    if (found.to === 'owner') await toOwner(ctx, found.caseId, message);
    else if (text !== undefined && isThanks(text))
      await noteThanks(ctx, found.caseId, { text, messageId: message.message_id });
    else await toOffice(ctx, found.caseId, message);
    return 'again';
  };
});

/** Whether a message shows the question of the form that is open: a reply to it is an answer to the question. */
async function isPrompt(ctx: BotContext, messageId: number): Promise<boolean> {
  for (const form of activeScript(ctx)?.forms ?? []) {
    const draft = await findDraft(ctx.turn.services, ctx.turn.account.id, form.name);
    if (draft?.promptMessageId === messageId) return true;
  }
  return false;
}

/** Whether "Balas" was pressed in this case just now: the form that is open takes the words. */
async function isAskedFor(ctx: BotContext, caseId: number): Promise<boolean> {
  if (activeScript(ctx)?.forms.some((form) => form.name === caseReplyForm.name) !== true) return false;
  const draft = await findDraft(ctx.turn.services, ctx.turn.account.id, caseReplyForm.name);
  // A repeat of the update that ended the form finds no draft any more.
  return draft === undefined || answersOf(draftCodec.decode(draft.payload).answers).of(CASE) === caseId;
}

/** Words of an owner go into a case, once; then the owner is told so. */
export async function toOffice(
  ctx: BotContext,
  caseId: number,
  message: Message,
  waiting?: Waiting,
): Promise<void> {
  const to = { case: caseId, way: 'office' } as const;
  const { kind, number, dueOn, notes } = await writeInto(ctx, message, to, waiting);
  if (notes.length > 0) await say(ctx, notes);
  if (kind === 'no') await say(ctx, line('case.owner.over'), [[askButton], [menuButton]]);
  if (kind === 'done')
    await say(ctx, line('case.reply.done', { number, day: { day: dueOn } }), [[menuButton]]);
}

/** One sentence; the case keeps the words, and nobody has to answer them. */
export async function noteThanks(
  ctx: BotContext,
  caseId: number,
  words: { readonly text: string; readonly messageId: number },
): Promise<void> {
  await keepThanks(ctx, caseId, words);
  await say(ctx, line('case.thanks.done'));
}

/** Notes with the case what needs no answer. */
export async function keepThanks(
  ctx: BotContext,
  caseId: number,
  words: { readonly text: string; readonly messageId: number },
): Promise<void> {
  await ctx.turn.once(CASE_WORDS, codecs.nothing, (inside) =>
    thankOffice(inside, ctx.turn.account.id, caseId, words),
  );
}
