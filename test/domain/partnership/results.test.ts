import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../src/domain/month/month.ts';
import { areaSpread, type AreaFigures } from '../../../src/domain/partnership/area-spread.ts';
import { comparison } from '../../../src/domain/partnership/comparison.ts';
import { shareToOthers, stillSelling } from '../../../src/domain/partnership/independence.ts';
import { jobsAdded, type Staffed } from '../../../src/domain/partnership/workforce.ts';
import { partnerCounts, type Partnership } from '../../../src/domain/partnership/membership.ts';
import { quantile, spreadOf } from '../../../src/domain/partnership/quantile.ts';
import { resultFigures, type PartnerBusiness } from '../../../src/domain/partnership/results.ts';
import { inMoneyOf, salesChange } from '../../../src/domain/partnership/sales-change.ts';
import { hijriMonth, seasonChange } from '../../../src/domain/partnership/season.ts';
import { runs } from '../../support/long.ts';

const months = (first: string, amounts: readonly (number | undefined)[]): ReadonlyMap<string, number> =>
  new Map(
    amounts.flatMap((amount, at) => (amount === undefined ? [] : [[addMonths(first, at), amount] as const])),
  );

describe('quartiles', () => {
  it('lie between two values in proportion, as percentile_cont has them', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([10], 0.75)).toBe(10);
    expect(spreadOf([3, 1, 2], 0)).toEqual({
      known: 3,
      unknown: 0,
      lowerQuartile: 1.5,
      median: 2,
      upperQuartile: 2.5,
      worst: 2,
      best: 2,
    });
  });

  it('say how far those who are silent could move the median, and nothing where it could be one of them', () => {
    expect(spreadOf([1, 2, 3, 4, 5], 2)).toMatchObject({ median: 3, worst: 2, best: 4 });
    expect(spreadOf([1, 2], 2)).toMatchObject({ worst: undefined, best: undefined });
    expect(spreadOf([], 4)).toBeUndefined();
  });

  it('hold the median between worst and best, whoever is silent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }),
        fc.nat(30),
        (values, silent) => {
          const found = spreadOf(values, silent);
          if (found === undefined) throw new Error('expected quartiles of at least one value');
          const { worst = -Infinity, median, best = Infinity } = found;
          if (!(worst <= median && median <= best)) throw new Error(`${worst} <= ${median} <= ${best}`);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});

describe('the change of sales', () => {
  const before = months('2025-05', [1_000_000, 1_200_000, undefined, 900_000]);

  it('is counted from the median of 3 to 12 months before the application', () => {
    const history = {
      sales: new Map([...before, ...months('2026-01', [2_000_000, 2_400_000, 2_200_000])]),
      applied: '2025-10',
      joined: '2025-12',
    };
    expect(salesChange(history, '2026-03')).toMatchObject({
      kind: 'changed',
      baseline: { kind: 'reported', amount: 1_000_000, months: 3 },
      now: 2_200_000,
      change: 1.2000000000000002,
    });
  });

  it('takes the word of the owner only where too little was reported before, and says so', () => {
    const sales = months('2026-01', [1_500_000, 1_500_000, 1_500_000]);
    const history = { sales, usual: 1_000_000, applied: '2025-10', joined: '2025-12' };
    expect(salesChange(history, '2026-03')).toMatchObject({ baseline: { kind: 'usual' }, change: 0.5 });
    expect(salesChange({ ...history, usual: undefined }, '2026-03')).toEqual({ kind: 'no-baseline' });
  });

  it('is unknown for who is silent, and a full loss for who has closed', () => {
    const history = { sales: before, applied: '2025-10', joined: '2025-12' };
    expect(salesChange(history, '2026-06')).toMatchObject({ kind: 'silent' });
    expect(salesChange({ ...history, closed: '2026-05' }, '2026-06')).toMatchObject({ now: 0, change: -1 });
    expect(salesChange({ ...history, closed: '2026-07' }, '2026-06')).toMatchObject({ kind: 'silent' });
  });

  it('counts no month of before the partnership as one since', () => {
    const sales = months('2025-05', [1, 1, 1, 1, 1, 1, 1, 5, 5]);
    const history = { sales, applied: '2025-10', joined: '2025-12' };
    expect(salesChange(history, '2026-01')).toMatchObject({ kind: 'silent' });
  });

  it('is in the money of one month only where the index covers every month', () => {
    const index = {
      source: 'x',
      values: new Map([
        ['2026-01', 100],
        ['2026-02', 110],
      ]),
    };
    const sold = (first: string, amounts: readonly number[], applied = '2026-01') =>
      inMoneyOf({ sales: months(first, amounts), applied }, index, '2026-02');
    expect(sold('2026-01', [100, 110])).toEqual(months('2026-01', [110, 110]));
    expect(sold('2025-12', [100, 110])).toBeUndefined();
    // What was told since, and what lies before the year before the application, does not count.
    expect(sold('2026-01', [100, 110, 120])).toEqual(months('2026-01', [110, 110]));
    expect(sold('2025-12', [100, 100, 110], '2027-01')).toEqual(months('2026-01', [110, 110]));
  });
});

describe('the season', () => {
  it('has Ramadan where the calendar has it', () => {
    expect([hijriMonth('2024-03'), hijriMonth('2025-03'), hijriMonth('2026-03')]).toEqual([9, 9, 9]);
    expect(hijriMonth('2023-04')).toBe(9);
    expect(hijriMonth('2026-02')).toBe(8);
  });

  it('is never a change: who sells three times as much in every Ramadan has not grown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 3, max: 11 }), (start, since) => {
        const first = addMonths('2022-01', start);
        const joined = addMonths(first, 14);
        const sales = new Map(
          Array.from({ length: 14 + since }, (_, at) => addMonths(first, at)).map((month) => [
            month,
            hijriMonth(month) === 9 ? 3_000_000 : 1_000_000,
          ]),
        );
        const found = seasonChange(sales, addMonths(joined, -1), addMonths(joined, since - 1), joined);
        if (found?.by !== 'same-months' || found.change !== 0) throw new Error(JSON.stringify(found));
      }),
      { numRuns: runs(200) },
    );
  });

  it('is compared by whole years where both are complete', () => {
    const sales = months('2024-01', [...Array(12).fill(100), ...Array(12).fill(150)]);
    expect(seasonChange(sales, '2024-12', '2025-12', '2025-01')).toEqual({
      by: 'years',
      change: 0.5,
      months: 12,
    });
  });
});

describe('jobs', () => {
  const staff = (paidMale: number, paidFemale: number, family = 1, seasonal = 0) => ({
    paidMale,
    paidFemale,
    family,
    seasonal,
  });

  it('are paid workers added net, over all who ever joined; a closed business gives none, a silent one is unknown', () => {
    const all: Staffed[] = [
      { before: staff(1, 0), now: staff(2, 3, 2, 5), closed: false },
      { before: staff(2, 2), now: undefined, closed: true },
      { before: staff(4, 0), now: undefined, closed: false },
      { before: undefined, now: staff(9, 9), closed: false },
    ];
    expect(jobsAdded(all)).toEqual({
      known: 2,
      silent: 1,
      withoutBaseline: 1,
      paid: 0,
      male: -1,
      female: 1,
      owner: -1,
      family: 1,
      seasonal: 5,
      worst: -4,
      best: 0,
    });
  });
});

describe('the number of partners', () => {
  const day = fc
    .integer({ min: 0, max: 900 })
    .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
  const partnership = fc
    .record({
      business: fc.integer({ min: 1, max: 6 }),
      partner: fc.constantFrom('a', 'b'),
      form: fc.constantFrom('inti-plasma', 'trade'),
      joinedOn: day,
      lasts: fc.option(day, { nil: undefined }),
    })
    .map(({ lasts, ...it }): Partnership => ({
      ...it,
      owner: it.business,
      programme: it.partner,
      appliedOn: it.joinedOn,
      endedOn: lasts === undefined || lasts < it.joinedOn ? undefined : lasts,
    }));

  it('counts a business once, however many partners it has', () => {
    fc.assert(
      fc.property(fc.array(partnership, { maxLength: 12 }), day, day, (all, a, b) => {
        const [first, last] = a <= b ? [a, b] : [b, a];
        const found = partnerCounts(all, { first, last });
        const having = (test: (it: Partnership) => boolean) =>
          [1, 2, 3, 4, 5, 6].filter((id) => all.some((it) => it.business === id && test(it)));
        const during = (it: Partnership) =>
          it.joinedOn <= last && !(it.endedOn !== undefined && it.endedOn < first);
        const active = (it: Partnership) =>
          it.joinedOn <= last && !(it.endedOn !== undefined && it.endedOn <= last);
        const expected = {
          unique: having(during).length,
          fresh: having(during).filter((id) => !having((it) => it.joinedOn < first).includes(id)).length,
          active: having(active).length,
          ended: having(during).filter((id) => !having(active).includes(id)).length,
          cumulative: having((it) => it.joinedOn <= last).length,
        };
        for (const [key, value] of Object.entries(expected))
          if (Reflect.get(found, key) !== value)
            throw new Error(`${key}: expected ${value}, got ${JSON.stringify(found)}`);
        if (found.unique !== found.active + found.ended) throw new Error(JSON.stringify(found));
      }),
      { numRuns: runs(400) },
    );
  });
});

describe('independence', () => {
  it('is the share that others bought, from months in which both figures are known', () => {
    const sales = months('2026-01', [100, 100, 100]);
    expect(shareToOthers(sales, months('2026-02', [25, 175]), '2026-03')).toBe(0.375);
    expect(shareToOthers(sales, new Map(), '2026-03')).toBeUndefined();
  });

  it('knows who still sells a year after the end, who does not, and whom nobody knows of', () => {
    expect(stillSelling(months('2026-10', [5]), '2025-12', '2026-12')).toBe(true);
    expect(stillSelling(months('2026-10', [0]), '2025-12', '2026-12')).toBe(false);
    expect(stillSelling(months('2026-01', [5]), '2025-12', '2026-12')).toBeUndefined();
    expect(stillSelling(months('2026-10', [5]), '2025-12', '2026-11')).toBeUndefined();
    expect(stillSelling(new Map(), '2025-12', '2026-12', '2026-02')).toBe(false);
  });
});

describe('comparison', () => {
  it('sets a partner beside at least five of the same sort and size, and says nothing otherwise', () => {
    const others = [0.1, 0.2, 0.3, 0.4, 0.5].map((change, business) => ({
      business,
      alike: 'food',
      baseline: 150,
      change,
    }));
    const partner = { business: 9, alike: 'food', baseline: 100, change: 0.9 };
    expect(comparison([partner], others)).toEqual({
      partners: 1,
      others: 5,
      partnersChange: 0.9,
      othersChange: 0.3,
    });
    expect(comparison([partner], others.slice(1))).toBeUndefined();
    expect(comparison([{ ...partner, baseline: 74 }], others)).toBeUndefined();
    expect(comparison([{ ...partner, alike: 'shop' }], others)).toBeUndefined();
    // Those of other months are the same businesses.
    const later = others.map((it) => ({ ...it, alike: 'food later' }));
    expect(
      comparison([partner, { ...partner, business: 8, alike: 'food later' }], [...others, ...later]),
    ).toMatchObject({ partners: 2, others: 5 });
  });
});

describe('pemerataan', () => {
  const area = (kecamatan: string, partners: number, bought: number): AreaFigures => ({
    kecamatan,
    registered: 500,
    registeredWomen: 300,
    partners,
    women: Math.floor(partners / 2),
    firstTime: partners,
    bought,
  });

  it('is partners and rupiah per 1,000 registered, and shares beside those of the registered', () => {
    const found = areaSpread([area('16', 10, 1_000), area('07', 20, 4_000), area('17', 10, 500)], {
      centre: ['16'],
      islands: ['17'],
    });
    expect(found).toMatchObject({
      reached: 3,
      topThree: 1,
      outsideCentre: { partners: 0.75, registered: 2 / 3 },
      islands: { partners: 0.25, registered: 1 / 3 },
      women: { partners: 0.5, registered: 0.6 },
      firstTime: 1,
    });
    expect(found.areas[1]).toEqual({
      kecamatan: '07',
      registered: 500,
      partners: 20,
      partnersPerThousand: 40,
      boughtPerThousand: 8_000,
    });
  });
});

describe('the figures of a month', () => {
  const told = (profit: number | undefined, business: number): PartnerBusiness => ({
    business,
    kind: 'food',
    partnerships: [
      {
        business,
        owner: business,
        partner: 'a',
        programme: 'a',
        form: 'trade',
        appliedOn: '2025-01-10',
        joinedOn: '2025-02-10',
        endedOn: undefined,
        deliveries: [],
        supports: [],
      },
    ],
    sales: new Map(),
    usual: undefined,
    closedOn: undefined,
    toPartner: new Map(),
    followUps: [],
    profits: new Map(profit === undefined ? [] : [[2025, profit]]),
  });
  const figuresOf = (month: string, partners: readonly PartnerBusiness[]) =>
    resultFigures({
      month,
      partners,
      others: [],
      areas: [],
      index: undefined,
      shown: { lost: true, bought: true, received: new Set(), worth: new Set() },
    });
  const profitOf = (month: string, profits: readonly (number | undefined)[]) =>
    figuresOf(month, profits.map(told)).profit;

  it('have as profit the median of the last whole year with its n, and nothing where fewer than five have told', () => {
    const five = [1_234_567, 5, 9_000_000, 2_000_000, 7, undefined, undefined];
    expect(profitOf('2026-09', five)).toEqual({ year: 2025, known: 5, all: 7, median: 1_230_000 });
    expect(profitOf('2025-12', five)?.year).toBe(2025);
    expect(profitOf('2025-11', five)).toBeUndefined();
    expect(profitOf('2026-09', five.slice(1))).toBeUndefined();
  });

  it('know nothing of a partnership that begins after the month: who ended long ago is followed to see if it sells', () => {
    const it = told(undefined, 1);
    const [one] = it.partnerships;
    if (one === undefined) throw new Error('expected a partnership');
    const over = { ...one, endedOn: '2025-08-31' };
    const again = { ...one, appliedOn: '2026-09-20', joinedOn: '2026-10-05' };
    const { independence, counts } = figuresOf('2026-09', [
      { ...it, sales: months('2026-07', [1]), partnerships: [over, again] },
    ]);
    expect(counts).toMatchObject({ cumulative: 1, active: 0 });
    expect(independence).toMatchObject({ sellingYes: 1, sellingNo: 0, sellingUnknown: 0 });
  });
});
