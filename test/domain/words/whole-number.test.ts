import { describe, expect, it } from 'vitest';
import { readWhole } from '../../../src/domain/words/whole-number.ts';

describe('a whole number', () => {
  it.each([
    ['500', 500],
    [' 1.500 buah ', 1_500],
    ['500kg per bulan', 500],
    ['1.000.000', 1_000_000],
    ['14 hari', 14],
  ])('%j is read', (text, wanted) => {
    expect(readWhole(text, { least: 1, most: 1_000_000 })).toBe(wanted);
  });

  it.each(['', 'banyak', '0', '1.000.001', '1,5', '5-6', '-5', '2 ribu', '2rb', '5 juta', '3 miliar'])(
    '%j is asked again: it is none, too small, too large, or said in words that make it larger',
    (text) => {
      expect(readWhole(text, { least: 1, most: 1_000_000 })).toBeUndefined();
    },
  );

  it('is followed by no other words than those that fit the question', () => {
    const days = { least: 0, most: 365, unit: 'hari' };
    expect(['30', '30 hari', '30hari', '30 kali'].map((text) => readWhole(text, days))).toEqual([
      30,
      30,
      30,
      undefined,
    ]);
  });
});
