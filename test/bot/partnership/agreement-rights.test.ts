import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../../src/services/partnership/applications/applications.ts';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import {
  handOverSupport,
  promiseSupport,
  supportById,
} from '../../../src/services/partnership/agreements/supports.ts';
import { recordPayment, recordShipment } from '../../../src/services/partnership/agreements/shipment-acts.ts';
import { joinedBusinesses } from '../../../src/services/partnership/results/result-rows.ts';
import { recordPartnerSale } from '../../../src/services/partnership/agreements/partner-sales.ts';
import { agreementRows, applicationOf } from '../../support/agreement.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { findInDatabase } from '../../support/search.ts';
import { storedOwner } from '../../support/people.ts';

const KEY = new Uint8Array(32).fill(7);
/** What was written in free words, here and in the agreement. */
const words = ['dua mesin jahit', 'songkok hitam polos', 'musyawarah dulu', 'Saya setuju'];

describe('the rights of an owner who has had an agreement', () => {
  let office: Office;
  let siti: Owner;
  let application: Application;
  beforeAll(async () => {
    office = await openOffice();
    const budi = await officer(office);
    siti = await storedOwner(office);
    const { prisma } = office.database;
    const { services } = office;
    const account = await prisma.account.findUniqueOrThrow({
      where: { chatId: siti.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    const person = account.activePerson;
    const business = person?.businesses[0];
    if (person === null || business === undefined) throw new Error('expected a registered owner');
    const of = { personId: person.id, personNumber: person.number, businessId: business.id };
    application = await applicationOf(services, of, 'active');
    const agreementId = await agreementRows(services, application);
    await prisma.agreementVersion.updateMany({ data: { number: '012/Siti Aminah/2026' } });
    await siti.walk('lapor agustus 3 juta', '>Benar');
    const report = await prisma.salesReport.findFirstOrThrow();
    await inTransaction(services, async (inside) => {
      const sent = await recordShipment(inside, { side: 'owner' }, application, {
        sentOn: '2026-11-01',
        quantity: 50,
        value: 2_500_000,
      });
      if (sent === undefined) throw new Error('expected a delivery');
      const found = { shipment: sent.shipment, application };
      await recordPayment(inside, { side: 'owner' }, found, { paidOn: '2026-11-02', deductions: 0 });
      await recordPartnerSale(inside, { reportId: report.id, agreementId, amount: 2_000_000 });
      await promiseSupport(inside, budi.member, application, {
        kind: 'means',
        what: 'dua mesin jahit',
        value: 4_000_000,
        source: 'inti',
        repaid: false,
      });
    });
    const { id } = await prisma.support.findFirstOrThrow();
    const support = await supportById(services, id);
    if (support === undefined) throw new Error('expected a support');
    await inTransaction(services, (inside) => handOverSupport(inside, budi.member, support));
    await office.idle();
  });
  afterAll(() => office.close());

  it('the copy of the data holds texts, deliveries, support and what went to the partner', async () => {
    const data = await myData(office.services, application.personId);
    expect(data.applications).toMatchObject([
      {
        agreement: {
          texts: [{ terms: { activity: 'songkok hitam polos, 500 buah sebulan' } }],
          shipments: [{ value: 2_500_000, state: 'paid', paidOn: '2026-11-02' }],
          supports: [{ what: 'dua mesin jahit', status: 'handed-over' }],
        },
      },
    ]);
    expect(data.businesses[0]?.reports).toMatchObject([{ toPartner: 2_000_000 }]);
  });

  it('what went to the partner is found by the results of the partnerships', async () => {
    await office.database.prisma.applicationStep.create({
      data: { applicationId: application.id, status: 'active', at: office.clock.now() },
    });
    expect(await joinedBusinesses(office.services)).toMatchObject([
      // What the owner told of August; of November, of which nothing was told, what was delivered.
      {
        toPartner: new Map([
          ['2026-08', 2_000_000],
          ['2026-11', 2_500_000],
        ]),
      },
    ]);
  });

  it('an erasure says which record stays and why, takes every free word, and leaves the figures without a person', async () => {
    const { prisma } = office.database;
    await prisma.application.update({ where: { id: application.id }, data: { status: 'finished' } });
    expect(await findInDatabase(office.database, KEY, words)).not.toEqual([]);
    const [told] = await siti.say('/hapus');
    expect(told).toContain('catatan kontraknya tetap disimpan tanpa nama');
    expect(told).toContain('Dasarnya: UU 27/2022 Pasal 20 dan aturan arsip Dinas');
    await siti.say('hapus');
    expect(await findInDatabase(office.database, KEY, [...words, 'Siti Aminah'])).toEqual([]);
    expect(await prisma.agreementVersion.findFirstOrThrow()).toMatchObject({
      status: 'agreed',
      number: '012/…/2026',
      terms: null,
      ownerWords: null,
      payWithinDays: 14,
    });
    expect(await prisma.shipment.findFirstOrThrow()).toMatchObject({ value: 2_500_000n, state: 'paid' });
    expect(await prisma.support.findFirstOrThrow()).toMatchObject({ what: null, value: 4_000_000n });
    // A month of the business that stays without a name does not lead to the contract.
    expect(await prisma.partnerSale.count()).toBe(0);
    expect(await prisma.application.findFirstOrThrow()).toMatchObject({ personId: null, businessId: null });
  });
});
