import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise, restore } from '../../../src/domain/words/formula.ts';
import { same } from '../../support/same.ts';

describe('a text in a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+6281234567890', "'+6281234567890"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ['Toko A-B', 'Toko A-B'],
    ["'Aisyiyah", "'Aisyiyah"],
    ['', ''],
  ])('%j is written as %j', (text, written) => {
    expect(neutralise(text)).toBe(written);
    expect(restore(written)).toBe(text);
  });

  it('comes back as it was, whatever it is, and never begins like a formula', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: fc.constantFrom(...Array.from(`'=+-@a\t`)) }),
        ),
        (text) => {
          const written = neutralise(text);
          same(restore(written), text);
          expect(written).not.toMatch(/^[=+\-@\t\r\n]/);
        },
      ),
    );
  });
});
