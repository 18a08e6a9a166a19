import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../src/database.ts';
import { startAnnouncement } from '../../src/services/announcements/announcement-start.ts';
import { atomically } from '../../src/services/core/services.ts';
import { startPostgres } from '../support/postgres.ts';
import { announce, appointChat, ledger, recipients } from '../support/recipients.ts';
import { servicesOver } from '../support/services.ts';
import type { Row } from './broadcast.ts';

/** Writing down whom an announcement is for, page after page: one transaction each, whatever the audience is. */
export async function benchFreeze(people: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-bench-'));
  const server = await startPostgres(join(folder, 'postgres'), []);
  const database = await openPostgres(server.url);
  const { prisma } = database;
  try {
    const services = await servicesOver(database, { settings: { SECOND_PERSON_ABOVE: 'off' } });
    const officer = await appointChat(prisma, services, 77);
    await recipients(
      prisma,
      services,
      Array.from({ length: people }, (_, index) => 10_000 + index),
    );
    const { id } = await announce(prisma, services, officer);
    let longest = 0;
    let pages = 0;
    let memory = 0;
    const heapBefore = process.memoryUsage().heapUsed;
    const cpuBefore = process.cpuUsage();
    const start = performance.now();
    for (let state = 'freezing'; state === 'freezing'; pages++) {
      const began = performance.now();
      state = (await atomically(prisma, services, (inside) => startAnnouncement(inside, id))).kind;
      longest = Math.max(longest, performance.now() - began);
      memory = Math.max(memory, process.memoryUsage().heapUsed - heapBefore);
    }
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const counts = await ledger(prisma, id);
    if (counts['pending'] !== people)
      throw new Error(`expected ${people} people written down, got ${JSON.stringify(counts)}`);
    const label = `freezing an audience of ${people.toLocaleString('en')}`;
    return [
      {
        what: label,
        value: `${seconds.toFixed(1)} s in ${pages} transactions, the longest ${longest.toFixed(0)} ms`,
      },
      {
        what: `${label}: CPU of the bot, memory`,
        value: `${((user + system) / 1e6).toFixed(1)} s, heap at most ${(memory / 2 ** 20).toFixed(0)} MB more`,
      },
    ];
  } finally {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
