import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessKinds, guessKind, looksProcessed } from '../../../src/domain/people/business-kind.ts';

describe('the kind of business', () => {
  it('has eleven buttons', () => {
    expect(businessKinds).toHaveLength(11);
  });

  it.each([
    ['jual bakso', 'food'],
    ['Otak-otak Bu Siti', 'food'],
    ['bandeng presto', 'food'],
    ['kerupuk ikan', 'food'],
    ['warung kopi', 'food'],
    ['nasi krawu', 'food'],
    ['telur asin', 'food'],
    ['tambak bandeng', 'fishery'],
    ['ternak lele', 'fishery'],
    ['garam', 'fishery'],
    ['songkok', 'clothing'],
    ['sarung tenun', 'clothing'],
    ['jasa jahit', 'clothing'],
    ['anyaman rotan', 'craft'],
    ['toko kelontong', 'shop'],
    ['jual pulsa', 'shop'],
    ['petani padi', 'farming'],
    ['ternak ayam', 'livestock'],
    ['bengkel', 'services'],
    ['laundry', 'services'],
    ['salon', 'services'],
    ['sewa tenda', 'services'],
    ['ojek online', 'transport'],
    ['sewa mobil', 'transport'],
    ['toko bangunan', 'building'],
  ])('of "%s" is %s', (text, kind) => {
    expect(guessKind(text)).toEqual({ kind: 'ok', value: kind, warnings: [] });
  });

  it.each([
    ['jual ayam', ['livestock', 'shop', 'food']],
    ['jual ikan', ['fishery', 'shop', 'food']],
    ['kopi dan laundry', ['services', 'food']],
    ['kayu', ['building']],
  ])('of "%s" is asked back', (text, candidates) => {
    expect(guessKind(text)).toMatchObject({ kind: 'ambiguous', candidates });
  });

  it.each(['xyz', 'jualan', ''])('of "%s" is not known', (text) => {
    expect(guessKind(text)).toEqual({ kind: 'none', reason: 'unknown' });
  });

  it.each([
    'otak-otak',
    'Otak otak bandeng',
    'bandeng presto',
    'kerupuk ikan',
    'ikan asap',
    'abon tuna',
    'petis',
    'bandeng tanpa duri',
  ])('sees processed fish in "%s"', (text) => {
    expect(looksProcessed(text)).toBe(true);
  });

  it.each(['tambak bandeng', 'ikan segar', 'bakso sapi', 'kerupuk puli', 'jahit'])(
    'sees no processed fish in "%s"',
    (text) => {
      expect(looksProcessed(text)).toBe(false);
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => guessKind(text)).not.toThrow();
      }),
    );
  });
});
