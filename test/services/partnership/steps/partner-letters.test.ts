import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import { needsSecond } from '../../../../src/domain/partnership/decision.ts';
import type { Services } from '../../../../src/services/core/services.ts';
import { erasePerson } from '../../../../src/services/data-rights/erasure.ts';
import type { MemberRow } from '../../../../src/services/office/members.ts';
import { applicationById } from '../../../../src/services/partnership/applications/applications.ts';
import { declareRelation } from '../../../../src/services/partnership/steps/application-steps.ts';
import {
  decideLetter,
  deskLetter,
  stepByOffice,
  takeBackLetter,
  waitingLetters,
  type Entered,
  type LetterDecided,
} from '../../../../src/services/partnership/steps/partner-letters.ts';
import { storedApplication, type StoredApplication } from '../../../support/applications.ts';
import { testDatabase } from '../../../support/database.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { registeredPerson } from '../../../support/people.ts';
import { appointChat } from '../../../support/recipients.ts';
import { findInDatabase } from '../../../support/search.ts';
import { servicesOver } from '../../../support/services.ts';

it('only what a company decides, and only by the word of the office, needs a second officer', () => {
  expect(needsSecond('accepted', ['letter'])).toBe(true);
  expect(needsSecond('refused', ['reason', 'letter'])).toBe(true);
  // The Dinas's own refusal has its own second look.
  expect(needsSecond('refused', ['reason', 'clear'])).toBe(false);
  expect(needsSecond('sample', ['day', 'quantity', 'letter'])).toBe(false);
});

describe('what an officer enters from a letter of a company', () => {
  let database: Database;
  let services: Services;
  let budi: MemberRow;
  let rini: MemberRow;
  let dewi: MemberRow;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
    budi = await appointChat(database.prisma, services, 101);
    rini = await appointChat(database.prisma, services, 102);
    dewi = await appointChat(database.prisma, services, 103);
  });
  afterAll(() => database.close());

  async function forwarded(): Promise<StoredApplication> {
    const { businessIds } = await registeredPerson(services);
    return storedApplication(services, businessIds[0] ?? 0, 'sig-supply', [
      'submitted',
      'verified',
      'forwarded',
    ]);
  }
  const refuse = (id: number, reason: string, member = budi): Promise<Entered> =>
    inTransaction(services, (inside) =>
      stepByOffice(inside, member, {
        id,
        from: 'forwarded',
        to: 'refused',
        details: { reason, letter: '045/SIG/2026' },
      }),
    );
  const decide = (id: number, by: MemberRow, yes = true): Promise<LetterDecided> =>
    inTransaction(services, (inside) => decideLetter(inside, id, by, yes));
  const status = async (id: number): Promise<string | undefined> =>
    (await applicationById(services, id))?.status;
  const newest = async (): Promise<number> =>
    (await database.prisma.pendingChange.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;

  it('waits, is asked of everybody else who may, and counts once a second one has agreed', async () => {
    const { id } = await forwarded();
    expect(await refuse(id, 'Kapasitas penuh')).toEqual({ kind: 'waits', alone: false });
    const letter = await newest();
    expect(await status(id)).toBe('forwarded');
    const asked = await database.prisma.outgoing.findMany({ where: { kind: 'change-asked' } });
    expect(new Set(asked.map(({ accountId }) => accountId))).toEqual(
      new Set([rini.accountId, dewi.accountId]),
    );
    expect((await deskLetter(services, rini, letter))?.letter).toEqual({
      kind: 'letter-step',
      from: 'forwarded',
      to: 'refused',
      details: { reason: 'Kapasitas penuh', letter: '045/SIG/2026' },
    });
    expect(await decide(letter, budi)).toBe('own');
    expect(await Promise.all([decide(letter, rini), decide(letter, dewi)])).toEqual(
      expect.arrayContaining(['done', 'gone']),
    );
    expect(await status(id)).toBe('refused');
    expect(
      await database.prisma.applicationStep.count({ where: { applicationId: id, status: 'refused' } }),
    ).toBe(1);
    const step = await database.prisma.applicationStep.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(step.byMember).toBe(budi.number);
  });

  it('gives way to what is entered later, and to a no nothing changes', async () => {
    const { id } = await forwarded();
    await refuse(id, 'Kapasitas penuh');
    const first = await newest();
    await refuse(id, 'Mutunya belum sesuai');
    expect(await decide(first, rini)).toBe('gone');
    expect(await decide(await newest(), rini, false)).toBe('refused');
    expect(await status(id)).toBe('forwarded');
    expect((await waitingLetters(services, rini, { skip: 0, take: 9 })).count).toBe(0);
  });

  it('is taken back by who has entered it alone, and then nobody is asked any more', async () => {
    const { id } = await forwarded();
    await refuse(id, 'Kapasitas penuh');
    const letter = await newest();
    const back = (by: MemberRow): Promise<LetterDecided> =>
      inTransaction(services, (inside) => takeBackLetter(inside, letter, by));
    expect(await back(rini)).toBe('not-yours');
    expect(await back(budi)).toBe('taken-back');
    expect(await back(budi)).toBe('gone');
    expect(await decide(letter, rini)).toBe('gone');
    expect(await status(id)).toBe('forwarded');
    expect((await waitingLetters(services, rini, { skip: 0, take: 9 })).count).toBe(0);
    const entry = await database.prisma.audit.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect([entry.actor, entry.action]).toEqual([budi.number, 'change.take-back']);
    const told = await database.prisma.outgoing.findMany({ where: { key: { startsWith: 'change-back:' } } });
    expect(new Set(told.map(({ accountId }) => accountId))).toEqual(
      new Set([rini.accountId, dewi.accountId]),
    );
  });

  it('is decided by nobody who works elsewhere or has declared a relation, and not once its author is gone', async () => {
    const { id } = await forwarded();
    await refuse(id, 'Kapasitas penuh');
    const letter = await newest();
    const elsewhere = { ...rini, kecamatan: ['35.25.01'] };
    expect(await deskLetter(services, elsewhere, letter)).toBeUndefined();
    expect(await decide(letter, elsewhere)).toBe('not-yours');
    expect((await waitingLetters(services, elsewhere, { skip: 0, take: 9 })).count).toBe(0);
    await inTransaction(services, (inside) => declareRelation(inside, dewi, id));
    expect(await decide(letter, dewi)).toBe('barred');
    await database.prisma.member.updateMany({
      where: { number: budi.number },
      data: { revokedAt: services.now() },
    });
    expect(await decide(letter, rini)).toBe('late');
    expect(await status(id)).toBe('forwarded');
    await database.prisma.member.updateMany({ where: { number: budi.number }, data: { revokedAt: null } });
  });

  it('is late where the application has gone on, and goes with the person, of whom no word stands open', async () => {
    const { id, personId } = await forwarded();
    await refuse(id, 'Rahasia tentang Bu Siti');
    const letter = await newest();
    expect(await findInDatabase(database, new Uint8Array(32).fill(9), ['Rahasia tentang'])).toEqual([]);
    await database.prisma.application.update({ where: { id }, data: { status: 'waitlisted' } });
    expect(await decide(letter, rini)).toBe('late');
    await database.prisma.application.update({ where: { id }, data: { status: 'forwarded' } });
    await refuse(id, 'Rahasia tentang Bu Siti');
    await inTransaction(services, (inside) => erasePerson(inside, { personId }));
    expect(await database.prisma.pendingChange.count({ where: { applicationId: id } })).toBe(0);
    expect(await decide(letter, rini)).toBe('not-yours');
  });
});
