import { Composer, type MiddlewareFn } from 'grammy';
import { codecs } from '../../../services/core/codecs.ts';
import { line } from '../../../i18n.ts';
import { sendingHalted, setStopped } from '../../../services/core/instance.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { keepForSecond, waitingChanges } from '../../../services/office/pending-changes.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { showChange } from './changes.ts';
import { onDuty } from './duty.ts';

/**
 * *Hentikan semua kiriman*: one stop for everything that the bot begins; replies go on. Anybody stops at once; that
 * the bot sends again is decided by two.
 */
export function stopAll(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.stop', onDuty('stop', ask));
  composer.callbackQuery('s.stop.yes', onDuty('stop', stop));
  composer.callbackQuery('s.stop.end', onDuty('stop', askToStart));
  return composer.middleware();
}

async function ask(ctx: BotContext, member: MemberRow): Promise<void> {
  if ((await sendingHalted(ctx.turn.services)) !== 'stopped')
    return void (await say(ctx, line('broadcast.stop.ask'), [
      [{ label: line('broadcast.stop.no'), data: 's.menu' }],
      [{ label: line('broadcast.stop.yes'), data: 's.stop.yes' }],
    ]));
  const [waiting] = await waitingChanges(ctx.turn.services, {});
  if (waiting !== undefined) return showChange(ctx, member, waiting.id);
  await say(ctx, line('change.waits.stopped'), [
    [{ label: line('broadcast.stop.no'), data: 's.menu' }],
    [{ label: line('broadcast.stop.end'), data: 's.stop.end' }],
  ]);
}

const menu = [[{ label: line('staff.button.menu'), data: 's.menu' }]] as const;

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
