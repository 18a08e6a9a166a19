import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { describeProblems } from '../../../src/domain/words/data-file.ts';
import {
  addWorkingDays,
  isWorkingDay,
  readHolidays,
  type HolidayYear,
} from '../../../src/domain/when/working-days.ts';
import { same } from '../../support/same.ts';

const folder = new URL('../../../prisma/holidays/', import.meta.url);
const holidays: HolidayYear[] = readdirSync(folder).map((name) => {
  const json: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const read = readHolidays(json);
  if (!read.ok) throw new Error(`${name}\n${describeProblems(read.problems)}`);
  return read.value;
});
const day = (text: string) => Temporal.PlainDate.from(text);

describe('the holiday files', () => {
  it('hold 17 national holidays and 8 days of collective leave for 2026', () => {
    const days = holidays.find(({ year }) => year === 2026)?.days ?? [];
    expect(days.filter(({ type }) => type === 'national')).toHaveLength(17);
    expect(days.filter(({ type }) => type === 'collective-leave')).toHaveLength(8);
  });

  it('mark 2027 as provisional and name what is missing', () => {
    const year = holidays.find((candidate) => candidate.year === 2027);
    expect(year?.provisional).toBe(true);
    expect(year?.missing.join()).toContain('Idulfitri');
    expect(year?.days.every(({ type }) => type === 'national')).toBe(true);
  });

  it('are refused with all problems at their places', () => {
    const read = readHolidays({
      year: 2026,
      source: ' ',
      provisional: 'no',
      missing: [],
      days: [
        { date: '2026-02-30', name: 'x', type: 'national' },
        { date: '2025-01-01', name: 'x', type: 'holiday' },
        { date: '2026-01-01', name: 'x', type: 'national' },
        { date: '2026-01-01', name: 'x', type: 'national', note: '' },
      ],
    });
    expect(read.ok ? [] : read.problems.map(({ where }) => where).toSorted()).toEqual([
      'days[0].date',
      'days[1].date',
      'days[1].type',
      'days[3].date',
      'days[3].note',
      'provisional',
      'source',
    ]);
  });
});

describe('adding working days', () => {
  test.each([
    ['2026-11-23', 1, '2026-11-24', 'Monday to Tuesday'],
    ['2026-11-20', 1, '2026-11-23', 'over a weekend'],
    ['2026-11-21', 1, '2026-11-23', 'from a Saturday'],
    ['2026-11-21', 0, '2026-11-23', 'nought from a Saturday is the next working day'],
    ['2026-11-23', 0, '2026-11-23', 'nought from a working day is that day'],
    ['2026-03-17', 1, '2026-03-25', 'over Nyepi, Lebaran and their collective leave'],
    ['2026-12-23', 1, '2026-12-28', 'over Christmas'],
    ['2026-05-26', 3, '2026-06-03', 'over Iduladha, Waisak and Pancasila'],
  ])('from %s, %i working day(s), gives %s: %s', (from, n, expected) => {
    const result = addWorkingDays(day(from), n, holidays);
    expect(result.date.toString()).toBe(expected);
    expect(result).toMatchObject({ assumedWithoutHolidays: false, provisional: false });
  });

  it('says when it ran into a provisional year', () => {
    const result = addWorkingDays(day('2026-12-31'), 1, holidays);
    expect(result.date.toString()).toBe('2027-01-04');
    expect(result).toMatchObject({ assumedWithoutHolidays: false, provisional: true });
  });

  it('says when a year has no data and only weekends were left out', () => {
    expect(addWorkingDays(day('2030-12-31'), 1, holidays)).toMatchObject({ assumedWithoutHolidays: true });
    expect(isWorkingDay(day('2031-01-01'), holidays)).toEqual({
      working: true,
      assumedWithoutHolidays: true,
      provisional: false,
    });
  });

  it('refuses fractions, negative and endless numbers', () => {
    for (const n of [-1, 1.5, Number.NaN, 10_001]) {
      expect(() => addWorkingDays(day('2026-11-23'), n, holidays)).toThrow(RangeError);
    }
  });

  it('is as many working days away as was said, and always ends on a working day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 60 }), (offset, n) => {
        const start = day('2026-01-01').add({ days: offset });
        const end = addWorkingDays(start, n, holidays).date;
        same(isWorkingDay(end, holidays).working, true);
        const first = addWorkingDays(start, 0, holidays).date;
        const after = Array.from({ length: start.until(end).days }, (_, at) => start.add({ days: at + 1 }));
        const counted = after.filter((it) => isWorkingDay(it, holidays).working).length;
        // nought from a day off already moves to the first working day after it
        same(counted, n === 0 && !first.equals(start) ? 1 : n);
      }),
    );
  });
});

describe('a working day', () => {
  test.each([
    ['2026-11-23', true],
    ['2026-11-22', false],
    ['2026-08-17', false],
    ['2026-12-24', false],
  ])('%s: %s', (date, working) => {
    expect(isWorkingDay(day(date), holidays).working).toBe(working);
  });
});
