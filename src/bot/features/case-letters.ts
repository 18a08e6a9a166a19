import type { Message } from 'grammy/types';
import { z } from 'zod';
import { line, type Line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import type { Account } from '../../services/core/accounts.ts';
import { closeDraft } from '../../services/core/drafts.ts';
import { rememberLetter, type CaseLetter } from '../../services/core/last-letter.ts';
import type { Transaction } from '../../services/core/services.ts';
import { caseById } from '../../services/cases/case-desk.ts';
import { heldUntil } from '../../services/cases/case-steps.ts';
import { post } from '../../services/cases/letters.ts';
import { afterAnswer, backToCase } from '../conversations/cases/case-context.ts';
import type { Letter } from '../conversations/engine/letter.ts';
import { postmarkOf } from '../postmark.ts';
import { removeMessage, say } from '../send.ts';
import { mayBeWords, sentWords } from '../sent-words.ts';
import type { BotContext } from '../turn.ts';

/** The name under which a message goes into a case once. */
export const CASE_WORDS = 'case-words';

const stored = z.object({ kind: z.enum(['done', 'no', 'nothing']), number: z.string(), dueOn: z.string() });

/** Words that go into a case, with the message in which they stand. */
interface Piece extends Letter {
  readonly messageId?: number | undefined;
}

/** The pieces that wait with words which were only offered. */
export interface Waiting {
  readonly draftId: number;
  readonly pieces: readonly Piece[];
}

export interface Written {
  /** `nothing`: the message is nothing that could be passed on. */
  readonly kind: 'done' | 'no' | 'nothing';
  readonly number: string;
  readonly dueOn: string;
  /** What is to be said beside the result: what was not passed on, what left the chat. */
  readonly notes: readonly Line[];
}

/**
 * Puts what a message brings into a case, once, and after it the pieces that waited with it; what follows at once
 * goes there, too.
 */
export async function writeInto(
  ctx: BotContext,
  message: Message,
  to: CaseLetter,
  waited?: Waiting,
): Promise<Written> {
  const { account, member } = ctx.turn;
  const { letter, say: notes, deleteMessage } = await sentWords(ctx, message);
  // Edited words are further ones of a message that stands in the case already.
  const isEdited = ctx.editedMessage !== undefined;
  const pieces: readonly Piece[] = [
    ...(letter === undefined ? [] : [{ ...letter, messageId: isEdited ? undefined : message.message_id }]),
    ...(waited?.pieces ?? []),
  ];
  let result: Omit<Written, 'notes'> = { kind: 'nothing', number: '', dueOn: '' };
  if (pieces.length > 0)
    result = await ctx.turn.once(CASE_WORDS, codecs.json(stored), async (inside) => {
      let last: Omit<Written, 'notes'> = { kind: 'nothing', number: '', dueOn: '' };
      for (const { text, file, messageId } of pieces) {
        const done = await post(inside, { accountId: account.id, member }, to, { text, file, messageId });
        if (done.kind === 'no') return { kind: 'no', number: '', dueOn: '' };
        last = { kind: 'done', number: done.case.number, dueOn: done.case.dueOn };
      }
      if (waited !== undefined) await closeDraft(inside, waited.draftId, 'discarded');
      if (!isEdited) await rememberWritten(inside, account, message, to);
      return last;
    });
  const gone = deleteMessage === undefined ? [] : await removeMessage(ctx, message, deleteMessage);
  return { ...result, notes: [...notes, ...gone] };
}

/** Words of an officer go to the owner, once; then the officer is told so. */
export async function toOwner(
  ctx: BotContext,
  caseId: number,
  message: Message,
  waiting?: Waiting,
): Promise<void> {
  const { kind, notes } = await writeInto(ctx, message, { case: caseId, way: 'owner' }, waiting);
  if (notes.length > 0) await say(ctx, notes);
  if (kind === 'nothing') return;
  const it = await caseById(ctx.turn.services, caseId);
  const until = it === undefined ? undefined : await heldUntil(ctx.turn.services, it);
  const { text, buttons } =
    kind === 'done' ? afterAnswer(caseId, until?.toISOString()) : backToCase(caseId, line('case.no'));
  await say(ctx, text, buttons);
}

/** The own message under which the button was offered; Telegram brings it along unless it was deleted. */
export function offeredMessage(ctx: BotContext): Message | undefined {
  const pressed = ctx.callbackQuery?.message;
  const offered =
    pressed !== undefined && 'reply_to_message' in pressed ? pressed.reply_to_message : undefined;
  return offered === undefined || offered.from?.id !== ctx.from?.id || !mayBeWords(offered)
    ? undefined
    : offered;
}

/** What follows goes on with the message, or with the last piece that waited with it. */
async function rememberWritten(
  inside: Transaction,
  { id, letter }: Account,
  message: Message,
  to: CaseLetter,
): Promise<void> {
  const mark = postmarkOf(message);
  const { group, after } = letter ?? {};
  const last = letter?.offered === message.message_id ? letter : { ...mark, group: mark.group ?? group };
  await rememberLetter(inside, id, last, { to, after });
}
