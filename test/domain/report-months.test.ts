import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { closingDate, monthState, monthsToOffer } from '../../src/domain/report-months.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('the months to offer', () => {
  it('are the last two finished ones, the latest first, then ten older ones', () => {
    const offer = monthsToOffer(day('2026-11-02'), []);
    expect(offer.months).toEqual(['2026-10', '2026-09']);
    expect(offer.older).toHaveLength(10);
    expect(offer.older.at(0)).toBe('2026-08');
    expect(offer.older.at(-1)).toBe('2025-11');
  });

  test.each([
    [[], '2026-09', false],
    [['2026-09'], '2026-10', false],
    [['2026-10'], '2026-09', false],
    [['2026-10', '2026-09'], '2026-10', true],
    [['2026-08', '2026-11'], '2026-09', false],
  ])('with %j reported, a report without a month means %s', (reported, month, already) => {
    expect(monthsToOffer(day('2026-11-02'), reported)).toMatchObject({
      default: month,
      defaultIsReported: already,
    });
  });

  it('cross the turn of the year', () => {
    expect(monthsToOffer(day('2026-01-31'), []).months).toEqual(['2025-12', '2025-11']);
  });
});

describe('the closing date', () => {
  test.each([
    ['2026-10', 1, '2026-11-30'],
    ['2026-10', 2, '2026-12-31'],
    ['2026-12', 2, '2027-02-28'],
    ['2027-12', 2, '2028-02-29'],
  ])('of %s with %i open month(s) is %s', (month, open, expected) => {
    expect(closingDate(month, open).toString()).toBe(expected);
  });

  it('needs at least one open month', () => {
    for (const open of [0, -1, 1.5]) expect(() => closingDate('2026-10', open)).toThrow(RangeError);
  });
});

test.each([
  ['2026-12', 'future'],
  ['2026-11', 'running'],
  ['2026-10', 'open'],
  ['2026-09', 'open'],
  ['2026-08', 'locked'],
  ['2020-01', 'locked'],
])('in November 2026, %s is %s with two open months', (month, state) => {
  expect(monthState(month, day('2026-11-30'), [], 2)).toBe(state);
});

it('keeps a month open on its closing date and locks it on the day after', () => {
  expect(monthState('2026-09', day('2026-11-30'), [], 2)).toBe('open');
  expect(monthState('2026-09', day('2026-12-01'), [], 2)).toBe('locked');
});

it('locks at once what the office has locked, but a month to come is only to come', () => {
  expect(monthState('2026-10', day('2026-11-02'), ['2026-10'], 2)).toBe('locked');
  expect(monthState('2026-11', day('2026-11-02'), ['2026-11'], 2)).toBe('locked');
  expect(monthState('2026-12', day('2026-11-02'), ['2026-12'], 2)).toBe('future');
});
