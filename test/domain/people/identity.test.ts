import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  formatPhone,
  maskIdentityNumbers,
  maskNik,
  maskPhone,
  maskPhones,
  readContactPhone,
  readNib,
  readNik,
  readPhone,
} from '../../../src/domain/people/identity.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';

const today = Temporal.PlainDate.from('2026-11-02');

describe('a NIK', () => {
  it.each([
    '3525015203800001',
    'NIK: 3525 0152 0380 0001',
    '35.25.01.520380.0001',
    'nik saya 3525015203800001 ya pak',
    '３５２５０１５２０３８００００１',
  ])('is read from "%s"', (text) => {
    expect(readNik(text, today, '3525')).toEqual({ kind: 'ok', value: '3525015203800001', warnings: [] });
  });

  it.each([
    ['3525013202800001', 'birth-date'],
    ['3525013002800001', 'birth-date'],
    ['3525015203150001', 'under-17'],
    ['3525015203800000', 'serial-zero'],
    ['3578015203800001', 'other-area'],
  ])('%s is taken with the warning %s', (text, warning) => {
    expect(readNik(text, today, '3525')).toMatchObject({ kind: 'ok', warnings: [warning] });
  });

  it('turns 17 on the birthday', () => {
    const nik = '3525010211090001';
    expect(readNik(nik, Temporal.PlainDate.from('2026-11-01'))).toMatchObject({ warnings: ['under-17'] });
    expect(readNik(nik, Temporal.PlainDate.from('2026-11-02'))).toMatchObject({ warnings: [] });
  });

  it('with another length tells how many digits were found', () => {
    expect(readNik('352501520380001', today)).toEqual({ kind: 'none', reason: 'digits', digits: 15 });
    expect(readNik('1203000123456', today)).toEqual({ kind: 'none', reason: 'looks-like-nib', digits: 13 });
    expect(readNik('belum ada', today)).toEqual({ kind: 'none', reason: 'no-number' });
  });

  it('with letters among its digits is asked back, and leaves the chat all the same', () => {
    for (const text of ['3525o15203800001', '35250l5203800001', '35250152038OOOO1'])
      expect([text, readNik(text, today)]).toMatchObject([
        text,
        { kind: 'ambiguous', likely: '3525015203800001', reason: 'letters' },
      ]);
    expect(readNik('3525x15203800001', today)).toEqual({ kind: 'none', reason: 'letters' });
    expect(maskIdentityNumbers('NIK 3525o15203800001').found).toBe(true);
    expect(readNib('12O3000123456')).toMatchObject({ kind: 'ambiguous', likely: '1203000123456' });
  });

  it.each(['081234567890 1234', '81234567 81234568', '08123456\n08123457', '1500000 250000000'])(
    'is not made of two numbers: %j',
    (text) => {
      expect(readNik(text, today).kind).toBe('none');
      expect(maskIdentityNumbers(text).found).toBe(false);
    },
  );

  it('is shown masked', () => {
    expect(maskNik('3525015203800001')).toBe('3525••••••••0001');
  });
});

describe('a NIB', () => {
  it.each(['1203000123456', 'NIB 1203000123456', '1203 0001 23456'])('is read from "%s"', (text) => {
    expect(readNib(text)).toEqual({ kind: 'ok', value: '1203000123456', warnings: [] });
  });

  it.each([
    ['120300012345', { reason: 'digits', digits: 12 }],
    ['3525015203800001', { reason: 'looks-like-nik', digits: 16 }],
    ['081234567890', { reason: 'looks-like-phone', digits: 12 }],
    ['belum', { reason: 'no-number' }],
  ])('is not read from "%s"', (text, expected) => {
    expect(readNib(text)).toEqual({ kind: 'none', ...expected });
  });

  it('that could be a phone number of 13 digits is asked back', () => {
    expect(readNib('0812345678901')).toMatchObject({ kind: 'ambiguous', likely: '0812345678901' });
  });
});

describe('a phone number', () => {
  it.each([
    ['081234567890', '+6281234567890', '0812-3456-7890'],
    ['hp saya 0812 3456 7890 bu', '+6281234567890', '0812-3456-7890'],
    ['+62 812-3456-7890', '+6281234567890', '0812-3456-7890'],
    ['62812345678', '+62812345678', '0812-3456-78'],
    ['0062812345678', '+62812345678', '0812-3456-78'],
    ['+62 (0) 812 3456 7890', '+6281234567890', '0812-3456-7890'],
    ['8123456789', '+628123456789', '0812-3456-789'],
    ['wa: 0812.3456.7890', '+6281234567890', '0812-3456-7890'],
  ])('is read from "%s"', (text, value, shown) => {
    expect(readPhone(text)).toEqual({ kind: 'ok', value, warnings: [] });
    expect(formatPhone(value)).toBe(shown);
  });

  it.each([
    ['(031) 3981234', '+62313981234', 'landline', '031-3981234'],
    ['0325 421 234', '+62325421234', 'landline', '0325-421234'],
    ['+60 12-345 6789', '+60123456789', 'foreign', '+60 12 345 6789'],
  ])('"%s" is read with a warning', (text, value, warning, shown) => {
    expect(readPhone(text)).toEqual({ kind: 'ok', value, warnings: [warning] });
    expect(formatPhone(value)).toBe(shown);
  });

  it.each([
    ['3981234', 'too-short'],
    ['081234', 'too-short'],
    ['1203000123456', 'looks-like-nib'],
    ['3525015203800001', 'looks-like-nik'],
    ['0812345x7890', 'letter-o'],
    ['0812xxxx7890', 'letter-o'],
    ['08123456789p', 'letter-o'],
    ['0812••••••90', 'too-short'],
    ['0812345678901234', 'not-valid'],
    ['tidak ada', 'no-number'],
  ])('is not read from "%s"', (text, reason) => {
    expect(readPhone(text)).toEqual({ kind: 'none', reason });
  });

  it.each([
    ['O81234567890', '+6281234567890'],
    ['08123456789O', '+6281234567890'],
    ['081234567l90', '+6281234567190'],
    ['o8l2 3456 789o', '+6281234567890'],
    ['0812 345 l 6789', '+6281234516789'],
    ['0812345678 umur 45', '+62812345678'],
    ['0812345678/9', '+62812345678'],
    ['1. 081234567890', '+6281234567890'],
    ['60123456789', '+60123456789'],
    ['6591234567', '+6591234567'],
  ])('with something that is no digit of it is asked back: "%s"', (text, likely) => {
    expect(readPhone(text)).toMatchObject({ kind: 'ambiguous', likely });
  });

  it.each([
    'wa:081234567890',
    'hp0812 3456 7890',
    '0812-3456-7890wa',
    'wa/hp: 081234567890',
    '0812_3456_7890',
  ])('is read beside its word: "%s"', (text) => {
    expect(readPhone(text)).toMatchObject({ kind: 'ok', value: '+6281234567890' });
  });

  it.each([
    ['60123456789', '+60123456789'],
    ['6591234567', '+6591234567'],
    ['966501234567', '+966501234567'],
    ['6281234567890', '+6281234567890'],
    ['+6281234567890', '+6281234567890'],
  ])('of a contact needs no plus: %s', (text, value) => {
    for (const own of [true, false]) expect(readContactPhone(text, own)).toMatchObject({ kind: 'ok', value });
  });

  it('of a contact that somebody has stored may be written as at home', () => {
    expect(readContactPhone('081234567890', false)).toMatchObject({ value: '+6281234567890' });
    expect(readContactPhone('81234567890', false)).toMatchObject({ value: '+6281234567890' });
  });

  it('of two is asked back', () => {
    expect(readPhone('081234567890 / 085678901234')).toMatchObject({
      kind: 'ambiguous',
      candidates: ['+6281234567890', '+6285678901234'],
    });
  });

  it('is masked in lists', () => {
    expect(maskPhone('+6281234567890')).toBe('0812••••••90');
  });
});

describe('masking in free text', () => {
  it.each([
    ['nik saya 3525015203800001 ya', 'nik saya 3525••••••••0001 ya'],
    ['NIK:3525 0152 0380 0001.', 'NIK:3525••••••••0001.'],
    ['KK 3525-0112-3456-0001', 'KK 3525••••••••0001'],
    ['３５２５０１５２０３８００００１', '3525••••••••0001'],
    ['hp 081234567890 3525015203800001', 'hp 081234567890 3525••••••••0001'],
    ['1203000123456, 3525015203800001', '1203000123456, 3525••••••••0001'],
    ['35 25 01 52 03 80 00 01 hp 0812 3456 7890', '3525••••••••0001 hp 0812 3456 7890'],
    ['😀 3525015203800001 😀', '😀 3525••••••••0001 😀'],
    ['3525\u200B0152\u200B0380\u200B0001', '3525••••••••0001'],
    ['35250152038000011', '3525•••••••••0011'],
    ['Rp1.000.000.000.000.000', 'Rp1000••••••••0000'],
  ])('masks %j', (text, masked) => {
    expect(maskIdentityNumbers(text)).toEqual({ masked, found: true });
  });

  it.each([
    '081234567890',
    'NIB 1203000123456',
    '2.500.000 3.500.000',
    '12.500.000-13.500.000',
    'jan 2.500.000\nfeb 3.500.000 10',
    'otak-otak',
  ])('leaves "%s" alone', (text) => {
    expect(maskIdentityNumbers(text)).toEqual({ masked: text, found: false });
  });

  it('leaves no NIK behind in any text, however its digits are spaced', () => {
    const digits = (count: number): fc.Arbitrary<string> =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
        .map((each) => each.join(''));
    const nik = fc
      .tuple(
        fc.constantFrom('3525', '3578', '1101', '9471'),
        digits(2),
        fc.integer({ min: 1, max: 31 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        digits(2),
        digits(4),
      )
      .map(([area, sub, day, woman, month, year, serial]) => [
        area + sub,
        String(woman ? day + 40 : day).padStart(2, '0') + String(month).padStart(2, '0') + year,
        serial,
      ]);
    const around = fc.constantFrom(
      '',
      'nik ',
      'hp 081234567890 ',
      '2.500.000 ',
      '😀',
      'NIK:',
      '\n',
      'toko 88, ',
    );
    fc.assert(
      fc.property(
        around,
        nik,
        fc.constantFrom('', ' ', '.', '-', ' - ', '\u200B'),
        fc.constantFrom('', ' ya', ' 081234567890', '.', ', 12'),
        (before, parts, between, behind) => {
          const { masked, found } = maskIdentityNumbers(before + parts.join(between) + behind);
          same(found, true);
          expect(masked.replaceAll(/\D/g, '')).not.toContain(parts.join(''));
          expect(masked.replaceAll(/[\s.\u200B-]/g, '')).not.toContain(parts.join('').slice(0, 10));
        },
      ),
      { numRuns: runs(2000) },
    );
  });

  it('masks sixteen digits in one piece wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.bigInt({ min: 10n ** 15n, max: 10n ** 16n - 1n }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (before, number, behind) => {
          const { masked, found } = maskIdentityNumbers(`${before}${number}${behind}`);
          same(found, true);
          expect(masked).not.toContain(String(number));
        },
      ),
    );
  });

  it('lets the fingerprint of a file be, also with sixteen digits in a row; a NIK beside it is masked', () => {
    const digits = '3525015203800001';
    const fingerprint = `a${digits}${'b1'.repeat(23)}c`;
    expect(fingerprint).toHaveLength(64);
    for (const text of [fingerprint, `Sidik: ${fingerprint.toUpperCase()}.`])
      expect(maskIdentityNumbers(text)).toEqual({ masked: text, found: false });
    expect(maskIdentityNumbers(`${fingerprint} ${digits}`)).toEqual({
      masked: `${fingerprint} 3525••••••••0001`,
      found: true,
    });
    for (const text of ['1'.repeat(64), `${fingerprint}a`, fingerprint.slice(1), `z${fingerprint}`])
      expect(maskIdentityNumbers(text).found, text).toBe(true);
  });
});

describe('phone numbers in a text', () => {
  it.each([
    ['Nomor HP: 0812-3456-7890', 'Nomor HP: 0812••••••90'],
    ['0812 3456 7890 (WA)', '0812••••••90 (WA)'],
    ['hubungi +60 12-345 6789 ya', 'hubungi +601••••••89 ya'],
    ['031-3981234', '0313••••34'],
    ['Rp3.000.000 (tiga juta rupiah)', 'Rp3.000.000 (tiga juta rupiah)'],
    ['02-11-2026 pukul 08.00-10.00', '02-11-2026 pukul 08.00-10.00'],
    ['NIB 0220103123456', 'NIB 0220103123456'],
  ])('%s', (text, masked) => {
    expect(maskPhones(text)).toBe(masked);
  });
});
