import type { ApprovalReason } from '../../domain/announcements/announcement.ts';
import { nextAwake } from '../../domain/when/quiet-hours.ts';
import { resize } from '../../domain/trainings/seats.ts';
import { audit } from '../core/audit.ts';
import { mayWith } from '../office/in-area.ts';
import type { Member } from '../office/members.ts';
import { keepSeats, lockSeatBook } from './seat-book.ts';
import type { Services, Transaction } from '../core/services.ts';
import { tellAdmins, type Noticed } from '../office/text-notices.ts';
import { lockTraining, trainingFromRow, type Training } from './trainings.ts';

export type Changed =
  | {
      readonly kind: 'changed';
      readonly training: Training;
      /** How many people are told in their chats. */
      readonly told: number;
    }
  /** A second person is asked, and time and place stay as they are. */
  | { readonly kind: 'waits'; readonly reasons: readonly ApprovalReason[] }
  | { readonly kind: 'unknown' | 'cancelled' | 'over' | 'not-yours' };

const DAY_MS = 24 * 3_600_000;

/** At once; in quiet hours only when the event is near, otherwise at their end. */
export function whenToTell(
  services: Services,
  startsAt: Date,
): { readonly notBefore: Date; readonly anytime: boolean } {
  const now = services.now();
  const near = startsAt.getTime() - now.getTime() <= DAY_MS;
  return { notBefore: near ? now : nextAwake(now, services.office.quiet), anytime: near };
}

export type NoChange = Exclude<Changed, { readonly kind: 'changed' | 'waits' }>;

/** A training that this member may change, locked; or why not. */
export async function changeable(
  services: Transaction,
  id: number,
  member: Member,
): Promise<{ readonly training: Training } | NoChange> {
  const training = await lockTraining(services, id);
  if (training === undefined) return { kind: 'unknown' };
  if (!mayWith(member, 'trainings', training.kecamatan)) return { kind: 'not-yours' };
  return stillOpen(services, training);
}

/** Whether somebody may decide about a change of a training: who may write what everybody on its list reads. */
export function mayDecideChange(member: Member, training: Pick<Training, 'kecamatan'>): boolean {
  return mayWith(member, 'announce', training.kecamatan);
}

export function stillOpen(
  services: Services,
  training: Training,
): { readonly training: Training } | NoChange {
  if (training.status === 'cancelled') return { kind: 'cancelled' };
  if (services.now() >= training.endsAt) return { kind: 'over' };
  return { training };
}

/** Admins read what everybody on the list of a training is going to read. */
export function noteAdmins(services: Transaction, it: Training, by: string, what: Noticed): Promise<void> {
  const places = it.kecamatan === undefined ? [] : [it.kecamatan];
  return tellAdmins(services, { what, by, about: { training: it.id }, version: it.revision, places });
}

export type Resized =
  | { readonly kind: 'resized'; readonly training: Training }
  /** So many people are seated already. */
  | { readonly kind: 'too-few'; readonly seated: number }
  /** So many seats are reserved for kecamatan. */
  | { readonly kind: 'reserved'; readonly reserved: number }
  | NoChange;

/** More seats are offered to those who wait; fewer withdraw open offers, the last one first. */
export async function resizeTraining(
  services: Transaction,
  id: number,
  member: Member,
  seats: number,
): Promise<Resized> {
  const found = await changeable(services, id, member);
  if (!('training' in found)) return found;
  const book = await lockSeatBook(services, id);
  if (book === undefined) return { kind: 'unknown' };
  const reserved = Object.values(book.training.quota ?? {}).reduce((sum, count) => sum + count, 0);
  if (book.training.seatRule === 'quota' && seats < reserved) return { kind: 'reserved', reserved };
  const after = resize(book.seats, seats);
  if (after === undefined)
    return { kind: 'too-few', seated: book.seats.people.filter((it) => it.place === 'seated').length };
  const row = await services.db.training.update({ where: { id }, data: { seats } });
  await audit(services, {
    actor: member.number,
    action: 'training.resize',
    subject: `training:${book.training.number}`,
    details: { before: book.training.seats, after: seats },
  });
  await keepSeats(services, book.training, book.seats, after, 'resize');
  return { kind: 'resized', training: trainingFromRow(row) };
}
