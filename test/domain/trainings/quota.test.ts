import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readQuota } from '../../../src/domain/trainings/quota.ts';
import { kecamatanIn } from '../../../src/domain/trainings/venue.ts';
import { testOffice } from '../../support/services.ts';

const {
  areas: { kecamatan, desa },
} = await testOffice();

describe('seats by kecamatan', () => {
  test.each<[string, object]>([
    ['Cerme 10, Manyar 8, lainnya 12', { kind: 'ok', value: { '35.25.11': 10, '35.25.10': 8 } }],
    ['cerme 10 manyar 8', { kind: 'ok', value: { '35.25.11': 10, '35.25.10': 8 } }],
    [
      'Kec. Cerme: 10 kursi; Kec. Manyar: 20 kursi',
      { kind: 'ok', value: { '35.25.11': 10, '35.25.10': 20 } },
    ],
    ['Cerme = 10 dan sisanya 20', { kind: 'ok', value: { '35.25.11': 10 } }],
    ['Cerme 10, lainnya 5', { kind: 'ambiguous', reason: 'too-few', likely: { '35.25.11': 10 } }],
    ['Cerma 10', { kind: 'ambiguous', reason: 'spelling', likely: { '35.25.11': 10 } }],
    ['Cerme 20, Manyar 20', { kind: 'none', reason: 'too-many' }],
    ['Cerme 10, lainnya 25', { kind: 'none', reason: 'too-many' }],
    ['Cerme 10, Cerme 5', { kind: 'none', reason: 'twice' }],
    ['Surabaya 10', { kind: 'none', reason: 'unknown-area' }],
    ['Cerme', { kind: 'none', reason: 'no-pairs' }],
    ['lainnya 30', { kind: 'none', reason: 'no-pairs' }],
  ])('"%s" of 30', (text, expected) => {
    expect(readQuota(text, kecamatan, 30)).toMatchObject(expected);
  });

  it('never keep more seats than there are, and never throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 100 }), (text, seats) => {
        const found = readQuota(text, kecamatan, seats);
        if (found.kind === 'ok')
          expect(Object.values(found.value).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(seats);
      }),
    );
  });
});

describe('the kecamatan of a place', () => {
  test.each<[string, string | undefined]>([
    ['Balai Desa Wedani, Cerme', '35.25.11'],
    ['Balai Desa Wedani', '35.25.11'],
    ['Pendopo Kecamatan Gresik', '35.25.16'],
    ['Jl. Wahidin 245, Gresik', undefined],
    ['Aula kec. Tambak, Bawean', '35.25.18'],
    ['Kolam tambak ikan Pak Budi', undefined],
    ['Balai Desa Sidorejo', '35.25.12'],
    ['Duduk Sampeyan, dekat pasar', '35.25.05'],
    ['antara Cerme dan Manyar', undefined],
    ['Gedung Dinas', undefined],
  ])('"%s"', (text, expected) => {
    expect(kecamatanIn(text, kecamatan, desa)).toBe(expected);
  });
});
