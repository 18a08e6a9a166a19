import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPeople } from '../../../src/domain/people-count/people.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';

type Gender = 'L' | 'P' | undefined;

describe('who works in a business', () => {
  it.each(['10 jt', '2 juta', '500 rb', 'Rp 300', 'rp.300'])('"%s" is money, not people', (text) => {
    expect(readPeople(text, { gender: 'P' })).toEqual({ kind: 'none', reason: 'no-number' });
  });

  it.each([
    ['2 laki, 3 perempuan', undefined, 2, 3],
    ['2L 3P', undefined, 2, 3],
    ['L2 P3', undefined, 2, 3],
    ['laki-laki 2 orang, perempuan 3 orang', 'P', 2, 3],
    ['Laki-laki: 2, Perempuan: 3', 'P', 2, 3],
    ['laki2 2 perempuan2 3', 'P', 2, 3],
    ['laki2 perempuan3', 'P', 2, 3],
    ['dua laki-laki tiga perempuan', 'L', 2, 3],
    ['lanang loro wedok telu', 'L', 2, 3],
    ['3 org cewek semua', 'P', 0, 3],
    ['5 orang (2 laki 3 perempuan)', 'P', 2, 3],
    ['5 perempuan termasuk saya', 'P', 0, 5],
    ['2 perempuan, bu', 'P', 0, 2],
    ['saya dan istri', 'L', 1, 1],
    ['saya sama suami', 'P', 1, 1],
    ['saya dan ibu', 'P', 0, 2],
    ['sendiri', 'P', 0, 1],
    ['hanya saya', 'L', 1, 0],
    ['dewean', 'L', 1, 0],
    ['berdua sama istri', 'L', 1, 1],
    ['saya, istri dan 2 anak perempuan', 'L', 1, 3],
    ['2 karyawan laki-laki dan saya', 'P', 2, 1],
    ['suami istri', undefined, 1, 1],
  ] satisfies [string, Gender, number, number][])(
    '"%s" (owner %s) are %i men and %i women',
    (text, gender, male, female) => {
      expect(readPeople(text, { gender })).toEqual({ kind: 'ok', value: { male, female }, warnings: [] });
    },
  );

  it.each([
    ['karo bojo', 'L', { male: 1, female: 1 }, 'owner-implied'],
    ['dibantu suami', 'P', { male: 1, female: 1 }, 'owner-implied'],
    ['350 perempuan', 'P', { male: 0, female: 350 }, 'many'],
  ] satisfies [string, Gender, object, string][])(
    '"%s" is to be confirmed',
    (text, gender, value, warning) => {
      expect(readPeople(text, { gender })).toEqual({ kind: 'ok', value, warnings: [warning] });
    },
  );

  it.each([
    [
      'laki 2 perempuan 0',
      'P',
      'owner',
      [
        { male: 2, female: 1 },
        { male: 2, female: 0 },
      ],
    ],
    [
      '3 perempuan',
      'L',
      'owner',
      [
        { male: 1, female: 3 },
        { male: 0, female: 3 },
      ],
    ],
    [
      '3 perempuan sama saya',
      'P',
      'owner',
      [
        { male: 0, female: 3 },
        { male: 0, female: 4 },
      ],
    ],
    [
      '1 laki laki, saya sendiri',
      'L',
      'owner',
      [
        { male: 1, female: 0 },
        { male: 2, female: 0 },
      ],
    ],
    ['0', 'P', 'nobody', [{ male: 0, female: 1 }]],
    ['gak ada karyawan', 'L', 'alone', [{ male: 1, female: 0 }]],
    ['1', 'P', 'alone', [{ male: 0, female: 1 }]],
    ['saya dan anak perempuan', 'P', 'unclear', [{ male: 0, female: 2 }]],
    ['3 orang, 2 perempuan', undefined, 'remainder', [{ male: 1, female: 2 }]],
    ['saya dan istri', 'P', 'spouse', [{ male: 1, female: 1 }]],
    ['saya dan bu ani', 'L', 'unknown-words', [{ male: 1, female: 1 }]],
  ] satisfies [string, Gender, string, object[]][])(
    'asks back about "%s" (owner %s)',
    (text, gender, reason, candidates) => {
      expect(readPeople(text, { gender })).toMatchObject({ kind: 'ambiguous', reason, candidates });
    },
  );

  it.each([
    ['5 orang', 'P', { total: 5, reason: 'total-only' }],
    ['lima', 'P', { total: 5, reason: 'total-only' }],
    ['saya sendiri dan 1 karyawan', 'P', { total: 2, male: 0, female: 1, reason: 'gender-missing' }],
    ['bertiga', 'L', { total: 3, male: 1, female: 0, reason: 'gender-missing' }],
    ['saya dan istri', undefined, { total: 2, male: 0, female: 1, reason: 'speaker-unknown' }],
    ['hanya saya', undefined, { total: 1, reason: 'speaker-unknown' }],
    ['saya dan keluarga', 'P', { female: 1, reason: 'count-missing' }],
    ['saya dan Dewi', 'P', { female: 1, reason: 'count-missing' }],
  ] satisfies [string, Gender, object][])(
    'knows only a part from "%s" (owner %s)',
    (text, gender, expected) => {
      expect(readPeople(text, { gender })).toMatchObject({ kind: 'partial', ...expected });
    },
  );

  it.each([
    ['banyak', 'no-number'],
    ['2,5 orang', 'not-whole'],
    ['-2', 'negative'],
    ['3-4 orang', 'range'],
    ['2 laki atau 3', 'range'],
    ['081234567890', 'too-many'],
    ['laki2 perempuan2', 'no-number'],
    ['alhamdulillah lumayan', 'no-number'],
  ])('takes nothing from "%s" (%s)', (text, reason) => {
    expect(readPeople(text, { gender: 'P' })).toEqual({ kind: 'none', reason });
  });

  it('reads any two counts in any of the usual ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 }), (male, female) => {
        for (const text of [
          `${male} laki-laki, ${female} perempuan`,
          `${female} cewek ${male} cowok`,
          `L${male} P${female}`,
          `laki ${male} perempuan ${female}`,
          `${male}l${female}p`,
        ]) {
          expect(readPeople(text, { gender: 'P' })).toEqual({
            kind: 'ok',
            value: { male, female },
            warnings: [],
          });
        }
      }),
    );
  });

  it('takes nobody away who was not counted, when "saya" is named twice', () => {
    expect(readPeople('saya laki2 saya', { gender: 'P' })).toMatchObject({
      kind: 'ambiguous',
      reason: 'owner',
    });
    expect(readPeople('saya laki2 saya', { gender: 'P' })).not.toHaveProperty('candidates.1');
  });

  it('never throws and only takes whole people', () => {
    const pieces = fc.constantFrom(
      ...'0 1 2 3 12 laki laki2 perempuan L P orang saya istri suami bojo anak karyawan dan , sama berdua semua dua bu ibu - . atau'.split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(' ')),
      fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom<Gender>('L', 'P', undefined), (text, gender) => {
        const reading = readPeople(text, { gender });
        const found =
          reading.kind === 'ok' ? [reading.value] : reading.kind === 'ambiguous' ? reading.candidates : [];
        for (const { male, female } of found)
          same(Number.isInteger(male) && male >= 0 && Number.isInteger(female) && female >= 0, true);
        same(reading.kind === 'ok' && reading.value.male + reading.value.female === 0, false);
      }),
      { numRuns: runs(4000) },
    );
  });
});
