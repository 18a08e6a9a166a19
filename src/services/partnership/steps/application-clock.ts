import type { Prisma, PrismaClient } from '../../../../prisma/client/client.ts';
import { partnersTurn } from '../../../domain/partnership/application.ts';
import { isWorkingDay } from '../../../domain/when/working-days.ts';
import { atomically, todayOf, type Services } from '../../core/services.ts';
import { stepByClock } from './application-steps.ts';
import { applicationFromRow, type Application } from '../applications/applications.ts';

/**
 * What the clock does with applications, each in a transaction of its own: on working days those return to the office
 * about which the partner was silent, and whoever waits takes the seats that are free by now, in the order of the line.
 * Twice changes nothing more. Returns how many steps were taken.
 */
export async function followApplications(prisma: PrismaClient, services: Services): Promise<number> {
  let steps = 0;
  const today = todayOf(services);
  const silent = isWorkingDay(today, services.office.holidays).working
    ? await read(services, {
        status: { in: [...partnersTurn] },
        returnedAt: null,
        dueOn: { lt: today.toString() },
      })
    : [];
  for (const it of silent) {
    const done = await atomically(prisma, services, (inside) => stepByClock(inside, it, it.status));
    if (done.kind === 'done') steps++;
  }
  for (const it of await read(services, { status: 'waitlisted' })) {
    const done = await atomically(prisma, services, (inside) => stepByClock(inside, it, 'accepted'));
    if (done.kind === 'done') steps++;
  }
  return steps;
}

async function read(
  services: Services,
  where: Prisma.ApplicationWhereInput,
): Promise<readonly Application[]> {
  const rows = await services.db.application.findMany({
    where: { ...where, office: services.office.key },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap((row) => applicationFromRow(row) ?? []);
}
