import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { trainingById } from '../../../services/trainings/trainings.ts';
import { canAnnounce } from '../../conversations/announcements/announce/context.ts';
import { given } from '../../conversations/announcements/announce/answers.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { sendBasis } from './basis.ts';
import { onDuty } from './duty.ts';

/** *Umumkan pelatihan* from the menu, a training announced again from its view, and the *dasar undangan*. */
export function announceButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    's.announce',
    onDuty('announce', (ctx) => enter(ctx, 'announce', { open: 'ask' })),
  );
  composer.callbackQuery(
    /^s\.announce\.(\d{1,9})$/,
    onDuty('announce', (ctx, member) => announceAgain(ctx, member, Number(ctx.match[1]))),
  );
  composer.callbackQuery(
    /^s\.basis\.(\d{1,9})$/,
    onDuty('announce', (ctx, member) => sendBasis(ctx, member, Number(ctx.match[1]))),
  );
  return composer.middleware();
}

async function announceAgain(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  const training = await trainingById(services, id);
  if (training === undefined || !canAnnounce(training, { member }, services.now())) {
    await say(ctx, line('announce.check.gone'), [[{ label: line('staff.button.menu'), data: 's.menu' }]]);
    return;
  }
  await enter(ctx, 'announce', { open: 'ask', seed: { [given.about.key]: id } });
}
