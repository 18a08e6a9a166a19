/** Days and times as the fields of a form in a browser hold them: nothing in them can mean two things. */
import { Temporal } from 'temporal-polyfill';
import { instantAt } from './dates.ts';
import type { Zone } from '../month/calendar.ts';

/** The instant that "2026-11-19T09:00" is by the clocks of a zone; undefined for anything else. */
export function readFormTime(text: string, zone: Zone): Date | undefined {
  const [, day = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/.exec(text) ?? [];
  try {
    return instantAt(Temporal.PlainDate.from(day), Temporal.PlainTime.from(time), zone);
  } catch {
    return undefined;
  }
}

/** The day in "2026-11-19", as it is written; undefined for anything else, and for a day that no calendar has. */
export function readFormDay(text: string): string | undefined {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text).toString() : undefined;
  } catch {
    return undefined;
  }
}
