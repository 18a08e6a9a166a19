/**
 * Indonesian working days: Monday to Friday, without national holidays and
 * without collective leave (cuti bersama), as offices of a Dinas keep them.
 *
 * Source of each year's days: the joint decree of three ministers (SKB 3 Menteri),
 * kept in `prisma/holidays/<year>.json`. A year without a file is counted by
 * weekends alone, and every answer that touched such a year says so.
 */
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  date,
  flag,
  integer,
  list,
  object,
  oneOf,
  readData,
  text,
  type Checked,
} from '../words/data-file.ts';

/** One day off. collective-leave = cuti bersama. */
interface Holiday {
  /** 'YYYY-MM-DD' in the year of its file. */
  readonly date: string;
  readonly name: string;
  readonly type: 'national' | 'collective-leave';
}

/** The days off of one year. */
export interface HolidayYear {
  readonly year: number;
  readonly source: string;
  /** Incomplete or not yet decreed: dates counted with it may still change. */
  readonly provisional: boolean;
  readonly days: readonly Holiday[];
  /** Holidays of a provisional year whose date is not certain yet, by name. */
  readonly missing: readonly string[];
}

/** How far an answer can be relied on. */
export interface Certainty {
  /** A year that was counted has no holiday data: only weekends were left out. */
  readonly assumedWithoutHolidays: boolean;
  /** A year that was counted has only provisional data. */
  readonly provisional: boolean;
}

const holidayYear: z.ZodType<HolidayYear> = object({
  year: integer(2000, 2200),
  source: text(),
  provisional: flag(),
  days: list(object({ date: date(), name: text(), type: oneOf(['national', 'collective-leave']) })),
  missing: list(text()),
});

/** A day that cannot be read has a problem of its own already. */
const sketch = z.object({
  year: z.number(),
  days: z.array(z.object({ date: z.iso.date() }).optional().catch(undefined)),
});

/** Reads `prisma/holidays/<year>.json`; names every problem at its place. */
export function readHolidays(json: unknown): Checked<HolidayYear> {
  return readData(holidayYear, json, (it, note) => {
    const { year, days = [] } = sketch.safeParse(it).data ?? {};
    days.forEach((day, index) => {
      if (day === undefined) return;
      if (!day.date.startsWith(`${year}-`)) note(`days[${index}].date`, `a day of ${year}`, day.date);
      if (days.findIndex((other) => other?.date === day.date) !== index)
        note(`days[${index}].date`, 'every date once', `${day.date} again`);
    });
  });
}

/** Whether offices work on this day, and how certain that is. */
export function isWorkingDay(
  date: Temporal.PlainDate,
  holidays: readonly HolidayYear[],
): Certainty & { readonly working: boolean } {
  return { working: works(date, holidays), ...certainty(date, date, holidays) };
}

/**
 * The date `n` working days after `date`, which itself does not count: one
 * working day after a Friday is Monday. With n = 0: the date itself, or the
 * next working day when it is none.
 *
 * @param n whole number from 0 to 10,000.
 */
export function addWorkingDays(
  date: Temporal.PlainDate,
  n: number,
  holidays: readonly HolidayYear[],
): Certainty & { readonly date: Temporal.PlainDate } {
  if (!Number.isInteger(n) || n < 0 || n > 10_000) {
    throw new RangeError(`expected a whole number of working days from 0 to 10,000, got ${n}`);
  }
  let day = date;
  let left = n;
  while (left > 0 || !works(day, holidays)) {
    day = day.add({ days: 1 });
    if (left > 0 && works(day, holidays)) left -= 1;
  }
  return { date: day, ...certainty(date, day, holidays) };
}

function works(date: Temporal.PlainDate, holidays: readonly HolidayYear[]): boolean {
  if (date.dayOfWeek > 5) return false;
  const day = date.toString();
  const year = holidays.find((candidate) => candidate.year === date.year);
  return year?.days.every((holiday) => holiday.date !== day) ?? true;
}

function certainty(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  holidays: readonly HolidayYear[],
): Certainty {
  const counted = Array.from({ length: last.year - first.year + 1 }, (_, index) =>
    holidays.find(({ year }) => year === first.year + index),
  );
  return {
    assumedWithoutHolidays: counted.includes(undefined),
    provisional: counted.some((year) => year?.provisional ?? false),
  };
}
