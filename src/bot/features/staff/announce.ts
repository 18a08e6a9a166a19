import { line } from '../../../i18n.ts';
import { canAnnounce } from '../../../services/announcements/announcing.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { trainingById } from '../../../services/trainings/trainings.ts';
import { given } from '../../conversations/announcements/announce/answers.ts';
import { staffMenuButton } from '../../buttons.ts';
import { announceRoute, basisRoute } from '../../routes/staff.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { sendBasis } from './basis.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Umumkan pelatihan* from the menu, a training announced again from its view, and the *dasar undangan*. */
export function announceButtons(): readonly Press[] {
  return [
    onPress(
      announceRoute,
      onDuty('announce', (ctx, member, id) =>
        id === undefined ? enter(ctx, 'announce', { open: 'ask' }) : announceAgain(ctx, member, id),
      ),
    ),
    onPress(basisRoute, onDuty('announce', sendBasis)),
  ];
}

async function announceAgain(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  const training = await trainingById(services, id);
  if (training === undefined || !canAnnounce(training, member, services.now())) {
    await say(ctx, line('announce.check.gone'), [[staffMenuButton]]);
    return;
  }
  await enter(ctx, 'announce', { open: 'ask', seed: { [given.about.key]: id } });
}
