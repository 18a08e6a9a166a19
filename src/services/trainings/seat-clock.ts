import type { PrismaClient } from '../../../prisma/client/client.ts';
import { LIST_ENDS_MS } from '../../domain/trainings/offers.ts';
import { earliest } from '../../domain/when/dates.ts';
import { quietUntil } from '../../domain/when/quiet-hours.ts';
import { allocate, endList, expire } from '../../domain/trainings/seats.ts';
import { keepSeats, listEnds, lockSeatBook } from './seat-book.ts';
import { atomically, type Services } from '../core/services.ts';

/** What time alone does to seats. Each training in a transaction of its own; what was done is not done again. */

/** Offers whose time is over: told, to the end of the list, the next one is offered. */
export async function expireOffers(prisma: PrismaClient, services: Services): Promise<void> {
  const late = { status: 'offered', answerBy: { lte: services.now() } };
  const due = await services.db.training.findMany({
    where: { office: services.office.key, status: 'planned', participants: { some: late } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of due)
    await atomically(prisma, services, async (inside) => {
      const book = await lockSeatBook(inside, id);
      if (book === undefined) return;
      const rows = await inside.db.participant.findMany({
        where: { trainingId: id, ...late },
        select: { id: true },
      });
      const ids = rows.map((row) => row.id);
      await keepSeats(inside, book.training, book.seats, expire(book.seats, ids), 'expire');
    });
}

/** Trainings whose registration has closed: the rules that waited for it give their seats. */
export async function allocateClosed(prisma: PrismaClient, services: Services): Promise<void> {
  const now = services.now();
  const due = await services.db.training.findMany({
    where: { office: services.office.key, status: 'planned', allocatedAt: null, closesAt: { lte: now } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of due)
    await atomically(prisma, services, async (inside) => {
      const book = await lockSeatBook(inside, id);
      if (book === undefined || book.training.allocatedAt !== undefined) return;
      await inside.db.training.update({ where: { id }, data: { allocatedAt: now } });
      await keepSeats(inside, book.training, book.seats, allocate(book.seats), 'allocate');
    });
}

/** Two hours before the start the waiting list ends; whoever still waits is told so. */
export async function endLists(prisma: PrismaClient, services: Services): Promise<void> {
  const now = services.now();
  const due = await services.db.training.findMany({
    where: {
      office: services.office.key,
      status: 'planned',
      listEndedAt: null,
      startsAt: { lte: new Date(now.getTime() + LIST_ENDS_MS) },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of due)
    await atomically(prisma, services, async (inside) => {
      const book = await lockSeatBook(inside, id);
      if (book === undefined || book.training.listEndedAt !== undefined) return;
      if (now < listEnds(book.training)) return;
      await inside.db.training.update({
        where: { id },
        data: { listEndedAt: now, allocatedAt: book.training.allocatedAt ?? now },
      });
      await keepSeats(inside, book.training, book.seats, endList(book.seats), 'end');
    });
}

/** When time alone changes a seat next, after `after`. */
export async function nextOfSeats({ db, office }: Services, after: Date): Promise<Date | undefined> {
  const planned = { office: office.key, status: 'planned' };
  const offers = await db.participant.aggregate({
    where: { status: 'offered', answerBy: { gt: after }, training: planned },
    _min: { answerBy: true },
  });
  const closing = await db.training.aggregate({
    where: { ...planned, allocatedAt: null, closesAt: { gt: after } },
    _min: { closesAt: true },
  });
  const starting = await db.training.aggregate({
    where: {
      ...planned,
      listEndedAt: null,
      startsAt: { gt: new Date(after.getTime() + LIST_ENDS_MS) },
    },
    _min: { startsAt: true },
  });
  const starts = starting._min.startsAt?.getTime();
  return earliest([
    offers._min.answerBy,
    closing._min.closesAt,
    starts === undefined ? undefined : new Date(starts - LIST_ENDS_MS),
  ]);
}

/** News about seats that were late (the bot stood still) wait for the end of the quiet time, for everybody. */
export async function holdSeatNews(services: Services): Promise<void> {
  const until = quietUntil(services.now(), services.office.quiet);
  if (until === undefined) return;
  await services.db.outgoing.updateMany({
    where: {
      account: { office: services.office.key },
      status: 'pending',
      kind: { startsWith: 'seat-' },
      notBefore: { lt: until },
    },
    data: { notBefore: until },
  });
}
