import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import { checklist, isComplete } from '../../../../src/domain/partnership/agreement.ts';
import { localDate } from '../../../../src/domain/month/calendar.ts';
import type { Services, Transaction } from '../../../../src/services/core/services.ts';
import type { Officer } from '../../../../src/services/office/in-area.ts';
import {
  draftVersion,
  officeAct,
  ownerNo,
  ownerYes,
} from '../../../../src/services/partnership/agreements/agreement-acts.ts';
import {
  agreementOf,
  inForce,
  type AgreementVersion,
} from '../../../../src/services/partnership/agreements/agreements.ts';
import { applicationOf, songkok } from '../../../support/agreement.ts';
import { DAY, testClock, ZONE } from '../../../support/clock.ts';
import { testDatabase } from '../../../support/database.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { runs } from '../../../support/long.ts';
import { registeredPerson } from '../../../support/people.ts';
import { servicesOver } from '../../../support/services.ts';

const officer: Officer = { number: 'petugas', role: 'officer', rights: [], kecamatan: [] };
const clock = testClock();
let database: Database;
let services: Services;
beforeAll(async () => {
  database = await testDatabase();
  services = await servicesOver(database, { clock });
});
afterAll(() => database.close());

const does = [
  'draft',
  'check',
  'half',
  'offer',
  'partner-yes',
  'paper',
  'paper-soon',
  'owner-yes',
  'owner-no',
  'drop',
  'day',
] as const;

it('whatever is done in whatever order, each of it twice, what is in force was checked, read and agreed to by both', async () => {
  // A way to the end is common enough among them, so that what comes after it is tried, too.
  const way = fc.constant(['draft', 'check', 'offer', 'day', 'day', 'day', 'day', 'day'] as const);
  const any = fc.array(fc.constantFrom(...does), { maxLength: 10 });
  let [inForceEver, changedEver] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(way, any), { minLength: 1, maxLength: 4 }), async (parts) => {
      const person = await registeredPerson(services);
      const application = await applicationOf(services, {
        personId: person.id,
        personNumber: person.number,
        businessId: person.businessIds[0] ?? 0,
      });
      const inside = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => inTransaction(services, work);
      const agreed = new Map<number, AgreementVersion>();
      for (const act of parts.flat().flatMap((one) => (one === 'day' ? [one] : [one, one]))) {
        const version = (await agreementOf(services, application))?.versions.at(-1)?.version ?? 1;
        if (act === 'day') clock.advance(DAY);
        else if (act === 'draft')
          await inside((tx) =>
            draftVersion(tx, officer, application, { terms: songkok, proposedBy: 'partner' }),
          );
        else if (act === 'owner-yes')
          await inside((tx) => ownerYes(tx, application, version, { words: 'ya', button: 'yes' }));
        else if (act === 'owner-no') await inside((tx) => ownerNo(tx, application, version));
        else if (act === 'check' || act === 'half')
          await inside((tx) =>
            officeAct(tx, officer, application, version, {
              do: 'check',
              items: act === 'check' ? checklist : checklist.slice(1),
            }),
          );
        else if (act === 'paper' || act === 'paper-soon') {
          const today = localDate(clock.now(), ZONE);
          await inside((tx) =>
            officeAct(tx, officer, application, version, {
              do: 'signed',
              number: '012/PKS/2026',
              givenOn: today.subtract({ days: act === 'paper' ? 6 : 1 }).toString(),
              signedOn: today.toString(),
            }),
          );
        } else
          await inside((tx) =>
            officeAct(
              tx,
              officer,
              application,
              version,
              act === 'partner-yes' ? { do: act, letter: '045/SIG/2026' } : { do: act },
            ),
          );
        const agreement = await agreementOf(services, application);
        for (const it of agreement?.versions ?? []) {
          const { state, ownerYesAt, partnerYesAt, offeredAt } = it;
          if (agreed.has(it.version)) expect(it).toEqual(agreed.get(it.version));
          if (ownerYesAt !== undefined) {
            const day = localDate(ownerYesAt, ZONE);
            expect(day.toString() >= (state.signFrom ?? '9')).toBe(true);
            expect(day.since(localDate(offeredAt ?? ownerYesAt, ZONE)).days).toBeGreaterThanOrEqual(3);
          }
          if (state.status !== 'agreed') continue;
          expect([isComplete(state.checked), ownerYesAt, partnerYesAt]).not.toContain(undefined);
          expect(isComplete(state.checked)).toBe(true);
          agreed.set(it.version, it);
        }
        const newest = Math.max(0, ...agreed.keys());
        expect(inForce(agreement)?.version ?? 0).toBe(newest);
      }
      inForceEver += Math.min(1, agreed.size);
      changedEver += Math.min(1, Math.max(0, agreed.size - 1));
    }),
    {
      numRuns: runs(6),
      examples: [
        [
          [
            ['draft', 'check', 'offer', 'day', 'day', 'day', 'day', 'day'],
            ['owner-yes', 'partner-yes'],
            ['draft', 'paper', 'check', 'paper-soon', 'paper'],
            ['draft', 'check', 'offer', 'partner-yes', 'owner-no'],
            ['draft', 'check', 'offer', 'day', 'day', 'day', 'day', 'day', 'partner-yes', 'owner-yes'],
          ],
        ],
      ],
    },
  );
  expect([inForceEver > 0, changedEver > 0]).toEqual([true, true]);
});
