import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeResults } from '../../src/services/partnership/results/results.ts';
import { DESK_URL, openedDesk, type Browser } from '../support/browser.ts';
import { officer } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';
import { partnerRows } from '../support/results.ts';

const GRESIK = '35.25.16';
const TAMBAK = '35.25.18';

describe('the results at the desk', () => {
  let office: Office;
  let at: Browser;
  beforeAll(async () => {
    office = await openOffice({ settings: { DESK_URL } });
    const { prisma } = office.database;
    for (let one = 0; one < 7; one++) await partnerRows(prisma, `g${one}`, GRESIK);
    for (let one = 0; one < 2; one++) await partnerRows(prisma, `t${one}`, TAMBAK);
    at = await openedDesk(office, await officer(office, { name: 'Kepala Dinas', role: 'staff', rights: [] }));
  });
  afterAll(() => office.close());

  it('say before the first results when they come', async () => {
    expect((await at.get('/hasil')).text).toContain('Hasil kemitraan belum ada');
    await takeResults(office.services, '2026-09');
  });

  it('say what the chat says, with a map that hides counts under five, and the same as a table', async () => {
    const { text, html } = await at.get('/hasil');
    expect(text).toContain('Usaha sepanjang semester ini: 9. Aktif: 9,');
    expect(text).toContain('Mitra ada di 2 dari 18 kecamatan.');
    const svg = /<svg class="map"[^]*?<\/svg>/.exec(html)?.[0] ?? '';
    expect(svg.match(/class="tile /g)).toHaveLength(18);
    expect(svg).toContain('aria-label="Peta kotak');
    const tile = (name: string): string =>
      new RegExp(
        `<g class="tile (tile-\\d)"><rect [^>]*></rect><text [^>]*>${name}</text><text [^>]*>([^<]*)<`,
      )
        .exec(svg)
        ?.slice(1)
        .join(' ') ?? '';
    expect(tile('Gresik')).toBe('tile-4 7');
    expect(tile('Tambak')).toBe('tile-0 1–4');
    expect(tile('Cerme')).toMatch(/^tile-0 /);
    expect(svg.match(/class="inset"/g)).toHaveLength(1);
    expect(text).toMatch(/Gresik 7 1\.000/);
    expect(text).toMatch(/Tambak 1–4 –/);
    expect(html).toContain('data:image/svg+xml;base64,');
    const { prisma } = office.database;
    expect(await prisma.audit.count({ where: { action: 'results.read' } })).toBe(1);
    expect(await prisma.audit.count({ where: { action: 'dashboard.read' } })).toBe(2);
  });

  it('are ordered as a memorandum by who may export, of exactly what is shown', async () => {
    for (const [once, act] of Object.entries({ 1: 'file', 3: 'rows' }))
      expect(await at.post('/hasil', { once, act })).toMatchObject({
        location: '/hasil?kata=refused',
      });
    expect((await at.get('/hasil')).text).not.toContain('Dari mana angka ini');
    const rini = await officer(office, { name: 'Rini Ekspor', role: 'staff', rights: ['export'] });
    const desk = await openedDesk(office, rini);
    const { text } = await desk.get('/hasil');
    for (const button of ['Cetak laporan', 'Dari mana angka ini']) expect(text).toContain(button);
    expect(await desk.post('/hasil', { once: '2', act: 'file' })).toMatchObject({
      location: '/hasil?kata=ordered',
    });
    expect(await office.database.prisma.exportJob.count()).toBe(1);
  });

  it('are for who works in one kecamatan those of it alone', async () => {
    expect((await at.get(`/hasil?lingkup=kecamatan:${GRESIK}`)).text).toContain('Gresik');
    const here = await openedDesk(
      office,
      await officer(office, { name: 'Ratna Gresik', kecamatan: [GRESIK] }),
    );
    const { text, html } = await here.get('/hasil');
    expect(text).toContain('Usaha sepanjang semester ini: 7. Aktif: 7,');
    expect(html).not.toContain('<svg class="map"');
    expect((await here.get('/hasil?lingkup=all')).status).toBe(404);
    expect((await here.get(`/hasil?lingkup=kecamatan:${TAMBAK}`)).status).toBe(404);
  });
});

describe('the map of the area', () => {
  it('has a square of its own for every kecamatan', async () => {
    const office = await openOffice();
    const { kecamatan } = office.services.office.areas;
    const tiles = kecamatan.map(({ tile }) => tile?.join());
    expect(tiles).not.toContain(undefined);
    expect(new Set(tiles).size).toBe(kecamatan.length);
    await office.close();
  });
});
