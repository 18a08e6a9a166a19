import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rupiahDigits, rupiahFull, rupiahWords } from '../../../src/domain/money/rupiah-words.ts';
import { readCapitalRupiah, readDailyRupiah, readRupiah } from '../../../src/domain/money/rupiah.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';

const file = z
  .object({
    cases: z.array(
      z.object({
        text: z.string(),
        expect: z.enum(['ok', 'ambiguous', 'reject']),
        rupiah: z.number().optional(),
        warn: z.string().optional(),
        candidates: z.array(z.number()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../cases/rupiah.json', import.meta.url), 'utf8')));

const WARNINGS = new Map([
  ['sanity_low', 'sanity-low'],
  ['confirm_miliar', 'confirm-miliar'],
  ['confirm_zero', 'confirm-zero'],
  ['approx', 'approximate'],
]);

/** A reading in the words of the file, for comparing. */
function told(text: string): object {
  const reading = readRupiah(text);
  if (reading.kind === 'ok') {
    return {
      expect: 'ok',
      rupiah: reading.value,
      warnings: reading.warnings,
      approximate: reading.approximate === true,
    };
  }
  return reading.kind === 'none'
    ? { expect: 'reject' }
    : { expect: 'ambiguous', candidates: reading.candidates.toSorted((a, b) => a - b) };
}

function wanted(each: (typeof file)['cases'][number]): object {
  const warning = WARNINGS.get(each.warn ?? '');
  if (each.expect === 'ok') {
    const warnings = warning === undefined ? [] : [warning];
    return { expect: 'ok', rupiah: each.rupiah, warnings, approximate: warning === 'approximate' };
  }
  return each.expect === 'reject'
    ? { expect: 'reject' }
    : { expect: 'ambiguous', candidates: each.candidates?.toSorted((a, b) => a - b) };
}

describe('the labelled amounts', () => {
  it.each(file.cases)('reads "$text" as the file says', (each) => {
    expect(told(each.text)).toEqual(wanted(each));
  });
});

const OK: [text: string, value: number, warnings?: string][] = [
  ['alhamdulillah 3 juta', 3_000_000],
  ['sekitar 2,5jt an', 2_500_000, 'approximate'],
  ['Rp. 750.000,-', 750_000],
  ['2 jt lebih', 2_000_000, 'approximate'],
  ['bulan ini dapat 2 juta lebih dikit bu', 2_000_000, 'mentions-month approximate'],
  ['alhamdulillah oktober kemarin 4,5 juta', 4_500_000, 'mentions-month'],
  ['hampir 3 juta', 3_000_000, 'approximate'],
  ['paling 2 juta', 2_000_000, 'approximate'],
  ['3 juta+', 3_000_000, 'approximate'],
  ['tiga juta tujuh ratus lima puluh ribu', 3_750_000],
  ['duajutalimaratusribu', 2_500_000],
  ['1,2 milyar', 1_200_000_000, 'confirm-miliar'],
  ['rp 1.500.000,-/bulan', 1_500_000],
  ['sebulan 3 juta', 3_000_000],
  ['2 500 000', 2_500_000],
  ['3000rb', 3_000_000],
  ['sak yuto', 1_000_000],
  ['limang atus ewu', 500_000],
  ['satus seket ewu', 150_000],
  ['rong yuto setengah', 2_500_000],
  ['5 ratus ribu', 500_000],
  ['7 ratus 50 ribu', 750_000],
  ['2 juta rupiah pas', 2_000_000],
  ['２．５００．０００', 2_500_000],
  ['٢٥٠٠٠٠٠', 2_500_000],
  ['🙏 3️⃣ juta 👍🏽', 3_000_000],
  ['2½ juta', 2_500_000],
  ['1 1/2 jt', 1_500_000],
  ['Rp3jt,-', 3_000_000],
  ['Rp 500.000,=', 500_000],
  ['3.500.000!!!', 3_500_000],
  ["'3jt'", 3_000_000],
  ['min, 3 juta', 3_000_000],
  ['2jt lebih 500rb', 2_500_000, 'approximate'],
  ['350an ribu', 350_000, 'approximate'],
  ['sejuta seperempat', 1_250_000],
  ['2.500.000 (dua juta lima ratus ribu rupiah)', 2_500_000],
  ['3.000.000 tiga juta', 3_000_000],
  ['3 juta 2 ribu 5 ratus', 3_002_500],
  ['tiga koma dua lima juta', 3_250_000],
  ['3 jutaaa', 3_000_000],
  ['500-an ribu', 500_000, 'approximate'],
  ['seratusan ribu', 100_000, 'approximate'],
  ['1,23456789 juta', 1_234_567],
  ['50 miliar', 50_000_000_000, 'confirm-miliar'],
  ['ga ada sama sekali', 0, 'confirm-zero'],
  ['belum ada yang beli', 0, 'confirm-zero'],
];

const ASKED: [text: string, reason: string, candidates: number[], likely?: number][] = [
  ['750', 'no-unit', [750_000, 750], 750_000],
  ['5oo rb', 'letter-o', [500_000], 500_000],
  ['5OOrb', 'letter-o', [500_000], 500_000],
  ['l.500.000', 'letter-o', [1_500_000], 1_500_000],
  ['l,5 jt', 'letter-o', [1_500_000], 1_500_000],
  ['Rp25O.000', 'letter-o', [250_000], 250_000],
  ['2S0.000', 'letter-o', [250_000], 250_000],
  ['2,S jt', 'letter-o', [2_500_000], 2_500_000],
  ['2z jt', 'letter-o', [22_000_000], 22_000_000],
  ['2,5jr', 'unknown-words', [2_500_000, 2_500], 2_500_000],
  ['7OO', 'no-unit', [700_000, 700], 700_000],
  ['3,2', 'no-unit', [3_200_000, 3_200], 3_200_000],
  ['50', 'no-unit', [50_000_000, 50_000]],
  ['3jt750', 'missing-ribu', [3_750_000, 3_000_750]],
  ['2 juta 5', 'missing-ribu', [2_500_000, 2_005_000, 2_000_005]],
  ['sejuta dua ratus lima puluh', 'missing-ribu', [1_250_000, 1_000_250]],
  ['2 juta 500.000', 'missing-ribu', [2_500_000], 2_500_000],
  ['dua tiga juta', 'range', [2_000_000, 3_000_000]],
  ['lima enam ratus ribu', 'range', [500_000, 600_000]],
  ['1 jt - 2 jt', 'range', [1_000_000, 2_000_000]],
  ['500-1 juta', 'range', [500_000, 1_000_000]],
  ['2 atau 3 juta', 'range', [2_000_000, 3_000_000]],
  ['1/2 juta', 'range', [500_000, 1_000_000, 2_000_000]],
  ['2jt (tiga juta)', 'two-amounts', [2_000_000, 3_000_000]],
  ['3 juta eh 2 juta', 'two-amounts', [3_000_000, 2_000_000]],
  ['bukan 2 juta tapi 3 juta', 'two-amounts', [2_000_000, 3_000_000]],
  ['2jt 2jt', 'two-amounts', [2_000_000]],
  ['1jt kurang 50rb', 'subtraction', [950_000], 950_000],
  ['1jt + 500rb', 'sum', [1_500_000, 1_000_000, 500_000]],
  ['26 hari x 120rb', 'product', [3_120_000], 3_120_000],
  ['laku 300 bungkus @5000', 'product', [1_500_000], 1_500_000],
  ['3jt sehari', 'rate-per-day', [3_000_000]],
  ['100 ribu perhari', 'rate-per-day', [100_000]],
  ['hari ini 500rb', 'rate-per-day', [500_000]],
  ['25/10 200 ribu', 'rate-per-day', [200_000]],
  ['per minggu 500rb', 'rate-per-week', [500_000]],
  ['36 juta setahun', 'rate-per-year', [36_000_000]],
  ['3 bulan 9 juta', 'period', [9_000_000]],
  ['harga 5rb', 'rate-per-item', [5_000]],
  ['kurang dari 3 juta', 'bound', [3_000_000], 3_000_000],
  ['tidak sampai 3 juta', 'bound', [3_000_000], 3_000_000],
  ['bukan 3 juta', 'negation', [3_000_000]],
  ['3 juta?', 'question', [3_000_000], 3_000_000],
  ['target 5 juta', 'unknown-words', [5_000_000], 5_000_000],
  ['omset 7jt blm potong modal', 'capital', [7_000_000]],
  ['pendapatan bersih 3 juta', 'profit', [3_000_000]],
  ['3 jura', 'typo', [3_000_000], 3_000_000],
  ['1.500 rb', 'unit-group', [1_500_000, 1_500], 1_500_000],
  ['750.000 rb', 'unit-group', [750_000, 750_000_000], 750_000],
  ['1500 jt', 'unit-group', [1_500_000, 1_500_000_000], 1_500_000],
  ['05 jt', 'unit-group', [5_000_000, 500_000]],
  ['(500.000)', 'negative', [500_000], 500_000],
  ['1234567890', 'long-number', [1_234_567_890], 1_234_567_890],
  ['60 miliar', 'over-cap', [60_000_000_000], 60_000_000_000],
  ['libur', 'closed', [0], 0],
  ['min 2jt', 'bound', [2_000_000], 2_000_000],
  ['laku 20 porsi 15rb', 'product', [300_000, 15_000]],
  ['hasil jualan 2 juta dipotong belanja 1 juta', 'two-amounts', [2_000_000, 1_000_000]],
  ['tiga lima juta', 'range', [3_000_000, 5_000_000]],
  ['2025 2 juta', 'range', [2_000_000, 2_025_000_000]],
  ['jual motor 3 juta', 'unknown-words', [3_000_000], 3_000_000],
  ['kemarin 3 juta', 'rate-per-day', [3_000_000]],
  ['50% dari 2 juta', 'percent', [2_000_000], 2_000_000],
];

const REFUSED: [text: string, reason: string][] = [
  ['untung 1 juta', 'profit'],
  ['modal 5 juta', 'capital'],
  ['hutang 2 juta', 'debt'],
  ['gaji 3 juta', 'cost'],
  ['-3jt', 'negative'],
  ['minus 2 juta', 'negative'],
  ['5%', 'percent'],
  ['3 kg', 'not-money'],
  ['25 orang', 'not-money'],
  ['laku 300 bungkus', 'not-money'],
  ['jam 10', 'time'],
  ['pukul 09.00', 'time'],
  ['01-02-2026', 'month'],
  ['oktober', 'month'],
  ['0812 3456 7890', 'phone'],
  ['+62 812-3456-7890', 'phone'],
  ['3 juta, hub 081234567890', 'phone'],
  ['3525 0112 3456 0001', 'nik'],
  ['nib 1203000123456 3 juta', 'nib'],
  ['3² juta', 'unclear'],
  ['.5 jt', 'broken-grouping'],
  ['1..000', 'broken-grouping'],
  ['Rp3.500.00', 'broken-grouping'],
  ['3jt5oo', 'letter-o'],
  ['08l234567890', 'phone'],
  ['100 ringgit', 'currency'],
  ['jutaan', 'no-number'],
  ['ratusan ribu', 'no-number'],
  ['embuh', 'dont-know'],
  ['lali', 'forgotten'],
  ['sepi', 'no-number'],
  ['1 triliun', 'too-large'],
];

describe('amounts as shop owners type them', () => {
  it.each(OK)('takes "%s" as %i', (text, value, warnings = '') => {
    expect(readRupiah(text)).toMatchObject({
      kind: 'ok',
      value,
      warnings: warnings.split(' ').filter((each) => each !== ''),
    });
  });

  it.each(ASKED)('asks back about "%s" (%s)', (text, reason, candidates, likely) => {
    const reading = readRupiah(text);
    expect(reading).toMatchObject({ kind: 'ambiguous', reason, candidates });
    expect(reading.kind === 'ambiguous' ? reading.likely : 'none').toBe(likely);
  });

  it.each(REFUSED)('takes no amount from "%s" (%s)', (text, reason) => {
    expect(readRupiah(text)).toEqual({ kind: 'none', reason });
  });

  it('keeps an estimate an estimate while asking back', () => {
    expect(readRupiah('sekitar 750')).toMatchObject({
      kind: 'ambiguous',
      likely: 750_000,
      approximate: true,
    });
  });

  it('marks an amount over the cap so that it can be stored to be checked', () => {
    expect(readRupiah('60 miliar')).toMatchObject({ warnings: ['over-cap', 'confirm-miliar'] });
  });
});

describe('the sales of a day', () => {
  it.each([
    ['100rb per hari', 100_000],
    ['sehari 100rb', 100_000],
    ['5000', 5_000],
  ])('takes "%s" as %i', (text, value) => {
    expect(readDailyRupiah(text)).toMatchObject({ kind: 'ok', value, warnings: [] });
  });

  it.each([
    ['120', 120_000],
    ['50', 50_000],
    ['15', 15_000],
    ['5', undefined],
  ])('asks whether "%s" means %s', (text, likely) => {
    const reading = readDailyRupiah(text);
    expect(reading.kind === 'ambiguous' ? reading.likely : 'not asked').toBe(likely);
  });

  it('asks back when a month is given instead', () => {
    expect(readDailyRupiah('3 juta sebulan')).toMatchObject({ kind: 'ambiguous', reason: 'rate-per-month' });
  });
});

describe('capital', () => {
  it.each(['modal 5 juta', '5 jt', 'pinjaman 5 juta'])('takes "%s"', (text) => {
    expect(readCapitalRupiah(text)).toMatchObject({ kind: 'ok', value: 5_000_000 });
  });

  it('does not take profit for it', () => {
    expect(readCapitalRupiah('untung 5 juta')).toEqual({ kind: 'none', reason: 'profit' });
  });
});

const amount = fc.oneof(
  fc.integer({ min: 10_000, max: 999_999 }),
  fc.integer({ min: 1_000_000, max: 50_000_000_000 }),
  fc.integer({ min: 1, max: 50_000 }).map((thousands) => thousands * 1000),
);

/** The value, when it was taken without asking. */
function taken(text: string): number | undefined {
  const reading = readRupiah(text);
  return reading.kind === 'ok' ? reading.value : undefined;
}

describe('for all amounts', () => {
  it('reads figures back that the bot wrote', () => {
    fc.assert(
      fc.property(
        amount.filter((n) => n >= 10_000),
        (n) => {
          same(taken(rupiahDigits(n)), n);
          same(taken(rupiahFull(n)), n);
        },
      ),
    );
  });

  it('reads words back, or offers the right amount among others', () => {
    fc.assert(
      fc.property(amount, (n) => {
        const reading = readRupiah(rupiahWords(n));
        expect(
          reading.kind === 'ok' ? [reading.value] : reading.kind === 'ambiguous' ? reading.candidates : [],
        ).toContain(n);
      }),
    );
  });

  it('computes decimals of a million exactly, where floats do not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 99 }), (whole, hundredths) => {
        fc.pre(whole + hundredths > 0);
        const text = `${whole},${String(hundredths).padStart(2, '0')} jt`;
        same(taken(text), whole * 1_000_000 + hundredths * 10_000);
      }),
    );
  });

  it('never takes a bare number below ten thousand, except zero', () => {
    for (let n = 1; n < 10_000; n += 1) same(readRupiah(String(n)).kind, 'ambiguous');
  });

  it('never takes one of two different amounts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom(' ', ', ', ' - ', ' / ', ' dan ', ' eh ', ' (', '\n', ' sampai ', ' atau ', ' x '),
        (a, b, between) => {
          fc.pre(a !== b);
          same(readRupiah(`${a}jt${between}${b}jt`).kind === 'ok', false);
        },
      ),
    );
  });

  it('takes the right amount or asks, whatever polite words stand around it', () => {
    const before = fc.constantFrom(
      '',
      'alhamdulillah ',
      'Rp',
      'Rp. ',
      'omzet saya ',
      'total: ',
      'bu, ',
      'kira-kira ',
      'bulan lalu ',
      '📈 ',
      'modal ',
      'per hari ',
    );
    const behind = fc.constantFrom(
      '',
      ' bu',
      ',-',
      ' rupiah',
      ' 🙏',
      '/bulan',
      ' lebih',
      '.',
      '!!',
      ' sehari',
      ' x 2',
      '?',
    );
    const forms = fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 999 }))
      .chain(([millions, thousands]) =>
        fc
          .constantFrom(
            `${millions}jt${thousands}rb`,
            `${millions} juta ${thousands} ribu`,
            `${millions}.${thousands}.000`,
            `${millions},${thousands},000`,
            `${millions},${thousands} juta`,
            `${millions} JT ${thousands}K`,
          )
          .map((text) => ({ text, value: millions * 1_000_000 + thousands * 1000 })),
      );
    fc.assert(
      fc.property(before, forms, behind, (lead, { text, value }, trail) => {
        const found = taken(lead + text + trail);
        same(found ?? value, value);
        // a rate, a product, capital or a question is never the sales of a month
        const other = /modal|hari|x 2|\?/.test(lead + trail);
        same(other && found !== undefined, false);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('never throws and only takes whole rupiah up to the cap, whatever is typed', () => {
    const pieces = fc.constantFrom(
      ...'0 1 2 5 10 25 500 750 1000 2026 000 jt juta rb ribu m k ratus puluh belas setengah seperempat koma lima dua tiga sejuta seribu se rp rupiah . , - / x + = ( ) % @ hari bulan okt per untung modal kurang lebih an gopek goban e o ^ ; \n 🙏'.split(
        ' ',
      ),
      ' ',
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readRupiah(text);
        const values =
          reading.kind === 'ok' ? [reading.value] : reading.kind === 'ambiguous' ? reading.candidates : [];
        const likely = reading.kind === 'ambiguous' ? (reading.likely ?? values[0]) : values[0];
        same(
          values.every((value) => Number.isSafeInteger(value) && value >= 0),
          true,
        );
        expect(reading.kind === 'ok' ? reading.value : 0).toBeLessThanOrEqual(50_000_000_000);
        same(values[0] === undefined || values.some((value) => value === likely), true);
      }),
      { numRuns: runs(5000) },
    );
  });
});
