import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import {
  annualSales,
  classBySales,
  classByCapital,
  classifyBusiness,
  criteriaOn,
  type MonthlySales,
} from '../../../src/domain/people/business-class.ts';
import { addMonths } from '../../../src/domain/month/calendar.ts';
import { same } from '../../support/same.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const newCriteria = criteriaOn(today);
const oldCriteria = criteriaOn(Temporal.PlainDate.from('2020-06-01'));

function reports(count: number, amount: number, lastMonth = '2026-10'): MonthlySales[] {
  return Array.from({ length: count }, (_, index) => ({
    month: addMonths(lastMonth, -index),
    amount,
    estimate: false,
  }));
}

describe('the thresholds', () => {
  test.each([
    [0, 'micro'],
    [2_000_000_000, 'micro'],
    [2_000_000_001, 'small'],
    [15_000_000_000, 'small'],
    [15_000_000_001, 'medium'],
    [50_000_000_000, 'medium'],
    [50_000_000_001, 'large'],
  ])('PP 7/2021 puts annual sales of Rp%i into %s', (amount, expected) => {
    expect(classBySales(amount, newCriteria)).toBe(expected);
  });

  test.each([
    [1_000_000_000, 'micro'],
    [1_000_000_001, 'small'],
    [5_000_000_000, 'small'],
    [5_000_000_001, 'medium'],
    [10_000_000_000, 'medium'],
    [10_000_000_001, 'large'],
  ])('PP 7/2021 puts capital of Rp%i into %s', (amount, expected) => {
    expect(classByCapital(amount, newCriteria)).toBe(expected);
  });

  test.each([
    [300_000_000, 'micro'],
    [300_000_001, 'small'],
    [2_500_000_000, 'small'],
    [2_500_000_001, 'medium'],
    [50_000_000_000, 'medium'],
    [50_000_000_001, 'large'],
  ])('UU 20/2008 put annual sales of Rp%i into %s', (amount, expected) => {
    expect(classBySales(amount, oldCriteria)).toBe(expected);
  });

  test.each([
    ['2021-02-02', 'PP-7-2021'],
    ['2021-02-01', 'UU-20-2008'],
    ['2008-07-04', 'UU-20-2008'],
    ['1998-05-21', 'UU-20-2008'],
    ['2099-01-01', 'PP-7-2021'],
  ])('on %s the criteria are those of %s', (day, version) => {
    expect(criteriaOn(Temporal.PlainDate.from(day)).version).toBe(version);
  });

  it('refuses an amount that is not whole rupiah from 0', () => {
    for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => classBySales(amount, newCriteria)).toThrow(RangeError);
    }
  });
});

describe('annual sales', () => {
  it('sums the last twelve finished months and leaves out the running and older ones', () => {
    const all = [...reports(12, 3_000_000), ...reports(3, 9_000_000, '2025-10')];
    all.push({ month: '2026-11', amount: 7_000_000, estimate: false });
    expect(annualSales(all, undefined, today)).toEqual({
      basis: 'twelve-months',
      amount: 36_000_000,
      months: 12,
      estimated: false,
    });
  });

  it('is an estimate when one of the twelve reports is', () => {
    const all = reports(12, 3_000_000).map((report, index) => ({ ...report, estimate: index === 5 }));
    expect(annualSales(all, undefined, today)).toMatchObject({ basis: 'twelve-months', estimated: true });
  });

  it('names the number of months when some are missing and adds nothing for them', () => {
    expect(annualSales(reports(5, 3_000_000), undefined, today)).toEqual({
      basis: 'partial',
      amount: 15_000_000,
      months: 5,
      estimated: true,
    });
  });

  it('keeps the usual month apart from months that were reported', () => {
    expect(annualSales(reports(2, 3_000_000), 4_000_000, today)).toEqual({
      basis: 'partial',
      amount: 6_000_000,
      months: 2,
      estimated: true,
      usualYear: 48_000_000,
    });
  });

  it('uses twelve usual months only without any report, under that name and as an estimate', () => {
    expect(annualSales(reports(3, 5, '2025-01'), 4_000_000, today)).toEqual({
      basis: 'usual-month',
      amount: 48_000_000,
      months: 0,
      estimated: true,
    });
  });

  it('says that nothing is known when nothing is', () => {
    expect(annualSales([], undefined, today)).toEqual({ basis: 'none', months: 0, estimated: true });
  });

  it('counts a reported zero as a report', () => {
    expect(annualSales(reports(12, 0), 4_000_000, today)).toMatchObject({
      basis: 'twelve-months',
      amount: 0,
    });
  });

  it('refuses a month given twice and amounts that are not whole rupiah', () => {
    expect(() => annualSales([...reports(1, 1), ...reports(1, 2)], undefined, today)).toThrow('twice');
    expect(() => annualSales(reports(1, 1.5), undefined, today)).toThrow(RangeError);
    expect(() => annualSales([], -1, today)).toThrow(RangeError);
  });

  it('is never above the sum of the reports of its window, and complete only with twelve', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -3, max: 20 }), { maxLength: 24 }),
        fc.integer({ min: 0, max: 50_000_000_000 }),
        (distances, amount) => {
          const given = distances.map((back) => ({
            month: addMonths('2026-11', -back),
            amount,
            estimate: false,
          }));
          const inWindow = distances.filter((back) => back >= 1 && back <= 12).length;
          const result = annualSales(given, undefined, today);
          same(result.months, inWindow);
          same(result.estimated, inWindow !== 12);
          if (result.basis !== 'none') expect(result.amount).toBe(inWindow * amount);
        },
      ),
    );
  });
});

describe('the class of a business', () => {
  it('follows sales and ignores capital from 12 months on', () => {
    const result = classifyBusiness(
      { sales: annualSales(reports(12, 200_000_000), undefined, today), capital: 1, ageMonths: 12 },
      today,
    );
    expect(result).toMatchObject({ class: 'small', basis: 'sales', estimated: false, disagree: false });
    expect(result.byCapital).toBeUndefined();
    expect(result.bySales?.article).toBe('Pasal 35 ayat (5)');
  });

  it('follows capital below 12 months and shows both when they disagree', () => {
    const result = classifyBusiness(
      { sales: annualSales([], 300_000_000, today), capital: 500_000_000, ageMonths: 11 },
      today,
    );
    expect(result).toMatchObject({
      class: 'micro',
      basis: 'capital',
      disagree: true,
      bySales: { class: 'small', amount: 3_600_000_000, estimated: true },
      byCapital: { class: 'micro', amount: 500_000_000 },
    });
  });

  it('ignores capital when the age is unknown', () => {
    const result = classifyBusiness({ sales: annualSales([], undefined, today), capital: 5 }, today);
    expect(result).toMatchObject({ basis: 'none', estimated: true, disagree: false });
    expect(result.class).toBeUndefined();
  });

  it('says "at least" while months are missing', () => {
    const result = classifyBusiness(
      { sales: annualSales(reports(3, 1_000_000_000), undefined, today) },
      today,
    );
    expect(result).toMatchObject({ class: 'small', atLeast: true, estimated: true });
  });

  it('does not sink when the first months are reported', () => {
    const before = classifyBusiness({ sales: annualSales([], 300_000_000, today) }, today);
    const after = classifyBusiness(
      { sales: annualSales(reports(1, 300_000_000), 300_000_000, today) },
      today,
    );
    expect([before.class, after.class]).toEqual(['small', 'small']);
    expect(after.atLeast).toBe(false);
  });

  it('never holds capital against the net worth of UU 20/2008', () => {
    const then = Temporal.PlainDate.from('2020-06-01');
    const result = classifyBusiness(
      { sales: annualSales([], 10_000_000, then), capital: 400_000_000, ageMonths: 3 },
      then,
    );
    expect(result).toMatchObject({ criteriaVersion: 'UU-20-2008', basis: 'sales', class: 'micro' });
  });
});
