import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accordWith, companyId, companyMember } from '../../support/candidates.ts';
import { DAY } from '../../support/clock.ts';
import { admitGroups, answeredAll } from '../../support/groups.ts';
import { isLong } from '../../support/long.ts';
import { officer } from '../../support/members.ts';
import { deaths, openProcessOffice } from '../../support/office-process.ts';
import { openOffice, type Office, type OfficeOptions, type Owner } from '../../support/office.ts';
import { checkedOwner } from '../../support/partnership.ts';
import { storedOwner } from '../../support/people.ts';

const NIK = '3525015503740001';
const CLEAR = 'Ya, tidak ada hubungan';

const drafting = [
  '>Mitra',
  '012/PKS/2026',
  'songkok hitam polos, 500 buah sebulan',
  'Rp50.000 sebuah, tetap setahun',
  '50 ribu',
  '>Benar',
  '14 hari',
  '>Tidak ada potongan',
  '10 November 2026',
  '9 November 2027',
  '500 buah',
  '>Tidak ada target',
  '>Tidak ada target',
  'pelatihan mutu dua kali setahun',
  'memberi tahu tertulis 30 hari sebelumnya',
  'musyawarah dulu, lalu lewat Dinas',
  '>Simpan',
];

describe('a whole life of a partnership', () => {
  it(
    'leaves the same rows when every update comes three times, and (in the long run) the bot is built anew after each',
    { timeout: 0 },
    async () => {
      const once = await lived({});
      expect(once).toMatchObject({
        application: { status: 'independent' },
        steps: ['submitted', 'verified', 'forwarded', 'accepted', 'agreement', 'active', 'independent'],
        agreement: [{ version: 1, status: 'agreed' }],
        shipments: [{ state: 'paid', value: 2_500_000 }],
        supports: [{ status: 'received' }],
        letters: [
          { kind: 'letter-step', status: 'taken-back' },
          { kind: 'letter-step', status: 'approved' },
          { kind: 'letter-yes', status: 'approved' },
        ],
        changes: 6,
      });
      expect(await lived({ tripled: true, rebuildAlways: isLong })).toEqual(once);
    },
  );

  // A server, and a process for each death, cost more than all other tests of partnerships together.
  if (isLong)
    it(
      'leaves the same rows when the process is killed -9 at every other act, each update coming three times',
      { timeout: 0 },
      async () => {
        let died = 0;
        const office = await openProcessOffice((act) =>
          act % 2 === 0 ? undefined : deaths[died++ % deaths.length],
        );
        try {
          expect(await walked(office)).toEqual(await lived({}));
          expect(died).toBeGreaterThan(40);
        } finally {
          await office.close();
        }
      },
    );

  it('is the same for a group whose members come later and are taken out', { timeout: 0 }, async () => {
    const once = await lived({}, together);
    expect(once).toMatchObject({
      members: 2,
      applications: ['submitted', 'submitted', 'withdrawn'],
      news: ['along', 'joined', 'joined', 'removed'],
    });
    expect(await lived({ tripled: true, rebuildAlways: isLong }, together)).toEqual(once);
  });
});

async function lived(
  options: OfficeOptions,
  life: (office: Office) => Promise<unknown> = walked,
): Promise<unknown> {
  const office = await openOffice(options);
  try {
    return await life(office);
  } finally {
    await office.close();
  }
}

/** A group applies; one more joins when that is sent, follows with the own consent, and is taken out by the head. */
async function together(office: Office): Promise<unknown> {
  const { prisma } = office.database;
  await admitGroups(office.services);
  const [siti, ani, eka] = [await storedOwner(office), await storedOwner(office), await storedOwner(office)];
  await answeredAll(office.services);
  const join = async (who: Owner): Promise<void> => {
    await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan', '>Undang anggota');
    await who.walk(`/start ${/start=(k-[\w-]+)/.exec(siti.last)?.[1] ?? ''}`, '>Setuju');
    await office.idle();
  };
  await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>Buat kelompok', '>KUB (usaha bersama)');
  await siti.walk('KUB Kerupuk Ikan', '>Setuju');
  await join(ani);
  await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan', '>Daftarkan ke program');
  await siti.tap(/mulai 2$/);
  await office.idle();
  await ani.walk('>Ikut mendaftar', '>Setuju');
  await siti.walk('>Ikut mendaftar', '>Setuju', '>Lihat pendaftaran', '>Kirim pendaftaran', '>Ya, kirim');
  await office.idle();
  office.clock.advance(60_000);
  await join(eka);
  await eka.walk('>Ikut mendaftar', '>Setuju');
  await office.idle();
  await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan', '>Keluarkan anggota');
  const last = await prisma.groupMember.findFirstOrThrow({ orderBy: { personId: 'desc' } });
  await siti.act((person) =>
    person.pressData(person.messages.at(-1)?.message_id ?? 0, `group.out.${last.groupId}.${last.personId}`),
  );
  await siti.walk('>Diminta anggota itu');
  await office.idle();
  expect(office.simulator.violations).toEqual([]);
  const consents = await prisma.consent.findMany({ orderBy: { id: 'asc' } });
  return {
    members: await prisma.groupMember.count(),
    applications: (await prisma.application.findMany({ orderBy: { id: 'asc' } })).map((it) => it.status),
    steps: (await prisma.applicationStep.findMany({ orderBy: { id: 'asc' } })).map((it) => it.status),
    consents: consents.map(({ purpose, withdrawnAt }) => [purpose, withdrawnAt !== null]),
    cases: (await prisma.case.findMany({ orderBy: { id: 'asc' } })).map(({ kind, status }) => [kind, status]),
    news: (await prisma.outgoing.findMany({ where: { kind: 'group-news' } }))
      .map(({ params }) => z.object({ about: z.string() }).parse(params).about)
      .toSorted(),
  };
}

/** From the check of the conditions to "mandiri", by an owner, two officers and a company in their chats. */
async function walked(office: Office): Promise<unknown> {
  const { prisma } = office.database;
  const press = async (who: Owner, data: string): Promise<void> => {
    await who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
    await office.idle();
  };
  const walk = async (who: Owner, ...steps: readonly string[]): Promise<void> => {
    for (const step of steps) {
      await who.walk(step);
      await office.idle();
    }
  };
  const budi = await officer(office);
  const rini = await officer(office, { name: 'Rini Astuti' });
  const company = await companyId(office);
  await accordWith(office, company);
  const rina = await companyMember(office, company);

  const siti = await checkedOwner(office);
  const check = await prisma.eligibilityCheck.findFirstOrThrow({ where: { programmeId: 'sig-supply' } });
  await press(siti, `partnership.apply.${check.id}`);
  await walk(siti, '>Setuju', NIK, '>Kirim');
  const { id } = await prisma.application.findFirstOrThrow();

  await press(budi, `s.app.${id}.verified`);
  await walk(budi, `>${CLEAR}`);
  await press(budi, `s.app.${id}.forwarded.yes`);
  await press(rina, `s.cand.${id}`);
  // What the company says by letter: entered, taken back, entered again, and confirmed by a second officer.
  for (const verb of ['back', 'yes']) {
    await press(budi, `s.app.${id}.accepted`);
    await walk(budi, '045/SIG/2026', '>Ya, lanjut');
    const entry = await prisma.pendingChange.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await press(verb === 'back' ? budi : rini, `s.letter.${entry.id}.${verb}`);
    office.clock.advance(60_000);
  }
  await press(budi, `s.app.${id}.agreement.yes`);

  await press(budi, `s.agr.${id}.draft`);
  await walk(budi, ...drafting, '>Perjanjian', '>Daftar periksa');
  for (const label of budi.buttons.filter((it) => it.startsWith('☐'))) await walk(budi, `>${label}`);
  await walk(budi, '>Selesai', '>Perjanjian', '>Kirim ke pemilik', '>Ya, lanjut');
  office.clock.advance(4 * DAY);
  await press(siti, `agreement.see.${id}`);
  await walk(siti, '>Setuju', '>Ya, saya setuju');
  await press(budi, `s.agr.${id}.partner-yes.1`);
  await walk(budi, '046/SIG/2026', '>Ya, lanjut');
  const letter = await prisma.pendingChange.findFirstOrThrow({ where: { kind: 'letter-yes' } });
  await press(rini, `s.letter.${letter.id}.yes`);
  await press(budi, `s.app.${id}.active`);
  await walk(budi, '>Ya, lanjut');

  office.clock.advance(10 * DAY);
  await press(siti, `ship.new.${id}`);
  await walk(siti, '11 November 2026', '50 songkok', '>Sesuai: Rp2.500.000');
  const shipment = await prisma.shipment.findFirstOrThrow();
  await press(siti, `ship.paid.${shipment.id}`);
  await walk(siti, '15 November 2026', '>Tidak ada potongan');
  await press(budi, `s.sup.new.${id}`);
  await walk(budi, '>Sarana produksi', 'dua mesin jahit', '4 juta', '>Benar', '>Mitra', '>Tidak', '>Simpan');
  const support = await prisma.support.findFirstOrThrow();
  await press(budi, `s.sup.give.${support.id}`);
  await press(siti, `support.yes.${support.id}`);
  await press(budi, `s.app.${id}.independent.yes`);
  expect(office.simulator.violations).toEqual([]);

  const application = await prisma.application.findFirstOrThrow({
    select: { status: true, dueOn: true, nikBy: true },
  });
  return {
    application,
    applications: await prisma.application.count(),
    steps: (await prisma.applicationStep.findMany({ orderBy: { id: 'asc' } })).map((it) => it.status),
    consents: (await prisma.consent.findMany({ orderBy: { id: 'asc' } })).map((it) => it.purpose),
    agreement: await prisma.agreementVersion.findMany({
      select: {
        version: true,
        status: true,
        signFrom: true,
        checked: true,
        ownerButton: true,
        partnerLetter: true,
      },
    }),
    shipments: (await prisma.shipment.findMany()).map(
      ({ id: _id, agreementId: _of, createdAt: _at, value, deductions, ...it }) => ({
        ...it,
        value: Number(value),
        deductions: Number(deductions),
      }),
    ),
    entries: (await prisma.shipmentEntry.findMany({ orderBy: { id: 'asc' } })).map(
      ({ side, quantity, paidOn }) => ({ side, quantity, paidOn }),
    ),
    supports: await prisma.support.findMany({ select: { kind: true, status: true, receivedBy: true } }),
    disclosures: (await prisma.disclosure.findMany({ orderBy: { id: 'asc' } })).map((it) => it.kind),
    decisions: await prisma.decision.count(),
    changes: await prisma.audit.count({ where: { action: { startsWith: 'change.' } } }),
    letters: (await prisma.pendingChange.findMany({ orderBy: { id: 'asc' } })).map(({ kind, status }) => ({
      kind,
      status,
    })),
    cases: (await prisma.case.findMany({ orderBy: { id: 'asc' } })).map(({ kind, status }) => ({
      kind,
      status,
    })),
  };
}
