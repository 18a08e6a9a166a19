/** One calendar day as people write it, in the past or the future: dates of papers and periods. */
import type { Temporal } from 'temporal-polyfill';
import { namedMonth } from '../month/month-words.ts';
import { plain } from '../words/reading.ts';

/** "25-11-2026", "25/11", "25 November 2026"; without a year the year of today. Undefined for everything else. */
export function readDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const [, dayText = '', monthText = '', yearText] =
    /^(\d{1,2})[-/. ]+(\d{1,2}|[a-z]+)(?:[-/. ]+(\d{4}))?$/.exec(plain(text).trim()) ?? [];
  const named = namedMonth(monthText)?.numbers ?? [];
  const month = /^\d+$/.test(monthText) ? Number(monthText) : named.length === 1 ? named[0] : undefined;
  const date = Number(dayText);
  if (month === undefined || month < 1 || month > 12 || date < 1) return undefined;
  const first = today.with({ year: yearText === undefined ? today.year : Number(yearText), month, day: 1 });
  return date > first.daysInMonth ? undefined : first.with({ day: date });
}
