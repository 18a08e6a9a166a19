import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { compareMonths } from '../../../src/domain/month/month.ts';
import { readReportLine } from '../../../src/domain/sales/report-line.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';

const today = Temporal.PlainDate.from('2026-11-02');

describe('a report in one line', () => {
  it.each([
    ['lapor 2,5 jt', undefined, 2_500_000, ''],
    ['Lapor. 2,5 juta', undefined, 2_500_000, ''],
    ['lapor September 3 juta', '2026-09', 3_000_000, ''],
    ['LAPOR 3 JT OKT', '2026-10', 3_000_000, ''],
    ['Lapor penjualan bulan lalu 750rb', '2026-10', 750_000, ''],
    ['laporan okt 2025 3.200.000', '2025-10', 3_200_000, ''],
    ['lapor 3 juta bulan september', '2026-09', 3_000_000, ''],
    ['penjualan oktober 2,5jt', '2026-10', 2_500_000, ''],
    ['omzet september 3 juta', '2026-09', 3_000_000, ''],
    ['2 jt okt', '2026-10', 2_000_000, ''],
    ['okt 2jt', '2026-10', 2_000_000, ''],
    ['ralat oktober 3 juta', '2026-10', 3_000_000, ''],
    ['mau koreksi laporan okt jadi 3 jt', '2026-10', 3_000_000, ''],
    ['lapor tahun lalu bulan maret 2 juta', '2025-03', 2_000_000, ''],
    ['selamat pagi bu, saya mau lapor penjualan oktober 3 juta', '2026-10', 3_000_000, ''],
    ['lapor 10/2026 3jt', '2026-10', 3_000_000, ''],
    ['lapor oktober 2026 2026000', '2026-10', 2_026_000, ''],
    ['lapor bulan 10 3jt', '2026-10', 3_000_000, ''],
    ['lapor bulan 10 juta', undefined, 10_000_000, ''],
    ['lapor sept 25jt', '2026-09', 25_000_000, ''],
    ['lapor sept 25 3jt', '2025-09', 3_000_000, ''],
    ['lapor warung bu siti 2,5jt', undefined, 2_500_000, 'warung bu siti'],
    ['lapor otak-otak bu siti oktober 3 juta', '2026-10', 3_000_000, 'otak-otak bu siti'],
    ['lapor oktober tidak ada penjualan', '2026-10', 0, ''],
    ['lapor tidak jualan', undefined, 0, ''],
  ])('"%s" is month %s and %i rupiah', (text, month, amount, rest) => {
    const line = readReportLine(text, today);
    expect(line?.month?.kind === 'ok' ? line.month.value : undefined).toBe(month);
    expect(line?.amount).toMatchObject({ kind: 'ok', value: amount });
    expect(line?.rest).toBe(rest);
  });

  it('does not take a month that is only compared with', () => {
    expect(readReportLine('lapor sama seperti bulan lalu', today)?.month).toBeUndefined();
  });

  it('carries an estimate', () => {
    expect(readReportLine('lapor kira-kira 3jt', today)?.amount).toMatchObject({
      kind: 'ok',
      approximate: true,
    });
    expect(readReportLine('lapor kira kira 3jt', today)?.amount).toMatchObject({
      kind: 'ok',
      approximate: true,
    });
  });

  it.each(['lapor', 'mau lapor', 'lapor bu', 'mau lapor penjualan', 'lapor 2026'])(
    '"%s" goes to the guided report',
    (text) => {
      expect(readReportLine(text, today)).toEqual({ rest: '' });
    },
  );

  it.each([
    ['lapor jan 2jt feb 3jt', 'ambiguous', 'two-amounts'],
    ['lapor 10 3jt', undefined, 'range'],
    ['lapor 5 oktober 3jt', 'ok', 'rate-per-day'],
    ['lapor kemarin 300rb', undefined, 'rate-per-day'],
    ['lapor 150rb per hari', undefined, 'rate-per-day'],
    ['lapor 3 bulan terakhir 9jt', 'ambiguous', 'period'],
    ['lapor toko 88 3jt', undefined, 'range'],
    ['lapor target 5 juta', undefined, 'unknown-words'],
    ['penjualan saya turun 2 juta bulan ini', 'ok', 'unknown-words'],
    ['omzet bakso 3 juta', undefined, 'unknown-words'],
    ['lapor bukan oktober 3jt', 'ambiguous', 'negation'],
    ['lapor min 2jt', undefined, 'bound'],
    ['mau lapor bulan kemarin sepi cuma 500rb', 'ok', 'unknown-words'],
    ['lapor 05/10/2026 500rb', 'ok', 'rate-per-day'],
    ['lapor warung 1 2jt warung 2 3jt', undefined, 'two-amounts'],
  ])('leaves open what "%s" leaves open', (text, month, reason) => {
    const line = readReportLine(text, today);
    expect(line?.month?.kind).toBe(month);
    expect(line?.amount).toMatchObject({ kind: 'ambiguous', reason });
  });

  it('passes on why an amount was refused', () => {
    expect(readReportLine('lapor untung 1 juta', today)?.amount).toEqual({ kind: 'none', reason: 'profit' });
    expect(readReportLine('lapor 081234567890', today)?.amount).toEqual({ kind: 'none', reason: 'phone' });
    expect(readReportLine('lapor desember 2026 3jt', today)?.month).toEqual({
      kind: 'none',
      reason: 'future',
    });
  });

  it.each([
    'lapor polisi',
    'laporkan penipuan',
    'lapor penipuan 3 juta',
    'lapor ada yang minta uang 500rb',
    'cara lapor gimana',
    'kapan lapor penjualan?',
    'belum lapor',
    'sudah lapor 3 juta',
    'lapor pajak',
    'jualan bakso di manyar',
    'omzet berapa?',
    'pelatihan penjualan online oktober',
    '3 juta',
    'halo',
    'laporan saya',
    'lihat laporan saya oktober',
    'rekap penjualan',
    '',
  ])('"%s" is none', (text) => {
    expect(readReportLine(text, today)).toBeUndefined();
  });

  it('never lets digits of the month into the amount, nor the other way round', () => {
    const names = 'januari feb maret apr mei juni jul agustus sept okt nov desember'.split(' ');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2020, max: 2025 }),
        fc.integer({ min: 10_000, max: 99_999_999 }),
        fc.boolean(),
        (number, year, amount, before) => {
          const month = `${year}-${String(number).padStart(2, '0')}`;
          for (const spoken of [
            `${names[number - 1] ?? ''} ${year}`,
            `${number}/${year}`,
            `bulan ${number} ${year}`,
            month,
          ]) {
            const line = readReportLine(
              before ? `lapor ${spoken} ${amount}` : `lapor ${amount} ${spoken}`,
              today,
            );
            expect(line?.month).toMatchObject({ kind: 'ok', value: month });
            expect(line?.amount).toMatchObject({ kind: 'ok', value: amount });
          }
        },
      ),
    );
  });

  it('never throws, and takes no month of the future', () => {
    const pieces = fc.constantFrom(
      ...'lapor penjualan omzet okt des 2026 25 10 3jt 500 rb juta 2,5 bulan lalu warung bu siti per hari - / . , kira-kira tidak ada untung'.split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 9 }).map((parts) => `lapor ${parts.join(' ')}`),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const line = readReportLine(text, today);
        same(line?.month?.kind === 'ok' && compareMonths(line.month.value, '2026-11') > 0, false);
        same(line?.amount?.kind !== 'ok' || Number.isSafeInteger(line.amount.value), true);
      }),
      { numRuns: runs(3000) },
    );
  });
});
