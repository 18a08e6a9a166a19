import { ownerInAccount } from '../../../services/core/accounts.ts';
import { FOLLOWED } from '../../conversations/partnership/follow-up.ts';
import { EARNED, EARNER } from '../../conversations/partnership/profit.ts';
import { wasAsked } from '../../../services/partnership/agreements/profits.ts';
import { followUpRoute, profitRoute } from '../../routes/owners.ts';
import { oldPress } from '../../send.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';

/** *Isi kabar usaha*, *Isi laba*; the number of the business may be forged. */
export function followUpButtons(): readonly Press[] {
  return [
    onPress(followUpRoute, async (ctx, id) => {
      const { services, account } = ctx.turn;
      if ((await ownerInAccount(services, account.id, id)) === undefined) return oldPress(ctx);
      await enter(ctx, 'follow-up', { open: 'fresh', seed: { [FOLLOWED.key]: id } });
    }),
    onPress(profitRoute, async (ctx, id, year) => {
      const { services, account } = ctx.turn;
      const isOwn = (await ownerInAccount(services, account.id, id)) !== undefined;
      if (!isOwn || !(await wasAsked(services, id, year))) return oldPress(ctx);
      await enter(ctx, 'profit', { open: 'fresh', seed: { [EARNER.key]: id, [EARNED.key]: year } });
    }),
  ];
}
