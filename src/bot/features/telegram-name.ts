import type { BotContext } from '../turn.ts';

/** How Telegram names who came with a link, so that whoever made it can tell. */
export function telegramName({ from, turn }: BotContext): string {
  return [
    from?.first_name,
    from?.last_name,
    from?.username === undefined ? undefined : `@${from.username}`,
    `(${turn.account.chatId})`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}
