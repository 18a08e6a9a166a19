import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { wrapPglite } from '../../support/database.ts';
import { databaseError, faultyPglite, type FaultyPglite } from '../../support/faulty.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { announce, ledger, recipients } from '../../support/recipients.ts';

describe('a claim that is written while its answer is lost', () => {
  let office: Office;
  let pglite: FaultyPglite;
  let budi: MemberInChat;
  const chats = Array.from({ length: 12 }, (_, index) => 70_000 + index);

  beforeAll(async () => {
    pglite = await faultyPglite();
    office = await openOffice({ database: await wrapPglite(pglite), settings: { SENDS_PER_SECOND: '100' } });
    budi = await officer(office);
    for (const id of chats) office.simulator.createPerson({ id, firstName: `Orang ${id}`, started: true });
    await recipients(office.database.prisma, office.services, chats);
  });
  afterAll(() => office.close());

  /** The connection ends after the first statement that claims rows, before its answer. Returns how often it did. */
  function loseFirst(
    isClaim: (sql: string, values: readonly (string | undefined)[]) => boolean,
  ): () => number {
    let lost = 0;
    pglite.failAfter = (sql, values) =>
      isClaim(sql, values) && lost++ === 0
        ? databaseError('08006', 'Connection terminated unexpectedly')
        : undefined;
    return () => lost;
  }
  const got = (chat: number, part: string): number =>
    office.simulator.person(chat).messages.filter((message) => textOf(message).includes(part)).length;

  it('is given back by the same process: everybody gets the announcement, and nobody twice', async () => {
    const lost = loseFirst((sql) => /UPDATE delivery d\s+SET .*attempts/.test(sql));
    const { id } = await announce(office.database.prisma, office.services, budi.member, { text: 'Kabar.' });
    await office.idle();
    expect(lost()).toBeGreaterThan(0);
    await office.idle();
    expect(await ledger(office.database.prisma, id)).toEqual({ sent: chats.length });
    expect(chats.map((chat) => got(chat, 'Kabar.'))).toEqual(chats.map(() => 1));
  });

  it('is given back by the same process: a queued message arrives once', async () => {
    const { id } = await announce(office.database.prisma, office.services, budi.member, { text: 'Bukti.' });
    const isReceipt = (text: string): boolean => text.startsWith('Bukti kirim: Bukti.');
    const lost = loseFirst((sql, values) => /UPDATE .*outgoing/.test(sql) && values.includes('sending'));
    await office.idle();
    expect(lost()).toBeGreaterThan(0);
    await office.idle();
    expect(await office.database.prisma.outgoing.findMany({ where: { status: { not: 'sent' } } })).toEqual(
      [],
    );
    expect(await ledger(office.database.prisma, id)).toEqual({ sent: chats.length });
    expect(budi.person.messages.map(textOf).filter(isReceipt)).toHaveLength(1);
  });
});
