import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { rupiahDigits } from '../../../src/domain/money/rupiah-words.ts';
import { readRupiah } from '../../../src/domain/money/rupiah.ts';
import { readMonth } from '../../../src/domain/month/month.ts';
import { readStartYear } from '../../../src/domain/people/year-started.ts';
import { readReportLine } from '../../../src/domain/sales/report-line.ts';
import { withDigits } from '../../../src/domain/words/digit-letters.ts';
import { runs } from '../../support/long.ts';

const today = Temporal.PlainDate.from('2026-11-23');

/** Letters that look like a digit, as somebody types them in its place. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  '0': ['o', 'O'],
  '1': ['l', 'I', 'i', '|'],
  '2': ['z', 'Z'],
  '5': ['s', 'S'],
  '8': ['b', 'B'],
};

/** A text with letters in the place of one digit or more; another digit is left. */
const misspelt = (
  texts: fc.Arbitrary<string>,
): fc.Arbitrary<{ readonly text: string; readonly typed: string }> =>
  fc
    .record({ text: texts, at: fc.nat(20), pick: fc.nat(3), all: fc.boolean() })
    .map(({ text, at, pick, all }) => {
      const places = [...text.matchAll(/[01258]/g)].map(({ index }) => index);
      const chosen = all ? places.slice(1) : places.slice(at % Math.max(places.length, 1)).slice(0, 1);
      const typed = Array.from(text, (sign, index) => {
        const letters = chosen.includes(index) ? (LETTERS[sign] ?? []) : [];
        return letters[pick % Math.max(letters.length, 1)] ?? sign;
      }).join('');
      return { text, typed };
    })
    .filter(({ text, typed }) => text !== typed && /\d/.test(typed.replace('Rp', '')));

const amounts = fc.integer({ min: 10, max: 50_000 }).map((n) => rupiahDigits(n * 1_000));

describe('letters in the place of digits', () => {
  it('are asked back in an amount, with the proposal, and never taken', () => {
    fc.assert(
      fc.property(misspelt(amounts), ({ text, typed }) => {
        const right = readRupiah(text);
        const reading = readRupiah(typed);
        if (reading.kind === 'ok') throw new Error(`"${typed}" was taken`);
        const proposed = reading.kind === 'ambiguous' ? reading.candidates : [];
        if (right.kind === 'ok' && !proposed.includes(right.value))
          throw new Error(`"${typed}" is not asked back as ${right.value}`);
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('are asked back in a year, with the proposal, and never taken', () => {
    const years = fc.integer({ min: 1_950, max: 2_026 }).map(String);
    fc.assert(
      fc.property(misspelt(years), ({ text, typed }) => {
        const reading = readStartYear(typed, today);
        if (reading.kind !== 'ambiguous' || reading.likely?.year !== Number(text))
          throw new Error(`"${typed}" is not asked back as ${text}: ${JSON.stringify(reading)}`);
      }),
      { numRuns: runs(1_000) },
    );
  });

  it.each([
    ['oktober 2o25', '2025-10'],
    ['okt 2O26', '2026-10'],
    ['11/2o26', '2026-11'],
  ])('are asked back in the month "%s"', (text, month) => {
    expect(readMonth(text, today)).toMatchObject({ kind: 'ambiguous', likely: month });
  });

  it.each([
    ['lapor 25O.000', undefined, 250_000],
    ['lapor oktober l,5 jt', '2026-10', 1_500_000],
    ['lapor okt 2o26 3 jt', '2026-10', 3_000_000],
    ['2o0rb okt', '2026-10', 200_000],
    ['lapor warung 5oo rb', undefined, 500_000],
  ])('are asked back in the report "%s"', (text, month, amount) => {
    const line = readReportLine(text, today);
    expect(line?.amount).toMatchObject({ kind: 'ambiguous', likely: amount });
    expect(line?.month?.kind === 'ok' ? line.month.value : undefined).toBe(month);
  });

  it.each([
    '3k',
    '10 bos',
    '2jt/bln',
    '5 s/d 7 jt',
    '15 tahun',
    '10 biji',
    '3 iya',
    '5 ls',
    'oke 2 jt',
    'th09',
  ])('are none in "%s"', (text) => expect(withDigits(text, 'rb|jt|k')).toBeUndefined());

  it.each([
    ['19g8', 'letters'],
    ['2O30', 'future'],
  ])('leave the reason where no year is plausible: "%s"', (text, reason) => {
    expect(readStartYear(text, today)).toEqual({ kind: 'none', reason });
  });
});
