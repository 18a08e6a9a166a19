import { z } from 'zod';
import { seatRules } from '../domain/trainings/seats.ts';
import { line, type Line } from '../i18n.ts';
import type { Joined } from '../services/trainings/joining.ts';
import type { Services } from '../services/core/services.ts';
import type { Training } from '../services/trainings/trainings.ts';
import type { Button } from './message.ts';
import {
  aboutTraining,
  cancelledLine,
  endButtons,
  momentOf,
  seatedButtons,
  waitingButtons,
} from './training-lines.ts';
import { button } from './buttons.ts';
import { trainingRoute } from './routes/owners.ts';

/** What "Saya ikut" came to, as it is remembered with the update that caused it. */
export const joinedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seated'), id: z.number(), seat: z.number() }),
  z.object({
    kind: z.literal('waiting'),
    id: z.number(),
    place: z.number(),
    waitsFor: z.enum(['seat', 'last-seat', 'close', 'draw']),
  }),
  z.object({ kind: z.literal('already'), id: z.number() }),
  z.object({ kind: z.enum(['closed', 'cancelled', 'over', 'unknown']) }),
]);
export type JoinedBrief = z.infer<typeof joinedSchema>;

export function briefly(it: Joined): JoinedBrief {
  switch (it.kind) {
    case 'seated':
      return { kind: 'seated', id: it.participant.id, seat: it.participant.seat ?? 0 };
    case 'waiting':
      return { kind: 'waiting', id: it.participant.id, place: it.place, waitsFor: it.waitsFor };
    case 'already':
      return { kind: 'already', id: it.participant.id };
    case 'closed':
    case 'cancelled':
    case 'over':
    case 'unknown':
      return { kind: it.kind };
  }
}

/** As much of a training as stands in the receipt. */
type ReceiptTraining = Pick<
  Training,
  'id' | 'title' | 'startsAt' | 'closesAt' | 'place' | 'kecamatan' | 'seats' | 'seatRule' | 'cancelReason'
>;

/** The same as JSON, instants in ISO: kept with the result of a form, for a repeated update. */
export const storedTraining = z.object({
  id: z.number(),
  title: z.string(),
  startsAt: z.string(),
  closesAt: z.string(),
  place: z.string(),
  kecamatan: z.string().optional(),
  seats: z.number(),
  seatRule: z.enum(seatRules),
  cancelReason: z.string().optional(),
});

export function toStored(it: ReceiptTraining): z.infer<typeof storedTraining> {
  const { id, title, startsAt, closesAt, place, kecamatan, seats, seatRule, cancelReason } = it;
  return {
    id,
    title,
    place,
    kecamatan,
    seats,
    seatRule,
    cancelReason,
    startsAt: startsAt.toISOString(),
    closesAt: closesAt.toISOString(),
  };
}

export function fromStored(it: z.infer<typeof storedTraining>): ReceiptTraining {
  return {
    ...it,
    kecamatan: it.kecamatan,
    cancelReason: it.cancelReason,
    startsAt: new Date(it.startsAt),
    closesAt: new Date(it.closesAt),
  };
}

export interface JoinReceipt {
  readonly text: Line;
  readonly buttons: readonly (readonly Button[])[];
}

/** The receipt of "Saya ikut": the seat, the place in line, or when and how the seat is decided. */
export function joinReceipt(
  services: Pick<Services, 'office'>,
  training: ReceiptTraining,
  it: JoinedBrief,
): JoinReceipt {
  switch (it.kind) {
    case 'seated':
      return {
        text: line('training.join.seated', { ...aboutTraining(services, training), seat: it.seat }),
        buttons: seatedButtons(it.id, training.id),
      };
    case 'waiting':
      return {
        text: waitingLine(training, it),
        buttons: waitingButtons(it.id, it.waitsFor === 'close' || it.waitsFor === 'draw'),
      };
    case 'already':
      return {
        text: line('training.join.twice'),
        buttons: [[button('training.button.see', trainingRoute.to('see', training.id))], ...endButtons],
      };
    case 'closed':
      return {
        text: line('training.join.closed', { moment: momentOf(training.closesAt) }),
        buttons: endButtons,
      };
    case 'cancelled':
      return { text: cancelledLine(services, training), buttons: endButtons };
    case 'over':
    case 'unknown':
      return { text: line('training.join.past'), buttons: endButtons };
  }
}

function waitingLine(
  training: ReceiptTraining,
  it: Extract<JoinedBrief, { readonly kind: 'waiting' }>,
): Line {
  const moment = momentOf(training.closesAt);
  switch (it.waitsFor) {
    case 'draw':
      return line('training.join.draw', { moment });
    case 'close':
      return line(training.seatRule === 'quota' ? 'training.join.quota' : 'training.join.newcomers', {
        moment,
      });
    case 'last-seat':
      return line('training.join.race', { place: it.place });
    case 'seat':
      return line('training.join.waiting', { seats: { count: training.seats }, place: it.place });
  }
}
