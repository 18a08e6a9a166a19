import type { PrismaClient } from '../../../prisma/client/client.ts';
import { atomically, type Services, type Transaction } from '../core/services.ts';
import { appendJournal, beginJournal } from './file.ts';

/** Of all processes on a database only one writes the file at a time. */
const FILE_LOCK = 7_345_002;
const PAGE = 500;

/**
 * Copies to the file what only the database has. Whatever dies in between: a row counts as written only after the
 * disk has its line, and a line that was written twice is read once. Returns how many were written.
 */
export async function writeJournal(
  prisma: PrismaClient,
  services: Services,
  folder: string,
): Promise<number> {
  await beginJournal(folder);
  let written = 0;
  for (;;) {
    const count = await atomically(prisma, services, (inside) => writePage(inside, folder));
    written += count;
    if (count < PAGE) return written;
  }
}

async function writePage({ db, now }: Transaction, folder: string): Promise<number> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${FILE_LOCK})`;
  const rows = await db.journalEntry.findMany({
    where: { exportedAt: null },
    orderBy: { id: 'asc' },
    take: PAGE,
  });
  if (rows.length === 0) return 0;
  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { botId: true } });
  await appendJournal(folder, Number(instance?.botId ?? 0), rows);
  await db.journalEntry.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: { exportedAt: now() },
  });
  return rows.length;
}
