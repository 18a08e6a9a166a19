import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import { partnerCounts } from '../../../../src/domain/partnership/membership.ts';
import { publishProgrammes, refreshProgrammes } from '../../../../src/services/core/stored-programmes.ts';
import type { Services, Transaction } from '../../../../src/services/core/services.ts';
import { erasePerson } from '../../../../src/services/data-rights/erasure.ts';
import { withdraw } from '../../../../src/services/data-rights/withdrawals.ts';
import { groupOfApplication } from '../../../../src/services/partnership/applications/application-group.ts';
import { applicationFromRow } from '../../../../src/services/partnership/applications/applications.ts';
import {
  candidatesOf,
  type CompanyMember,
} from '../../../../src/services/partnership/candidates/candidates.ts';
import {
  beginGroupApplication,
  goAlong,
  openProgramme,
  ownGroupApplication,
  sendGroupApplication,
} from '../../../../src/services/partnership/steps/group-applications.ts';
import {
  becomeHead,
  foundGroup,
  inviteToGroup,
  joinGroup,
  leaveGroup,
  redeemGroupLink,
  removeFromGroup,
} from '../../../../src/services/partnership/applications/groups.ts';
import { joinedBusinesses } from '../../../../src/services/partnership/results/result-rows.ts';
import { recordShipment } from '../../../../src/services/partnership/agreements/shipment-acts.ts';
import { agreementRows } from '../../../support/agreement.ts';
import { testClock } from '../../../support/clock.ts';
import { testDatabase } from '../../../support/database.ts';
import { admitGroups, answeredAll } from '../../../support/groups.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { runs } from '../../../support/long.ts';
import { agreedTo } from '../../../support/applications.ts';
import { registeredPerson, type StoredPerson } from '../../../support/people.ts';
import { servicesOver } from '../../../support/services.ts';

const PEOPLE = 4;
const CONSENT = { version: 1, language: 'id', text: 'Setuju?', button: 'agree', draftId: 900_000 };

type Act = {
  readonly do:
    | 'join'
    | 'leave'
    | 'remove'
    | 'head'
    | 'begin'
    | 'yes'
    | 'send'
    | 'forward'
    | 'activate'
    | 'withdraw'
    | 'erase'
    | 'ship';
  readonly who: number;
  readonly group: 0 | 1;
  readonly twice: boolean;
};
const verbs: readonly Act['do'][] = ['join', 'leave', 'remove', 'head', 'withdraw', 'erase', 'ship'];
const act: fc.Arbitrary<Act> = fc.record({
  do: fc.oneof(
    fc.constantFrom(...verbs),
    { weight: 2, arbitrary: fc.constantFrom<Act['do']>('join', 'begin', 'yes', 'yes', 'send') },
    { weight: 2, arbitrary: fc.constantFrom<Act['do']>('send', 'forward', 'activate', 'ship') },
  ),
  who: fc.nat(PEOPLE - 1),
  group: fc.constantFrom(0 as const, 1 as const),
  twice: fc.boolean(),
});

/** Both groups apply, and the founder of the first goes along with both of them; what follows comes in any order. */
const begun: readonly Act[] = (
  [
    ['join', 2, 0],
    ['join', 0, 1],
    ['begin', 0, 0],
    ['begin', 1, 1],
    ['yes', 0, 0],
    ['yes', 2, 0],
    ['yes', 0, 1],
    ['yes', 1, 1],
  ] as const
).map(([verb, who, group]) => ({ do: verb, who, group, twice: false }));

/** What is true of a group, and of each person who has an application that is not over. */
interface GroupModel {
  readonly members: Set<number>;
  head: number | undefined;
  asked: boolean;
  readonly yes: Set<number>;
}

class Model {
  readonly groups = [0, 1].map((at): GroupModel => ({
    members: new Set([at]),
    head: at,
    asked: false,
    yes: new Set(),
  }));
  readonly applied = new Map<number, { group: number; status: string; consent: boolean }>();
  readonly gone = new Set<number>();
  readonly ever = new Set<number>();

  of(group: number) {
    const it = this.groups[group];
    if (it === undefined) throw new Error(`expected a group ${group}`);
    return it;
  }

  leave(who: number, group: number): void {
    const it = this.of(group);
    it.members.delete(who);
    it.yes.delete(who);
    if (it.head === who) it.head = undefined;
  }

  do({ do: what, who, group }: Act): void {
    const it = this.of(group);
    const own = this.applied.get(who);
    const running = [...this.applied.values()].filter((one) => one.group === group);
    if (this.gone.has(who) && !['begin', 'send', 'forward', 'activate', 'ship'].includes(what)) return;
    switch (what) {
      case 'join':
        if (it.head !== undefined) it.members.add(who);
        break;
      case 'leave':
      case 'remove':
        if (!it.members.has(who)) break;
        if (what === 'remove' && (it.head === undefined || it.head === who)) break;
        this.leave(who, group);
        if (own?.group === group && own.status !== 'active') this.applied.delete(who);
        break;
      case 'head':
        if (it.members.has(who)) it.head ??= who;
        break;
      case 'begin':
        if (it.head !== undefined && running.length === 0) it.asked = true;
        break;
      case 'yes':
        if (!it.members.has(who)) break;
        if (it.asked) it.yes.add(who);
        // The others are on the way already.
        else if (running.length > 0 && own === undefined)
          this.applied.set(who, { group, status: 'submitted', consent: true });
        break;
      case 'send': {
        const going = [...it.members].filter((one) => it.yes.has(one) && !this.applied.has(one));
        if (it.head === undefined || !it.asked || going.length < 2) break;
        for (const one of going) this.applied.set(one, { group, status: 'submitted', consent: true });
        it.asked = false;
        it.yes.clear();
        break;
      }
      case 'forward':
        for (const one of running) if (one.status === 'submitted') one.status = 'forwarded';
        break;
      case 'activate':
        for (const [person, one] of this.applied)
          if (one.group === group && one.status === 'forwarded') {
            one.status = 'active';
            this.ever.add(person);
          }
        break;
      case 'withdraw':
        for (const one of this.groups) one.yes.delete(who);
        if (own?.status === 'active') own.consent = false;
        else this.applied.delete(who);
        break;
      case 'erase':
        if (own?.status === 'active') break;
        this.gone.add(who);
        this.applied.delete(who);
        this.leave(who, 0);
        this.leave(who, 1);
        break;
      case 'ship':
        break;
    }
  }

  /** Whom the company may see. */
  get seen(): readonly number[] {
    return [...this.applied]
      .filter(([, { status, consent }]) => consent && (status === 'forwarded' || status === 'active'))
      .map(([who]) => who)
      .toSorted((a, b) => a - b);
  }
}

let database: Database;
let services: Services;
let company: CompanyMember;
beforeAll(async () => {
  database = await testDatabase();
  services = await servicesOver(database, { clock: testClock() });
  await publishProgrammes(services);
  await refreshProgrammes(services);
  await admitGroups(services);
  const sig = await services.db.partner.findFirstOrThrow({ where: { code: 'sig' } });
  await services.db.accord.create({
    data: {
      partnerId: sig.id,
      kind: 'agreement',
      number: '1',
      signedOn: '2026-01-01',
      startsOn: '2026-01-01',
      endsOn: '2027-12-31',
      dataClause: '5',
      createdBy: 'test',
      createdAt: services.now(),
    },
  });
  company = {
    number: 'beli',
    role: 'partner',
    rights: [],
    kecamatan: [],
    partner: { id: sig.id, desks: ['procurement'], signs: true },
  };
});
afterAll(() => database.close());

it('in no order of acts, done once or twice, is anybody shown without consent, counted twice, or a share lost', async () => {
  const { db, now } = services;
  const inside = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => inTransaction(services, work);
  const joinedBefore = async (): Promise<number> =>
    partnerCounts(
      (await joinedBusinesses(services)).flatMap((it) => it.partnerships),
      { first: '2026-01-01', last: '2027-12-31' },
    ).unique;
  let day = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 30 }), async (acts) => {
      const people: StoredPerson[] = [];
      for (let at = 0; at < PEOPLE; at++) {
        const one = await registeredPerson(services);
        await agreedTo(services, one, 'registration');
        people.push(one);
      }
      await answeredAll(services);
      const consent = { ...CONSENT, givenAt: now() };
      const person = (at: number) => ({
        personId: people[at]?.id ?? 0,
        businessId: people[at]?.businessIds[0] ?? 0,
        accountId: people[at]?.accountId ?? 0,
      });
      const groups: number[] = [];
      for (const at of [0, 1])
        groups.push(
          (await inside((tx) => foundGroup(tx, { ...person(at), kind: 'kub', name: 'Maju', consent }))) ?? 0,
        );
      const headOf = async (id: number): Promise<number> =>
        (await db.group.findUnique({ where: { id } }))?.headId ?? 0;
      const asked = async (groupId: number): Promise<number> =>
        (await db.groupApplication.findFirst({ where: { groupId, sentAt: null } }))?.id ?? 0;
      const newest = async (groupId: number): Promise<number> =>
        (await db.groupApplication.findFirst({ where: { groupId }, orderBy: { id: 'desc' } }))?.id ?? 0;
      const applications = async (groupId: number, status: string) =>
        db.application.findMany({
          where: { groupApplication: { groupId }, status, personId: { not: null } },
        });
      const carryOut = async ({ do: what, who, group }: Act): Promise<void> => {
        const id = groups[group] ?? 0;
        const { personId, businessId, accountId } = person(who);
        switch (what) {
          case 'join': {
            if ((await db.person.count({ where: { id: personId } })) === 0) return;
            const head = await headOf(id);
            const link = await inside((tx) => inviteToGroup(tx, head, id));
            const invitationId =
              link === undefined ? undefined : await redeemGroupLink(services, link.code, accountId);
            if (invitationId !== undefined)
              await inside((tx) => joinGroup(tx, { invitationId, accountId, personId, businessId, consent }));
            return;
          }
          case 'leave':
            return void (await inside((tx) => leaveGroup(tx, { personId, accountId }, id)));
          case 'remove': {
            const head = await headOf(id);
            const out = { personId, reason: 'silent', why: 'Lama tidak menjawab' } as const;
            return void (await inside((tx) => removeFromGroup(tx, head, id, out)));
          }
          case 'head':
            return void (await inside((tx) => becomeHead(tx, personId, id)));
          case 'begin': {
            const head = await headOf(id);
            return void (await inside((tx) => beginGroupApplication(tx, head, id, 'sig-supply')));
          }
          case 'yes': {
            const it = await ownGroupApplication(services, personId, await newest(id));
            const programme = it === undefined ? undefined : openProgramme(services, it);
            if (it === undefined || programme === undefined) return;
            return void (await inside((tx) => goAlong(tx, personId, it.id, programme, consent)));
          }
          case 'send': {
            const [head, application] = [await headOf(id), await asked(id)];
            return void (await inside((tx) => sendGroupApplication(tx, head, application)));
          }
          case 'forward':
            return void (await db.application.updateMany({
              where: { groupApplication: { groupId: id }, status: 'submitted' },
              data: { status: 'forwarded' },
            }));
          case 'activate':
            for (const it of await applications(id, 'forwarded')) {
              await db.application.update({ where: { id: it.id }, data: { status: 'active' } });
              await db.applicationStep.create({
                data: { applicationId: it.id, status: 'active', at: now() },
              });
              await agreementRows(services, it);
            }
            return;
          case 'withdraw': {
            const given = await db.consent.findFirst({
              where: { personId, purpose: 'partner:sig-supply', withdrawnAt: null },
            });
            if (given !== null)
              await inside((tx) => withdraw(tx, { personId, accountId, consentId: given.id }));
            return;
          }
          case 'erase':
            return void (await inside((tx) => erasePerson(tx, { personId })));
          case 'ship': {
            const [row] = await applications(id, 'active');
            const one = row === undefined ? undefined : applicationFromRow(row);
            const of = one === undefined ? undefined : await groupOfApplication(services, one);
            if (of === undefined || of.lead.status !== 'active') return;
            const sentOn = `2026-11-${String((day++ % 28) + 1).padStart(2, '0')}`;
            const sums = async () => {
              const rows = await db.shipment.findMany({
                where: { agreement: { application: { groupApplication: { groupId: id } } } },
              });
              return rows.reduce((sum, it) => sum + Number(it.value), 0);
            };
            const before = await sums();
            const value = 1_000_001 * (who + 1);
            await inside((tx) =>
              recordShipment(tx, { side: 'owner' }, of.lead, { quantity: undefined, value, sentOn }),
            );
            expect(await sums()).toBe(before + value);
          }
        }
      };
      const counted = await joinedBefore();
      const model = new Model();
      for (const it of [...begun, ...acts])
        for (const _ of it.twice ? [1, 2] : [1]) {
          await carryOut(it);
          model.do(it);
          const shown = (await candidatesOf(services, company)).map(({ application }) =>
            people.findIndex(({ id }) => id === application.personId),
          );
          expect(
            shown.filter((at) => at >= 0).toSorted((a, b) => a - b),
            JSON.stringify(it),
          ).toEqual(model.seen);
          expect(new Set(shown).size).toBe(shown.length);
        }
      expect((await joinedBefore()) - counted).toBe(model.ever.size);
      // The next run begins without anybody of this one.
      await db.application.updateMany({
        where: { status: { not: 'withdrawn' } },
        data: { status: 'finished' },
      });
      await db.consent.updateMany({ data: { withdrawnAt: now() } });
    }),
    { numRuns: runs(2), endOnFailure: true },
  );
});
