import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admitGroups, answeredAll } from '../../support/groups.ts';
import { applicationFromRow } from '../../../src/services/partnership/applications/applications.ts';
import { checkBusiness } from '../../../src/services/partnership/applications/checks.ts';
import { knownBusinesses } from '../../../src/services/people/eligibility.ts';
import { recordPayment, recordShipment } from '../../../src/services/partnership/agreements/shipment-acts.ts';
import { deskShipment } from '../../../src/services/partnership/agreements/shipments.ts';
import { agreed } from '../../support/agreement.ts';
import { DAY } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { accordWith, companyId, companyMember } from '../../support/candidates.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { storedOwner } from '../../support/people.ts';

describe('a group of businesses', () => {
  let office: Office;
  let siti: Owner;
  let ani: Owner;
  let budi: MemberInChat;
  let rina: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    siti = await storedOwner(office);
    ani = await storedOwner(office);
  });
  afterAll(() => office.close());

  const linkIn = (text: string): string => /start=(k-[\w-]+)/.exec(text)?.[1] ?? '';
  const invited = async (): Promise<string> => {
    await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan', '>Undang anggota');
    return `/start ${linkIn(siti.last)}`;
  };
  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const personOf = async ({ person }: Owner): Promise<number> =>
    (
      await office.database.prisma.person.findFirstOrThrow({
        where: { accounts: { some: { account: { chatId: person.id } } } },
      })
    ).id;
  /** What a check of today comes to for the programme that admits groups. */
  const checkOf = async (owner: Owner): Promise<number> => {
    const { services } = office;
    const [known] = await knownBusinesses(services, await personOf(owner));
    if (known === undefined) throw new Error('expected a business');
    const { programmes } = await checkBusiness(services, known);
    return programmes.find(({ evaluation }) => evaluation.programmeId === 'sig-supply')?.checkId ?? 0;
  };
  const members = () => office.database.prisma.groupMember.count();

  it('is founded in the chat, and its head invites each member by a link that works once', async () => {
    await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>Buat kelompok', '>KUB (usaha bersama)');
    await siti.walk('KUB Kerupuk Ikan');
    expect(siti.last).toContain('Angka penjualan tidak terlihat.');
    await siti.walk('>Setuju', '>Undang anggota');
    const link = `/start ${linkIn(siti.last)}`;
    await ani.walk(link);
    expect(ani.last).toContain('KUB Kerupuk Ikan');
    expect(await members()).toBe(1);
    await ani.walk('>Setuju');
    expect(ani.last).toContain('Sudah masuk kelompok');
    await office.idle();
    expect(siti.last).toBe('Ada anggota baru di KUB Kerupuk Ikan.');
    await siti.walk('>Lihat kelompok');
    expect(siti.last).toContain('Anggota: 2');
    const other = await storedOwner(office);
    await other.walk(link);
    expect(other.person.messages.map(({ text }) => text).join()).not.toContain('KUB Kerupuk Ikan');
    await ani.walk(link);
    expect(await members()).toBe(2);
  });

  it('shows its members to the head alone, and to a stranger nothing', async () => {
    const { id } = await office.database.prisma.group.findFirstOrThrow();
    await ani.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan');
    expect(ani.last).not.toContain('Anggota:\n');
    expect(ani.buttons).not.toContain('Undang anggota');
    expect((await press(ani, `group.invite.${id}`)).join()).not.toContain('start=');
    const stranger = await storedOwner(office);
    for (const verb of ['see', 'invite', 'leave', 'leave-yes', 'head', 'out'])
      expect((await press(stranger, `group.${verb}.${id}`)).join()).not.toMatch(/KUB|start=/);
    // Nobody but the head takes somebody out, and the head not themselves.
    const all = await office.database.prisma.groupMember.findMany();
    for (const { personId } of all)
      for (const who of [ani, stranger]) await press(who, `group.out.${id}.${personId}.silent`);
    await press(siti, `group.out.${id}.${await personOf(siti)}.silent`);
    expect(await members()).toBe(2);
  });

  it('asks whoever has not registered to do so first, and the link holds', async () => {
    const somebody = office.owner();
    await somebody.walk(await invited());
    expect(somebody.last).toContain('Daftarkan usahanya dulu');
    expect(await office.database.prisma.groupInvitation.count({ where: { usedAt: null } })).toBe(1);
  });

  it('applies together: the head asks, each member agrees in the own chat, and only who did goes along', async () => {
    const { prisma } = office.database;
    await admitGroups(office.services);
    const eka = await storedOwner(office);
    await eka.walk(await invited(), '>Setuju');
    await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan', '>Daftarkan ke program');
    expect(await siti.tap(/mulai 2$/)).toHaveLength(1);
    expect(siti.last).not.toContain('Ini hubungan jual beli');
    await siti.walk('>Rincian program');
    expect(siti.last).toContain('Ini hubungan jual beli');
    await office.idle();
    expect(ani.last).toContain('KUB Kerupuk Ikan mau mendaftar bersama ke');
    await ani.walk('>Ikut mendaftar');
    expect(ani.last).toContain('bukan Ajukan');
    await answeredAll(office.services);
    await ani.walk('>Ikut mendaftar');
    expect(ani.last).toContain('Yang akan dilihat: nama pemilik');
    await ani.walk('>Setuju', '>Lihat pendaftaran');
    expect(ani.last).not.toContain('Eka');
    const own = await checkOf(ani);
    await press(ani, `partnership.see.${own}`);
    expect([ani.buttons[0], ani.buttons.includes('Ajukan')]).toEqual(['Lihat pendaftaran', false]);
    await press(ani, `partnership.apply.${own}`);
    expect(ani.last).toContain('sudah ikut mendaftar bersama kelompok, jadi tidak perlu sendiri');
    await press(eka, `partnership.see.${await checkOf(eka)}`);
    expect(eka.buttons.slice(0, 2)).toEqual(['Ikut mendaftar', 'Ajukan']);
    await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan');
    await siti.tap(/^Pendaftaran: /);
    expect(siti.last.match(/: ikut/g)).toHaveLength(1);
    await siti.walk('>Kirim pendaftaran', '>Ya, kirim');
    expect(siti.last).toContain('Baru 1 anggota yang setuju');
    expect(await prisma.application.count()).toBe(0);
    await siti.walk('>Lihat pendaftaran', '>Ikut mendaftar', '>Setuju');
    await siti.walk('>Lihat pendaftaran', '>Kirim pendaftaran', '>Ya, kirim');
    expect(siti.person.messages.map(({ text }) => text).join()).toContain(
      'Pendaftaran 2 anggota sudah dikirim.',
    );
    await office.idle();
    expect(ani.last).toContain('pengajuan P-2611-');
    const rows = await prisma.application.findMany({ include: { person: true, steps: true } });
    expect(new Set(rows.map(({ groupApplicationId }) => groupApplicationId)).size).toBe(1);
    expect(rows.map(({ status, steps }) => [status, steps.length])).toEqual([
      ['submitted', 1],
      ['submitted', 1],
    ]);
    // Whoever did not answer in time follows, with the own consent and an application of their own.
    await eka.walk('>Ikut mendaftar', '>Setuju');
    await office.idle();
    expect(eka.person.messages.map(({ text }) => text).join()).toContain(
      'sudah dikirim, menyusul anggota lain.',
    );
    expect(siti.last).toBe(
      'Satu anggota KUB Kerupuk Ikan menyusul mendaftar. Petugas memeriksanya seperti yang lain.',
    );
    const third = await prisma.application.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect([third.personId, third.groupApplicationId]).toEqual([
      await personOf(eka),
      rows[0]?.groupApplicationId,
    ]);
  });

  it('loses whom its head takes out for a reason: told at once, the application ends, and nobody else changes', async () => {
    const { prisma } = office.database;
    const { id } = await prisma.group.findFirstOrThrow();
    const last = await prisma.application.findFirstOrThrow({
      orderBy: { id: 'desc' },
      include: { person: true },
    });
    await siti.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Ikan', '>Keluarkan anggota');
    await press(siti, `group.out.${id}.${last.personId ?? 0}`);
    expect(siti.last).toContain('Alasannya dibaca anggota itu.');
    await siti.walk('>Lama tidak menjawab');
    expect(siti.last).toBe('Sudah dikeluarkan. Anggota itu diberi tahu alasannya.');
    await press(siti, `group.out.${id}.${last.personId ?? 0}.silent`);
    expect(siti.last).toContain('Itu tidak bisa lagi.');
    expect(await members()).toBe(2);
    await office.idle();
    const told = await prisma.outgoing.findMany({
      where: { key: { startsWith: `group-news:${id}:removed` } },
    });
    expect(told.map(({ personId, status }) => [personId, status])).toEqual([[last.personId, 'sent']]);
    const steps = await prisma.applicationStep.findMany({ where: { applicationId: last.id } });
    expect(steps.map(({ status, reason }) => [status, reason !== null])).toEqual([
      ['submitted', false],
      ['withdrawn', true],
    ]);
    const consents = await prisma.consent.findMany({ where: { personId: last.personId, withdrawnAt: null } });
    expect(consents.filter(({ purpose }) => /^(?:group|partner):/.test(purpose))).toEqual([]);
  });

  it('is one application for the office and one candidate for the company', async () => {
    const { prisma } = office.database;
    budi = await officer(office, { kecamatan: ['35.25.16'] });
    const sig = await companyId(office);
    await accordWith(office, sig);
    rina = await companyMember(office, sig);
    await budi.walk('/petugas', '>Pengajuan', '>Kelompok usaha');
    expect(budi.last).toContain('Anggota: 2, yang sedang mendaftar atau bermitra: 2');
    await budi.tap('KUB Kerupuk Ikan');
    expect(budi.last).toContain('Mewakili kelompok KUB Kerupuk Ikan, 2 anggota.');
    await budi.walk('>Tandai sudah diperiksa', '>Ya, tidak ada hubungan');
    const statuses = async () =>
      (
        await prisma.application.findMany({ where: { status: { not: 'withdrawn' } }, orderBy: { id: 'asc' } })
      ).map((it) => it.status);
    expect(await statuses()).toEqual(['verified', 'verified']);
    await budi.walk('>P-2611-0001', '>Teruskan ke mitra', '>Ya, lanjut');
    expect(await statuses()).toEqual(['forwarded', 'forwarded']);
    await office.idle();
    expect(await prisma.outgoing.count({ where: { kind: 'decision-news' } })).toBe(1);
    await rina.walk('/petugas', '>Calon mitra');
    await rina.tap(/: 1 calon$/);
    expect(rina.buttons.filter((it) => it.includes('P-2611'))).toEqual([]);
    await rina.tap('KUB Kerupuk Ikan, 2 anggota\nDi mitra');
    expect(rina.last).toContain('Anggota yang mengizinkan datanya dilihat: 2');
    expect(await prisma.disclosure.count({ where: { kind: 'list' } })).toBe(2);
    await rina.walk('>Lolos', '>Ya, lanjut');
    expect(await statuses()).toEqual(['accepted', 'accepted']);
  });

  it('agrees by each own yes to the own share, by which deliveries and payments are divided', async () => {
    const { prisma } = office.database;
    const [own, other] = await prisma.application.findMany({ orderBy: { id: 'asc' } });
    const lead = own === undefined ? undefined : applicationFromRow(own);
    if (lead === undefined || other === undefined) throw new Error('expected the applications of both');
    await press(ani, `group.share.${lead.groupApplicationId}.${lead.id}.9`);
    await press(siti, `group.share.${lead.groupApplicationId}.${lead.id}.2`);
    expect(siti.buttons).toContain('Otak-otak Bu Siti: 2');
    await agreed(office.services, budi.member, lead, () => office.clock.advance(4 * DAY));
    await office.idle();
    expect(ani.last).toContain('Bagian dalam kelompok: 1 dari 3 bagian.');
    await press(ani, `agreement.yes.${other.id}.1`);
    expect(await prisma.agreementVersion.count({ where: { status: 'agreed' } })).toBe(2);
    await prisma.application.updateMany({
      where: { status: { not: 'withdrawn' } },
      data: { status: 'active' },
    });
    await press(ani, `ship.list.${other.id}`);
    expect(ani.last).toContain('Kiriman kelompok dicatat oleh ketua.');
    expect(ani.buttons).not.toContain('Catat pengiriman');
    await press(siti, `ship.list.${lead.id}`);
    await siti.walk('>Catat pengiriman', '1/11', '100 bungkus', '>Sesuai: Rp5.000.000');
    expect(siti.last).toContain('Dibagi untuk 2 anggota kelompok');
    const shares = await prisma.shipment.findMany({ include: { entries: true }, orderBy: { value: 'desc' } });
    expect(shares.map(({ value, entries }) => [Number(value), entries[0]?.quantity])).toEqual([
      [3_350_000, 67],
      [1_650_000, 33],
    ]);
    await press(ani, `ship.list.${other.id}`);
    expect(ani.last).toContain('SIG belum bayar Rp1.650.000');
    expect((await press(ani, `ship.see.${shares[0]?.id ?? 0}`)).join()).not.toContain('Rp');
    // The head corrects the whole: every member's part changes with it, and a member only the own one.
    await press(siti, `ship.see.${shares[0]?.id ?? 0}`);
    await siti.walk('>Ubah angkanya', '150 bungkus', '>Sesuai: Rp7.500.000');
    expect(siti.last).toContain('Dibagi untuk 2 anggota kelompok');
    const partsNow = async () =>
      (await prisma.shipment.findMany({ orderBy: { id: 'asc' } }))
        .map(({ value }) => Number(value))
        .toSorted((a, b) => a - b);
    expect(await partsNow()).toEqual([2_500_000, 5_000_000]);
    await press(ani, `ship.see.${shares[1]?.id ?? 0}`);
    await ani.walk('>Ubah bagian ini', '40 bungkus', '>Sesuai: Rp2.000.000');
    expect(await partsNow()).toEqual([2_000_000, 5_000_000]);
    await press(siti, `ship.see.${shares[0]?.id ?? 0}`);
    await siti.walk('>Ubah angkanya', '100 bungkus', '>Sesuai: Rp5.000.000');
    const whole = await deskShipment(office.services, budi.member, shares[0]?.id ?? 0);
    if (whole === undefined) throw new Error('expected a delivery');
    await inTransaction(office.services, (inside) =>
      recordPayment(inside, { side: 'partner', member: budi.member }, whole, {
        paidOn: '2026-11-05',
        deductions: 0,
      }),
    );
    await office.idle();
    expect(ani.last).toContain('senilai Rp1.650.000 sudah dibayar');
    // As if Ani had not said yes yet: who is bound by an agreement does not leave alone.
    await prisma.application.updateMany({ where: { status: 'active' }, data: { status: 'accepted' } });
    await prisma.agreementVersion.updateMany({
      where: { agreement: { applicationId: other.id } },
      data: { status: 'offered' },
    });
  });

  it('is seen without whoever has left', async () => {
    await ani.walk(
      '/start',
      '>Lainnya',
      '>Kelompok usaha',
      '>KUB Kerupuk Ikan',
      '>Keluar dari kelompok',
      '>Ya, keluar',
    );
    await rina.walk('/petugas', '>Calon mitra');
    await rina.tap(/1 calon$/);
    await rina.tap('KUB Kerupuk Ikan, 1 anggota\nDiterima mitra');
    await rina.tap('1');
    expect(rina.last).toContain('Calon ini anggota kelompok.');
    expect(rina.buttons).not.toContain('Perjanjian');
    await ani.walk(await invited(), '>Setuju');
  });

  it('takes in who comes later: asked at once, checked and decided alone, and without a part before all have agreed', async () => {
    const { prisma } = office.database;
    await office.idle();
    expect(ani.last).toContain('Mau ikut menyusul?');
    await ani.walk('>Ikut mendaftar', '>Setuju');
    const { id } = await prisma.application.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await prisma.application.update({ where: { id }, data: { status: 'forwarded' } });
    await press(rina, `s.cand.${id}`);
    expect(rina.last).toContain('Anggota ini menyusul kelompoknya, jadi diputuskan di sini.');
    await rina.walk('>Lolos', '>Ya, lanjut');
    await press(siti, `group.share.1.${id}.3`);
    const row = await prisma.application.findFirstOrThrow({ where: { id } });
    expect(row.status).toBe('accepted');
    const late = applicationFromRow(row);
    const lead = applicationFromRow(
      await prisma.application.findFirstOrThrow({ where: { personId: await personOf(siti) } }),
    );
    if (late === undefined || lead === undefined) throw new Error('expected both applications');
    await agreed(office.services, budi.member, late, () => office.clock.advance(5 * DAY));
    await prisma.application.updateMany({
      where: { id: { in: [late.id, lead.id] } },
      data: { status: 'active' },
    });
    const among = async (sentOn: string) =>
      inTransaction(office.services, (inside) =>
        recordShipment(
          inside,
          { side: 'owner' },
          { ...lead, status: 'active' },
          {
            quantity: 60,
            value: 3_000_000,
            sentOn,
          },
        ),
      );
    // Siti has agreed to two of three parts, Ani to three of five.
    expect((await among('2026-11-20'))?.among).toBe(1);
    await press(budi, `s.agr.${lead.id}`);
    expect(budi.last).toContain('Ada anggota yang menyusul.');
    await prisma.application.updateMany({
      where: { id: { in: [late.id, lead.id] } },
      data: { status: 'accepted' },
    });
    await office.idle();
  });

  it('is left by the button or by withdrawing the consent, and a member takes the place of a head who has left', async () => {
    await siti.walk(
      '/start',
      '>Lainnya',
      '>Kelompok usaha',
      '>KUB Kerupuk Ikan',
      '>Keluar dari kelompok',
      '>Ya, keluar',
    );
    await office.idle();
    expect(ani.last).toBe('Ketua KUB Kerupuk Ikan sudah keluar. Mau jadi ketua?');
    await ani.walk('>Jadi ketua');
    expect(ani.buttons).toContain('Undang anggota');
    await ani.walk('/dataku', '>Izin saya', '>Tarik: masuk kelompok usaha', '>Ya, tarik izin');
    expect(ani.last).toContain('Kelompok itu sudah ditinggalkan.');
    const group = await office.database.prisma.group.findFirstOrThrow();
    expect([group.name, group.headId, group.closedAt !== null]).toEqual([null, null, true]);
    const consents = await office.database.prisma.consent.findMany({
      where: { purpose: { startsWith: 'group:' } },
    });
    expect(consents.every(({ withdrawnAt, text }) => withdrawnAt !== null && !text.includes('KUB'))).toBe(
      true,
    );
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
