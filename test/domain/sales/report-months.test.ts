import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import {
  closingDate,
  isAlone,
  monthsDue,
  monthsShown,
  monthState,
  monthsToOffer,
} from '../../../src/domain/sales/report-months.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('the months to offer', () => {
  it('are the last two finished ones, the latest first, then ten older ones', () => {
    const offer = monthsToOffer(day('2026-11-02'));
    expect(offer.months).toEqual(['2026-10', '2026-09']);
    expect(offer.older).toHaveLength(10);
    expect(offer.older.at(0)).toBe('2026-08');
    expect(offer.older.at(-1)).toBe('2025-11');
  });

  it('cross the turn of the year', () => {
    expect(monthsToOffer(day('2026-01-31')).months).toEqual(['2025-12', '2025-11']);
  });
});

describe('the months that are shown', () => {
  const on = Temporal.PlainDate.from('2026-11-02');

  it('begin with the first report, twelve at most, up to the last finished one', () => {
    expect(monthsShown([], on)).toEqual([]);
    expect(monthsShown(['2026-10', '2026-08'], on)).toEqual(['2026-08', '2026-09', '2026-10']);
    expect(monthsShown(['2024-01', '2025-12'], on)[0]).toBe('2025-12');
    expect(monthsShown(['2026-11'], on, '2026-11')).toEqual(['2026-11']);
  });

  it('are a single one as long as nothing else was reported that a chart would show', () => {
    expect(isAlone('2026-10', [], on)).toBe(true);
    expect(isAlone('2026-10', ['2026-10'], on)).toBe(true);
    expect(isAlone('2026-10', ['2025-10'], on)).toBe(true);
    expect(isAlone('2026-10', ['2025-11'], on)).toBe(false);
  });
});

describe('the months that are due', () => {
  const shop = {
    startedYear: 2019,
    startedMonth: undefined,
    registeredIn: '2026-02',
    status: 'active',
    statusSince: undefined,
  } as const;
  const calendar = { today: day('2026-11-02'), locks: [], openMonths: 6 };

  test.each([
    ['all that are missing', {}, [], {}, ['2026-10', '2026-09']],
    ['not the reported ones', {}, ['2026-10'], {}, ['2026-09']],
    ['none when all are reported', {}, ['2026-09', '2026-10'], {}, []],
    [
      'one month before the registration, and none before it',
      { registeredIn: '2026-11' },
      [],
      {},
      ['2026-10'],
    ],
    ['none before the business began', { startedYear: 2026, startedMonth: 10 }, [], {}, ['2026-10']],
    [
      'none of a time in which it is closed',
      { status: 'paused', statusSince: '2026-09' },
      [],
      {},
      ['2026-09'],
    ],
    ['none that the office has closed', {}, [], { locks: ['2026-09'] }, ['2026-10']],
    ['none past its closing date', {}, [], { openMonths: 1 }, ['2026-10']],
  ] as const)('are %s', (_what, business, settled, more, due) => {
    expect(monthsDue({ ...shop, ...business }, settled, { ...calendar, ...more })).toEqual(due);
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
