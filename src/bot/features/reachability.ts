import { Composer, type MiddlewareFn } from 'grammy';
import { setReachable } from '../../services/core/accounts.ts';
import type { Services } from '../../services/core/services.ts';
import type { BotContext } from '../turn.ts';

/** `my_chat_member` in a private chat arrives only when a person blocks or unblocks (Bot API, Update). */
export function reachability(services: Services): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType('private').on('my_chat_member', async (ctx) => {
    await setReachable(services, ctx.chat.id, ctx.myChatMember.new_chat_member.status !== 'kicked');
  });
  return composer.middleware();
}
