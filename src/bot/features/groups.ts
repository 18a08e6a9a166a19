import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../i18n.ts';
import type { BotContext, BotDependencies } from '../turn.ts';

/** In a group: one sentence when the bot is added, then silence. */
export function groups(dependencies: BotDependencies): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType(['group', 'supergroup']).on('my_chat_member', async (ctx) => {
    const { status } = ctx.myChatMember.new_chat_member;
    if (status !== 'member' && status !== 'administrator') return;
    await ctx.reply(
      dependencies.texts.plain(line('common.group', { bot: ctx.me.username }), {
        language: 'id',
        salutation: undefined,
        shortName: undefined,
      }),
    );
  });
  return composer.middleware();
}
