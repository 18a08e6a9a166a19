import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database.ts';
import {
  countDeliveries,
  settleInterruptedDeliveries,
} from '../../../src/services/announcements/deliveries.ts';
import { decideUnknown, undecided } from '../../../src/services/announcements/unknown-deliveries.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { testDatabase } from '../../support/database.ts';
import { announce, appointChat, recipients } from '../../support/recipients.ts';
import { servicesOver } from '../../support/services.ts';
import { inTransaction } from '../../support/in-transaction.ts';

describe('messages that were being sent when the process died', () => {
  let database: Database;
  let services: Services;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
  });
  afterAll(() => database.close());

  it('are unknown, and an officer decides about every one of them, whatever stands beside them', async () => {
    const budi = await appointChat(database.prisma, services, 1);
    await recipients(database.prisma, services, [10, 11, 12, 13]);
    const { id } = await announce(database.prisma, services, budi);
    const people = await database.prisma.person.findMany({ orderBy: { id: 'asc' } });
    const before = [
      { status: 'sending', detail: null },
      { status: 'sending', detail: 'resend' },
      { status: 'unknown', detail: 'connection' },
      { status: 'unknown', detail: 'left' },
    ];
    await database.prisma.delivery.createMany({
      data: people.map((person, index) => ({
        announcementId: id,
        personNumber: person.number,
        personId: person.id,
        why: {},
        status: before[index]?.status ?? 'sent',
        detail: before[index]?.detail ?? null,
      })),
    });
    await settleInterruptedDeliveries(services);
    expect(await undecided(services, id)).toBe(3);
    expect(await inTransaction(services, (inside) => decideUnknown(inside, id, budi, 'resend'))).toBe(3);
    expect(await countDeliveries(services, id)).toMatchObject({ pending: 3, unknown: 1 });
    expect(await undecided(services, id)).toBe(0);
  });
});
