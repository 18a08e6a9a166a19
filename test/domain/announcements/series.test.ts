import { describe, expect, it } from 'vitest';
import { isSeriesEnd, occurrence, timesIn, type Rhythm } from '../../../src/domain/announcements/series.ts';
import { ZONE } from '../../support/clock.ts';

const at = (rhythm: Rhythm, numbers: readonly number[]): readonly (string | undefined)[] =>
  numbers.map((number) => occurrence(rhythm, number, ZONE)?.toISOString());

describe('an announcement that is repeated', () => {
  it('goes out on the same weekday at the same hour, up to the last day and with it', () => {
    const weekly: Rhythm = { first: new Date('2026-11-02T02:00:00Z'), every: 'week', until: '2026-11-16' };
    expect(at(weekly, [0, 1, 2, 3])).toEqual([
      '2026-11-02T02:00:00.000Z',
      '2026-11-09T02:00:00.000Z',
      '2026-11-16T02:00:00.000Z',
      undefined,
    ]);
    expect(timesIn(weekly, ZONE)).toBe(3);
    expect(timesIn({ ...weekly, until: '2026-11-15' }, ZONE)).toBe(2);
  });

  it('goes out on the last day of a month that is too short, and on its own day again afterwards', () => {
    const monthly: Rhythm = { first: new Date('2027-01-31T02:00:00Z'), every: 'month', until: '2027-04-30' };
    expect(at(monthly, [0, 1, 2, 3, 4])).toEqual([
      '2027-01-31T02:00:00.000Z',
      '2027-02-28T02:00:00.000Z',
      '2027-03-31T02:00:00.000Z',
      '2027-04-30T02:00:00.000Z',
      undefined,
    ]);
  });

  it('ends by the day of the office, not by that of London', () => {
    // 00.30 in Gresik is still the day before in London.
    const early: Rhythm = { first: new Date('2026-11-01T17:30:00Z'), every: 'week', until: '2026-11-08' };
    expect(timesIn(early, ZONE)).toBe(1);
    const ends = (day: string): boolean => isSeriesEnd(day, early.first, ZONE);
    expect(['2026-11-02', '2026-11-03', '2027-11-03', '2027-11-04'].map(ends)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
