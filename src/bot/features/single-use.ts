import type { BotContext } from '../turn.ts';

/** Wrong codes from one chat before it has to wait; the codes are long, this only keeps the log quiet. */
const MOST_TRIES = 5;
const tries = new Map<number, number>();

export function triesTooOften(accountId: number): boolean {
  return (tries.get(accountId) ?? 0) >= MOST_TRIES;
}

export function countWrongCode(accountId: number): void {
  if (tries.size > 10_000) tries.clear();
  tries.set(accountId, (tries.get(accountId) ?? 0) + 1);
}

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
