import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, plain, tidy, withoutEmoji } from '../../../src/domain/words/reading.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';

describe('plain text', () => {
  it.each([
    ['  Rp\u00A02.500.000  ', 'rp 2.500.000'],
    ['ＬＡＰＯＲ　２，５ｊｔ', 'lapor 2,5jt'],
    ['3\u200Bjt\u202E', '3jt'],
    ['la\u0000por', 'lapor'],
    ['a\n\tb', 'a b'],
    ['٢٥٠', '250'],
    ['꧒꧕', '25'],
    ['3️⃣', '3'],
    ['2½ juta', '2 setengah juta'],
    ['3² juta', '3 ^ juta'],
    ['\uD83D lone', 'lone'],
    ['2–3', '2-3'],
    ['Ima’an', "ima'an"],
  ])('makes %j into %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('keeps capitals when only tidied', () => {
    expect(tidy('  Siti\u00A0 Aminah ')).toBe('Siti Aminah');
  });

  it('reads what everybody types as it reads the rest', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        // The invisible character leads the long way round, and leaves nothing behind.
        same(tidy(text), tidy(`${text}\u200B`));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('takes emoji out, of several characters too', () => {
    expect(withoutEmoji('3jt 👍🏽🇮🇩 ya')).toBe('3jt ya');
  });

  it('is stable, holds no control characters and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = plain(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Cs}\u200B-\u200F\u202A-\u202E]| {2}|^ | $/u);
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('the distance of two words', () => {
  it.each([
    ['lumpur', 'lumpur', 0],
    ['lmpur', 'lumpur', 1],
    ['lumpru', 'lumpur', 1],
    ['agustsu', 'agustus', 1],
    ['abc', 'xyz', 3],
    ['a', 'abcdef', 4],
  ])('between %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
});
