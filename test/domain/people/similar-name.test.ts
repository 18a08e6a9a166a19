import { describe, expect, it } from 'vitest';
import { similarNames } from '../../../src/domain/people/similar-name.ts';

describe('similar names', () => {
  it.each([
    ['Siti Aminah', 'Hj. Siti Aminah'],
    ['Siti Aminah', 'siti aminnah'],
    ['Siti Aminah', 'Aminah Siti'],
    ['Muhammad Yusuf', 'Moh. Yusuf'],
    ['Warung Bu Siti', 'Warung Siti'],
    ['Otak-otak Bu Siti', 'Otak Otak Siti'],
  ])('"%s" and "%s" may mean the same', (one, other) => {
    expect(similarNames(one, other)).toBe(true);
    expect(similarNames(other, one)).toBe(true);
  });

  it.each([
    ['Siti Aminah', 'Siti Maryam'],
    ['Budi', 'Rudi'],
    ['Ani', 'Ana'],
    ['', ''],
    ['Bu', 'Pak'],
    ['Toko Makmur', 'Toko Makmur Jaya'],
  ])('"%s" and "%s" do not', (one, other) => {
    expect(similarNames(one, other)).toBe(false);
  });
});
