import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { redeemRecovery, stopRecovery } from '../../../services/data-rights/recovery.ts';
import { askButton, menuButton } from '../../buttons.ts';
import { objectionRoute } from '../../routes/owners.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { telegramName } from '../telegram-name.ts';

/** A link `p-<code>` from an officer, opened in the new chat of somebody who lost the old one. */
export async function followRecoveryLink(ctx: BotContext, code: string): Promise<boolean> {
  const { account } = ctx.turn;
  const movesAt = await ctx.turn.once('recovery', codecs.optional(codecs.string), async (inside) => {
    const opened = await redeemRecovery(inside, code, { accountId: account.id, name: telegramName(ctx) });
    return opened?.movesAt.toISOString();
  });
  if (movesAt === undefined) return false;
  await say(ctx, line('recovery.opened', { moment: { moment: movesAt } }), [[menuButton]]);
  return true;
}

/** "Bukan saya" in the old chat. Whoever uses it may object: on a shared phone the others know the owner. */
export function objectionButtons(): readonly Press[] {
  return [
    onPress(objectionRoute, async (ctx, id) => {
      const { id: accountId } = ctx.turn.account;
      const stopped = await ctx.turn.once(`recovery:${id}:stop`, codecs.boolean, (inside) =>
        stopRecovery(inside, id, { accountId }),
      );
      await say(ctx, line(stopped ? 'recovery.stop.done' : 'recovery.stop.none'), [[askButton, menuButton]]);
    }),
  ];
}
