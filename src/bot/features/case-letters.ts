import type { Message } from 'grammy/types';
import { z } from 'zod';
import type { Line } from '../../i18n.ts';
import { codecs } from '../../services/core/codecs.ts';
import { rememberLetter, type CaseLetter } from '../../services/core/last-letter.ts';
import { post } from '../../services/cases/letters.ts';
import { postmarkOf } from '../postmark.ts';
import { removeMessage } from '../send.ts';
import { sentWords } from '../sent-words.ts';
import type { BotContext } from '../turn.ts';

/** The name under which a message goes into a case once. */
export const CASE_WORDS = 'case-words';

const stored = z.object({ kind: z.enum(['done', 'no']), number: z.string(), dueOn: z.string() });

export interface Written {
  /** `nothing`: the message is nothing that could be passed on. */
  readonly kind: 'done' | 'no' | 'nothing';
  readonly number: string;
  readonly dueOn: string;
  /** What is to be said beside the result: what was not passed on, what left the chat. */
  readonly notes: readonly Line[];
}

/** Puts what a message brings into a case, once; what follows at once goes there, too. */
export async function writeInto(ctx: BotContext, message: Message, to: CaseLetter): Promise<Written> {
  const { account, member } = ctx.turn;
  const { letter, say, deleteMessage } = await sentWords(ctx, message);
  let result: Omit<Written, 'notes'> = { kind: 'nothing', number: '', dueOn: '' };
  if (letter !== undefined) {
    // Edited words are further ones of a message that stands in the case already.
    const isEdited = ctx.editedMessage !== undefined;
    const messageId = isEdited ? undefined : message.message_id;
    const words = { text: letter.text, file: letter.file, messageId };
    result = await ctx.turn.once(CASE_WORDS, codecs.json(stored), async (inside) => {
      const done = await post(inside, { accountId: account.id, member }, to, words);
      if (done.kind === 'no') return { kind: 'no', number: '', dueOn: '' };
      const mark = postmarkOf(message);
      const { group, after } = account.letter ?? {};
      if (!isEdited)
        await rememberLetter(inside, account.id, { ...mark, group: mark.group ?? group }, { to, after });
      return { kind: 'done', number: done.case.number, dueOn: done.case.dueOn };
    });
  }
  const gone = deleteMessage === undefined ? [] : await removeMessage(ctx, message, deleteMessage);
  return { ...result, notes: [...say, ...gone] };
}
