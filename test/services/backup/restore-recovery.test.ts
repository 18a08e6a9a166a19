import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database } from '../../../src/database.ts';
import {
  beginRecovery,
  finishRecovery,
  redeemRecovery,
  recoveryCode,
} from '../../../src/services/data-rights/recovery.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import { DAY, testClock } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { backUp, keepJournal, restoreOf, temporaryFolder } from '../../support/restore.ts';
import { emptyTarget } from '../../support/database.ts';
import { storedOwner } from '../../support/people.ts';

interface Row {
  readonly personId: number;
  readonly accountId: number;
}

describe('a backup that is restored after accounts were moved', () => {
  const clock = testClock();
  let office: Office;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let database: Database;
  let budi: MemberInChat;
  /** Moved to a chat that the backup knows; to one that it does not; only opened; only given out. */
  let people: Record<'known' | 'unknown' | 'opened' | 'given', Row>;
  let knownChat: number;

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  async function rowOf(owner: Owner): Promise<Row> {
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
    });
    return { personId: account.activePersonId ?? 0, accountId: account.id };
  }
  async function begin(owner: Owner): Promise<{ readonly id: number; readonly code: string }> {
    const { personId } = await rowOf(owner);
    const answers = new Map([
      ['phone', String(owner.person.id).padStart(4, '0').slice(-4)],
      ['started', '2009'],
      ['desa', 'Lumpur'],
    ] as const);
    const begun = await inside((it) => beginRecovery(it, budi.member, personId, answers));
    if (begun.kind !== 'begun') throw new Error(`expected it to begin, got ${begun.kind}`);
    const made = await inside((it) => recoveryCode(it, budi.member, begun.id));
    if (made === undefined) throw new Error('expected a code');
    return { id: begun.id, code: made.code };
  }
  async function open(code: string): Promise<number> {
    const fresh = office.owner('Siti baru');
    await fresh.say('/start');
    const { accountId } = await rowOf(fresh);
    await inside((it) => redeemRecovery(it, code, { accountId, name: 'Siti baru' }));
    return accountId;
  }

  beforeAll(async () => {
    folder = await temporaryFolder('restore-recovery');
    office = await openOffice({ clock });
    budi = await officer(office);
    const owners = {
      known: await storedOwner(office),
      unknown: await storedOwner(office),
      opened: await storedOwner(office),
      given: await storedOwner(office),
    };
    people = {
      known: await rowOf(owners.known),
      unknown: await rowOf(owners.unknown),
      opened: await rowOf(owners.opened),
      given: await rowOf(owners.given),
    };
    const links = {
      known: await begin(owners.known),
      unknown: await begin(owners.unknown),
      opened: await begin(owners.opened),
      given: await begin(owners.given),
    };
    knownChat = await open(links.known.code);
    const made = await backUp(office, folder.path);
    await keepJournal(office, folder.path);

    await open(links.unknown.code);
    await open(links.opened.code);
    await office.idle();
    clock.advance(DAY);
    for (const { id } of [links.known, links.unknown]) await inside((it) => finishRecovery(it, id));
    await keepJournal(office, folder.path);
    const target = await emptyTarget();
    await restoreOf(office, folder.path, made.path, target.raw);
    database = await target.opened();
  });
  afterAll(async () => {
    await database.close();
    await office.close();
    await folder.remove();
  });

  const accountsOf = async (personId: number): Promise<readonly number[]> =>
    (await database.prisma.personAccount.findMany({ where: { personId } })).map((row) => row.accountId);

  it('the person is in the new chat, and the old one is without them', async () => {
    expect(await accountsOf(people.known.personId)).toEqual([knownChat]);
    expect(
      await database.prisma.account.findUniqueOrThrow({ where: { id: people.known.accountId } }),
    ).toMatchObject({ activePersonId: null, state: null });
  });

  it('where the backup does not know the new chat, the old one is without them all the same, and the office has a case', async () => {
    expect(await accountsOf(people.unknown.personId)).toEqual([]);
    expect(
      await database.prisma.case.findFirst({ where: { personId: people.unknown.personId } }),
    ).toMatchObject({ kind: 'stuck', status: 'open', details: { recovery: 'restored' } });
  });

  it('links that were opened or given out begin anew', async () => {
    expect(await accountsOf(people.opened.personId)).toEqual([people.opened.accountId]);
    const rows = await database.prisma.recovery.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.outcome)).toEqual(['moved', 'moved', 'withdrawn', 'withdrawn']);
    expect(rows.map((row) => row.openedAs)).toEqual([null, null, null, null]);
  });
});
