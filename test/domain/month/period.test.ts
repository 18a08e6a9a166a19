import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { lastQuarter, monthsOfPeriod, quarterOf, readPeriod } from '../../../src/domain/month/period.ts';
import { same } from '../../support/same.ts';
import { ZONE } from '../../support/clock.ts';
import { localDate } from '../../../src/domain/month/calendar.ts';

const today = Temporal.PlainDate.from('2026-11-02');

function told(text: string, on = today): string {
  const read = readPeriod(text, on);
  if (read.kind === 'none') return `none ${read.reason}`;
  if (read.kind === 'ok') return `${read.value.first}..${read.value.last}`;
  return `? ${read.likely === undefined ? '' : `${read.likely.first}..${read.likely.last}`} ${read.reason}`;
}

describe('a period', () => {
  it.each([
    ['September 2026', '2026-09..2026-09'],
    ['september', '2026-09..2026-09'],
    ['Desember', '2025-12..2025-12'],
    ['bulan lalu', '2026-10..2026-10'],
    ['bulan ini', '2026-11..2026-11'],
    ['09/2026', '2026-09..2026-09'],
    ['2026-09', '2026-09..2026-09'],
    ['Juli-September 2026', '2026-07..2026-09'],
    ['Juli – September 2026', '2026-07..2026-09'],
    ['Juli s/d September 2026', '2026-07..2026-09'],
    ['juli sampai september', '2026-07..2026-09'],
    ['dari Juli sampai dengan September 2026', '2026-07..2026-09'],
    ['Juli 2026 sampai September 2026', '2026-07..2026-09'],
    ['Nov 2025 - Jan 2026', '2025-11..2026-01'],
    ['November - Januari 2026', '2025-11..2026-01'],
    ['Desember - Februari', '2025-12..2026-02'],
    ['Juli 2025 - September', '2025-07..2025-09'],
    ['November 2025 - Maret', '2025-11..2026-03'],
    ['07/2026 - 09/2026', '2026-07..2026-09'],
    ['Oktober 2026 - Desember 2026', '2026-10..2026-11'],
    ['triwulan 3', '2026-07..2026-09'],
    ['Triwulan III 2026', '2026-07..2026-09'],
    ['triwulan 3 tahun 2025', '2025-07..2025-09'],
    ['TW 3 2026', '2026-07..2026-09'],
    ['tw3', '2026-07..2026-09'],
    ['Q3 2026', '2026-07..2026-09'],
    ['triwulan ke-2', '2026-04..2026-06'],
    ['triwulan 4', '2026-10..2026-11'],
    ['triwulan 4 tahun lalu', '2025-10..2025-12'],
    ['triwulan lalu', '2026-07..2026-09'],
    ['triwulan ini', '2026-10..2026-11'],
    ['data triwulan 3', '2026-07..2026-09'],
    ['semester 1', '2026-01..2026-06'],
    ['semester 2 2025', '2025-07..2025-12'],
    ['2025', '2025-01..2025-12'],
    ['tahun 2026', '2026-01..2026-11'],
    ['tahun ini', '2026-01..2026-11'],
    ['tahun lalu', '2025-01..2025-12'],
    ['3 bulan terakhir', '2026-08..2026-10'],
    ['12 bulan terakhir', '2025-11..2026-10'],
    ['setahun terakhir', '2025-11..2026-10'],
    ['2027', 'none future'],
    ['Januari 2027', 'none future'],
    ['triwulan 1 2027', 'none future'],
    ['Januari 2010 - Oktober 2026', 'none too-long'],
    ['triwulan 5', 'none no-period'],
    ['semester 3', 'none no-period'],
    ['semua', 'none no-period'],
    ['', 'none no-period'],
    ['17 Agustus 2026 - 3 September 2026 - 1 Oktober 2026', 'none no-period'],
    ['September 2026 - Juli 2026', '? 2026-07..2026-09 backwards'],
    ['juli september', '? 2026-07..2026-09 two-months'],
    ['selain September', '? 2026-09..2026-09 doubtful'],
    ['sebelum triwulan 3', '? 2026-07..2026-09 doubtful'],
  ])('%j is %s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  it('in the first months of a year leads back to the one before', () => {
    const january = Temporal.PlainDate.from('2027-01-04');
    expect(told('triwulan lalu', january)).toBe('2026-10..2026-12');
    expect(told('triwulan 3', january)).toBe('2026-07..2026-09');
    expect(told('triwulan ini', january)).toBe('2027-01..2027-01');
    expect(told('bulan lalu', january)).toBe('2026-12..2026-12');
    expect(lastQuarter(january)).toEqual({ first: '2026-10', last: '2026-12' });
  });

  it('has its months in order, and never one that has not begun', () => {
    expect(monthsOfPeriod({ first: '2025-11', last: '2026-02' })).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(quarterOf('2026-02')).toEqual({ first: '2026-01', last: '2026-03' });
    const words = [
      'juli',
      'sep',
      'triwulan',
      '3',
      '2026',
      '-',
      'sampai',
      'tahun',
      'lalu',
      'bulan',
      'ini',
      '12',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 6 }), fc.string(), (some, noise) => {
        for (const text of [some.join(' '), noise]) {
          const read = readPeriod(text, localDate(new Date('2026-11-02T03:00:00Z'), ZONE));
          if (read.kind !== 'ok') continue;
          same(read.value.first <= read.value.last, true);
          same(read.value.last <= '2026-11', true);
        }
      }),
    );
  });
});
