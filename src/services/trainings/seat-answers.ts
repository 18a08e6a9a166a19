import { accept, leave as giveUp, placeInLine } from '../../domain/trainings/seats.ts';
import {
  participantById,
  participantInChat,
  participantPlace,
  type Participant,
  reread,
} from './participant-rows.ts';
import { lockSeatBook, keepBook } from './seat-book.ts';
import type { Services, Transaction } from '../core/services.ts';

export type Left =
  | {
      readonly kind: 'left';
      /** Where they were. */
      readonly from: 'seated' | 'offered' | 'waiting';
      readonly participant: Participant;
    }
  /** Not on the list (any more). */
  | { readonly kind: 'not-in'; readonly participant: Participant }
  | { readonly kind: 'over' | 'unknown' };

/** "Tidak jadi ikut" and "Keluar dari antrean": a seat is held for the next in line. */
export async function leave(services: Transaction, id: number, accountId: number): Promise<Left> {
  const participant = await participantInChat(services, id, accountId);
  return participant === undefined ? { kind: 'unknown' } : takeOff(services, participant, 'left');
}

/** Ends a place on the list, whoever asks for it. */
export async function takeOff(
  services: Transaction,
  { id, trainingId }: Pick<Participant, 'id' | 'trainingId'>,
  status: 'left' | 'declined',
): Promise<Left> {
  const book = await lockSeatBook(services, trainingId);
  if (book === undefined) return { kind: 'unknown' };
  const seeker = book.seats.people.find((it) => it.id === id);
  if (seeker === undefined) return { kind: 'not-in', participant: await reread(services, id) };
  if (services.now() >= book.training.startsAt) return { kind: 'over' };
  await services.db.participant.update({
    where: { id },
    data: { status, seat: null, answerBy: null, endedAt: services.now() },
  });
  await keepBook(services, book, giveUp(book.seats, id), 'leave');
  return { kind: 'left', from: seeker.place, participant: await reread(services, id) };
}

export type Answered =
  | { readonly kind: 'seated'; readonly participant: Participant }
  | { readonly kind: 'declined'; readonly participant: Participant }
  /** Had the seat already. */
  | { readonly kind: 'already'; readonly participant: Participant }
  /** Too late: the seat went to somebody else. `place` when they still wait. */
  | { readonly kind: 'lost'; readonly participant: Participant; readonly place: number | undefined }
  | { readonly kind: 'unknown' };

/** "Ambil kursi" or "Tidak bisa" under an offer. Taking it late works while a seat is still free. */
export async function answerOffer(
  services: Transaction,
  id: number,
  accountId: number,
  take: boolean,
): Promise<Answered> {
  const asked = await participantInChat(services, id, accountId);
  return asked === undefined ? { kind: 'unknown' } : answerFor(services, asked, take);
}

/** The same for somebody whom the office has called. */
export async function answerFor(services: Transaction, asked: Participant, take: boolean): Promise<Answered> {
  const book = await lockSeatBook(services, asked.trainingId);
  if (book === undefined) return { kind: 'unknown' };
  const { id } = asked;
  const seeker = book.seats.people.find((it) => it.id === id);
  const over = services.now() >= book.training.startsAt || book.training.status === 'cancelled';
  if (!take && seeker !== undefined && seeker.place !== 'seated' && !over) {
    await takeOff(services, asked, 'declined');
    return { kind: 'declined', participant: await reread(services, id) };
  }
  if (seeker?.place === 'seated') return { kind: 'already', participant: await reread(services, id) };
  if (take && seeker !== undefined && !over) {
    await keepBook(services, book, accept(book.seats, id), 'answer');
    const participant = await reread(services, id);
    if (participant.status === 'seated') return { kind: 'seated', participant };
  }
  return { kind: 'lost', participant: await reread(services, id), place: placeInLine(book.seats, id) };
}

export type Confirmed =
  | { readonly kind: 'confirmed'; readonly participant: Participant }
  /** Has no seat. */
  | { readonly kind: 'not-seated'; readonly participant: Participant }
  | { readonly kind: 'unknown' };

/** "Jadi datang", "Masih bisa". */
export async function confirmComing(services: Services, id: number, accountId: number): Promise<Confirmed> {
  const participant = await participantInChat(services, id, accountId);
  if (participant === undefined) return { kind: 'unknown' };
  const { count } = await services.db.participant.updateMany({
    where: { id, status: 'seated' },
    data: { confirmedAt: services.now() },
  });
  return { kind: count === 1 ? 'confirmed' : 'not-seated', participant };
}

export type Represented =
  | { readonly kind: 'set'; readonly participant: Participant }
  | { readonly kind: 'not-seated' | 'unknown' };

/**
 * Who comes instead; undefined: they come themselves. Whose participation it is was checked by the caller
 * ({@link participantInChat}).
 */
export async function setSubstitute(
  services: Services,
  id: number,
  name: string | undefined,
): Promise<Represented> {
  const participant = await participantById(services, id);
  if (participant === undefined) return { kind: 'unknown' };
  if (participant.status !== 'seated') return { kind: 'not-seated' };
  await services.db.participant.update({
    where: { id },
    data: {
      substitute: name === undefined ? null : services.seal.encrypt(participantPlace(id, 'substitute'), name),
    },
  });
  return { kind: 'set', participant: await reread(services, id) };
}
