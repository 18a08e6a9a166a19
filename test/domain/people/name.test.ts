import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountIn, readBusinessName, readName, shortName } from '../../../src/domain/people/name.ts';
import { same } from '../../support/same.ts';

describe("a person's name", () => {
  it.each([
    ['Siti Aminah', 'Siti Aminah'],
    ['SITI AMINAH', 'Siti Aminah'],
    ['siti aminah', 'Siti Aminah'],
    ['nama saya Siti 🙏', 'Siti'],
    ['Nama saya adalah M. Hadi', 'M. Hadi'],
    ['nama: Dewi Lestari', 'Dewi Lestari'],
    ['saya Hadi', 'Hadi'],
    ['H. Ahmad Fauzi, S.E.', 'H. Ahmad Fauzi, S.E.'],
    ["moh. rifa'i", "Moh. Rifa'i"],
    ['José van der Berg', 'José van der Berg'],
    ['Sri', 'Sri'],
    ['Nggih, Siti Aminah', 'Siti Aminah'],
    ['nggih siti aminah', 'Siti Aminah'],
    ['Iya bu, nama saya Siti Aminah', 'Siti Aminah'],
    ['Siti Aminah nggih', 'Siti Aminah'],
    ['Siap, saya Budi', 'Budi'],
    ['Bu Siti', 'Bu Siti'],
    ['Yayah Rokayah', 'Yayah Rokayah'],
    ['Baik Budi', 'Baik Budi'],
  ])('is read from "%s"', (text, value) => {
    expect(readName(text)).toEqual({ kind: 'ok', value, warnings: [] });
  });

  it.each([
    ['halo', 'greeting'],
    ['assalamualaikum wr wb', 'greeting'],
    ['ya', 'not-a-name'],
    ['saya', 'not-a-name'],
    ['tidak mau', 'not-a-name'],
    ['Anda siapa?', 'not-a-name'],
    ['123', 'digits'],
    ['Budi 2', 'digits'],
    ['https://x.com', 'link'],
    ['/start', 'command'],
    ['A', 'too-short'],
    ['2,5 jt', 'amount'],
    ['Rp 500.000', 'amount'],
    ['0812 3456 7890', 'phone'],
    ['3525015203800001', 'identity-number'],
    ['😀', 'empty'],
    ['x'.repeat(81), 'too-long'],
  ])('is not read from "%s"', (text, reason) => {
    expect(readName(text)).toEqual({ kind: 'none', reason });
  });
});

describe("a business's name", () => {
  it.each([
    ['Otak-otak Bu Siti', 'Otak-otak Bu Siti'],
    ['warung 88', 'Warung 88'],
    ['Toko "Maju" & Co', 'Toko "Maju" & Co'],
    ['UD MAJU JAYA', 'UD Maju Jaya'],
    ['nama usaha saya Kopi 99', 'Kopi 99'],
    ['bakso', 'Bakso'],
    ['Serba 5 ribu', 'Serba 5 ribu'],
    ['Sejuta Rasa', 'Sejuta Rasa'],
  ])('is read from "%s"', (text, value) => {
    expect(readBusinessName(text)).toEqual({ kind: 'ok', value, warnings: [] });
  });

  it.each([
    ['WA 081234567890', 'identity-number'],
    ['nik 3525 0152 0380 0001', 'identity-number'],
    ['belum ada', 'not-a-name'],
    ['2,5 jt', 'amount'],
    ['300rb per hari', 'amount'],
    ['5000000', 'amount'],
    ['081234567890', 'phone'],
    ['7', 'digits'],
    ['www.tokoku.com', 'link'],
    ['/menu', 'command'],
  ])('is not read from "%s"', (text, reason) => {
    expect(readBusinessName(text)).toEqual({ kind: 'none', reason });
  });
});

it('a figure in the place of a name says which', () => {
  expect([amountIn('2,5 jt'), amountIn('rp 300rb/hari'), amountIn('Warung 88')]).toEqual([
    2_500_000,
    300_000,
    undefined,
  ]);
});

describe('what a person is called', () => {
  it.each([
    ['Siti Aminah', 'Siti'],
    ['Muhammad Hadi', 'Hadi'],
    ['Moh. Rifai', 'Rifai'],
    ['M.Hadi', 'Hadi'],
    ['H. Ahmad', 'Ahmad'],
    ['Hj. Siti', 'Siti'],
    ['Drs. H. Moch. Ali, M.Si', 'Ali'],
    ['Bu Siti', 'Siti'],
    ['Muhammad', 'Muhammad'],
    ['H. M.', 'M'],
  ])('%s is %s', (name, short) => {
    expect(shortName(name)).toBe(short);
  });

  it('is never empty for a name that was taken, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(() => readBusinessName(text)).not.toThrow();
        const reading = readName(text);
        same(shortName(reading.kind === 'ok' ? reading.value : 'Siti') === '', false);
      }),
    );
  });
});
