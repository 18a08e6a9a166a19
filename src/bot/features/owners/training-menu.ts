import { localDate } from '../../../domain/month/calendar.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Button } from '../../message.ts';
import { button } from '../../buttons.ts';
import { ownTrainingsRoute, trainingRoute } from '../../routes/owners.ts';
import type { BotContext } from '../../turn.ts';
import { momentOf, timeOf } from '../../training-lines.ts';
import { comingOfChat } from './training-own.ts';
import { todayOf } from '../../../services/core/services.ts';

/** What matters now about trainings: at most one sentence and one button, so that the menu stays short. */
export interface TrainingMenu {
  readonly lines: readonly Line[];
  readonly rows: readonly (readonly Button[])[];
}

/** An open offer first, then a training of today, then that there is something of their own to look at. */
export async function trainingMenu(ctx: BotContext): Promise<TrainingMenu> {
  const { services, account } = ctx.turn;
  const coming = (await comingOfChat(ctx)).filter(
    (it) => it.personId === undefined || it.personId === account.person?.id,
  );
  const offer = coming.find((it) => it.status === 'offered' && it.answerBy !== undefined);
  if (offer?.answerBy !== undefined)
    return {
      lines: [line('training.menu.offer', { title: offer.training.title, moment: momentOf(offer.answerBy) })],
      rows: [[button('training.menu.answer', trainingRoute.to('see', offer.trainingId))]],
    };
  const rows: TrainingMenu['rows'] = coming.some((it) => it.status !== 'unseated')
    ? [[button('training.button.mine', ownTrainingsRoute.to())]]
    : [];
  const today = coming.find(
    (it) =>
      it.status === 'seated' &&
      it.attendedAt === undefined &&
      localDate(it.training.startsAt, services.office.zone).equals(todayOf(services)),
  );
  if (today === undefined) return { lines: [], rows };
  const { title, startsAt } = today.training;
  return { lines: [line('training.menu.today', { title, time: timeOf(startsAt) })], rows };
}
