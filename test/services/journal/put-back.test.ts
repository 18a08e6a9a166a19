import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database.ts';
import { createLog } from '../../../src/log.ts';
import { claimInstance, safeModeSince } from '../../../src/services/core/instance.ts';
import { writeJournal } from '../../../src/services/journal/export.ts';
import { appendJournal } from '../../../src/services/journal/file.ts';
import { compareJournal, noticePutBack } from '../../../src/services/journal/put-back.ts';
import { replayJournal } from '../../../src/services/journal/replay.ts';
import { sentMarks } from '../../../src/services/journal/sent-marks.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { testClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { announce, appointChat, ledger, recipients } from '../../support/recipients.ts';
import { temporaryFolder } from '../../support/restore.ts';
import { servicesOver } from '../../support/services.ts';
import { inTransaction } from '../../support/in-transaction.ts';

const BOT = 123_456;

describe('a database that was put back without the command line', () => {
  let database: Database;
  const clock = testClock();
  let services: Services;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database, { clock });
    folder = await temporaryFolder('put-back');
    await claimInstance(services, { mode: 'live', botId: BOT });
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  it('is noticed by what its journal knows: done again, nothing sent twice, nothing begun', async () => {
    const { prisma } = database;
    const log = createLog('silent');
    const budi = await appointChat(prisma, services, 1);
    await recipients(prisma, services, [10, 11, 12]);
    const { id, code } = await announce(prisma, services, budi);
    await prisma.announcement.update({
      where: { id },
      data: { status: 'sending', startedAt: services.now() },
    });
    await prisma.delivery.create({
      data: { announcementId: id, personNumber: 'p11', why: {}, status: 'pending' },
    });
    await writeJournal(prisma, services, folder.path);

    // As long as the database knows what stands in the file, a start changes nothing.
    await noticePutBack(prisma, services, folder.path, log);
    expect(await safeModeSince(services)).toBeUndefined();

    // What happened after the copy was made stands in the file alone.
    const at = services.now();
    await appendJournal(folder.path, BOT, [
      { uid: 'u1', at, kind: 'announcement', subject: code, data: { status: 'done' } },
      {
        uid: 'u2',
        at,
        kind: 'erasure',
        subject: 'p10',
        data: { requestedAt: at.toISOString(), doneAt: at.toISOString() },
      },
      {
        uid: 'u3',
        at,
        kind: 'withdrawal',
        subject: 'p12',
        data: { purpose: 'training-news', at: at.toISOString() },
      },
    ]);
    expect(await compareJournal(services, folder.path)).toMatchObject({ unknown: [{}, {}, {}], lacking: 0 });
    await noticePutBack(prisma, services, folder.path, log);
    expect(await safeModeSince(services)).toEqual(at);
    expect(await prisma.person.count({ where: { number: 'p10' } })).toBe(0);
    expect(await prisma.consent.count({ where: { personNumber: 'p12', withdrawnAt: null } })).toBe(0);
    expect(await ledger(prisma, id)).toEqual({ unknown: 1 });
    expect((await prisma.announcement.findUniqueOrThrow({ where: { id } })).status).toBe('held');

    // Said once: a person may leave the safe mode, and the next start is an ordinary one.
    await prisma.instance.updateMany({ data: { safeModeSince: null } });
    await noticePutBack(prisma, services, folder.path, log);
    expect(await safeModeSince(services)).toBeUndefined();
  });

  it('ends with a withdrawn consent all that hangs on it', async () => {
    const { prisma } = database;
    const person = await prisma.person.findUniqueOrThrow({
      where: { number: 'p11' },
      include: { businesses: true },
    });
    const businessId = person.businesses[0]?.id ?? 0;
    await prisma.profit.create({
      data: {
        businessId,
        year: 2025,
        askedAt: clock.now(),
        toldAt: clock.now(),
        amount: Buffer.from('sealed'),
      },
    });
    const at = clock.now();
    const data = { purpose: 'profit', at: at.toISOString() };
    const entries = [{ uid: 'profit', at, kind: 'withdrawal' as const, subject: 'p11', data }];
    await inTransaction(services, (inside) => replayJournal(inside, entries));
    expect(await prisma.profit.findMany({ where: { businessId } })).toMatchObject([
      { amount: null, toldAt: null },
    ]);
  });

  it('leaves no case with somebody whose role the journal ends, or whom it no longer reaches there', async () => {
    const { prisma } = database;
    const [gone, moved] = [await appointChat(prisma, services, 2), await appointChat(prisma, services, 3)];
    for (const [at, { number }] of [gone, moved].entries())
      await prisma.case.create({
        data: {
          office: 'gresik',
          number: `K-9${at}`,
          kind: 'question',
          assignee: number,
          kecamatan: '35.25.16',
          dueOn: '2026-11-05',
        },
      });
    const standing = { role: 'officer', rights: [], revokedBy: null };
    const now = clock.now();
    const entries = [
      { subject: gone.number, data: { ...standing, kecamatan: [], revokedAt: now.toISOString() } },
      { subject: moved.number, data: { ...standing, kecamatan: ['35.25.01'], revokedAt: null } },
    ].map((it, at) => ({ ...it, uid: `role-${at}`, at: now, kind: 'member' as const }));
    expect(await inTransaction(services, (inside) => replayJournal(inside, entries))).toBe(2);
    expect(await prisma.case.count({ where: { number: { startsWith: 'K-9' }, assignee: null } })).toBe(2);
  });

  it('is noticed when nothing but messages went out since, which are noted once a minute', async () => {
    const { prisma } = database;
    const mark = sentMarks(services);
    expect([await mark(), await mark()]).toEqual([true, false]);
    clock.advance(60_000);
    expect(await mark()).toBe(true);
    await writeJournal(prisma, services, folder.path);
    const log = createLog('silent');
    await noticePutBack(prisma, services, folder.path, log);
    expect(await safeModeSince(services)).toBeUndefined();
    const newest = await prisma.journalEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await prisma.journalEntry.delete({ where: { id: newest.id } });
    await noticePutBack(prisma, services, folder.path, log);
    expect(await safeModeSince(services)).toEqual(clock.now());
  });
});
