import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeTexts } from '../../src/office.ts';
import { readHandedIn } from '../../src/reports/readers/handed-in-list.ts';
import { importOwners } from '../../src/services/people/owner-import.ts';
import { listFor, noteBatch } from '../../src/services/people/owner-lists.ts';
import { planImport } from '../../src/services/people/owner-matches.ts';
import { revokeMember } from '../../src/services/roles/role-ends.ts';
import { DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { DAY } from '../support/clock.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, registeredOwner, type Office } from '../support/office.ts';

/** Gresik (kota), where the member of this test works. */
const GRESIK = '35.25.16';
const HEADER = 'Nama;L/P;Kecamatan;Nama usaha;Jenis usaha;No HP';

describe('a list of owners at the desk', () => {
  let office: Office;
  let ratna: MemberInChat;
  let at: Browser;
  let siti: string;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    siti = (await registeredOwner(office)).person.phone;
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: ['export'], kecamatan: [GRESIK] });
    at = await openedDesk(office, ratna);
  });
  afterAll(() => office.close());

  const once = (): string => String(Math.floor(Math.random() * 1e12));
  async function handIn(name: string, content: string | Buffer): Promise<string> {
    const form = new FormData();
    for (const [field, value] of Object.entries({ once: once(), act: 'read' })) form.set(field, value);
    form.set('berkas', new File([new Uint8Array(Buffer.from(content))], name));
    const { status, location } = await at.post('/usaha/impor', form);
    expect(status).toBe(303);
    return location?.split('?')[0] ?? '';
  }
  const csv = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');
  const imported = () => office.database.prisma.business.count({ where: { source: 'import' } });
  const rowOf = (path: string) =>
    office.database.prisma.ownerList.findUniqueOrThrow({ where: { id: Number(path.split('/').at(-1)) } });

  it('shows what would become of each row, and what owners have said otherwise, before anything is stored', async () => {
    const path = await handIn(
      'umkm gresik.csv',
      csv(
        'Budi Hartono;L;Gresik;Warung Budi;Kuliner;081299900001',
        'Siti Aminah;L;Gresik;Otak-otak Bu Siti;Kerajinan;' + siti,
        'Wati Lestari;P;Manyar;Kue Wati;Kuliner;081299900002',
        '#N/A;P;Gresik;Kue;Kuliner;081299900003',
      ),
    );
    const { text, html } = await at.get(path);
    expect(text).toContain('Baris baru 1 Sudah tersimpan 0 Tidak diambil 3 Baris di berkas 4');
    expect(text).toContain('di luar wilayah tugas');
    expect(text).toContain('sudah terdaftar sendiri di bot');
    expect(text).toContain('L/P: di daftar L, menurut pemilik P');
    expect(text).toContain('Budi Hartono');
    expect(html).not.toContain('081299900001');
    expect(html).not.toContain(siti.replace(/^\+?62/, '0'));
    expect(await imported()).toBe(0);
    const file: readonly (readonly string[])[] = parse((await at.get(`${path}?csv=1`)).html, {
      bom: true,
      delimiter: ';',
    });
    expect(file.map((row) => row[0])).toEqual(['Nama', 'Siti Aminah', 'Wati Lestari', '#N/A']);
    expect(
      await office.database.prisma.audit.count({
        where: { action: 'owners.list.preview', actor: ratna.member.number },
      }),
    ).toBe(2);
  });

  it('stores the new rows once, however often it is pressed and the job runs, and writes to nobody', async () => {
    const path = await handIn('baru.csv', csv('Budi Hartono;L;Gresik;Warung Budi;Kuliner;081299900001'));
    const press = { once: once(), act: 'take' };
    expect(await at.post(path, press)).toMatchObject({ location: `${path}?kata=listTaken` });
    expect(await at.post(path, press)).toMatchObject({ location: `${path}?kata=listTaken` });
    expect(await at.post(path, { ...press, once: once() })).toMatchObject({ location: `${path}?kata=late` });
    expect((await at.get(path)).headers.get('refresh')).not.toBeNull();
    await office.runJob('owner-lists');
    await office.runJob('owner-lists');
    expect(await imported()).toBe(1);
    const { text, headers } = await at.get(path);
    expect(text).toContain('Selesai');
    expect(text).toContain('Usaha disimpan 1 Pemilik baru 1');
    expect(headers.get('refresh')).toBeNull();
    expect(await office.database.prisma.consent.count({ where: { person: { source: 'import' } } })).toBe(0);
    const again = await handIn('lagi.csv', csv('Budi Hartono;L;Gresik;Warung Budi;Kuliner;081299900001'));
    const second = await at.get(again);
    expect(second.text).toContain('Baris baru 0 Sudah tersimpan 1');
    expect(second.html).not.toContain('value="take"');
  });

  it('goes on behind the last batch after a death, counts each row once, and stops when it is cancelled', async () => {
    const rows = Array.from({ length: 250 }, (_, at) => {
      const letters = `${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`;
      return `Pak Ahmad ${letters.repeat(3)};L;Gresik;Toko ${letters.repeat(3)};Kuliner;0813${String(10_000_000 + at)}`;
    });
    const path = await handIn('banyak.csv', csv(...rows));
    await at.post(path, { once: once(), act: 'take' });
    const before = await imported();
    // The second transaction dies: what stands then is one batch.
    const { services, database } = office;
    const id = Number(path.split('/').at(-1));
    const list = await listFor(services, ratna.member, id);
    const read = list && (await readHandedIn(services, officeTexts(services.office), list));
    if (read?.kind !== 'lists') throw new Error(`expected a list, got ${read?.kind ?? 'none'}`);
    const plan = await planImport(
      services,
      read.lists.flatMap(({ good }) => good),
    );
    let batches = 0;
    const dies = importOwners(database.prisma, services, plan, {
      actor: ratna.member.number,
      file: 'x',
      async onBatch(inside, stored) {
        await noteBatch(inside, id, stored);
        batches += 1;
        if (batches === 2) throw new Error('the process died');
      },
    });
    await expect(dies).rejects.toThrow('died');
    expect((await imported()) - before).toBe(100);
    expect(await rowOf(path)).toMatchObject({ status: 'taking', done: 100, businesses: 100 });
    await office.runJob('owner-lists');
    expect((await imported()) - before).toBe(250);
    expect(await rowOf(path)).toMatchObject({ status: 'taken', total: 250, done: 250, businesses: 250 });
    const rest = await handIn('sisa.csv', csv('Rina Dewi;P;Gresik;Toko Rina;Kuliner;081299900077'));
    await at.post(rest, { once: once(), act: 'take' });
    expect(await at.post(rest, { once: once(), act: 'drop' })).toMatchObject({
      location: `${rest}?kata=listDropped`,
    });
    await expect(
      inTransaction(services, (inside) =>
        noteBatch(inside, Number(rest.split('/').at(-1)), { rows: 1, people: 1, businesses: 1 }),
      ),
    ).rejects.toThrow('dropped');
    await office.runJob('owner-lists');
    expect((await imported()) - before).toBe(250);
  });

  it("is nobody else's to see, and ends with the role", async () => {
    const path = await handIn('peran.csv', csv('Rudi Salam;L;Gresik;Bakso Rudi;Kuliner;081299900009'));
    const budi = await officer(office, { name: 'Budi Santoso', role: 'admin', rights: ['export'] });
    const other = await openedDesk(office, budi);
    expect((await other.get(path)).status).toBe(404);
    expect((await other.post(path, { once: once(), act: 'take' })).status).toBe(404);
    await at.post(path, { once: once(), act: 'take' });
    const before = await imported();
    await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', ratna.member.number));
    await office.runJob('owner-lists');
    expect(await imported()).toBe(before);
    expect(await rowOf(path)).toMatchObject({ status: 'dropped', content: null });
  });

  it('is forgotten with its file after two days; the figures stay', async () => {
    office.clock.advance(3 * DAY);
    await office.runJob('forget-old');
    const { prisma } = office.database;
    expect(
      await prisma.ownerList.count({ where: { OR: [{ name: { not: null } }, { content: { not: null } }] } }),
    ).toBe(0);
    expect(await prisma.ownerList.count({ where: { status: 'read' } })).toBe(0);
    expect(await prisma.ownerList.count({ where: { businesses: 250 } })).toBe(1);
  });

  it('says what is wrong with a file: too large, no list, no header', async () => {
    const budi = await officer(office, { name: 'Budi Lain', role: 'admin', rights: ['export'] });
    at = await openedDesk(office, budi);
    expect((await at.get(await handIn('kosong.csv', 'Alamat;Kota\nx;y'))).text).toContain('tidak ditemukan');
    expect((await at.get(await handIn('rusak.xlsx', 'bukan zip'))).text).toContain('tidak bisa dibaca');
    const form = new FormData();
    for (const [field, value] of Object.entries({ once: once(), act: 'read' })) form.set(field, value);
    form.set('berkas', new File(['MZ'], 'daftar.exe'));
    expect((await at.post('/usaha/impor', form)).text).toContain('Pilih satu berkas XLSX atau CSV');
    form.set('berkas', new File([new Uint8Array(4_100_000)], 'besar.csv'));
    expect((await at.post('/usaha/impor', form)).status).toBe(413);
    const lesser = await openedDesk(office, await officer(office, { name: 'Tanpa Hak' }));
    expect((await lesser.get('/usaha/impor')).status).toBe(403);
    expect((await lesser.post('/usaha/impor', { once: once(), act: 'read' })).status).toBe(403);
    expect((await lesser.get('/usaha')).html).not.toContain('/usaha/impor');
  });
});
