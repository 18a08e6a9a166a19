import { localDate } from '../domain/month/calendar.ts';
import { line, type Line, type Param } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { Training } from '../services/trainings/trainings.ts';
import type { Button } from './message.ts';
import { trainingPlace } from '../reports/announcement-lines.ts';
import { reasonLine } from '../reports/reason-lines.ts';
import { button, menuButton } from './buttons.ts';
import { participantRoute, trainingRoute } from './routes/owners.ts';

/** Words and buttons about a training that several places of the bot share. */

export const momentOf = (instant: Date): Param => ({ moment: instant.toISOString() });
export const timeOf = (instant: Date): Param => ({ time: instant.toISOString() });

/** The parameters {title}, {when} and {place} of a text about a training. */
export function aboutTraining(
  services: Pick<Services, 'office'>,
  training: Pick<Training, 'title' | 'startsAt' | 'place' | 'kecamatan'>,
): Readonly<Record<'title' | 'when' | 'place', Param>> {
  return {
    title: training.title,
    when: momentOf(training.startsAt),
    place: { line: trainingPlace(services, training) },
  };
}

/** "Maaf, Pelatihan … tanggal … dibatalkan karena …" */
export function cancelledLine(
  { office }: Pick<Services, 'office'>,
  training: Pick<Training, 'title' | 'startsAt' | 'cancelReason'>,
): Line {
  return line('training.view.cancelled', {
    title: training.title,
    date: { date: localDate(training.startsAt, office.zone).toString() },
    reason: { line: reasonLine(training.cancelReason) },
  });
}

export const othersButton = button('training.button.others', 'trainings');
export const placeButton = (trainingId: number): Button =>
  button('broadcast.button.place', trainingRoute.to('place', trainingId));
export const askAboutButton = (trainingId: number): Button =>
  button('broadcast.button.ask', trainingRoute.to('ask', trainingId));
export const seeButton = (trainingId: number): Button =>
  button('training.button.see', trainingRoute.to('see', trainingId));

/** Under everything said to somebody who has a seat; *Tidak jadi ikut* stands alone, far from the others. */
export function seatedButtons(
  participantId: number,
  trainingId: number,
  hasSubstitute = false,
): readonly (readonly Button[])[] {
  return [
    [button('training.button.calendar', participantRoute.to('cal', participantId))],
    [
      placeButton(trainingId),
      hasSubstitute
        ? button('training.button.self', participantRoute.to('self', participantId))
        : button('training.button.substitute', participantRoute.to('sub', participantId)),
    ],
    [button('training.button.leave', participantRoute.to('leave', participantId))],
  ];
}

/** Under everything said to somebody who waits. */
export function waitingButtons(participantId: number, isApplied = false): readonly (readonly Button[])[] {
  return [
    [
      button(
        isApplied ? 'training.button.withdraw' : 'training.button.leaveQueue',
        participantRoute.to('leave', participantId),
      ),
    ],
    [othersButton],
  ];
}

/** Under an offer that is still open. */
export function offeredButtons(participantId: number): readonly (readonly Button[])[] {
  return [
    [button('training.button.take', participantRoute.to('take', participantId))],
    [button('training.button.pass', participantRoute.to('pass', participantId))],
  ];
}

export const endButtons: readonly (readonly Button[])[] = [[othersButton, menuButton]];
