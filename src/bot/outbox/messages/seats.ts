import { localDate } from '../../../domain/month/calendar.ts';
import { freeSeats, placeInLine } from '../../../domain/trainings/seats.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import { seatsOf } from '../../../services/trainings/seat-book.ts';
import { type Services, todayOf } from '../../../services/core/services.ts';
import {
  aboutTraining,
  momentOf,
  offeredButtons,
  othersButton,
  seatedButtons,
  waitingButtons,
} from '../../training-lines.ts';
import type { Words } from './words.ts';
import { toParticipant } from './participant.ts';

/** Words about seats that nobody has pressed for; undefined as soon as they no longer hold. */

const isPlanned = ({ training }: Participant, services: Services): boolean =>
  training.status === 'planned' && training.startsAt > services.now();

/** "Ada kursi untuk Bapak!" */
export const seatOffer: Words = toParticipant(async (services, it) => {
  if (it.status !== 'offered' || it.answerBy === undefined || !isPlanned(it, services)) return undefined;
  const today = todayOf(services).equals(localDate(it.answerBy, services.office.zone));
  return {
    text: line(today ? 'training.seat.offer.today' : 'training.seat.offer', {
      ...aboutTraining(services, it.training),
      deadline: momentOf(it.answerBy),
    }),
    buttons: offeredButtons(it.id),
  };
});

/** A seat that was given when registration closed. */
export const seatGiven: Words = toParticipant(async (services, it) => {
  if (it.status !== 'seated' || it.seat === undefined || !isPlanned(it, services)) return undefined;
  return {
    text: line('training.seat.given', { ...aboutTraining(services, it.training), seat: it.seat }),
    buttons: seatedButtons(it.id, it.trainingId),
  };
});

async function placeOf(services: Services, it: Participant): Promise<number | undefined> {
  if (it.status !== 'waiting' || !isPlanned(it, services)) return undefined;
  return placeInLine(await seatsOf(services, it.training), it.id);
}

/** No seat when they were given: the waiting list from now on. */
export const seatWaits: Words = toParticipant(async (services, it) => {
  const place = await placeOf(services, it);
  if (place === undefined) return undefined;
  return {
    text: line('training.seat.waits', { title: it.training.title, place }),
    buttons: waitingButtons(it.id),
  };
});

/** The time to answer is over. While nobody else has the seat, it can still be taken. */
export const seatLapsed: Words = toParticipant(async (services, it) => {
  const place = await placeOf(services, it);
  if (place === undefined) return undefined;
  if (freeSeats(await seatsOf(services, it.training)) > 0)
    return { text: line('training.seat.lapsed.free'), buttons: offeredButtons(it.id) };
  return { text: line('training.seat.lapsed', { place }), buttons: waitingButtons(it.id) };
});

/** There are fewer seats than were offered. */
export const seatWithdrawn: Words = toParticipant(async (services, it) => {
  const place = await placeOf(services, it);
  if (place === undefined) return undefined;
  return {
    text: line('training.seat.withdrawn', { title: it.training.title, place }),
    buttons: waitingButtons(it.id),
  };
});

/** The waiting list has ended. */
export const seatNone: Words = toParticipant(async (_services, it) => {
  const { title, topic, preferUnseated, status } = it.training;
  if (it.status !== 'unseated' || status !== 'planned') return undefined;
  const text: Line =
    preferUnseated && topic !== 'other'
      ? line('training.seat.none.promise', { title, topic: { line: line(`training.seat.topic.${topic}`) } })
      : line('training.seat.none', { title });
  return { text, buttons: [[othersButton]] };
});
