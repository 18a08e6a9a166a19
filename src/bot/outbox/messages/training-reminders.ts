import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { dayPart } from '../../../domain/words/greeting.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { localTime } from '../../../domain/when/dates.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import { wantsOwnReminders } from '../../../services/people/stopping.ts';
import type { Button } from '../../message.ts';
import { reasonLine } from '../../../reports/reason-lines.ts';
import { aboutTraining, endButtons, placeButton, timeOf } from '../../training-lines.ts';
import type { Words } from './words.ts';
import { toParticipant } from './participant.ts';
import { button } from '../../buttons.ts';
import { participantRoute, rateRoute } from '../../routes/owners.ts';

/** Words about a training to those who have a seat; undefined as soon as they no longer hold. */

const leaveButton = ({ id }: Participant): Button =>
  button('training.button.leave', participantRoute.to('leave', id));

/** Has a seat at a training that takes place and is not over at `until`. */
const comes = ({ status, training }: Participant, now: Date, until: Date): boolean =>
  status === 'seated' && training.status === 'planned' && now < until;

/** What somebody who has stopped reminders does not get; changes and the end of a training are none. */
function reminder(words: Parameters<typeof toParticipant>[0]): Words {
  return toParticipant(async (services, it, message) =>
    (await wantsOwnReminders(services, it)) ? words(services, it, message) : undefined,
  );
}

/** Three days before: "Jadi datang?" */
export const trainingNear: Words = reminder(async (services, it) => {
  const now = services.now();
  if (!comes(it, now, it.training.startsAt) || it.confirmedAt !== undefined) return undefined;
  return {
    text: line('training.reminder.near', {
      ...aboutTraining(services, it.training),
      greeting: { line: line(`start.greeting.${dayPart(localTime(now, services.office.zone).hour)}`) },
    }),
    buttons: [[button('training.reminder.come', participantRoute.to('come', it.id))], [leaveButton(it)]],
  };
});

/** The day before, with what to bring. */
export const trainingTomorrow: Words = reminder(async (services, it) => {
  const { training } = it;
  if (!comes(it, services.now(), training.startsAt)) return undefined;
  const { title, place } = aboutTraining(services, training);
  const bring =
    training.bring === undefined ? [] : [line('training.reminder.bring', { bring: training.bring })];
  return {
    text: [line('training.reminder.tomorrow', { title, place, time: timeOf(training.startsAt) }), ...bring],
    buttons: [[placeButton(training.id)], [leaveButton(it)]],
  };
});

/** On the day: how to say that one is there. */
export const trainingToday: Words = reminder(async (services, it) => {
  if (!comes(it, services.now(), it.training.endsAt) || it.attendedAt !== undefined) return undefined;
  return { text: line('training.reminder.today'), buttons: [[placeButton(it.trainingId)]] };
});

/** The day after, to those who were there: the first of two questions. */
export const trainingFeedback: Words = reminder(async (_services, it) => {
  if (it.attendedAt === undefined || it.rating !== undefined) return undefined;
  const rate = (rating: 1 | 2 | 3): Button =>
    button(`training.reminder.rate${rating}`, rateRoute.to(it.id, rating));
  return {
    text: line('training.reminder.feedback', { title: it.training.title }),
    buttons: [[rate(3)], [rate(2), rate(1)]],
  };
});

const change = z.object({ revision: z.number(), time: z.number(), place: z.number() });

/** Another time or place; a later change makes this one pointless. */
export const trainingChanged: Words = toParticipant(async (services, it, message) => {
  const { training } = it;
  const moved = readAs(change, message.params);
  if (moved.revision !== training.revision || training.status !== 'planned') return undefined;
  if ((it.status !== 'seated' && it.status !== 'offered') || services.now() >= training.endsAt)
    return undefined;
  const about = aboutTraining(services, training);
  const ask = it.status === 'seated';
  return {
    text: [line('training.reminder.changed'), ...changeLines(moved, about), ...(ask ? [STILL] : [])],
    buttons: ask
      ? [
          [button('training.reminder.stillCan', participantRoute.to('come', it.id))],
          [button('training.reminder.cannot', participantRoute.to('leave', it.id))],
        ]
      : [],
  };
});

const STILL = line('training.reminder.stillComing');

function changeLines(
  moved: { readonly time: number; readonly place: number },
  { title, when, place }: ReturnType<typeof aboutTraining>,
): readonly Line[] {
  if (moved.time === 1 && moved.place === 1)
    return [line('training.reminder.movedBoth', { title, when, place })];
  if (moved.place === 1)
    return [
      line('training.reminder.movedPlace', { title, place }),
      line('training.reminder.sameTime', { when }),
    ];
  return [line('training.reminder.moved', { title, when }), line('training.reminder.samePlace')];
}

/** It does not take place. */
export const trainingCancelled: Words = toParticipant(async (services, it) => {
  const { training } = it;
  if (training.status !== 'cancelled' || it.status !== 'cancelled') return undefined;
  return {
    text: line('training.reminder.cancelled', {
      title: training.title,
      date: { date: localDate(training.startsAt, services.office.zone).toString() },
      reason: { line: reasonLine(training.cancelReason) },
    }),
    buttons: endButtons,
  };
});

/** The reason in an officer's words, once a second person has agreed to it. */
export const trainingReason: Words = toParticipant(async (services, it) => {
  const { training } = it;
  if (training.status !== 'cancelled' || it.status !== 'cancelled') return undefined;
  return {
    text: line('training.reminder.reason', {
      title: training.title,
      date: { date: localDate(training.startsAt, services.office.zone).toString() },
      reason: { line: reasonLine(training.cancelReason) },
    }),
    buttons: endButtons,
  };
});
