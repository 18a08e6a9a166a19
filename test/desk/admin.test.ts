import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';

const GRESIK = '35.25.16';

describe('members, log and stop at the desk', () => {
  let office: Office;
  let budi: MemberInChat;
  let ratna: MemberInChat;
  let at: Browser;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    budi = await officer(office, { name: 'Budi Santoso', role: 'admin', rights: ['send', 'export'] });
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: ['send', 'nik'] });
    at = await openedDesk(office, budi);
  });
  afterAll(() => office.close());

  const once = (): string => String(Math.floor(Math.random() * 1e12));
  const press = (path: string, act: string, more: Readonly<Record<string, string>> = {}) =>
    at.post(path, { once: once(), act, ...more });
  const pathOf = (it: MemberInChat): string => `/petugas/${it.member.id}`;
  const stored = (it: MemberInChat) =>
    office.database.prisma.member.findUniqueOrThrow({ where: { id: it.member.id } });

  it('change rights and kecamatan by the rules of the chat, and say why not', async () => {
    const { text, html } = await at.get('/petugas');
    expect(text).toContain(
      'Ratna Wulandari petugas Dinas kirim pengumuman, lihat NIK lengkap Seluruh kabupaten',
    );
    expect(html).toContain(`href="${pathOf(ratna)}"`);
    expect(await press(pathOf(ratna), 'change', { hak: 'send' })).toMatchObject({
      location: `${pathOf(ratna)}?kata=memberNowhere`,
    });
    // Budi has no right to see NIK himself: he may leave it or take it away, and gives it to nobody.
    expect(await press(pathOf(ratna), 'change', { hak: 'send', kec: GRESIK })).toMatchObject({
      location: `${pathOf(ratna)}?kata=memberDone`,
    });
    expect(await stored(ratna)).toMatchObject({ rights: ['send'], kecamatan: [GRESIK] });
    await office.idle();
    expect(ratna.person.messages.at(-1)?.text).toContain('sudah diubah');
    expect(await press(pathOf(ratna), 'change', { hak: 'nik', kec: GRESIK })).toMatchObject({
      location: `${pathOf(ratna)}?kata=memberBeyond`,
    });
    expect(await press(pathOf(ratna), 'change', { hak: 'send', kec: GRESIK })).toMatchObject({
      location: `${pathOf(ratna)}?kata=same`,
    });
  });

  it('end a role after one more question, never that of the last admin', async () => {
    const wati = await officer(office, { name: 'Wati Lestari' });
    expect((await press(pathOf(wati), 'end')).text).toContain('Akhiri peran Wati Lestari');
    expect((await stored(wati)).revokedAt).toBeNull();
    expect(await press(pathOf(wati), 'endYes')).toMatchObject({ location: '/petugas?kata=memberEnded' });
    expect((await stored(wati)).revokedAt).not.toBeNull();
    expect((await press(pathOf(wati), 'endYes')).status).toBe(404);
    expect(await press(pathOf(budi), 'endYes')).toMatchObject({
      location: `${pathOf(budi)}?kata=memberLast`,
    });
    expect((await at.get('/petugas')).text).not.toContain('Wati Lestari');
  });

  it('show the log by day, person and kind, note each look, and find the entry that was altered', async () => {
    const { text } = await at.get('/log?apa=member');
    expect(text).toContain('Budi Santoso');
    expect(text).toContain('Ratna Wulandari');
    expect((await at.get('/log?apa=sales')).text).toContain('Belum ada catatan di sini.');
    expect((await at.get('/log?hari=2026-99-99')).status).toBe(200);
    expect((await at.get('/log?hari=2020-01-01')).text).toContain('Belum ada catatan di sini.');
    const { prisma } = office.database;
    expect(await prisma.audit.count({ where: { action: 'audit.read', actor: budi.member.number } })).toBe(4);
    expect((await press('/log', 'verify')).text).toContain('Log utuh');
    const csv = (await at.get('/log?csv=1')).html;
    expect(csv).toContain('memeriksa keutuhan log');
    const limited = await openedDesk(
      office,
      await officer(office, { name: 'Admin Kota', role: 'admin', kecamatan: [GRESIK] }),
    );
    expect((await limited.get('/log')).text).toContain('hanya untuk admin seluruh kabupaten');
    expect((await limited.post('/log', { once: once(), act: 'verify' })).status).toBe(404);
  });

  it('stop everything at once, and begin again only when a second person agrees', async () => {
    expect((await press('/kiriman', 'stop')).text).toContain('Hentikan semua pesan');
    expect(await press('/kiriman', 'stopYes')).toMatchObject({ location: '/kiriman?kata=stopped' });
    expect((await at.get('/kiriman')).text).toContain('Semua kiriman sedang dihentikan.');
    expect(await press('/kiriman', 'start')).toMatchObject({ location: '/kiriman?kata=second' });
    expect(await press('/kiriman', 'agree')).toMatchObject({ location: '/kiriman?kata=own' });
    expect((await at.get('/kiriman')).text).toContain('Semua kiriman sedang dihentikan.');
    const other = await openedDesk(office, await officer(office, { name: 'Sari Kedua' }));
    expect((await other.get('/kiriman')).text).toContain('Budi Santoso ingin bot mulai mengirim lagi.');
    expect(await other.post('/kiriman', { once: once(), act: 'agree' })).toMatchObject({
      location: '/kiriman?kata=started',
    });
    expect((await at.get('/kiriman')).text).toContain('Bot mengirim seperti biasa.');
    expect(await press('/kiriman', 'agree')).toMatchObject({ location: '/kiriman?kata=late' });
  });
});
