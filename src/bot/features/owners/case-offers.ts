import type { Message } from 'grammy/types';
import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { lastOfficeWord, type OfficeWord } from '../../../services/cases/case-messages.ts';
import { codecs, tryDecode } from '../../../services/core/codecs.ts';
import { createDraft, rewriteDraft, unfinishedOf, type DraftRow } from '../../../services/core/drafts.ts';
import { rememberLetter, type LastLetter } from '../../../services/core/last-letter.ts';
import type { Services, Transaction } from '../../../services/core/services.ts';
import { caseReplyForm } from '../../conversations/cases/case-words.ts';
import { letterSchema, type Letter } from '../../conversations/engine/letter.ts';
import type { Button } from '../../message.ts';
import { menuButton } from '../../buttons.ts';
import { postmarkOf } from '../../postmark.ts';
import { ownCaseRoute } from '../../routes/owners.ts';
import { removeMessage, say, sayUnder } from '../../send.ts';
import { mayBeWords, sentWords } from '../../sent-words.ts';
import type { BotContext } from '../../turn.ts';
import type { Waiting } from '../case-letters.ts';
import { ofNew, type Place, type Take, type Taken } from '../place.ts';

/** The name under which a further piece of offered words is kept once. */
export const OFFERED_WORDS = 'offered-words';

/** What fits nowhere, within three days after the office has written: is it for whoever wrote? */
export const offerToOffice: Place = ofNew(async (ctx, message) => {
  if (!mayBeWords(message)) return undefined;
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
  const { turn } = ctx;
  await turn.once('case-offer', codecs.nothing, (inside) =>
    rememberLetter(inside, turn.account.id, postmarkOf(message), {
      to: { case: caseId, way: 'office' },
      offered: message.message_id,
    }),
  );
  const text = member === undefined ? line('case.offer.askNobody') : line('case.offer.ask', { member });
  const send: Button = {
    label: member === undefined ? line('case.offer.sendNobody') : line('case.offer.send', { member }),
    data: ownCaseRoute.to('send', caseId),
  };
  await sayUnder(ctx, message, [text], [[send], [menuButton]]);
  return 'done';
}

/**
 * A further piece of words that were only offered waits with them for the press: Telegram brings along the message
 * under the button alone. `plain`: nothing but its time tells that it belongs to them, so it is said.
 */
export function joinOffer(
  ctx: BotContext,
  message: Message,
  { to, offered, after, group }: LastLetter,
  plain: boolean,
): Take {
  return async () => {
    const { account, once } = ctx.turn;
    const { letter, say: notes, deleteMessage } = await sentWords(ctx, message);
    const mark = postmarkOf(message);
    if (letter !== undefined && offered !== undefined)
      await once(OFFERED_WORDS, codecs.nothing, async (inside) => {
        await keep(inside, ctx, offered, { ...letter, messageId: mark.message });
        await rememberLetter(
          inside,
          account.id,
          { ...mark, group: mark.group ?? group },
          { to, offered, after },
        );
      });
    const gone = deleteMessage === undefined ? [] : await removeMessage(ctx, message, deleteMessage);
    const more = letter !== undefined && plain ? [line('case.offer.more')] : [];
    const said = [...notes, ...gone, ...more];
    if (said.length > 0) await say(ctx, said);
    return 'again';
  };
}

/** As the answers of a form are stored, so that the copy of one's data shows them; by the number of their message. */
const kept = codecs.json(
  z.object({
    offered: z.number(),
    answers: z.record(
      z.string(),
      z.object({
        value: letterSchema,
        words: z.string().optional(),
        reader: z.string(),
        at: z.string(),
        messageId: z.number(),
      }),
    ),
  }),
);

async function keep(
  inside: Transaction,
  ctx: BotContext,
  offered: number,
  piece: Letter & { readonly messageId: number },
): Promise<void> {
  const { account } = ctx.turn;
  const { text, file, messageId } = piece;
  const found = await rowOf(inside, account.id, offered);
  const earlier = found === undefined ? {} : kept.decode(found.payload).answers;
  const value = { ...(text === undefined ? {} : { text }), ...(file === undefined ? {} : { file }) };
  const at = inside.now().toISOString();
  const answer = { value, words: text, reader: 'letter@1', at, messageId };
  const payload = kept.encode({ offered, answers: { ...earlier, [String(messageId)]: answer } });
  if (found !== undefined)
    return rewriteDraft(inside, found.id, { payload, revision: found.revision, remaining: 0 });
  const { name: form, version } = caseReplyForm;
  const draft = {
    accountId: account.id,
    byPerson: account.person?.number,
    form,
    version,
    payload,
    remaining: 0,
  };
  await createDraft(inside, draft, 'parked');
}

/** What waits with the message that was offered. */
export async function waitingWith(
  services: Services,
  accountId: number,
  offered: number,
): Promise<Waiting | undefined> {
  const row = await rowOf(services, accountId, offered);
  if (row === undefined) return undefined;
  const answers = Object.values(kept.decode(row.payload).answers);
  const pieces = answers.map(({ value, messageId }) => ({ ...value, messageId }));
  return { draftId: row.id, pieces: pieces.toSorted((a, b) => a.messageId - b.messageId) };
}

async function rowOf(services: Services, accountId: number, offered: number): Promise<DraftRow | undefined> {
  const rows = await unfinishedOf(services, accountId, caseReplyForm.name);
  return rows.find((row) => tryDecode(kept, row.payload)?.offered === offered);
}
