import { describe, expect, it } from 'vitest';
import { readPriceRupiah, readRupiah } from '../../../src/domain/money/rupiah.ts';

describe('the price of one thing', () => {
  it.each([
    ['2000', 2_000],
    ['2.000', 2_000],
    ['1500 rupiah', 1_500],
    ['25 ribu', 25_000],
    ['2,5 juta', 2_500_000],
  ])('%s is what it says', (text, value) => {
    expect(readPriceRupiah(text)).toMatchObject({ kind: 'ok', value });
  });

  it('of less than a hundred is asked back, as sales below ten thousand are', () => {
    expect(readPriceRupiah('25').kind).toBe('ambiguous');
    expect(readPriceRupiah('Rp750')).toMatchObject({ kind: 'ambiguous' });
    expect(readRupiah('2000').kind).toBe('ambiguous');
  });
});
