import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';
import { registeredPerson, storedOwner, type StoredOwner } from '../support/people.ts';

/** Gresik (kota), where everybody of this test lives, and a kecamatan that is not theirs. */
const GRESIK = '35.25.16';
const ELSEWHERE = '35.25.01';
/** The last finished month of the test's clock. */
const OCTOBER = '2026-10';

describe('the sheet of sales at the desk', () => {
  let office: Office;
  let siti: StoredOwner;
  let ratna: MemberInChat;
  let at: Browser;
  let cell: string;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    siti = await storedOwner(office);
    ratna = await officer(office, { name: 'Ratna Wulandari', kecamatan: [GRESIK] });
    at = await openedDesk(office, ratna);
    cell = `/penjualan/${siti.registered.businessId}`;
  });
  afterAll(() => office.close());

  const once = (): string => String(Math.floor(Math.random() * 1e12));
  const told = { oleh: 'owner', cara: 'phone' };
  const reports = () =>
    office.database.prisma.salesReport.findMany({
      where: { businessId: siti.registered.businessId },
      include: { versions: { orderBy: { version: 'asc' } } },
      orderBy: { month: 'asc' },
    });
  /** What the page offers to store, by the names of the buttons. */
  const picks = (html: string): readonly string[] =>
    Array.from(html.matchAll(/name="pick" value="(\w+)"/g), ([, code = '']) => code);

  it('shows businesses × months with who looks in the audit log, and nobody of another kecamatan', async () => {
    const { text, html } = await at.get('/penjualan');
    expect(text).toContain('Otak-otak Bu Siti');
    expect(text).toContain('belum lapor');
    for (const month of ['Okt 2026', 'Sep 2026', 'Agu 2026', 'Jul 2026', 'Jun 2026', 'Mei 2026'])
      expect(text).toContain(month);
    expect(html).toContain(`href="${cell}?bulan=${OCTOBER}"`);
    const looked = await office.database.prisma.audit.findFirstOrThrow({
      where: { action: 'business.list', actor: ratna.member.number },
      orderBy: { id: 'desc' },
    });
    expect(looked.details).toMatchObject({ filter: `bulan=${OCTOBER}`, shown: 1 });
    expect((await at.get('/penjualan?bulan=2025-12')).text).toContain('Des 2025, terkunci');
    expect((await at.get('/penjualan?bulan=2031-01')).status).toBe(404);
    expect((await at.get('/penjualan?bulan=zzz')).status).toBe(404);
    const other = await openedDesk(
      office,
      await officer(office, { name: 'Budi Lain', kecamatan: [ELSEWHERE] }),
    );
    expect((await other.get('/penjualan')).text).not.toContain('Otak-otak');
    expect((await other.get(cell)).status).toBe(404);
    expect(
      (await other.post(cell, { once: once(), act: 'store', words: '2 juta', pick: 'yes', ...told })).status,
    ).toBe(404);
    expect((await browser(office).get('/penjualan')).status).toBe(401);
    expect(await reports()).toEqual([]);
  });

  it('reads a figure as the chat does and says it in digits and words before anything is stored', async () => {
    const read = async (words: string): Promise<string> =>
      (await at.post(`${cell}?bulan=${OCTOBER}`, { once: once(), act: 'read', words, ...told })).text;
    expect(await read('2,5 jt')).toContain('Rp2.500.000 (dua juta lima ratus ribu rupiah)');
    expect(await read('250.000')).toContain('Rp250.000');
    expect(await read('12000.000')).toContain('Titiknya belum pas');
    expect(await read('dua juta per minggu')).toContain('seminggu');
    const doubtful = await at.post(`${cell}?bulan=${OCTOBER}`, {
      once: once(),
      act: 'read',
      words: '4,2',
      ...told,
    });
    expect(doubtful.text).toContain('meragukan');
    expect(doubtful.text).toContain('Simpan Rp4.200.000');
    expect(picks(doubtful.html)).toEqual(['v0']);
    const sourceless = await at.post(`${cell}?bulan=${OCTOBER}`, {
      once: once(),
      act: 'read',
      words: '4 juta',
    });
    expect(sourceless.text).toContain('pilih siapa yang menyampaikan');
    expect(picks(sourceless.html)).toEqual([]);
    expect(await reports()).toEqual([]);
  });

  it('stores it once however often it is pressed, with its source, and tells the owner', async () => {
    const fields = { once: once(), act: 'store', words: '2,5 jt', pick: 'yes', ...told };
    for (let press = 0; press < 3; press++)
      expect(await at.post(`${cell}?bulan=${OCTOBER}&kec=${GRESIK}`, fields)).toMatchObject({
        status: 303,
        location: `/penjualan?bulan=${OCTOBER}&kec=${GRESIK}&kata=sold&oleh=owner&cara=phone#u${siti.registered.businessId}`,
      });
    await office.idle();
    const [stored, ...more] = await reports();
    expect(more).toEqual([]);
    expect(stored).toMatchObject({ month: OCTOBER, amount: 2_500_000n, source: 'phone', version: 1 });
    expect(stored?.versions).toMatchObject([
      { toldBy: 'owner', confirmed: 'yes', enteredBy: ratna.member.number },
    ]);
    expect(siti.person.messages.filter((it) => it.text?.includes('2.500.000'))).toHaveLength(1);
    expect((await at.get('/penjualan?kata=sold')).text).toContain('2.500.000');
    expect((await at.get('/penjualan?lapor=tidak')).text).not.toContain('Otak-otak');
  });

  it('wants a reason for a figure that stands, shows what it takes the place of, and keeps both in its history', async () => {
    const change = (fields: Readonly<Record<string, string>>) =>
      at.post(`${cell}?bulan=${OCTOBER}`, {
        once: once(),
        act: 'store',
        words: '25 juta',
        pick: 'yes',
        ...told,
        ...fields,
      });
    expect((await change({ act: 'read' })).text).toContain('3 sampai 200 huruf');
    expect((await change({})).text).toContain('3 sampai 200 huruf');
    const echo = await change({ act: 'read', reason: 'kurang satu nol' });
    expect(echo.text).toContain('Menggantikan Rp2.500.000');
    expect((await change({ reason: 'kurang satu nol' })).status).toBe(303);
    expect((await change({ reason: 'kurang satu nol' })).location).toContain('kata=same');
    const { text } = await at.get(`${cell}?bulan=${OCTOBER}`);
    expect(text).toContain('Rp25.000.000');
    expect(text).toContain('Rp2.500.000');
    expect(text).toContain('kurang satu nol');
    expect(text).toContain('petugas Ratna Wulandari');
  });

  it('asks again for a figure that is far from those before, and for one of a locked month wants a reason', async () => {
    const running = await at.post(`${cell}?bulan=2026-11`, {
      once: once(),
      act: 'read',
      words: '900 juta',
      ...told,
    });
    expect(running.text).toContain('Jauh di atas Oktober 2026, yang tercatat Rp25.000.000');
    const locked = await at.post(`${cell}?bulan=2026-01`, {
      once: once(),
      act: 'store',
      words: '2 juta',
      pick: 'yes',
      ...told,
    });
    expect(locked.text).toContain('sudah terkunci');
    expect(locked.text).toContain('3 sampai 200 huruf');
    const stored = await at.post(`${cell}?bulan=2026-01&mulai=${OCTOBER}`, {
      once: once(),
      act: 'store',
      words: 'kira-kira 2 juta',
      pick: 'yes',
      reason: 'baru ketemu bukunya',
      ...told,
    });
    expect(stored.location).toContain(`/penjualan?bulan=${OCTOBER}&kata=sold`);
    expect((await at.get('/penjualan?bulan=2026-01')).text).toContain('± 2.000.000');
  });

  describe('for a whole month', () => {
    let numbers: readonly string[];
    let dinas: Browser;
    const SEPTEMBER = '/penjualan/tempel?bulan=2026-09';
    beforeAll(async () => {
      const found: string[] = [];
      for (let at = 0; at < 50; at++) {
        const { businessIds } = await registeredPerson(office.services, { name: 'Siti', chatId: null });
        const { number } = await office.database.prisma.business.findUniqueOrThrow({
          where: { id: businessIds[0] ?? 0 },
        });
        found.push(number ?? '');
      }
      numbers = found;
      dinas = await openedDesk(office, await officer(office, { name: 'Kabid Dinas' }));
    });
    const inSeptember = () => office.database.prisma.salesReport.findMany({ where: { month: '2026-09' } });
    /** What the preview counts, by the words beside the counts. */
    const counts = (html: string): Readonly<Record<string, number>> =>
      Object.fromEntries(
        Array.from(html.matchAll(/<dt>([^<]+)<\/dt><dd>([\d.]+)<\/dd>/g), ([, name = '', count = '']) => [
          name,
          Number(count.replaceAll('.', '')),
        ]),
      );

    it('takes 50 pasted figures but three doubtful ones, each line counted, once however often it is pressed', async () => {
      const doubtful = new Map([
        [4, '4,2'],
        [17, '7500'],
        [30, '3-4 juta'],
      ]);
      const lines = numbers.map((it, at) => `${it}\t${doubtful.get(at) ?? '2.500.000'}`).join('\r\n');
      const preview = await at.post(SEPTEMBER, { once: once(), act: 'read', lines, rows: '' });
      expect(counts(preview.html)).toEqual({
        baru: 47,
        berubah: 0,
        tetap: 0,
        meragukan: 3,
        ditolak: 0,
        kosong: 0,
        'semua baris': 50,
      });
      expect(preview.text).toContain('mungkin Rp4.200.000');
      expect(await inSeptember()).toEqual([]);
      const fields = { once: once(), act: 'apply', lines, rows: '' };
      for (let press = 0; press < 3; press++)
        expect((await at.post(SEPTEMBER, fields)).text).toContain('Baru: 47. Berubah: 0. Tetap: 0.');
      const stored = await inSeptember();
      expect(stored).toHaveLength(47);
      expect(stored.every((it) => it.amount === 2_500_000n && it.version === 1)).toBe(true);
    });

    it('reads figures alone in the order of the rows, and says what it refuses', async () => {
      const rows = numbers.slice(0, 3).join(',');
      const { html, text } = await at.post(SEPTEMBER, {
        once: once(),
        act: 'read',
        lines: '2.500.000\n\n3 juta\nrusak\n5 juta',
        rows,
      });
      expect(counts(html)).toMatchObject({ tetap: 1, berubah: 1, kosong: 1, ditolak: 2, 'semua baris': 5 });
      expect(text).toContain('nomor usahanya kosong');
      const twice = `${numbers[0] ?? ''}\t1 juta\n${numbers[0] ?? ''}\t2 juta`;
      const again = await at.post(SEPTEMBER, { once: once(), act: 'read', lines: twice, rows: '' });
      expect(counts(again.html)).toMatchObject({ ditolak: 2, 'semua baris': 2 });
      const many = await at.post(SEPTEMBER, {
        once: once(),
        act: 'read',
        lines: '1\n'.repeat(2_001),
        rows: '',
      });
      expect(many.text).toContain('Paling banyak 2.000 baris');
    });

    it('takes no figure of another kecamatan', async () => {
      const foreign = await openedDesk(
        office,
        await officer(office, { name: 'Sari Jauh', kecamatan: [ELSEWHERE] }),
      );
      const fields = { once: once(), act: 'apply', lines: `${numbers[4] ?? ''}\t9 juta`, rows: '' };
      expect((await foreign.post(SEPTEMBER, fields)).text).toContain('di luar wilayah kerja');
      expect(await inSeptember()).toHaveLength(47);
    });

    it('locks and opens a month for whoever works in the whole kabupaten, once', async () => {
      const lock = '/penjualan/kunci?bulan=2026-09';
      expect((await at.get(lock)).text).toContain('Mohon minta petugas kabupaten');
      expect((await at.post(lock, { once: once(), act: 'lock' })).status).toBe(404);
      expect((await dinas.get(lock)).text).toContain('Kunci September 2026?');
      const fields = { once: once(), act: 'lock' };
      for (let press = 0; press < 2; press++)
        expect((await dinas.post(lock, fields)).location).toContain('kata=locked');
      expect((await dinas.post(lock, { once: once(), act: 'lock' })).location).toContain('kata=late');
      expect((await dinas.get('/penjualan?bulan=2026-09')).text).toContain('Sep 2026, terkunci');
      expect((await dinas.get(lock)).html).toContain('<h1>Buka kunci September 2026</h1>');
      expect((await dinas.post(lock, { once: once(), act: 'unlock' })).location).toContain('kata=unlocked');
    });

    it('lists who has not reported with the number hidden until it is asked for, and reminds them once', async () => {
      const ani = await storedOwner(office);
      const id = ani.registered.businessId;
      const list = '/penjualan?lapor=tidak&hal=9';
      const national = `0${ani.person.phone.replace(/^\+?62/, '')}`;
      const digits = (html: string): string => html.replaceAll(/\D/g, '');
      expect(digits((await dinas.get(list)).html)).not.toContain(national);
      const full = await dinas.get(`${list}&hp=${id}`);
      expect(digits(full.html)).toContain(national);
      expect(full.html).toContain('https://wa.me/');
      expect(await office.database.prisma.audit.count({ where: { action: 'phone.read' } })).toBe(1);
      office.clock.advance(60_000);
      const remind = '/penjualan/ingatkan';
      expect((await dinas.get(remind)).text).toContain('Ingatkan 1 orang');
      const fields = { once: once(), act: 'remind' };
      for (let press = 0; press < 2; press++)
        expect((await dinas.post(remind, fields)).location).toContain('kata=reminded');
      expect(await office.database.prisma.outgoing.count({ where: { kind: 'report-reminder' } })).toBe(1);
    });
  });
});
