import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklist } from '../../../src/domain/partnership/agreement.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { programmeJson } from '../../../src/services/core/stored-programmes.ts';
import type { Transaction } from '../../../src/services/core/services.ts';
import type { Officer } from '../../../src/services/office/in-area.ts';
import {
  draftVersion,
  officeAct,
  ownerNo,
} from '../../../src/services/partnership/agreements/agreement-acts.ts';
import { recordPayment, recordShipment } from '../../../src/services/partnership/agreements/shipment-acts.ts';
import {
  handOverSupport,
  promiseSupport,
  receiveSupport,
  supportById,
} from '../../../src/services/partnership/agreements/supports.ts';
import {
  applicationById,
  type Application,
} from '../../../src/services/partnership/applications/applications.ts';
import { addAccord } from '../../../src/services/partnership/partners/accords.ts';
import { agreed, songkok } from '../../support/agreement.ts';
import { storedApplication } from '../../support/applications.ts';
import { DAY } from '../../support/clock.ts';
import { openDesk, type Desk } from '../../support/desk.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { pdfPages } from '../../support/pdf.ts';

const ani: Officer = { role: 'officer', rights: [], kecamatan: [], number: 'petugas-ani' };

describe('the file of a partnership that has come to its end', () => {
  let desk: Desk;
  let application: Application;
  let mate: string;
  let text = '';
  const within = <T>(work: (inside: Transaction) => Promise<T>): Promise<T> =>
    inTransaction(desk.services, work);
  const now = (): Date => desk.clock.now();

  beforeAll(async () => {
    desk = await openDesk();
    await lived();
    const { files } = await desk.export(
      { report: 'partnership-file', format: 'pdf', about: application.id, purpose: '700/1/2027' },
      { actor: ani.number },
    );
    text = (await pdfPages(await readFile(files[0]?.path ?? ''))).join(' ').replaceAll(/\s+/g, ' ');
  });
  afterAll(() => desk.close());

  /** Two of a group; one of them with an agreement, a year of trade with differences, and an end. */
  async function lived(): Promise<void> {
    const { prisma, services } = desk;
    const programme = services.programmes.find('sig-supply');
    if (programme === undefined) throw new Error('expected the programme sig-supply');
    const { id: programmeId, version: programmeVersion } = programme;
    await prisma.programmeVersion.create({
      data: {
        office: 'gresik',
        programmeId,
        version: programmeVersion,
        data: programmeJson(programme),
        checksum: 'shipped',
      },
    });
    const partner = await prisma.partner.create({
      data: {
        office: 'gresik',
        code: 'sig',
        name: 'PT Semen Indonesia (SIG)',
        class: 'large',
        createdBy: 'file',
        createdAt: now(),
      },
    });
    for (const [number, signedOn, endsOn] of [
      ['001/KB/2020', '2020-01-01', '2021-12-31'],
      ['002/KB/2026', '2026-01-01', '2028-12-31'],
    ] as const)
      await within((inside) =>
        addAccord(
          inside,
          ani,
          { id: partner.id, code: 'sig', name: partner.name, class: 'large' },
          {
            kind: 'memorandum',
            number,
            signedOn,
            startsOn: signedOn,
            endsOn,
            forOffice: 'Kepala Dinas',
            forPartner: 'Direktur Keuangan',
            dataClause: 'Pasal 7',
          },
        ),
      );
    const group = await prisma.group.create({
      data: { office: 'gresik', kind: 'kub', kecamatan: '35.25.16', createdAt: now() },
    });
    await prisma.group.update({
      where: { id: group.id },
      data: { name: services.seal.encrypt(`group:${group.id}:name`, 'KUB Songkok Bungah') },
    });
    const together = await prisma.groupApplication.create({
      data: { groupId: group.id, programmeId, programmeVersion, createdAt: now() },
    });
    const member = async (owner: string, share: number): Promise<number> => {
      const { id } = await desk.business({ name: `Usaha ${owner}`, owner });
      const it = await storedApplication(services, id, programmeId, [
        'submitted',
        'verified',
        'forwarded',
        'accepted',
        'agreement',
        'active',
      ]);
      await prisma.application.update({
        where: { id: it.id },
        data: { groupApplicationId: together.id, share },
      });
      return it.id;
    };
    const of = async (id: number): Promise<Application> => {
      const found = await applicationById(services, id);
      if (found === undefined) throw new Error(`expected the application ${id}`);
      return found;
    };
    application = await of(await member('Siti Aminah', 2));
    mate = (await of(await member('Rahasia Teman', 1))).number;
    await agreed(services, ani, application, () => desk.clock.advance(4 * DAY));
    await traded();
    await refusedChange();
    await prisma.disclosure.create({
      data: {
        office: 'gresik',
        personId: application.personId,
        personNumber: 'orang-1',
        applicationId: application.id,
        partnerId: partner.id,
        byMember: 'rina',
        kind: 'page',
        fields: ['owner-name', 'sales-exact'],
        at: now(),
      },
    });
    await prisma.consent.create({
      data: {
        office: 'gresik',
        personId: application.personId,
        personNumber: 'orang-1',
        purpose: 'exact:sig-supply',
        version: 1,
        language: 'id',
        text: 'Angka penjualan boleh dilihat SIG?',
        button: 'agree',
        givenAt: now(),
      },
    });
    await within((inside) =>
      openCase(inside, {
        kind: 'ending',
        accountId: undefined,
        personId: application.personId,
        businessId: application.businessId,
        text: 'Saya sudah capek',
        details: { application: application.id, number: application.number },
      }),
    );
    // Not about this application.
    await within((inside) =>
      openCase(inside, { kind: 'recall', accountId: undefined, personId: application.personId }),
    );
    await prisma.application.update({ where: { id: application.id }, data: { status: 'independent' } });
    await prisma.applicationStep.create({
      data: { applicationId: application.id, status: 'independent', byMember: ani.number, at: now() },
    });
  }

  async function traded(): Promise<void> {
    const [owner, partner] = [{ side: 'owner' }, { side: 'partner', member: ani }] as const;
    const sent = { sentOn: '2026-11-05' };
    await within((inside) =>
      recordShipment(inside, owner, application, { ...sent, quantity: 50, value: 2_500_000 }),
    );
    const told = await within((inside) =>
      recordShipment(inside, partner, application, { ...sent, quantity: 48, value: 2_400_000 }),
    );
    if (told === undefined) throw new Error('expected a delivery that both told');
    await within((inside) =>
      recordPayment(
        inside,
        partner,
        { shipment: told.shipment, application },
        { paidOn: '2026-12-20', deductions: 100_000 },
      ),
    );
    for (const [what, repaid] of [
      ['dua mesin jahit', false],
      ['pinjaman alat', true],
    ] as const)
      await within((inside) =>
        promiseSupport(inside, ani, application, {
          kind: 'means',
          what,
          value: 4_000_000,
          source: 'inti',
          repaid,
        }),
      );
    const { id } = await desk.prisma.support.findFirstOrThrow({ orderBy: { id: 'asc' } });
    for (const act of [handOverSupport, undefined]) {
      const it = await supportById(desk.services, id);
      if (it === undefined) throw new Error('expected what was promised');
      await within((inside) => (act === undefined ? receiveSupport(inside, it) : act(inside, ani, it)));
    }
  }

  async function refusedChange(): Promise<void> {
    const version = await within((inside) =>
      draftVersion(inside, ani, application, {
        terms: { ...songkok, price: 'Rp45.000 sebuah' },
        proposedBy: 'partner',
      }),
    );
    for (const act of [{ do: 'check', items: checklist }, { do: 'offer' }] as const)
      await within((inside) => officeAct(inside, ani, application, version ?? 0, act));
    await within((inside) => ownerNo(inside, application, version ?? 0));
  }

  const printed = (...parts: readonly string[]): void => {
    for (const part of parts) expect(text, part).toContain(part);
  };

  it('holds the agreement: both texts, the checklist, the days to read, and both sides’ yes', () => {
    printed(
      // Nothing is promised any more.
      'Status mandiri Batas waktu –',
      'Perjanjian Sudah disetujui kedua pihak.',
      'Menurut surat mitra: 046/SIG/2026',
      'Nomor: 012/PKS/2026',
      'Harga: Rp50.000 sebuah, tetap selama setahun',
      'Kalau berselisih: musyawarah dulu, lalu lewat Dinas',
      'Diusulkan Mitra Boleh disetujui pemilik mulai 5 November 2026',
      'Bukan milik mitra ya',
      'Yang dibaca pemilik saat setuju: Saya setuju',
      'Perubahan perjanjian ke-2 Tidak disetujui pemilik.',
      'Harga: Rp45.000 sebuah',
    );
    expect(text).not.toMatch(/<\/?\w>/);
  });

  it('holds deliveries and payments with what each side says, and what was given apart from what is given back', () => {
    printed(
      'Belum dibayar: Rp2.500.000.',
      // Of the owner, of the partner, and where it stands: beside each other.
      '50 barang, nilai 48 barang, nilai Rp2.500.000: SIG mencatat',
      'Rp2.400.000, potongan',
      'Rp100.000, dibayar 20',
      'angkanya berbeda.',
      'dua mesin jahit, Rp4.000.000 6 November 2026 6 November 2026 6 November 2026',
      'Harus dikembalikan, jadi bukan dukungan:',
    );
    expect(text.indexOf('bukan dukungan')).toBeLessThan(text.indexOf('pinjaman alat'));
  });

  it('holds cases about it with the way to KPPU, and never what people wrote in them', () => {
    printed('perjanjian diubah sepihak:', 'Potongan', 'kppu.go.id', 'ingin mengakhiri');
    expect(text).not.toContain('capek');
    expect(text).not.toContain('tarik data dari mitra');
  });

  it('holds the accord that was in force, what the company was shown, and the consent to exact figures', () => {
    printed(
      'Kesepakatan Bersama 002/KB/2026',
      'Pasal tentang data: Pasal 7',
      'nama pemilik, angka penjualan sebulan',
      'angka penjualan untuk mitra: Kerja sama usaha dengan PT Semen Indonesia (SIG)',
      'Angka penjualan boleh dilihat SIG?',
    );
    expect(text).not.toContain('001/KB/2020');
  });

  it('names the group with shares, and of the others no more than their application', () => {
    printed('KUB Songkok Bungah', 'Anggota yang ikut 2', `${application.number} mandiri 2 dari 3`, mate);
    expect(text).not.toContain('Rahasia');
  });

  it('leaves out a case about its reader', async () => {
    const about = await desk.prisma.case.findFirstOrThrow({ where: { kind: 'ending' } });
    await desk.prisma.case.update({ where: { id: about.id }, data: { notFor: [ani.number] } });
    const { files } = await desk.export(
      { report: 'partnership-file', format: 'pdf', about: application.id },
      { actor: ani.number },
    );
    const again = (await pdfPages(await readFile(files[0]?.path ?? ''))).join(' ');
    expect(again).not.toContain(about.number);
  });
});
