import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import { sendingHalted, setStopped } from '../../../services/instance.ts';
import type { MemberRow } from '../../../services/members.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onDuty } from './duty.ts';

/** *Hentikan semua kiriman*: one stop for everything that the bot begins; replies go on. */
export function stopAll(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.stop', onDuty('stop', ask));
  composer.callbackQuery(
    's.stop.yes',
    onDuty('stop', (ctx, member) => set(ctx, member, true)),
  );
  composer.callbackQuery(
    's.stop.end',
    onDuty('stop', (ctx, member) => set(ctx, member, false)),
  );
  return composer.middleware();
}

async function ask(ctx: BotContext): Promise<void> {
  const stopped = (await sendingHalted(ctx.turn.services)) === 'stopped';
  await say(ctx, line(stopped ? 'broadcast.stop.askEnd' : 'broadcast.stop.ask'), [
    [{ label: line('broadcast.stop.no'), data: 's.menu' }],
    [
      stopped
        ? { label: line('broadcast.stop.end'), data: 's.stop.end' }
        : { label: line('broadcast.stop.yes'), data: 's.stop.yes' },
    ],
  ]);
}

async function set(ctx: BotContext, member: MemberRow, stopped: boolean): Promise<void> {
  await ctx.turn.once('stop-all', async (inside) => String(await setStopped(inside, member.number, stopped)));
  await say(ctx, line(stopped ? 'broadcast.stop.done' : 'broadcast.stop.ended'), [
    [{ label: line('staff.button.menu'), data: 's.menu' }],
  ]);
}
