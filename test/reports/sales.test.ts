import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportsByFingerprint } from '../../src/services/office/exports.ts';
import { verifyAudit } from '../../src/services/core/audit.ts';
import { csvRows, openDesk, QUARTER, type Desk } from '../support/desk.ts';

describe('the export of sales', () => {
  let desk: Desk;
  let siti: { readonly id: number };
  beforeAll(async () => {
    desk = await openDesk();
    siti = await desk.business({
      name: 'Otak-otak Bu Siti',
      desa: '35.25.16.1006',
      sales: { '2026-07': 2_500_000, '2026-08': 0, '2026-11': 900_000 },
      enteredBy: 'orang-1',
      estimate: true,
    });
    await desk.business({
      owner: 'Pak Hadi',
      kecamatan: '35.25.10',
      kind: 'shop',
      startedYear: 2026,
      startedMonth: 8,
    });
    await desk.business({
      owner: 'Bu Rini',
      kecamatan: '35.25.17',
      status: 'closed',
      statusSince: '2026-08-20T03:00:00Z',
      sales: { '2026-07': 1_000_000 },
    });
    await desk.business({ owner: 'Bu Yuli', registered: '2026-10-03T03:00:00Z' });
  });
  afterAll(() => desk.close());

  it('has a row for every business and month, and tells missing months apart', async () => {
    const { files, rows } = await desk.export({ report: 'sales', period: QUARTER });
    const [file] = files;
    const found = await csvRows(file?.path ?? '');
    expect(rows).toBe(12);
    expect(
      found.map((row) => [row['Nomor usaha'], row['Bulan'], row['Laporan'], row['Alasan tidak diminta']]),
    ).toEqual([
      ['D-1', '2026-07', 'dilaporkan', ''],
      ['D-1', '2026-08', 'nol', ''],
      ['D-1', '2026-09', 'belum lapor', ''],
      ['D-2', '2026-07', 'tidak diminta', 'usaha belum mulai'],
      ['D-2', '2026-08', 'belum lapor', ''],
      ['D-2', '2026-09', 'belum lapor', ''],
      ['D-3', '2026-07', 'dilaporkan', ''],
      ['D-3', '2026-08', 'belum lapor', ''],
      ['D-3', '2026-09', 'tidak diminta', 'tutup seterusnya'],
      ['D-4', '2026-07', 'tidak diminta', 'belum terdaftar'],
      ['D-4', '2026-08', 'tidak diminta', 'belum terdaftar'],
      ['D-4', '2026-09', 'belum lapor', ''],
    ]);
    expect(found[0]).toMatchObject({
      'Nama usaha': 'Otak-otak Bu Siti',
      'Nama pemilik': 'Siti Aminah',
      'Jenis usaha': 'Makanan, minuman',
      Kecamatan: 'Gresik',
      'kode_kemendagri kecamatan': '35.25.16',
      'Desa/kelurahan': 'Lumpur',
      'kode_kemendagri desa': '35.25.16.1006',
      'Penjualan (Rp)': '2500000',
      'Kira-kira': 'ya',
      Sementara: 'tidak',
      'Cara lapor': 'pertanyaan bot',
      'Diisi oleh': 'pemilik',
      'Bulan dikunci': 'tidak',
      'Dicatat pada': '2026-11-02 10:00:00',
    });
    expect(found[1]).toMatchObject({ 'Penjualan (Rp)': '0', 'Alasan nol': 'sepi' });
    expect(found[2]).toMatchObject({ 'Penjualan (Rp)': '' });
  });

  it('never holds the words from which a figure was read', async () => {
    for (const report of ['sales', 'sales-matrix', 'businesses', 'non-reporters']) {
      const { files } = await desk.export({ report, period: QUARTER });
      for (const file of files) expect(await readFile(file.path, 'utf8')).not.toContain('RAHASIA');
    }
  });

  it('sums months and businesses in the table of both', async () => {
    const { files } = await desk.export({ report: 'sales-matrix', period: QUARTER });
    const found = await csvRows(files[0]?.path ?? '');
    expect(
      found.map((row) => [
        row['Nomor usaha'],
        row['Jul 2026'],
        row['Agu 2026'],
        row['Sep 2026'],
        row['Jumlah (Rp)'],
        row['Bulan dilaporkan'],
        row['Bulan diminta'],
      ]),
    ).toEqual([
      ['D-1', '2500000', '0', 'belum lapor', '2500000', '2', '3'],
      ['D-2', 'tidak diminta', 'belum lapor', 'belum lapor', '0', '0', '2'],
      ['D-3', '1000000', 'belum lapor', 'tidak diminta', '1000000', '1', '2'],
      ['D-4', 'tidak diminta', 'tidak diminta', 'belum lapor', '0', '0', '1'],
      ['JUMLAH', '3500000', '0', '0', '3500000', '3', '8'],
    ]);
  });

  it('lists who has not reported, with the phone number only for who may see it', async () => {
    const period = { first: '2026-09', last: '2026-09' };
    const masked = await desk.export({ report: 'non-reporters', period });
    const shown = await desk.export({ report: 'non-reporters', period, shown: 'phone' });
    expect(
      (await csvRows(masked.files[0]?.path ?? '')).map((row) => [
        row['Nomor usaha'],
        row['Nomor HP'],
        row['Laporan terakhir'],
      ]),
    ).toEqual([
      ['D-1', '0812••••••••90', '2026-11'],
      ['D-2', '0812••••••••90', ''],
      ['D-4', '0812••••••••90', ''],
    ]);
    expect((await csvRows(shown.files[0]?.path ?? ''))[0]?.['Nomor HP']).toBe('0812-3456-7890');
  });

  it('keeps to the kecamatan that were asked for', async () => {
    const { files } = await desk.export({
      report: 'sales',
      period: QUARTER,
      kecamatan: ['35.25.10', '35.25.17'],
    });
    const found = await csvRows(files[0]?.path ?? '');
    expect([...new Set(found.map((row) => row['Nomor usaha']))]).toEqual(['D-2', 'D-3']);
  });

  it('gives the figures of the moment for which it is asked, also when they were corrected since', async () => {
    const asOf = desk.clock.now();
    desk.clock.advance(60_000);
    await desk.report(siti.id, '2026-07', 2_750_000);
    const then = await desk.export({ report: 'sales', period: QUARTER }, { asOf });
    const now = await desk.export({ report: 'sales', period: QUARTER });
    const amount = async (path: string): Promise<string | undefined> =>
      (await csvRows(path))[0]?.['Penjualan (Rp)'];
    expect(await amount(then.files[0]?.path ?? '')).toBe('2500000');
    expect(await amount(now.files[0]?.path ?? '')).toBe('2750000');
    // Reproduced to the byte: nothing in the file depends on when it was written.
    const again = await desk.export({ report: 'sales', period: QUARTER }, { asOf });
    expect(again.files[0]?.sha256).toBe(then.files[0]?.sha256);
  });

  it('is kept with its fingerprint and stands in the audit log before anybody gets it', async () => {
    const { files } = await desk.export({ report: 'sales', period: QUARTER, purpose: 'rapat' });
    const [file] = files;
    const known = await exportsByFingerprint(desk.services, file?.sha256.slice(0, 16) ?? '');
    expect(known[0]).toMatchObject({
      report: 'sales',
      period: '2026-07..2026-09',
      rows: 12,
      masked: true,
      byMember: 'anggota-1',
      bytes: (await readFile(file?.path ?? '')).length,
    });
    const entry = await desk.prisma.audit.findFirst({ where: { subject: `sha256:${file?.sha256}` } });
    expect(entry).toMatchObject({ actor: 'anggota-1', action: 'export.file' });
    expect(JSON.stringify(entry?.details)).not.toMatch(/Siti|rapat/);
    expect(await verifyAudit(desk.services)).toMatchObject({ ok: true });
    expect(await exportsByFingerprint(desk.services, 'zz')).toEqual([]);
    expect(await exportsByFingerprint(desk.services, 'abc')).toEqual([]);
  });
});
