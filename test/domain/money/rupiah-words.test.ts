import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  rupiahDigits,
  rupiahFull,
  rupiahWords,
  rupiahWordsEnglish,
} from '../../../src/domain/money/rupiah-words.ts';

describe('money in figures and words', () => {
  it.each([
    [0, 'nol rupiah', 'zero rupiah'],
    [11, 'sebelas rupiah', 'eleven rupiah'],
    [100, 'seratus rupiah', 'one hundred rupiah'],
    [1_000, 'seribu rupiah', 'one thousand rupiah'],
    [
      12_345,
      'dua belas ribu tiga ratus empat puluh lima rupiah',
      'twelve thousand three hundred forty-five rupiah',
    ],
    [2_500_000, 'dua juta lima ratus ribu rupiah', 'two million five hundred thousand rupiah'],
    [1_000_000, 'satu juta rupiah', 'one million rupiah'],
    [1_500_000_000_000, 'satu triliun lima ratus miliar rupiah', 'one trillion five hundred billion rupiah'],
    [-21_000, 'minus dua puluh satu ribu rupiah', 'minus twenty-one thousand rupiah'],
  ])('says %i', (amount, indonesian, english) => {
    expect(rupiahWords(amount)).toBe(indonesian);
    expect(rupiahWordsEnglish(amount)).toBe(english);
  });

  it('writes dots between thousands and no space, in particular no hard one', () => {
    expect(rupiahDigits(2_500_000)).toBe('Rp2.500.000');
    expect(rupiahDigits(0)).toBe('Rp0');
    expect(rupiahDigits(-500_000)).toBe('-Rp500.000');
  });

  it('puts both together', () => {
    expect(rupiahFull(2_500_000)).toBe('Rp2.500.000 (dua juta lima ratus ribu rupiah)');
  });

  it('refuses fractions', () => {
    expect(() => rupiahDigits(1.5)).toThrow(RangeError);
    expect(() => rupiahWords(Number.NaN)).toThrow(RangeError);
  });

  it('never leaves two spaces, a gap or a name of a number out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (amount) => {
        for (const words of [rupiahWords(amount), rupiahWordsEnglish(amount)])
          expect(words).toMatch(/^[a-z]+(?:[ -][a-z]+)* rupiah$/);
      }),
    );
  });
});
