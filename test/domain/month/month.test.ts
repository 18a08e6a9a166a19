import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  addMonths,
  compareMonths,
  isMonth,
  monthOf,
  monthsBetween,
  readMonth,
  localDate,
} from '../../../src/domain/month/month.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';
import { ZONE } from '../../support/clock.ts';

const file = z
  .object({
    cases: z.array(
      z.object({
        text: z.string(),
        ref: z.string(),
        expect: z.enum(['ok', 'ambiguous', 'reject']),
        month: z.string().optional(),
        warn: z.string().optional(),
        candidates: z.array(z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../cases/month.json', import.meta.url), 'utf8')));

const dayOf = (ref: string): Temporal.PlainDate =>
  ref.includes('T') ? localDate(new Date(ref), ZONE) : Temporal.PlainDate.from(ref);

/** A reading in the words of the file, for comparing. */
function told(text: string, ref: string): object {
  const reading = readMonth(text, dayOf(ref));
  if (reading.kind === 'none') return { expect: 'reject' };
  if (reading.kind === 'ambiguous') return { expect: 'ambiguous', candidates: reading.candidates.toSorted() };
  const warnings = reading.warnings.filter(
    (warning) => warning === 'current-month' || warning === 'year-inferred-back',
  );
  return { expect: 'ok', month: reading.value, warnings };
}

function wanted(each: (typeof file)['cases'][number]): object {
  if (each.expect === 'reject') return { expect: 'reject' };
  if (each.expect === 'ambiguous') return { expect: 'ambiguous', candidates: each.candidates?.toSorted() };
  return {
    expect: 'ok',
    month: each.month,
    warnings: each.warn === undefined ? [] : [each.warn.replaceAll('_', '-')],
  };
}

describe('the labelled months', () => {
  it.each(file.cases)('reads "$text" on $ref as the file says', (each) => {
    expect(told(each.text, each.ref)).toEqual(wanted(each));
  });
});

const today = Temporal.PlainDate.from('2026-11-02');

const OK: [text: string, value: string, warnings?: string][] = [
  ['tahun lalu bulan maret', '2025-03'],
  ['tahun kemarin maret', '2025-03'],
  ['thn lalu di bulan maret', '2025-03'],
  ['tahun 2025 bulan maret', '2025-03'],
  ['tahun ini bulan maret', '2026-03'],
  ['oktbr', '2026-10', 'typo'],
  ['septmber', '2026-09', 'typo'],
  ['agustsu', '2026-08', 'typo'],
  ['nopmber', '2026-11', 'current-month typo'],
  ['dsmbr', '2025-12', 'year-inferred-back typo'],
  ['okt.', '2026-10'],
  ['bulan oktober ya bu', '2026-10'],
  ['bulan 10', '2026-10'],
  ['bulan ke 9', '2026-09'],
  ['bulan sepuluh', '2026-10'],
  ['bulan 9 tahun 2026', '2026-09'],
  ["oktober '26", '2026-10'],
  ['okt 25', '2025-10'],
  ['des 24', '2024-12'],
  ['oktober kemarin', '2026-10'],
  ['dua bulan yang lalu', '2026-09'],
  ['sasi wingi', '2026-10'],
  ['10.2026', '2026-10'],
  ['31/10/2026', '2026-10', 'mentions-day'],
  ['17 agustus', '2026-08', 'mentions-day'],
  ['October', '2026-10'],
  ['oktober 3 juta', '2026-10'],
  ['mei 2019', '2019-05', 'long-ago'],
];

const ASKED: [text: string, reason: string, candidates: string[]][] = [
  ['10', 'bare-number', ['2026-10']],
  ['agus', 'typo', ['2026-08']],
  ['juki', 'typo', ['2026-06', '2026-07']],
  ['mret', 'typo', ['2026-03']],
  ['agustus 17', 'day-or-year', ['2026-08', '2017-08']],
  ['12/11', 'day-or-year', ['2026-11']],
  ['30 februari', 'day-or-year', ['2026-02']],
  ['november kemarin', 'yesterday', ['2025-11', '2026-11']],
  ['2 bulan kemarin', 'several-months', ['2026-10', '2026-11']],
  ['januari sampai maret', 'two-months', ['2026-01', '2026-02', '2026-03']],
  ['sebelum oktober', 'negation', ['2026-10']],
  ['oktober 5', 'extra-number', ['2026-10']],
  ['oktober rame pembeli', 'unknown-words', ['2026-10']],
  ['202610', 'no-separator', ['2026-10']],
  ['q3', 'quarter', ['2026-07', '2026-08', '2026-09']],
];

const REFUSED: [text: string, reason: string][] = [
  ['desember 2026', 'future'],
  ['oktober depan', 'future'],
  ['bulan 13', 'no-such-month'],
  ['13/2026', 'no-such-month'],
  ['2025', 'year-only'],
  ['bulan puasa', 'moon-month'],
  ['lebaran kemarin', 'moon-month'],
  ['lali', 'forgotten'],
  ['perhari', 'no-month'],
  ['oke', 'no-month'],
  ['semua', 'no-month'],
];

describe('months as shop owners type them', () => {
  it.each(OK)('takes "%s" as %s', (text, value, warnings = '') => {
    expect(readMonth(text, today)).toEqual({
      kind: 'ok',
      value,
      warnings: warnings.split(' ').filter((each) => each !== ''),
    });
  });

  it.each(ASKED)('asks back about "%s" (%s)', (text, reason, candidates) => {
    expect(readMonth(text, today)).toMatchObject({ kind: 'ambiguous', reason, candidates });
  });

  it.each(REFUSED)('takes no month from "%s" (%s)', (text, reason) => {
    expect(readMonth(text, today)).toEqual({ kind: 'none', reason });
  });

  it.each([
    'macet',
    'karet',
    'perhari',
    'desa',
    'market',
    'juta',
    'mari',
    'sepeda',
    'agen',
    'dokter',
    'nomer',
    'julung',
  ])('sees no certain month in the word "%s"', (word) => {
    expect(readMonth(word, today).kind).not.toBe('ok');
  });
});

const month = fc
  .tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }));
const NAMES = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);

describe('for all months', () => {
  it('comes back after as many months as it went', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: -600, max: 600 }), (start, count) => {
        same(addMonths(addMonths(start, count), -count), start);
        same(compareMonths(addMonths(start, count), start), count);
        same(isMonth(addMonths(start, count)), true);
      }),
    );
  });

  it('lists the months between two, both included', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
  });

  it('refuses what is no month', () => {
    expect(() => addMonths('2026-13', 1)).toThrow(RangeError);
  });

  it('takes a written month of the past as that month, and never one of the future', () => {
    fc.assert(
      fc.property(day, month, (now, wanted) => {
        const [year = '', number = ''] = wanted.split('-');
        for (const text of [`${NAMES[Number(number) - 1] ?? ''} ${year}`, wanted, `${number}/${year}`]) {
          const reading = readMonth(text, now);
          const future = compareMonths(wanted, monthOf(now)) > 0;
          expect(reading).toMatchObject(
            future ? { kind: 'none', reason: 'future' } : { kind: 'ok', value: wanted },
          );
        }
      }),
    );
  });

  it('takes a name without a year as the latest such month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 12 }), (now, number) => {
        const reading = readMonth(NAMES[number - 1] ?? '', now);
        const found = reading.kind === 'ok' ? reading.value : '';
        const back = compareMonths(monthOf(now), found);
        same(back >= 0 && back < 12 && Number(found.slice(5)) === number, true);
      }),
    );
  });

  it('never throws, and never takes a month after the running one', () => {
    const pieces = fc.constantFrom(
      ...'0 1 5 10 12 25 31 2025 2026 jan okt des mei bulan lalu ini depan tahun kemarin - / . , sampai dan 3jt triwulan q ke se puasa'.split(
        ' ',
      ),
      ' ',
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(' ')),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, day, (text, now) => {
        const reading = readMonth(text, now);
        const months =
          reading.kind === 'ok' ? [reading.value] : reading.kind === 'ambiguous' ? reading.candidates : [];
        same(months.every(isMonth), true);
        same(reading.kind === 'ok' && compareMonths(reading.value, monthOf(now)) > 0, false);
      }),
      { numRuns: runs(3000) },
    );
  });
});
