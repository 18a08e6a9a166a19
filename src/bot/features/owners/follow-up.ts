import { ownerInAccount } from '../../../services/core/accounts.ts';
import { FOLLOWED } from '../../conversations/partnership/follow-up.ts';
import { followUpRoute } from '../../routes/owners.ts';
import { oldPress } from '../../send.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';

/** *Isi kabar usaha*; the number of the business may be forged. */
export function followUpButtons(): readonly Press[] {
  return [
    onPress(followUpRoute, async (ctx, id) => {
      const { services, account } = ctx.turn;
      if ((await ownerInAccount(services, account.id, id)) === undefined) return oldPress(ctx);
      await enter(ctx, 'follow-up', { open: 'fresh', seed: { [FOLLOWED.key]: id } });
    }),
  ];
}
