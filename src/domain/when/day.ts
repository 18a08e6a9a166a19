/** One calendar day as people write it, in the past or ahead: "kemarin", "3/11", "3 November 2026". */
import { Temporal } from 'temporal-polyfill';
import { namedMonth } from '../month/month-words.ts';
import { plain } from '../words/reading.ts';

/** Where a day without a year is looked for. */
export type Toward = 'past' | 'ahead';

const RELATIVE: ReadonlyMap<string, number> = new Map([
  ['hari ini', 0],
  ['tadi', 0],
  ['sekarang', 0],
  ['kemarin', -1],
  ['wingi', -1],
  ['kemarin lusa', -2],
  ['besok', 1],
  ['lusa', 2],
]);

/**
 * Undefined for what names no day, or several. `today` is the day at the office; without `toward` a day without a year
 * is one of this year. Never throws.
 */
export function readDay(
  text: string,
  today: Temporal.PlainDate,
  toward?: Toward,
): Temporal.PlainDate | undefined {
  const said = plain(text)
    .replaceAll(/[!?"*;,]+/g, ' ')
    .replace(/^(?:tanggal|tgl)\.? /, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const days = RELATIVE.get(said);
  if (days !== undefined) return today.add({ days });
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const figures = /^(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}|\d{2}))?$/.exec(said);
  if (figures !== null) return near(today, Number(figures[1]), Number(figures[2]), figures[3], toward);
  const words = /^(\d{1,2}) ([a-z]{3,12})\.?(?: (\d{4}))?$/.exec(said);
  const [month, another] = namedMonth(words?.[2] ?? '')?.numbers ?? [];
  if (words === null || month === undefined || another !== undefined) return undefined;
  return near(today, Number(words[1]), month, words[3], toward);
}

function near(
  today: Temporal.PlainDate,
  day: number,
  month: number,
  year: string | undefined,
  toward: Toward | undefined,
): Temporal.PlainDate | undefined {
  if (year !== undefined) return dayOf(Number(year) + (year.length === 2 ? 2000 : 0), month, day);
  const here = dayOf(today.year, month, day);
  const order = here === undefined ? 0 : Temporal.PlainDate.compare(here, today);
  if (toward === 'past' && order > 0) return dayOf(today.year - 1, month, day);
  return toward === 'ahead' && order < 0 ? dayOf(today.year + 1, month, day) : here;
}

function dayOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
