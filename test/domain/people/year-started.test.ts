import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { readStartYear, type StartYear } from '../../../src/domain/people/year-started.ts';
import { runs } from '../../support/long.ts';

const today = Temporal.PlainDate.from('2026-11-02');

describe('when a business began', () => {
  it.each([
    ['2009', { year: 2009 }],
    ['th 2009', { year: 2009 }],
    ["'09", { year: 2009 }],
    ['th 98', { year: 1998 }],
    ['sejak 2009 bu', { year: 2009 }],
    ['kira-kira 2009', { year: 2009 }],
    ['maret 2009', { year: 2009, month: 3 }],
    ['2009 maret', { year: 2009, month: 3 }],
    ['03/2009', { year: 2009, month: 3 }],
    ['1 januari 2020', { year: 2020, month: 1 }],
    ['maret tahun lalu', { year: 2025, month: 3 }],
    ['tahun lalu', { year: 2025 }],
    ['tahun ini', { year: 2026 }],
    ['bulan lalu', { year: 2026, month: 10 }],
    ['dua ribu sembilan', { year: 2009 }],
  ] satisfies [string, StartYear][])('is read from "%s"', (text, value) => {
    expect(readStartYear(text, today)).toEqual({ kind: 'ok', value, warnings: [] });
  });

  it.each([
    ['15 tahun', { year: 2011, computed: true }],
    ['sudah 15 th', { year: 2011, computed: true }],
    ['lima belas tahun', { year: 2011, computed: true }],
    ['2 tahun yang lalu', { year: 2024, computed: true }],
    ['setahun', { year: 2025, computed: true }],
    ['rong taun', { year: 2024, computed: true }],
    ['baru 3 bulan', { year: 2026, month: 8, computed: true }],
    ['setengah tahun', { year: 2026, month: 5, computed: true }],
    ['10 tahun 3 bulan', { year: 2016, month: 8, computed: true }],
  ] satisfies [string, StartYear][])('is counted back from "%s", to be confirmed', (text, value) => {
    expect(readStartYear(text, today)).toEqual({ kind: 'ok', value, warnings: ['computed'] });
  });

  it.each([
    ['1898', 'too-old', [{ year: 1898 }]],
    ['15', 'bare-number', [{ year: 2015 }, { year: 2011, computed: true }]],
    ['tahun 15', 'two-digits', [{ year: 2015 }, { year: 2011, computed: true }]],
    ['2009-2010', 'two-years', [{ year: 2009 }, { year: 2010 }]],
    ['kemarin', 'yesterday', [{ year: 2026, month: 11, computed: true }]],
    ['maret', 'unknown-words', [{ year: 2026, month: 3 }]],
    ['dari 2015 sampai sekarang', 'unknown-words', [{ year: 2015 }]],
    ['umur 40 tahun', 'unknown-words', [{ year: 1986, computed: true }]],
  ])('is asked back about "%s"', (text, reason, candidates) => {
    expect(readStartYear(text, today)).toMatchObject({ kind: 'ambiguous', reason, candidates });
  });

  it.each(['90an', 'tahun 90-an', 'tahun 1990-an'])('offers the ten years of "%s"', (text) => {
    const reading = readStartYear(text, today);
    expect(reading).toMatchObject({ kind: 'ambiguous', reason: 'decade' });
    expect(reading.kind === 'ambiguous' ? reading.candidates.map(({ year }) => year) : []).toEqual([
      1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997, 1998, 1999,
    ]);
  });

  it.each([
    ['lupa', 'forgotten'],
    ['gak inget bu', 'forgotten'],
    ['sudah lama', 'no-year'],
    ['sebelum reformasi', 'no-year'],
    ['sejak zaman covid', 'no-year'],
    ['turun temurun', 'no-year'],
    ['2,5 tahun', 'no-year'],
    ['20009', 'no-year'],
    ['2030', 'future'],
    ['desember 2026', 'future'],
    ['tahun depan', 'future'],
  ])('is not read from "%s" (%s)', (text, reason) => {
    expect(readStartYear(text, today)).toEqual({ kind: 'none', reason });
  });

  it('takes every year of the last hundred, and none of the future', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1927, max: 2100 }), (year) => {
        const reading = readStartYear(`tahun ${year}`, today);
        expect(reading).toEqual(
          year <= 2026 ? { kind: 'ok', value: { year }, warnings: [] } : { kind: 'none', reason: 'future' },
        );
      }),
    );
  });

  it('never throws and never takes a year after this one', () => {
    const pieces = fc.constantFrom(
      ..."0 1 5 09 15 90 98 1998 2009 2026 2030 tahun th bulan lalu ini sejak maret an - / ' , sudah baru se setengah dua puluh sebelum".split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(' ')),
      fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readStartYear(text, today);
        expect(reading.kind === 'ok' ? reading.value.year : 0).toBeLessThanOrEqual(2026);
      }),
      { numRuns: runs(3000) },
    );
  });
});
