import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atomically } from '../../src/services/core/services.ts';
import type { Officer } from '../../src/services/office/in-area.ts';
import { stepApplication } from '../../src/services/partnership/steps/application-steps.ts';
import { checkBusiness } from '../../src/services/partnership/applications/checks.ts';
import { knownBusinesses } from '../../src/services/people/eligibility.ts';
import { storedApplication } from '../support/applications.ts';
import { csvRows, openDesk, type Desk } from '../support/desk.ts';
import { pdfPages } from '../support/pdf.ts';
import { readSheets } from '../support/workbook.ts';

const ani: Officer = { role: 'officer', rights: [], kecamatan: [], number: 'petugas-ani' };

describe('the minutes of a selection', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { services } = desk;
    const applicant = async (name: string, kecamatan: string, nib?: string): Promise<number> => {
      const { id, ownerId } = await desk.business({
        name,
        owner: `Pemilik ${name}`,
        kecamatan,
        ...(nib === undefined ? {} : { nib }),
      });
      for (const known of await knownBusinesses(services, ownerId)) await checkBusiness(services, known);
      return id;
    };
    const songkok = await applicant('Songkok', '35.25.12', '1203000123456');
    const rotan = await applicant('Rotan', '35.25.05');
    const forwarded = await storedApplication(services, songkok, 'sig-supply', ['submitted', 'verified']);
    const refused = await storedApplication(services, rotan, 'sig-supply');
    await storedApplication(services, rotan, 'sig-pumk');
    await atomically(desk.prisma, services, async (inside) => {
      await stepApplication(inside, ani, { id: forwarded.id, to: 'forwarded', details: {} });
      await stepApplication(inside, ani, {
        id: refused.id,
        to: 'refused',
        details: { clear: true, reason: 'NIB belum terbit' },
      });
    });
  });
  afterAll(() => desk.close());

  it('names every applicant of the programme, each criterion, and who was passed on or why not, by kecamatan', async () => {
    const { files, rows } = await desk.export({ report: 'selection', programme: 'sig-supply' });
    expect(rows).toBe(2);
    const [rotan, songkok] = await csvRows(files[0]?.path ?? '');
    expect(rotan).toMatchObject({
      Kecamatan: 'Duduksampeyan',
      'Nama usaha': 'Rotan',
      'Diteruskan ke mitra': 'tidak',
      Status: 'tidak diterima',
      Alasan: 'NIB belum terbit',
      'Diputuskan oleh': 'petugas-ani',
      'Ditinjau ulang': 'tidak',
    });
    expect(rotan?.['Syarat belum terpenuhi']).toMatch(/NIB/);
    expect(songkok).toMatchObject({
      Kecamatan: 'Bungah',
      'Nama usaha': 'Songkok',
      'Diteruskan ke mitra': 'ya',
      Alasan: '',
      'Diputuskan oleh': '',
    });
    expect(songkok?.['Syarat terpenuhi']).toMatch(/NIB/);
    expect(songkok?.['Syarat belum terpenuhi']).not.toMatch(/NIB/);
  });

  it('is a paper to be signed, with its workbook: who stands where by kecamatan, and why', async () => {
    const { files } = await desk.export({
      report: 'selection-minutes',
      programme: 'sig-supply',
      format: 'pdf',
    });
    expect(files.map(({ report, format }) => [report, format])).toEqual([
      ['selection-minutes', 'pdf'],
      ['selection', 'xlsx'],
    ]);
    const text = (await pdfPages(await readFile(files[0]?.path ?? ''))).join(' ').replaceAll(/\s+/g, ' ');
    for (const part of [
      'BERITA ACARA SELEKSI',
      'Tanggal Senin, 2 November 2026',
      'Nomor',
      'Seleksi program Kerja sama usaha dengan PT Semen Indonesia (SIG)',
      'data per',
      'Pengajuan: 2. Diteruskan ke mitra: 1. Tidak diteruskan: 1.',
      'Kecamatan: Duduksampeyan',
      'Syarat belum terpenuhi: tidak tidak diterima',
      'Rotan • Usaha ini belum punya NIB',
      'NIB belum terbit',
      'petugas-ani',
      'Kecamatan: Bungah',
      'Syarat belum terpenuhi: ya diteruskan ke mitra',
      'Disusun oleh,',
      'Mengetahui,',
      'Pangkat:',
      'NIP:',
    ])
      expect(text, part).toContain(part);
    expect(text.indexOf('Pemilik Rotan')).toBeLessThan(text.indexOf('Pemilik Songkok'));
  });

  it('is also made for one kecamatan, as a workbook that says which programme it is about', async () => {
    const { files } = await desk.export({
      report: 'selection',
      programme: 'sig-supply',
      kecamatan: ['35.25.12'],
      format: 'xlsx',
    });
    const [data, info] = await readSheets(await readFile(files[0]?.path ?? ''));
    expect(data?.rows).toHaveLength(2);
    expect(info?.rows.flat()).toContain('Kerja sama usaha dengan PT Semen Indonesia (SIG)');
    expect(data?.rows.flat().join('\n')).not.toMatch(/\+?62812|0812/);
  });
});
