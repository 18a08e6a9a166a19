import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveConsent } from '../../../src/services/people/consents.ts';
import { erasePerson } from '../../../src/services/data-rights/erasure.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import { agreementRows } from '../../support/agreement.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { findInDatabase } from '../../support/search.ts';
import { storedOwner } from '../../support/people.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

const KEY = new Uint8Array(32).fill(7);

describe('erasing a person', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  async function rowsOf(owner: Owner): Promise<{
    readonly accountId: number;
    readonly personId: number;
    readonly businessId: number;
    readonly number: string;
  }> {
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    const { activePerson: person } = account;
    const business = person?.businesses[0];
    if (person === null || business === undefined) throw new Error('expected a registered owner');
    return { accountId: account.id, personId: person.id, businessId: business.id, number: person.number };
  }

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);

  async function application(
    owner: Owner,
    status: string,
  ): Promise<{ readonly id: number; readonly consentId: number }> {
    const { personId, businessId, number } = await rowsOf(owner);
    const consentId = await giveConsent(office.services, {
      personId,
      personNumber: number,
      purpose: 'partner:sig-supply',
      version: 1,
      language: 'id',
      text: 'Untuk apa: menilai pengajuan dari Otak-otak Bu Siti. Apakah Bu Siti setuju?',
      button: 'agree',
      givenAt: office.clock.now(),
      draftId: 900_000,
      details: { partner: 'SIG', fields: ['owner-name'], remark: 'untuk Siti Aminah' },
    });
    const row = await office.database.prisma.application.create({
      data: {
        office: 'gresik',
        number: `P-TEST-${personId}`,
        businessId,
        personId,
        personNumber: number,
        programmeId: 'sig-supply',
        programmeVersion: SUPPLY_VERSION,
        status,
        consentId,
        nikBy: 'later',
        dueOn: '2026-11-05',
      },
    });
    return { id: row.id, consentId };
  }

  it('with a signed agreement erases nothing and opens one case for a person to decide, told with number and day', async () => {
    const siti = await storedOwner(office);
    await agreementRows(office.services, await application(siti, 'agreement'));
    const { accountId, personId } = await rowsOf(siti);
    expect((await siti.say('/hapus'))[0]).toContain('perjanjian kerja sama yang sudah ditandatangani');
    const [told] = await siti.say('hapus');
    const opened = await office.database.prisma.case.findMany({ where: { personId, kind: 'erasure' } });
    expect(opened).toMatchObject([{ status: 'open', accountId, dueOn: '2026-11-05' }]);
    expect(told).toContain(`nomor ${opened[0]?.number ?? '–'}`);
    expect(told).toContain('Kamis, 5 November 2026');
    expect(await siti.walk('/hapus', 'hapus')).toEqual([told]);
    expect(await office.database.prisma.case.count({ where: { personId, kind: 'erasure' } })).toBe(1);
    expect((await siti.say('/dataku'))[0]).toContain('Siti Aminah');
    expect(await office.database.prisma.erasure.count()).toBe(0);
  });

  it('withdraws and unlinks an application, and keeps the consent as proof without the person', async () => {
    const siti = await storedOwner(office);
    const { id, consentId } = await application(siti, 'forwarded');
    const { accountId, personId, number } = await rowsOf(siti);
    const kept = await office.database.prisma.consent.findUniqueOrThrow({ where: { id: consentId } });
    expect(kept.text, 'a column that is not sealed holds no name of a business').toMatch(
      /^Untuk apa: menilai pengajuan dari D-2611-\d{4}\. Apakah Bu … setuju\?$/,
    );

    expect(await inside((services) => erasePerson(services, { accountId, personId }))).toEqual({
      kind: 'erased',
      asked: [expect.stringMatching(/^K-/)],
    });

    expect(
      await office.database.prisma.application.findUniqueOrThrow({ where: { id }, include: { steps: true } }),
    ).toMatchObject({
      status: 'withdrawn',
      personId: null,
      businessId: null,
      draftId: null,
      personNumber: number,
      steps: [{ status: 'withdrawn', byPerson: number }],
    });
    const proof = await office.database.prisma.consent.findUniqueOrThrow({ where: { id: consentId } });
    expect(proof).toMatchObject({
      personId: null,
      draftId: null,
      personNumber: number,
      purpose: 'partner:sig-supply',
      version: 1,
      button: 'agree',
      givenAt: kept.givenAt,
      withdrawnAt: office.clock.now(),
    });
    expect(proof.text).toBe('Untuk apa: menilai pengajuan dari …. Apakah Bu … setuju?');
    expect(proof.details).toEqual({ partner: 'SIG', fields: ['owner-name'], remark: 'untuk …' });
    expect(
      await office.database.prisma.erasure.findUnique({ where: { personNumber: number } }),
    ).toMatchObject({ requestedAt: office.clock.now(), doneAt: office.clock.now() });
  });

  it('is all or nothing: when the transaction fails, everything is as before', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/tanya', 'apakah Sumarmi boleh ikut');
    const { accountId, personId, number } = await rowsOf(siti);
    const failed = inside(async (services) => {
      await erasePerson(services, { accountId, personId });
      throw new Error('the disk is full');
    });
    await expect(failed).rejects.toThrow('the disk is full');
    expect((await siti.say('/dataku'))[0]).toContain('Siti Aminah');
    expect(await findInDatabase(office.database, KEY, ['Sumarmi'])).toContain('case.text: Sumarmi');
    expect(await office.database.prisma.erasure.findUnique({ where: { personNumber: number } })).toBeNull();
  });

  it('a second time changes nothing, and two at once make one erasure', async () => {
    const siti = await storedOwner(office);
    const { accountId, personId, number } = await rowsOf(siti);
    const again = (): Promise<unknown> =>
      inside((services) => erasePerson(services, { accountId, personId }));
    expect(await Promise.all([again(), again()])).toEqual([{ kind: 'erased' }, { kind: 'erased' }]);
    expect(await again()).toEqual({ kind: 'erased' });
    expect(await office.database.prisma.erasure.count({ where: { personNumber: number } })).toBe(1);
  });

  it('reaches every phone that the person uses, and leaves those who share one of them', async () => {
    const siti = await storedOwner(office);
    const hadi = await storedOwner(office);
    const hers = await rowsOf(siti);
    const his = await rowsOf(hadi);
    const { prisma } = office.database;
    await prisma.personAccount.create({ data: { personId: hers.personId, accountId: his.accountId } });
    await prisma.account.update({ where: { id: his.accountId }, data: { activePersonId: hers.personId } });
    await hadi.walk('/tanya', 'apakah Sulastri boleh ikut');
    await inside((services) => erasePerson(services, hers));
    expect(await findInDatabase(office.database, KEY, ['Sulastri'])).toEqual([]);
    expect(await prisma.account.findUnique({ where: { id: hers.accountId } })).toBeNull();
    expect(await prisma.account.findUniqueOrThrow({ where: { id: his.accountId } })).toMatchObject({
      activePersonId: his.personId,
      state: null,
    });
    expect((await hadi.say('/dataku'))[0]).toContain('Siti Aminah');
  });

  it('leaves no link of her chat to what was handled, and the business as a figure without an owner', async () => {
    const siti = await storedOwner(office);
    const { accountId, personId, businessId } = await rowsOf(siti);
    await inside((services) => erasePerson(services, { accountId, personId }));
    const { prisma } = office.database;
    expect(await prisma.inboxUpdate.count({ where: { chatId: siti.person.id } })).toBe(0);
    expect(await prisma.business.findUniqueOrThrow({ where: { id: businessId } })).toMatchObject({
      ownerId: null,
      number: null,
      name: null,
      kindWords: null,
      nib: null,
      desa: null,
      draftId: null,
      kind: 'food',
      kecamatan: '35.25.16',
      usualMonthlySales: 3_000_000n,
    });
  });
});
