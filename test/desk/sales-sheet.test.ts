import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';
import { storedOwner, type StoredOwner } from '../support/people.ts';

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
});
