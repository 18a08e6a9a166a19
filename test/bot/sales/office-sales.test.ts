import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

// The clock of the tests begins on Monday, 2 November 2026: October is the month to report.
describe('sales in the hands of the office', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { role: 'staff', rights: [] });
    siti = await registeredOwner(office);
  });
  afterAll(() => office.close());
  // Somebody who writes all day is not taken for a machine.
  beforeEach(() => office.clock.advance(HOUR / 6));

  const business = async (): Promise<{ readonly id: number; readonly number: string }> => {
    const row = await office.database.prisma.business.findFirstOrThrow({ orderBy: { id: 'asc' } });
    return { id: row.id, number: row.number ?? '' };
  };
  /** A button made by hand. */
  const press = (owner: Owner, data: string): Promise<readonly string[]> =>
    owner.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const actions = async (): Promise<readonly string[]> =>
    (await office.database.prisma.audit.findMany({ orderBy: { id: 'asc' } })).map((row) => row.action);
  const reports = () =>
    office.database.prisma.salesReport.findMany({
      include: { versions: { orderBy: { version: 'asc' } } },
      orderBy: { month: 'asc' },
    });
  const heard = (owner: Owner, part: string): string | undefined =>
    owner.person.messages.map(textOf).findLast((text) => text.includes(part));

  it('shows how far a month has come, by kecamatan', async () => {
    await budi.walk('/petugas', '>Penjualan');
    expect(budi.last).toContain('Penjualan Oktober 2026');
    expect(budi.last).toContain('Sudah lapor: 0 dari 1 usaha (0%)');
    expect(budi.last).toContain('Gresik: 0 dari 1 (0%)');
    await budi.tap('‹ Sep 2026');
    expect(budi.last).toContain('Belum ada usaha yang perlu lapor untuk bulan ini.');
  });

  it('reminds those who are missing, and nobody twice within two days', async () => {
    await budi.walk('/petugas', '>Penjualan', '>Kirim pengingat lapor');
    expect(budi.last).toContain('Ada 1 orang yang belum lapor Oktober 2026');
    await budi.tap('Ingatkan 1 orang');
    await office.idle();
    expect(heard(siti, 'belum dilaporkan')).toContain('Penjualan bulan Oktober belum dilaporkan.');
    await budi.walk('/petugas', '>Penjualan', '>Kirim pengingat lapor');
    expect(budi.last).toContain('Tidak ada yang perlu diingatkan sekarang');
    expect(await actions()).toContain('sales.remind');
  });

  it('finds a business by number, phone and words of its name', async () => {
    const { number } = await business();
    for (const wanted of [number, number.toLowerCase().replaceAll('-', ''), 'otak siti', 'Siti Aminah']) {
      await budi.walk('/petugas', '>Cari usaha', wanted);
      expect(budi.buttons[0]).toBe('Otak-otak… · Siti Aminah');
    }
    await budi.walk('/petugas', '>Cari usaha', 'warung tidak ada');
    expect(budi.last).toContain('Belum ketemu');
  });

  it('records what was told by phone, with who and how, and tells the owner', async () => {
    await budi.walk('/petugas', '>Cari usaha', 'otak', '>Otak-otak Bu Siti · Siti Aminah');
    expect(budi.last).toContain('Pemilik: Siti Aminah');
    expect(budi.last).toContain('Belum ada laporan penjualan.');
    await budi.walk('>Catat atau perbaiki', '>Oktober 2026', '2,5 jt');
    expect(budi.last).toContain(
      'Saya catat Rp2.500.000 (dua juta lima ratus ribu rupiah) untuk Oktober 2026',
    );
    await budi.walk('>Benar', '>Pemilik sendiri', '>Telepon');
    expect(budi.last).toContain('Cara: Telepon');
    await budi.tap('Simpan');
    expect(budi.last).toContain('Nomor laporan: L-2610-0001, versi 1.');
    expect(await reports()).toMatchObject([
      {
        month: '2026-10',
        amount: 2_500_000n,
        source: 'phone',
        versions: [{ toldBy: 'owner', enteredBy: budi.member.number, reason: null }],
      },
    ]);
    await office.idle();
    expect(heard(siti, 'mencatat penjualan')).toContain(
      'petugas Budi Santoso mencatat penjualan Otak-otak Bu Siti bulan Oktober 2026: Rp2.500.000',
    );
    await budi.walk('/petugas', '>Penjualan');
    expect(budi.last).toContain('Sudah lapor: 1 dari 1 usaha (100%)');
    expect(budi.buttons).not.toContain('Kirim pengingat lapor');
  });

  it('corrects a figure only with a reason, and keeps both', async () => {
    const { id } = await business();
    await press(budi, `s.biz.${id}`);
    await budi.walk('>Catat atau perbaiki', '>✓ Oktober 2026');
    expect(budi.last).toContain('sekarang tercatat Rp2.500.000');
    await budi.walk('25 jt', '>Benar', '>Pemilik sendiri', '>WhatsApp');
    expect(budi.last).toContain('Apa alasan mengubahnya?');
    await budi.walk('kurang satu nol', '>Simpan');
    expect(budi.last).toContain('versi 2.');
    const [report] = await reports();
    expect(report).toMatchObject({ amount: 25_000_000n, version: 2 });
    expect(report?.versions.map((it) => it.reason !== null)).toEqual([false, true]);
    await office.idle();
    expect(heard(siti, 'mengubah penjualan')).toContain('dari Rp2.500.000');
    await budi.walk('>Kembali ke usaha ini', '>Riwayat angka');
    expect(budi.last).toContain('versi 2: Rp25.000.000');
    expect(budi.last).toContain('oleh petugas Budi Santoso, lewat WhatsApp\nAlasan: kurang satu nol');
    expect(await actions()).toEqual(
      expect.arrayContaining(['sales.record', 'sales.correct', 'business.read']),
    );
  });

  it('locks a month for the owner, but not for the office, and opens it again', async () => {
    await budi.walk('/petugas', '>Penjualan', '>Kunci bulan ini', '>Ya, kunci');
    expect(budi.last).toContain('Oktober 2026 sudah dikunci.');
    await siti.walk('lapor oktober 3 juta', '>Benar');
    expect(siti.last).toContain('sudah ditutup');
    expect((await reports())[0]).toMatchObject({ amount: 25_000_000n });
    const { id } = await business();
    await press(budi, `s.biz.${id}.record`);
    await budi.walk(
      '>✓ Oktober 2026',
      '3 juta',
      '>Benar',
      '>Pemilik sendiri',
      '>Telepon',
      'pemilik menelepon',
      '>Simpan',
    );
    expect((await reports())[0]).toMatchObject({ amount: 3_000_000n, version: 3 });
    await budi.walk('/petugas', '>Penjualan', '>Buka kunci', '>Ya, buka');
    expect(budi.last).toContain('Kunci Oktober 2026 sudah dibuka.');
    expect(await actions()).toEqual(expect.arrayContaining(['sales.lock', 'sales.unlock']));
  });

  it('does nothing beyond the own kecamatan, also when the button is made by hand', async () => {
    const wati = await officer(office, {
      name: 'Wati',
      role: 'staff',
      rights: [],
      kecamatan: ['35.25.01'],
    });
    const { id, number } = await business();
    await wati.walk('/petugas', '>Penjualan');
    expect(wati.last).toContain('Belum ada usaha');
    expect(wati.buttons).not.toContain('Kunci bulan ini');
    await wati.walk('/petugas', '>Cari usaha', number);
    expect(wati.last).toContain('Belum ketemu');
    const before = await reports();
    for (const data of [`s.biz.${id}`, `s.biz.${id}.record`, `s.biz.${id}.history`]) {
      const said = await press(wati, data);
      expect(said.join()).not.toContain('Otak');
    }
    expect(await press(wati, 's.sales.2026-10.lock.yes')).toEqual([
      expect.stringContaining('seluruh kabupaten'),
    ]);
    expect(await office.database.prisma.monthLock.count()).toBe(0);
    expect(await reports()).toEqual(before);
    const stranger = office.owner();
    await stranger.say('/start');
    for (const data of ['s.sales', 's.find', `s.biz.${id}`])
      expect(await press(stranger, data)).not.toContain('Otak');
  });
});
