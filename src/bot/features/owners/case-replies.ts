import type { Message } from 'grammy/types';
import { z } from 'zod';
import { maskIdentityNumbers } from '../../../domain/identity.ts';
import { may } from '../../../domain/roles.ts';
import { isThanks } from '../../../domain/small-talk.ts';
import { line } from '../../../i18n.ts';
import { caseOfMessage, lastOfficeWord, type OfficeWord } from '../../../services/case-messages.ts';
import { answerOffice, answerOwner, thankOffice, type CaseWords } from '../../../services/case-steps.ts';
import { openDraft } from '../../../services/drafts.ts';
import { backToCase, CASE } from '../../conversations/case-context.ts';
import { caseReplyForm } from '../../conversations/case-words.ts';
import { answersOf, draftState } from '../../conversations/engine/draft.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { deleteMessage, inline, menuButton, paragraphs, say } from '../../send.ts';
import { sentWords } from '../../sent-words.ts';
import type { BotContext } from '../../turn.ts';
import { openScript } from '../open-form.ts';
import { ofNew, type Place, type Taken } from '../place.ts';

/** Telegram's own reply to a message of a case: it goes into that case at once, whatever is open. */
export const caseReply: Place = ofNew(async (ctx, message) => {
  const answered = message.reply_to_message;
  if (answered === undefined || (await isPrompt(ctx, answered.message_id))) return undefined;
  const found = await caseOfMessage(ctx.turn.services, ctx.turn.account.id, {
    messageId: answered.message_id,
    ofBot: answered.from?.id === ctx.me.id,
    text: answered.text ?? answered.caption ?? '',
  });
  if (found === undefined || (await isAskedFor(ctx, found.caseId))) return undefined;
  return async () => {
    const words = sentWords(message);
    if (words === undefined) await say(ctx, line('case.reply.hint'));
    else if (found.to === 'owner') await toOwner(ctx, found.caseId, words);
    else if (words.text !== undefined && words.file === undefined && isThanks(words.text))
      await noteThanks(ctx, found.caseId, { text: words.text, messageId: message.message_id });
    else await toOffice(ctx, found.caseId, words);
    return 'again';
  };
});

/** Whether a message shows the question of the form that is open: a reply to it is an answer to the question. */
async function isPrompt(ctx: BotContext, messageId: number): Promise<boolean> {
  for (const form of openScript(ctx)?.forms ?? []) {
    const draft = await openDraft(ctx.turn.services, ctx.turn.account.id, form.name);
    if (draft?.promptMessageId === messageId) return true;
  }
  return false;
}

/** Whether "Balas" was pressed in this case just now: the form that is open takes the words. */
async function isAskedFor(ctx: BotContext, caseId: number): Promise<boolean> {
  if (openScript(ctx)?.forms.some((form) => form.name === caseReplyForm.name) !== true) return false;
  const draft = await openDraft(ctx.turn.services, ctx.turn.account.id, caseReplyForm.name);
  // A repeat of the update that ended the form finds no draft any more.
  return (
    draft === undefined || answersOf(draftState.parse(JSON.parse(draft.payload)).answers).of(CASE) === caseId
  );
}

const stored = z.object({ number: z.string(), dueOn: z.string() }).nullable();

/** Words of an owner go into a case, once; then the owner is told so. */
export async function toOffice(ctx: BotContext, caseId: number, words: CaseWords): Promise<void> {
  const { account } = ctx.turn;
  const result = await ctx.turn.once('case-words', async (inside) => {
    const done = await answerOffice(inside, account.id, caseId, words);
    return JSON.stringify(done.kind === 'done' ? { number: done.case.number, dueOn: done.case.dueOn } : null);
  });
  await withoutNumbers(ctx, words);
  const done = stored.parse(JSON.parse(result));
  if (done === null)
    await say(ctx, line('case.owner.over'), [[{ label: line('start.menu.ask'), data: 'ask' }], [menuButton]]);
  else
    await say(ctx, line('case.reply.done', { number: done.number, day: { day: done.dueOn } }), [
      [menuButton],
    ]);
}

/** An identity number stands in the case only masked, and not in the chat. */
async function withoutNumbers(ctx: BotContext, { text, messageId }: CaseWords): Promise<void> {
  if (messageId === undefined || !maskIdentityNumbers(text ?? '').found) return;
  const gone = await deleteMessage(ctx, messageId);
  await say(ctx, line('common.nik.notNeeded'));
  await say(ctx, line(gone ? 'common.message.deleted' : 'common.message.pleaseDelete'));
}

async function toOwner(ctx: BotContext, caseId: number, words: CaseWords): Promise<void> {
  const { member } = ctx.turn;
  const kind =
    member === undefined || !may(member, 'cases')
      ? 'no'
      : await ctx.turn.once(
          'case-words',
          async (inside) => (await answerOwner(inside, member, caseId, words)).kind,
        );
  const { text, buttons } = backToCase(caseId, line(kind === 'done' ? 'case.answer.done' : 'case.no'));
  await say(ctx, text, buttons);
}

/** One sentence; the case keeps the words, and nobody has to answer them. */
export async function noteThanks(
  ctx: BotContext,
  caseId: number,
  words: { readonly text: string; readonly messageId: number },
): Promise<void> {
  await ctx.turn.once(
    'case-words',
    async (inside) => (await thankOffice(inside, ctx.turn.account.id, caseId, words)).kind,
  );
  await say(ctx, line('case.thanks.done'));
}

/** What fits nowhere, within three days after the office has written: is it for whoever wrote? */
export const offerToOffice: Place = ofNew(async (ctx, message) => {
  if (sentWords(message) === undefined) return undefined;
  const heard = await lastOfficeWord(ctx.turn.services, ctx.turn.account.id);
  if (heard === undefined) return undefined;
  return async () => {
    await offer(ctx, message, heard);
    return 'done';
  };
});

/** A message with this button is a reply to the words: the press brings them back. */
export async function offer(
  ctx: BotContext,
  message: Message,
  { caseId, member }: OfficeWord,
): Promise<Taken> {
  const text = member === undefined ? line('case.offer.askNobody') : line('case.offer.ask', { member });
  const send: Button = {
    label: member === undefined ? line('case.offer.sendNobody') : line('case.offer.send', { member }),
    data: `case.send.${caseId}`,
  };
  await ctx.reply(paragraphs(ctx, [text]), {
    parse_mode: 'HTML',
    reply_markup: inline(ctx, [[send], [menuButton]]),
    reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true },
  });
  return 'done';
}
