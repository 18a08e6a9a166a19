import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import { statuses, type ApplicationStatus } from '../../../../src/domain/partnership/application.ts';
import { fieldKeys, type FieldKey } from '../../../../src/domain/eligibility/programme.ts';
import { updatePerson, updateBusiness } from '../../../../src/services/people/businesses.ts';
import { withdraw } from '../../../../src/services/data-rights/withdrawals.ts';
import { applicationById } from '../../../../src/services/partnership/applications/applications.ts';
import { candidateFacts } from '../../../../src/services/partnership/candidates/candidate-facts.ts';
import {
  candidateOf,
  candidatesOf,
  type CompanyMember,
} from '../../../../src/services/partnership/candidates/candidates.ts';
import { decide } from '../../../../src/services/partnership/steps/decisions.ts';
import { disclose } from '../../../../src/services/partnership/candidates/disclosures.ts';
import { publishProgrammes } from '../../../../src/services/core/stored-programmes.ts';
import type { Services } from '../../../../src/services/core/services.ts';
import { storedApplication } from '../../../support/applications.ts';
import { testClock } from '../../../support/clock.ts';
import { testDatabase } from '../../../support/database.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { runs } from '../../../support/long.ts';
import { registeredPerson } from '../../../support/people.ts';
import { servicesOver } from '../../../support/services.ts';

const SEEN = ['forwarded', 'sample', 'trial', 'waitlisted', 'accepted', 'agreement', 'active', 'disbursed'];
const TAKEN = ['accepted', 'agreement', 'active', 'disbursed'];
const LATE = ['phone', 'nik', 'desa', 'nib'];

const company = (number: string, id: number, desks: readonly ('tjsl' | 'procurement')[]): CompanyMember => ({
  number,
  role: 'partner',
  rights: [],
  kecamatan: [],
  partner: { id, desks, signs: true },
});

type Act =
  | { readonly do: 'look' | 'refuse'; readonly who: number; readonly at: number }
  | { readonly do: 'status'; readonly at: number; readonly status: ApplicationStatus }
  | { readonly do: 'consent'; readonly at: number; readonly fields: readonly FieldKey[] }
  | { readonly do: 'withdraw' | 'unregister'; readonly at: number }
  | { readonly do: 'accord'; readonly on: boolean };

const which = fc.integer({ min: 0, max: 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('look' as const), who: fc.nat(2), at: which }) },
  fc.record({ do: fc.constant('refuse' as const), who: fc.nat(2), at: which }),
  fc.record({ do: fc.constant('status' as const), at: which, status: fc.constantFrom(...statuses) }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      at: which,
      status: fc.constantFrom('forwarded' as const, 'accepted' as const),
    }),
  },
  fc.record({ do: fc.constant('consent' as const), at: which, fields: fc.subarray([...fieldKeys]) }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'unregister' as const), at: which }),
  fc.record({ do: fc.constant('accord' as const), on: fc.boolean() }),
);

describe('what a company may see', () => {
  let database: Database;
  let services: Services;
  let members: readonly CompanyMember[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database, { clock: testClock() });
    await publishProgrammes(services);
    const { db } = services;
    const sig = await db.partner.findFirstOrThrow({ where: { code: 'sig' } });
    const made = { office: services.office.key, createdBy: 'test', createdAt: services.now() };
    const other = await db.partner.create({
      data: { ...made, code: 'lain', name: 'PT Lain', class: 'large' },
    });
    for (const partnerId of [sig.id, other.id])
      await db.accord.create({
        data: {
          partnerId,
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
    members = [
      company('beli', sig.id, ['procurement']),
      company('tjsl', sig.id, ['tjsl']),
      company('lain', other.id, ['procurement', 'tjsl']),
    ];
  });
  afterAll(() => database.close());

  it('in no order of acts a person without a consent in force, of another company or desk, or a field beyond the consent', async () => {
    const { db } = services;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 25 }), async (acts) => {
        const none: readonly FieldKey[] = [];
        const people = [];
        for (const programme of ['sig-supply', 'sig-pumk']) {
          const person = await registeredPerson(services);
          const [businessId = 0] = person.businessIds;
          await updatePerson(services, person.id, { phone: '+6281234567890' });
          await updateBusiness(services, businessId, { nib: '1203000123456', nibStatus: 'has' });
          const it = await storedApplication(services, businessId, programme, [
            'submitted',
            'verified',
            'forwarded',
          ]);
          const { consentId } = await db.application.findUniqueOrThrow({ where: { id: it.id } });
          people.push({
            ...it,
            consentId,
            accountId: person.accountId ?? 0,
            programme: services.programmes.find(programme),
            desk: programme === 'sig-supply' ? 'beli' : 'tjsl',
            consent: true,
            fields: none,
          });
        }
        let accord = true;
        await db.accord.updateMany({ data: { endsOn: '2027-12-31' } });
        for (const one of acts) {
          if (one.do === 'accord') {
            accord = one.on;
            await db.accord.updateMany({ data: { endsOn: accord ? '2027-12-31' : '2026-10-31' } });
            continue;
          }
          const it = people[one.at];
          if (it === undefined) continue;
          const status = async (): Promise<string> =>
            (await db.application.findUniqueOrThrow({ where: { id: it.id } })).status;
          if (one.do === 'status')
            await db.application.update({ where: { id: it.id }, data: { status: one.status } });
          if (one.do === 'consent') {
            it.fields = one.fields;
            await db.consent.update({
              where: { id: it.consentId },
              data: { details: { fields: [...one.fields] } },
            });
          }
          if (one.do === 'unregister') {
            it.consent = false;
            await db.consent.updateMany({
              where: { personId: it.personId, purpose: 'registration' },
              data: { withdrawnAt: services.now() },
            });
          }
          if (one.do === 'withdraw') {
            it.consent = false;
            await inTransaction(services, (inside) =>
              withdraw(inside, { personId: it.personId, accountId: it.accountId, consentId: it.consentId }),
            );
          }
          if (one.do !== 'look' && one.do !== 'refuse') continue;
          const member = members[one.who];
          if (member === undefined) continue;
          const before = await status();
          const may = accord && it.consent && member.number === it.desk && SEEN.includes(before);
          const listed = await candidatesOf(services, member);
          expect(listed.some(({ application }) => application.id === it.id)).toBe(may);
          const found = await candidateOf(services, member, it.id);
          expect(found !== undefined).toBe(may);
          if (one.do === 'refuse') {
            const reason = 'Harga belum cocok';
            const done = await inTransaction(services, (inside) =>
              decide(inside, member, {
                id: it.id,
                from: statuses.find((known) => known === before) ?? 'submitted',
                to: 'refused',
                details: { reason, result: 'Cocok', paid: true },
                ownWords: false,
              }),
            );
            if (!may) expect(done.kind).toBe('unknown');
            if (!may) expect(await status()).toBe(before);
            continue;
          }
          const rows = await db.disclosure.count({ where: { applicationId: it.id } });
          // Somebody may have withdrawn since the list was made: who is asked for is looked up again.
          const application = await applicationById(services, it.id);
          if (application === undefined || it.programme === undefined)
            throw new Error('expected an application');
          const wanted = { application, programme: it.programme, fields: fieldKeys, looks: [] };
          const shown = await inTransaction(services, (inside) => disclose(inside, member, 'page', [wanted]));
          expect(shown.length).toBe(may ? 1 : 0);
          expect(await db.disclosure.count({ where: { applicationId: it.id } })).toBe(rows + shown.length);
          for (const candidate of shown) {
            const allowed = it.fields.filter(
              (field) =>
                it.programme?.partnerFields.includes(field) === true &&
                (TAKEN.includes(before) || !LATE.includes(field)),
            );
            expect(candidate.fields.toSorted()).toEqual([...allowed].toSorted());
            const facts = JSON.stringify(await candidateFacts(services, candidate));
            for (const [field, value] of [
              ['phone', '81234567890'],
              ['nib', '1203000123456'],
              ['owner-name', 'Siti Aminah'],
            ] as const)
              if (!allowed.includes(field)) expect(facts).not.toContain(value);
          }
        }
      }),
      { numRuns: runs(7) },
    );
  });
});
