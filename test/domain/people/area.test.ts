import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  findDesa,
  findKecamatan,
  kecamatanNamed,
  type Desa,
  type Kecamatan,
} from '../../../src/domain/people/area.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../prisma/areas/${name}.json`, import.meta.url), 'utf8'));
const kecamatan = z
  .object({
    source: z.string(),
    kecamatan: z.array(
      z.object({
        code: z.string(),
        nik_prefix: z.string(),
        name: z.string(),
        alias: z.array(z.string()),
        island: z.string(),
      }),
    ),
  })
  .parse(read('kecamatan'));
const desa = z
  .object({
    source: z.string(),
    notes: z.array(z.string()),
    desa: z.array(
      z.object({
        code: z.string(),
        district: z.string(),
        name: z.string(),
        type: z.enum(['desa', 'kelurahan']),
        alias: z.array(z.string()).optional(),
      }),
    ),
  })
  .parse(read('desa'));

const codeOf = (name: string): string => kecamatan.kecamatan.find((it) => it.name === name)?.code ?? '';
const namesOf = (reading: ReturnType<typeof findKecamatan> | ReturnType<typeof findDesa>): string[] => {
  if (reading.kind === 'ok') return [reading.value.name];
  return reading.kind === 'ambiguous' ? reading.candidates.map((it) => it.name) : [];
};

describe('the area files', () => {
  it('hold 18 kecamatan, 330 desa and 26 kelurahan, with the notice of their licence', () => {
    expect(kecamatan.kecamatan).toHaveLength(18);
    expect(desa.desa.filter((it) => it.type === 'desa')).toHaveLength(330);
    expect(desa.desa.filter((it) => it.type === 'kelurahan')).toHaveLength(26);
    expect(kecamatan.source + desa.source).toMatch(/ODbL.*ODbL/s);
  });

  it('name every desa within a kecamatan once, without glitches of the source', () => {
    expect(desa.desa.map((it) => it.name).filter((name) => /["]|- | -|^\s|\s$/.test(name))).toEqual([]);
    expect(desa.desa.every((it) => kecamatan.kecamatan.some(({ code }) => code === it.district))).toBe(true);
  });
});

describe('finding a kecamatan', () => {
  it.each([
    ['Manyar', 'Manyar'],
    ['kec. manyar', 'Manyar'],
    ['KECAMATAN DUDUK SAMPEYAN', 'Duduksampeyan'],
    ['gresik kota', 'Gresik'],
    ['Gresik (kota)', 'Gresik'],
    ['di cerme bu', 'Cerme'],
    ['Sangkapura, Bawean', 'Sangkapura'],
    ['ujung pangkah', 'Ujungpangkah'],
    ['wringin', 'Wringinanom'],
    ['kota', 'Gresik'],
    ['di kota aja', 'Gresik'],
    ['kecamatan kota', 'Gresik'],
    ['sedayu', 'Sidayu'],
  ])('finds "%s"', (text, name) => {
    expect(findKecamatan(text, kecamatan.kecamatan)).toMatchObject({ kind: 'ok', value: { name } });
  });

  it('offers both kecamatan of an island', () => {
    expect(namesOf(findKecamatan('bawean', kecamatan.kecamatan))).toEqual(['Sangkapura', 'Tambak']);
    expect(namesOf(findKecamatan('pulau bawean', kecamatan.kecamatan))).toEqual(['Sangkapura', 'Tambak']);
  });

  it('offers all that begin alike', () => {
    expect(namesOf(findKecamatan('ked', kecamatan.kecamatan))).toEqual(['Kedamean']);
    expect(findKecamatan('du', kecamatan.kecamatan).kind).toBe('none');
  });

  it('asks about a near spelling', () => {
    expect(findKecamatan('mengnti', kecamatan.kecamatan)).toMatchObject({
      kind: 'ambiguous',
      reason: 'spelling',
      likely: { name: 'Menganti' },
    });
  });

  it.each(['surabaya', 'lamongan', '', '123', 'jawa'])('finds none in "%s"', (text) => {
    expect(findKecamatan(text, kecamatan.kecamatan).kind).toBe('none');
  });
});

describe('the kecamatan of a whole table', () => {
  const named = (sheet: string | undefined, ...titles: readonly string[]): string | undefined =>
    kecamatanNamed(sheet, titles, kecamatan.kecamatan)?.name;

  it('is said by the name of its sheet or by a title', () => {
    expect(named('Kec. Cerme')).toBe('Cerme');
    expect(named('UMKM MANYAR 2026')).toBe('Manyar');
    expect(named(undefined, 'DATA UMKM KECAMATAN DUDUK SAMPEYAN, KABUPATEN GRESIK')).toBe('Duduksampeyan');
    expect(named('Kec Gresik')).toBe('Gresik');
    expect(named('Cerme', 'Data UMKM se-Kecamatan Cerme')).toBe('Cerme');
  });

  it('is not guessed', () => {
    expect(named('Sheet1')).toBeUndefined();
    expect(named('Data Gresik')).toBeUndefined();
    expect(named(undefined, 'UMKM Kabupaten Gresik, Kecamatan')).toBeUndefined();
    expect(named(undefined, 'Kecamatan Cerme dan Menganti')).toBeUndefined();
    expect(named('Cerme', 'Kecamatan Manyar')).toBeUndefined();
  });
});

describe('finding a desa', () => {
  const gresik = codeOf('Gresik');

  it.each([
    ['Lumpur', 'Lumpur'],
    ['kelurahan lumpur', 'Lumpur'],
    ['lum', 'Lumpur'],
    ['tlogopatut', 'Tlogo Patut'],
    ['desa Gapuro Sukolilo', 'Gapuro Sukolilo'],
  ])('finds "%s"', (text, name) => {
    expect(findDesa(text, desa.desa, gresik)).toMatchObject({ kind: 'ok', value: { name } });
  });

  it.each([
    ['Kedanyang', 'Kebomas', 'Kedayang'],
    ['peganden', 'Manyar', 'Paganden'],
    ['Gedangkulut', 'Cerme', 'Gedangkulud'],
    ['gedang kulut', 'Cerme', 'Gedangkulud'],
    ['Telogo Pojok', 'Gresik', 'Tlogo Pojok'],
    ['Romo', 'Manyar', 'Roomo'],
    ['Doro', 'Cerme', 'Dooro'],
    ['Iker-iker', 'Cerme', 'Iker-iker Geger'],
    ['Sawahmulia', 'Sangkapura', 'Sawahmulya'],
  ])('finds %s of %s as people write it', (text, within, name) => {
    expect(findDesa(text, desa.desa, codeOf(within))).toMatchObject({
      kind: 'ok',
      value: { name },
      warnings: [],
    });
  });

  it('takes no other spelling for two desa of one kecamatan', () => {
    for (const it of desa.desa)
      for (const name of [it.name, ...(it.alias ?? [])])
        expect([name, findDesa(name, desa.desa, it.district)]).toMatchObject([
          name,
          { kind: 'ok', value: it },
        ]);
  });

  it('finds names with apostrophes and dashes however they are typed', () => {
    const dukun = codeOf('Dukun');
    for (const text of ["Ima'an", 'Imaan', 'Ima"an', 'ima an'])
      expect(namesOf(findDesa(text, desa.desa, dukun))).toEqual(['Imaan']);
    expect(namesOf(findDesa('abar abir', desa.desa, codeOf('Bungah')))).toEqual(['Abar-abir']);
  });

  it('asks about a near spelling', () => {
    expect(findDesa('lmpur', desa.desa, gresik)).toMatchObject({
      kind: 'ambiguous',
      likely: { name: 'Lumpur' },
    });
  });

  it('offers all that begin alike', () => {
    expect(namesOf(findDesa('tlogo', desa.desa, gresik)).toSorted()).toEqual([
      'Tlogo Patut',
      'Tlogo Pojok',
      'Tlogobendung',
    ]);
  });

  it('says where else a desa of that name is', () => {
    expect(findDesa('Wedani', desa.desa, gresik)).toEqual({
      kind: 'none',
      reason: 'elsewhere',
      elsewhere: [codeOf('Cerme')],
    });
    expect(findDesa('surabaya', desa.desa, gresik)).toEqual({ kind: 'none', reason: 'not-found' });
  });
});

describe('for all areas', () => {
  it('finds every name within its kecamatan, in capitals and without spaces too', () => {
    for (const it of desa.desa) {
      for (const text of [it.name, it.name.toUpperCase(), it.name.replaceAll(' ', ''), `ds. ${it.name}`]) {
        expect(findDesa(text, desa.desa, it.district)).toMatchObject({
          kind: 'ok',
          value: { code: it.code },
        });
      }
    }
    for (const it of kecamatan.kecamatan) {
      for (const text of [it.name, ...it.alias, it.name.toLowerCase()])
        expect(findKecamatan(text, kecamatan.kecamatan)).toMatchObject({
          kind: 'ok',
          value: { code: it.code },
        });
    }
  });

  it('works for another kabupaten with nothing but another list', () => {
    const list: Kecamatan[] = [
      { code: '35.24.01', nik_prefix: '352401', name: 'Babat', alias: [], island: 'Jawa' },
    ];
    const villages: Desa[] = [{ code: '35.24.01.2001', district: '35.24.01', name: 'Bedahan', type: 'desa' }];
    expect(namesOf(findKecamatan('babat', list))).toEqual(['Babat']);
    expect(namesOf(findDesa('bedahan', villages, '35.24.01'))).toEqual(['Bedahan']);
    expect(findKecamatan('manyar', list).kind).toBe('none');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(() => [
          findKecamatan(text, kecamatan.kecamatan),
          findDesa(text, desa.desa, codeOf('Gresik')),
        ]).not.toThrow();
      }),
    );
  });
});
