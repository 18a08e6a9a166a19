import { codecs } from '../../../services/core/codecs.ts';
import { line } from '../../../i18n.ts';
import { sendingHalted, setStopped } from '../../../services/core/instance.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { keepForSecond, waitingChanges } from '../../../services/office/pending-changes.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { staffMenuRoute, startAllRoute, stopAllRoute, stopAllYesRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { showChange } from './changes.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/**
 * *Hentikan semua kiriman*: one stop for everything that the bot begins; replies go on. Anybody stops at once; that
 * the bot sends again is decided by two.
 */
export function stopAll(): readonly Press[] {
  return [
    onPress(stopAllRoute, onDuty('stop', ask)),
    onPress(stopAllYesRoute, onDuty('stop', stop)),
    onPress(startAllRoute, onDuty('stop', askToStart)),
  ];
}

async function ask(ctx: BotContext, member: MemberRow): Promise<void> {
  if ((await sendingHalted(ctx.turn.services)) !== 'stopped')
    return void (await say(ctx, line('broadcast.stop.ask'), [
      [button('broadcast.stop.no', staffMenuRoute.to())],
      [button('broadcast.stop.yes', stopAllYesRoute.to())],
    ]));
  const [waiting] = await waitingChanges(ctx.turn.services, {});
  if (waiting !== undefined) return showChange(ctx, member, waiting.id);
  await say(ctx, line('change.waits.stopped'), [
    [button('broadcast.stop.no', staffMenuRoute.to())],
    [button('broadcast.stop.end', startAllRoute.to())],
  ]);
}

const menu = [[staffMenuButton]] as const;

async function stop(ctx: BotContext, member: MemberRow): Promise<void> {
  await ctx.turn.once('stop-all', codecs.nothing, (inside) => setStopped(inside, member.number, true));
  await say(ctx, line('broadcast.stop.done'), menu);
}

async function askToStart(ctx: BotContext, member: MemberRow): Promise<void> {
  const asked = await ctx.turn.once('start-all', codecs.word(['no', 'known', 'asked']), async (inside) => {
    if ((await sendingHalted(inside)) !== 'stopped') return 'no';
    // Somebody else wants it already: that one is decided about, which is a press of its own.
    if ((await waitingChanges(inside, {})).length > 0) return 'known';
    // Nobody is asked: while everything is stopped no message goes out.
    await keepForSecond(inside, member, { kind: 'sending-start', content: {} }, {}, []);
    return 'asked';
  });
  if (asked === 'asked') await say(ctx, line('change.waits.start'), menu);
  else await ask(ctx, member);
}
