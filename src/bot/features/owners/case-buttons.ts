import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import { caseById } from '../../../services/case-desk.ts';
import { confirmCase } from '../../../services/case-steps.ts';
import { CASE } from '../../conversations/case-context.ts';
import { menuButton, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { oneOf, verbIn } from '../../verbs.ts';
import { enter } from '../enter.ts';

/** Under messages of a case: *Balas*, *Sudah terbantu*, *Belum*. Cases of other chats are never named. */
export function caseButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(new RegExp(String.raw`^case\.${oneOf(verbs)}\.(\d{1,9})$`), async (ctx) => {
    const id = Number(ctx.match[2]);
    const found = await caseById(ctx.turn.services, id);
    if (found?.accountId !== ctx.turn.account.id) return over(ctx);
    await verbIn(verbs, ctx.match[1])?.(ctx, found);
  });
  return composer.middleware();
}

/** What an owner can answer to a message of a case; a word that does not stand here does nothing. */
const verbs = {
  reply: (ctx, { id }) => enter(ctx, 'case-reply', { open: 'fresh', seed: { [CASE.key]: id } }),
  yes: async (ctx, { id, number }) => {
    const done = await ctx.turn.once(
      `case:${id}:yes`,
      async (inside) => (await confirmCase(inside, ctx.turn.account.id, id)).kind,
    );
    if (done !== 'done') return over(ctx);
    await say(ctx, line('case.owner.confirmed', { number }), [[menuButton]]);
  },
} as const satisfies Readonly<
  Record<string, (ctx: BotContext, it: { readonly id: number; readonly number: string }) => Promise<void>>
>;

async function over(ctx: BotContext): Promise<void> {
  await say(ctx, line('case.owner.over'), [[{ label: line('start.menu.ask'), data: 'ask' }], [menuButton]]);
}
