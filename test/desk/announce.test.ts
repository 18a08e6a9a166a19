import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { HOUR } from '../support/clock.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';
import { registeredPerson } from '../support/people.ts';
import { announce, everybody, type Sending } from '../support/recipients.ts';

/** Gresik (kota), where everybody of this test lives, and a kecamatan that is not theirs. */
const GRESIK = '35.25.16';
const ELSEWHERE = '35.25.01';
const MINUTE = 60_000;

describe('announcing at the desk', () => {
  let office: Office;
  let siti: Owner;
  let ratna: MemberInChat;
  let at: Browser;
  let other: Browser;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL, NEWS_PER_WEEK: '14' } });
    siti = office.owner('Siti');
    await siti.say('/start');
    await registeredPerson(office.services, { chatId: siti.person.id });
    const { id } = await registeredPerson(office.services, { name: 'Sumiati', chatId: null });
    await office.services.db.person.update({
      where: { id },
      data: { phone: office.services.seal.encrypt(`person:${id}:phone`, '+6281255550001') },
    });
    ratna = await officer(office, { name: 'Ratna Wulandari', kecamatan: [GRESIK] });
    at = await openedDesk(office, ratna);
    other = await openedDesk(office, await officer(office, { name: 'Dewi Lestari', kecamatan: [GRESIK] }));
  });
  afterAll(() => office.close());

  const once = (): string => String(Math.floor(Math.random() * 1e12));
  const rows = () => office.database.prisma.announcement.findMany({ orderBy: { id: 'asc' } });
  const last = async () => (await rows()).at(-1);
  const audited = (action: string): Promise<number> =>
    office.database.prisma.audit.count({ where: { action, actor: ratna.member.number } });
  const seen = (html: string): string => /name="dilihat" value="([\w-]+)"/.exec(html)?.[1] ?? '';
  const bubble = (html: string): string =>
    (/class="bubble">([^]*?)<\/div>/.exec(html)?.[1] ?? '').replaceAll(/<[^>]*>/g, '').trim();
  /** Looks at the form, and sends what was looked at. */
  async function sent(by: Browser, fields: Readonly<Record<string, string>>): Promise<string> {
    const { html } = await by.post('/umumkan/baru', { once: once(), act: 'look', ...fields });
    const { location } = await by.post('/umumkan/baru', {
      once: once(),
      act: 'send',
      dilihat: seen(html),
      ...fields,
    });
    return location?.split('?')[0] ?? '';
  }
  const ready = async (it: Sending): Promise<string> => {
    const audience = { ...everybody, kecamatan: [GRESIK] };
    const { id } = await announce(office.database.prisma, office.services, ratna.member, { audience, ...it });
    return `/umumkan/${id}`;
  };

  it('says who is reached, who not and why, and sends nothing that was not looked at', async () => {
    const { text } = await at.get('/umumkan/baru');
    expect(text).toContain('Akan menerima: 1 orang');
    expect(text).toContain('tidak memakai Telegram: 1');
    const fields = { isi: 'Kantor tutup <b>Kamis</b>.', kec: GRESIK };
    const looked = await at.post('/umumkan/baru', { once: once(), act: 'look', ...fields });
    expect(looked.text).toContain('Umumkan ke 1 orang');
    expect(bubble(looked.html)).toContain('Kantor tutup &lt;b&gt;Kamis&lt;/b&gt;.');
    const press = { once: once(), act: 'send', dilihat: seen(looked.html) };
    const changed = await at.post('/umumkan/baru', { ...press, ...fields, isi: 'Kantor tutup Jumat.' });
    expect(changed.text).toContain('Isinya berubah sejak terakhir dilihat.');
    expect(await rows()).toEqual([]);
    const first = await at.post('/umumkan/baru', { ...press, ...fields });
    expect(first).toMatchObject({ status: 303, location: expect.stringContaining('?kata=announced') });
  });

  it('goes out once however often it is pressed, and reads as its preview', async () => {
    const fields = { isi: 'Loket buka lagi hari Senin.' };
    const { html } = await at.post('/umumkan/baru', { once: once(), act: 'look', ...fields });
    const press = { once: once(), act: 'send', dilihat: seen(html), ...fields };
    const before = (await rows()).length;
    const paths = [];
    for (let time = 0; time < 3; time++) paths.push((await at.post('/umumkan/baru', press)).location);
    expect(new Set(paths).size).toBe(1);
    expect(await rows()).toHaveLength(before + 1);
    expect(await audited('announcement.create')).toBe(before + 1);
    const path = paths[0]?.split('?')[0] ?? '';
    await office.idle();
    const page = await at.get(path);
    expect(page.headers.get('refresh')).toBeNull();
    expect(page.text).toContain('Terkirim: 1');
    const told = siti.person.messages.find((it) => it.text?.includes('Loket buka lagi') === true)?.text;
    expect(bubble(page.html).replaceAll('Bapak/Ibu', 'Ibu')).toBe(told);
    expect((await at.get('/umumkan')).text).toContain('Selesai dikirim');
  });

  it('waits for a second person, who presses at another desk, and never for the one who wrote it', async () => {
    const path = await sent(at, { isi: 'Lihat jadwalnya di umkm.example.com ya.' });
    expect((await last())?.status).toBe('approval');
    expect((await at.get(path)).text).toContain('Yang menulis tidak bisa menyetujui sendiri.');
    const press = { once: once(), act: 'approve' };
    expect(await at.post(path, press)).toMatchObject({ location: `${path}?kata=own` });
    expect((await last())?.status).toBe('approval');
    expect((await other.get('/')).text).toContain('Pengumuman menunggu persetujuan');
    expect((await at.get('/')).text).not.toContain('Pengumuman menunggu persetujuan');
    expect((await other.get('/umumkan')).text).toContain('Menunggu persetujuan orang kedua');
    expect((await other.get(path)).text).toContain('ada tautan, nomor HP, atau nomor rekening');
    expect(await other.post(path, press)).toMatchObject({ location: `${path}?kata=decided` });
    expect(await other.post(path, press)).toMatchObject({ location: `${path}?kata=decided` });
    expect(await other.post(path, { ...press, once: once() })).toMatchObject({
      location: `${path}?kata=late`,
    });
    await office.idle();
    expect(siti.last).toContain('umkm.example.com');
  });

  it('leaves the approval of a picture to the chat, which shows it', async () => {
    const path = await ready({ posterFileId: 'poster' });
    const { text } = await other.get(path);
    expect(text).toContain('Mohon lihat gambarnya di chat');
    expect(await other.post(path, { once: once(), act: 'approve' })).toMatchObject({
      location: `${path}?kata=inChat`,
    });
    expect((await last())?.status).toBe('approval');
    expect(await other.post(path, { once: once(), act: 'refuse' })).toMatchObject({
      location: `${path}?kata=decided`,
    });
  });

  it('pauses, goes on, and ends after it has asked', async () => {
    const path = await ready({ at: new Date(office.clock.now().getTime() + HOUR) });
    const status = async (act: string): Promise<string | undefined> => {
      await at.post(path, { once: once(), act });
      return (await last())?.status;
    };
    expect(await status('pause')).toBe('paused');
    expect(await status('resume')).toBe('scheduled');
    expect((await at.post(path, { once: once(), act: 'cancel' })).text).toContain('Ya, hentikan');
    expect((await last())?.status).toBe('scheduled');
    expect(await status('cancelYes')).toBe('cancelled');
    expect(await audited('announcement.cancel')).toBe(1);
    expect((await at.post(path, { once: once(), act: 'toString' })).status).toBe(404);
    const due = await ready({ at: new Date(office.clock.now().getTime() + MINUTE) });
    expect((await at.get(due)).headers.get('refresh')).toBeNull();
    office.clock.advance(MINUTE);
    // It asks for itself while it goes out, and not for ever.
    expect((await at.get(due)).headers.get('refresh')).toBe(`5; url=${due}?segar=1`);
    expect((await at.get(`${due}?segar=120`)).headers.get('refresh')).toBeNull();
    await at.post(due, { once: once(), act: 'cancelYes' });
  });

  it('announces a new training by the rules of the chat, and says all at once what is missing', async () => {
    const missing = await at.post('/umumkan/baru', { once: once(), act: 'send', apa: 'new' });
    for (const label of ['Judul:', 'Topik:', 'Waktu:', 'Selesai:', 'Tempat:', 'Kecamatan:', 'Kursi:'])
      expect(missing.text).toContain(label);
    const fields = {
      apa: 'new',
      judul: 'Pelatihan Kemasan Produk',
      topik: 'packaging',
      mulai: '2026-11-19T09:00',
      selesai: '12:00',
      tempat: 'Balai Kota',
      wilayah: GRESIK,
      kursi: '30',
      cara: 'first-come',
      tutup: '2026-11-17T16:00',
    };
    const late = await at.post('/umumkan/baru', {
      once: once(),
      act: 'look',
      ...fields,
      kirim: '2026-11-18T09:00',
    });
    expect(late.text).toContain('Waktu kirim mohon sebelum pendaftaran ditutup');
    const over = await at.post('/umumkan/baru', {
      once: once(),
      act: 'look',
      ...fields,
      selesai: '08:00',
    });
    expect(over.text).toContain('Jam selesai mohon sesudah jam mulai.');
    const path = await sent(at, { ...fields, kirim: '2026-11-02T21:30' });
    const { prisma } = office.database;
    const training = await prisma.training.findFirstOrThrow({ include: { announcements: true } });
    expect(training).toMatchObject({
      title: 'Pelatihan Kemasan Produk',
      startsAt: new Date('2026-11-19T02:00:00Z'),
      closesAt: new Date('2026-11-17T09:00:00Z'),
      seats: 30,
      createdBy: ratna.member.number,
    });
    // Half past nine in the evening lies in the quiet hours.
    expect(training.announcements).toMatchObject([{ scheduledAt: new Date('2026-11-03T00:00:00Z') }]);
    expect((await at.get(path)).text).toContain('Gratis, 30 kursi.');
    expect((await at.get('/umumkan/baru')).html).toContain(`value="t${training.id}"`);
  });

  it('reaches nobody beyond the kecamatan of the member, whatever a request says', async () => {
    await registeredPerson(office.services, { businesses: [{ kecamatan: ELSEWHERE }] });
    const before = await rows();
    for (const foreign of [
      { kec: ELSEWHERE },
      { desa: `${ELSEWHERE}.2001` },
      { wilayah: ELSEWHERE },
      { kec: 'x' },
    ])
      for (const act of ['look', 'send'])
        expect(
          await at.post('/umumkan/baru', { once: once(), act, isi: 'Kabar ini.', ...foreign }),
          JSON.stringify(foreign),
        ).toMatchObject({ status: 404 });
    expect(await rows()).toEqual(before);
    const all = await at.post('/umumkan/baru', { once: once(), act: 'look', isi: 'Kabar ini.' });
    expect(all.text).toContain('Akan menerima: 1 orang');
    // Nobody has said in which desa they are.
    const desa = await at.post('/umumkan/baru', {
      once: once(),
      act: 'look',
      isi: 'Kabar ini.',
      desa: `${GRESIK}.1006`,
    });
    expect(desa.text).toContain('Belum ada yang akan menerima');
    const elsewhere = await openedDesk(
      office,
      await officer(office, { name: 'Budi Lain', kecamatan: [ELSEWHERE] }),
    );
    expect((await elsewhere.get('/umumkan')).text).toContain('Belum ada kiriman.');
  });

  it('lists who has no Telegram, with a number on request, a link and ticks', async () => {
    const path = await sent(at, { isi: 'Bawa contoh & wadah "kecil".' });
    await office.idle();
    const list = `${path}/tanpa-telegram`;
    expect((await at.get(path)).html).toContain(`href="${list}"`);
    const masked = await at.get(list);
    expect(masked.text).toContain('Sumiati');
    expect(masked.html).not.toContain('wa.me');
    expect(masked.html.replaceAll(/\D/g, '')).not.toContain('81255550001');
    expect(await audited('announcement.by-hand')).toBe(1);
    expect(await audited('phone.read')).toBe(0);
    const person = /\?hp=(\d+)/.exec(masked.html)?.[1] ?? '';
    const shown = await at.get(`${list}?hp=${person}`);
    expect(shown.html).toContain('https://wa.me/6281255550001?text=Pengumuman');
    expect(shown.html).toContain(encodeURIComponent('Bawa contoh & wadah "kecil".'));
    expect(await audited('phone.read')).toBe(1);
    const tick = { once: once(), act: 'told', person };
    expect(await at.post(list, tick)).toMatchObject({ location: `${list}?kata=ticked#o${person}` });
    await at.post(list, tick);
    expect((await at.get(list)).text).toContain('Sudah dikabari: 1. Ikut: 0.');
    expect(await audited('announcement.tick')).toBe(1);
    expect((await at.post(list, { once: once(), act: 'told', person: '1' })).status).toBe(404);
    await at.post(list, { once: once(), act: 'untold', person });
    expect((await at.get(list)).text).toContain('Sudah dikabari: 0. Ikut: 0.');
  });

  it('repeats news, and warns of the same words before', async () => {
    const fields = { isi: 'Jangan lupa lapor penjualan.', ulang: 'week', sampai: '2026-11-30' };
    const looked = await at.post('/umumkan/baru', { once: once(), act: 'look', ...fields });
    expect(looked.text).toContain('Diulang tiap minggu sampai Senin, 30 November 2026: 5 kali.');
    const path = await sent(at, fields);
    expect((await at.get(path)).text).toContain('Diulang tiap minggu');
    const again = await at.post('/umumkan/baru', { once: once(), act: 'look', ...fields });
    expect(again.text).toContain('Perhatian: isi yang sama sudah dikirim ke 1 orang ini.');
    expect((await at.post(path, { once: once(), act: 'series' })).text).toContain('Hentikan ulangannya?');
    expect(await at.post(path, { once: once(), act: 'seriesYes' })).toMatchObject({
      location: `${path}?kata=decided`,
    });
    const wrong = await at.post('/umumkan/baru', {
      once: once(),
      act: 'look',
      ...fields,
      sampai: '2026-11-02',
    });
    expect(wrong.text).toContain('Tanggal itu mohon sesudah kiriman pertama');
  });
});
