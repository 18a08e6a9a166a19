import type { Message } from 'grammy/types';
import { line } from '../i18n.ts';
import { sentIn, looked } from './conversations/engine/input.ts';
import { sorted, type Sorted } from './conversations/engine/letter.ts';
import type { BotContext } from './turn.ts';

/** What a message brings into a case, once its file was looked at; no letter when it is nothing for a person. */
export async function sentWords(ctx: BotContext, message: Message): Promise<Sorted> {
  const emoji = message.sticker?.emoji;
  if (emoji !== undefined) return { letter: { text: emoji }, say: [] };
  const input = await looked(ctx, sentIn(message));
  const it = input.kind === 'text' || input.kind === 'other' ? sorted(input) : undefined;
  return it ?? { letter: undefined, say: [line('case.reply.hint')] };
}

/** Whether a message may turn out to be words to a person, before its file is looked at. */
export function mayBeWords(message: Message): boolean {
  if (message.sticker?.emoji !== undefined) return true;
  const input = sentIn(message);
  if (input.kind !== 'text' && input.kind !== 'other') return false;
  if (sorted(input)?.letter !== undefined) return true;
  const isUnseen = input.kind === 'other' && input.document !== undefined && input.paper !== true;
  return isUnseen && (input.what === 'pdf' || input.what === 'picture' || input.what === 'other');
}
