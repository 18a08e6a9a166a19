/** Two trainings that people can still join: the nearer one has room, the later one is full and has a waiting list. */
import { Temporal } from 'temporal-polyfill';
import type { Prisma } from '../../prisma/client/client.ts';
import { instantAt } from '../domain/when/dates.ts';
import { todayOf, type Transaction } from '../services/core/services.ts';
import { createTraining, type TrainingFields } from '../services/trainings/trainings.ts';
import { daysAgo } from './days-ago.ts';
import { DEWI, FAMILY, HADI } from './demo-people.ts';
import type { StoredOwner } from './store.ts';

const ANNOUNCED_DAYS_AGO = 8;
/** A day after the start of the demo, three days before it: "Jadi datang?" is the first thing that the clock brings. */
const NEAR_DAYS = 4;
const LATER_DAYS = 13;
const FREE_SEATS = 6;
const WAITING = 3;

interface Plan {
  readonly days: number;
  readonly training: Omit<TrainingFields, 'startsAt' | 'endsAt' | 'closesAt' | 'seatRule' | 'preferUnseated'>;
  /** Chats of the demo page with a seat, and of whoever is first on the waiting list. */
  readonly seated: number;
  readonly first: number | undefined;
}

const plans: readonly Plan[] = [
  {
    days: NEAR_DAYS,
    training: {
      title: 'Foto produk dengan HP',
      topic: 'online',
      place: 'Aula Dinas, lantai 2',
      kecamatan: '35.25.16',
      seats: 20,
      bring: 'HP dan satu produk',
    },
    seated: HADI,
    first: undefined,
  },
  {
    days: LATER_DAYS,
    training: {
      title: 'Kemasan yang menjual',
      topic: 'packaging',
      place: 'Balai Desa Wedani',
      kecamatan: '35.25.11',
      seats: 12,
    },
    seated: FAMILY,
    first: DEWI,
  },
];

/** Stores them with those who have a seat and those who wait; `by` is the number of the officer who made them. */
export async function storeTrainings(
  services: Transaction,
  by: string,
  owners: readonly StoredOwner[],
): Promise<void> {
  const before = { ...services, now: () => daysAgo(services, ANNOUNCED_DAYS_AGO) };
  const others = owners.filter(
    (it) => it.registeredAt < before.now() && it.news && it.chatId !== undefined && !isOnPage(it),
  );
  let taken = 0;
  for (const [index, plan] of plans.entries()) {
    const day = todayOf(services).add({ days: plan.days });
    const at = (hour: number, date = day): Date =>
      instantAt(date, new Temporal.PlainTime(hour, 0), services.office.zone);
    const { id, seats } = await createTraining(
      before,
      {
        ...plan.training,
        startsAt: at(9),
        endsAt: at(12),
        closesAt: at(16, day.subtract({ days: 1 })),
        seatRule: 'first-come',
        preferUnseated: false,
      },
      // No draft of a form has such a number.
      { createdBy: by, draftId: -1 - index },
    );
    const full = plan.first !== undefined;
    const count = (full ? seats + WAITING : seats - FREE_SEATS) - 1 - (full ? 1 : 0);
    const people = [
      ...owners.filter((it) => it.chatId === plan.seated).slice(0, 1),
      ...others.slice(taken, taken + count),
    ];
    taken += count;
    const late = owners.find((it) => it.chatId === plan.first);
    const line = full && late !== undefined ? people.toSpliced(seats, 0, late) : people;
    await services.db.participant.createMany({
      data: line.map((it, place) => participant(it, place, { id, seats }, services)),
    });
  }
}

const isOnPage = ({ chatId }: StoredOwner): boolean =>
  chatId === HADI || chatId === FAMILY || chatId === DEWI;

function participant(
  it: StoredOwner,
  place: number,
  training: { readonly id: number; readonly seats: number },
  services: Transaction,
): Prisma.ParticipantCreateManyInput {
  // A few join each day, in the order of their numbers.
  const joinedAt = daysAgo(services, Math.max(1, ANNOUNCED_DAYS_AGO - 1 - Math.floor(place / 3)));
  const waits = place - training.seats + 1;
  return {
    trainingId: training.id,
    personId: it.id,
    personNumber: it.number,
    accountId: it.accountId ?? null,
    kecamatan: it.businesses[0].fields.kecamatan ?? null,
    joinedAt,
    ...(waits < 1
      ? { status: 'seated', seat: place + 1, seatedAt: joinedAt }
      : { status: 'waiting', rank: waits, toldPlace: waits }),
  };
}
