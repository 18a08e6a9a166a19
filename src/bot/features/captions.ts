import type { Filter, MiddlewareFn } from 'grammy';
import { line, type Line } from '../../i18n.ts';
import { inputOf } from '../conversations/engine/input.ts';
import { fileSentence, removalOf } from '../conversations/engine/letter.ts';
import { paragraphs, removeMessage, send } from '../send.ts';
import type { BotContext } from '../turn.ts';

/** What is said of a file that is no answer to anything; a picture of an owner leaves the chat. */
export async function sentFile(ctx: Filter<BotContext, 'message'>): Promise<readonly Line[]> {
  const input = inputOf(ctx);
  if (input?.kind !== 'other') return [line('common.notHere')];
  const removal = removalOf(input);
  const isGone = removal === undefined ? [] : await removeMessage(ctx, ctx.message, removal);
  return removal === 'picture' || removal === 'paper' ? isGone : [fileSentence(input.what), ...isGone];
}

/** Words under a file, outside a conversation: the file gets its sentence, and the words are read like any others. */
export function captions(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { message } = ctx;
    if (message?.caption === undefined || !ctx.has('message')) return next();
    const input = inputOf(ctx);
    const { caption, caption_entities: entities } = message;
    const isRead =
      input?.kind === 'other' && input.what !== 'voice' && input.what !== 'sound' && input.paper !== true;
    if (!isRead || input.caption?.hasNik !== false) return next();
    await send(ctx, paragraphs(ctx, await sentFile(ctx)));
    const { message_id, from, chat, date } = message;
    ctx.update.message = {
      message_id,
      from,
      chat,
      date,
      text: caption,
      ...(entities === undefined ? {} : { entities }),
    };
    try {
      await next();
    } finally {
      // A second try begins with what was really sent.
      ctx.update.message = message;
    }
  };
}
