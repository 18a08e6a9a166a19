import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CORRECTABLE_MS } from '../../../src/domain/announcements/announcement.ts';
import { dueAnnouncements } from '../../../src/services/announcements/announcement-start.ts';
import { runningAnnouncements } from '../../../src/services/announcements/announcement-progress.ts';
import { openStatuses } from '../../../src/services/announcements/announcements.ts';
import { correctionsDue } from '../../../src/services/announcements/delivery-corrections.ts';
import { isAnythingDue } from '../../../src/services/announcements/due.ts';
import type { Database } from '../../../src/database.ts';
import { accountOf } from '../../../src/services/core/accounts.ts';
import { dueOutgoing, queueOutgoing } from '../../../src/services/core/outgoing.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { testClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { announce, appointChat, recipients } from '../../support/recipients.ts';
import { servicesOver } from '../../support/services.ts';

const HOUR = 3_600_000;

describe('whether anything is due', () => {
  let database: Database;
  let services: Services;
  const clock = testClock();
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database, { clock });
  });
  afterAll(() => database.close());

  /** What the rounds would find one after the other; overdue messages are put aside on the way. */
  async function isFound(): Promise<boolean> {
    const waiting = await services.db.outgoing.count({ where: { status: 'pending' } });
    const due = await dueOutgoing(services, 1);
    const found = [
      await dueAnnouncements(services),
      await runningAnnouncements(services),
      await correctionsDue(services),
    ];
    const left = await services.db.outgoing.count({ where: { status: 'pending' } });
    return waiting > left || due.length > 0 || found.some((ids) => ids.length > 0);
  }

  it('is said of a message once its time has come, and once more when it has passed', async () => {
    expect(await isAnythingDue(services)).toBe(false);
    const { id: accountId } = await accountOf(services, 4711, 'id');
    const at = services.now().getTime();
    await inTransaction(services, (inside) =>
      queueOutgoing(inside, [
        {
          key: 'x',
          accountId,
          kind: 'nudge',
          params: {},
          notBefore: new Date(at + HOUR),
          expiresAt: new Date(at + 2 * HOUR),
        },
      ]),
    );
    expect(await isAnythingDue(services)).toBe(false);
    clock.advance(HOUR);
    expect(await isAnythingDue(services)).toBe(true);
    expect(await isFound()).toBe(true);
    clock.advance(2 * HOUR);
    expect(await isAnythingDue(services)).toBe(true);
    expect(await isFound()).toBe(true);
    expect(await isAnythingDue(services)).toBe(false);
  });

  it('is never denied of an announcement of which something would be found', async () => {
    const { prisma } = database;
    const officer = await appointChat(prisma, services, 4712);
    await recipients(prisma, services, [4713]);
    await prisma.outgoing.deleteMany();
    const { id } = await announce(prisma, services, officer);
    const [person] = await prisma.person.findMany({ include: { accounts: true } });
    await prisma.delivery.create({
      data: {
        announcementId: id,
        personNumber: person?.number ?? '',
        personId: person?.id ?? 0,
        accountId: person?.accounts[0]?.accountId ?? 0,
        why: {},
        status: 'sent',
        version: 1,
        messageId: 7,
        at: services.now(),
      },
    });
    const said: string[] = [];
    for (const status of [...openStatuses, 'done', 'cancelled', 'refused'])
      for (const version of [1, 2])
        for (const ago of [0, CORRECTABLE_MS + HOUR]) {
          const startedAt = new Date(services.now().getTime() - ago);
          await prisma.announcement.update({ where: { id }, data: { status, version, startedAt } });
          const found = await isFound();
          const due = await isAnythingDue(services);
          expect(due || !found, `${status} ${version} ${ago}`).toBe(true);
          if (due) said.push(`${status} ${version} ${ago === 0}`);
        }
    // What has ended and says what it said at first is looked for no more.
    expect(said).not.toContain('done 1 true');
    expect(said).not.toContain('done 2 false');
  });
});
