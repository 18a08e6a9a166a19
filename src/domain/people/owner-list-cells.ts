/** Cells of a list of owners: each reader gives a value, or the reason why there is none. */
import type { Temporal } from 'temporal-polyfill';
import { clip } from '../words/clip.ts';
import { findDesa, findKecamatan, type Desa, type Kecamatan } from './area.ts';
import { guessKind, type BusinessKind } from './business-kind.ts';
import { readNib, readNik } from './identity.ts';
import { readBusinessName, readName } from './name.ts';
import { readPhone } from './phone.ts';
import { plain, tidy } from '../words/reading.ts';
import { readCellRupiah } from '../money/rupiah-cell.ts';
import { readStartYear } from './year-started.ts';

/** What stands in a cell; a date is the number of days that a spreadsheet counts. */
export type ListCell = string | number | undefined;

const listReasons = [
  'missing',
  'formula',
  'merged',
  'name',
  'salutation',
  'kecamatan',
  'desa',
  'desa-elsewhere',
  'business',
  'phone',
  'nik-number',
  'nik-rounded',
  'nik-digits',
  'nik-date',
  'nib',
  'started',
  'workers',
  'sales',
] as const;
export type ListReason = (typeof listReasons)[number];

/** What a row is read with. */
export interface ListContext {
  readonly kecamatan: readonly Kecamatan[];
  readonly desa: readonly Desa[];
  /** The day at the office. */
  readonly today: Temporal.PlainDate;
  /** Kinds by the words of our own buttons and files. */
  readonly kindNamed: (text: string) => BusinessKind | undefined;
  /** What the days of this file need to be counted from 1900. */
  readonly addedDays: number;
  /** Code of the kecamatan that the whole sheet is about, for rows that name none. */
  readonly sheetKecamatan: string | undefined;
}

export const NOTHING =
  /^(?:[-–—.0]+|n\/?a|nihil|kosong|tidak ada|tdk ada|belum ada|belum punya|belum|tidak punya)$/i;
export const NONE_YET = /^(?:nihil|tidak ada|tdk ada|belum ada|belum punya|belum|tidak punya|tidak)$/i;
/** What a spreadsheet shows where a formula came to nothing, or a column is too narrow for its number. */
export const FORMULA_ERROR = /^(?:#(?:n\/a|[a-z][a-z0-9_/]*[!?]|getting_data|#+)|err:\d{3})$/i;
const LOST_DIGITS = /^\d(?:[.,]\d+)?e\+?\d+$/i;
const EPOCH = 25_569;
const DAY_MS = 86_400_000;
const LEAST_SALES = 10_000;
const MOST_WORKERS = 9_999;

export const isReason = (value: unknown): value is ListReason => listReasons.some((it) => it === value);

interface Text {
  readonly text: string;
}

export function nameIn(value: string | number): Text | ListReason {
  const reading = typeof value === 'string' ? readName(value) : undefined;
  return reading?.kind === 'ok' ? { text: reading.value } : 'name';
}

export function businessIn(value: string | number): Text | ListReason {
  const reading = typeof value === 'string' ? readBusinessName(value) : undefined;
  return reading?.kind === 'ok' ? { text: reading.value } : 'business';
}

export function salutationIn(value: string | number): { readonly code: 'L' | 'P' } | ListReason {
  const said = plain(String(value)).replaceAll(/[^a-z]/g, '');
  if (/^(?:l|lk|laki|lakilaki|pria|bapak|bpk|pak|male|m)$/.test(said)) return { code: 'L' };
  if (/^(?:p|pr|perempuan|wanita|ibu|bu|female|f|w)$/.test(said)) return { code: 'P' };
  return 'salutation';
}

export function kecamatanIn(value: string | number, { kecamatan }: ListContext): string {
  const text = String(value);
  const byCode = kecamatan.find((it) => it.code === text.trim());
  if (byCode !== undefined) return byCode.code;
  const found = findKecamatan(text, kecamatan);
  return found.kind === 'ok' ? found.value.code : 'kecamatan';
}

export function desaIn(value: string | number, within: string, { desa }: ListContext): string {
  const text = String(value);
  const byCode = desa.find((it) => it.code === text.trim());
  if (byCode !== undefined) return byCode.district === within ? byCode.code : 'desa-elsewhere';
  const found = findDesa(text, desa, within);
  if (found.kind === 'ok') return found.value.code;
  return found.kind === 'none' && found.reason === 'elsewhere' ? 'desa-elsewhere' : 'desa';
}

/** What no word tells is "other"; what may be two kinds is left open. The words stay either way. */
export function kindIn(
  text: string,
  { kindNamed }: ListContext,
): { readonly kind: BusinessKind | undefined; readonly words: string } {
  const words = clip(tidy(text), 80);
  const named = kindNamed(words);
  if (named !== undefined) return { kind: named, words };
  const guess = guessKind(words);
  return { kind: guess.kind === 'ok' ? guess.value : guess.kind === 'none' ? 'other' : undefined, words };
}

export function phoneIn(value: string | number): Text | ListReason {
  // A number cell has lost the 0 in front, which readPhone knows; beyond 15 digits it has lost more.
  const text = typeof value === 'number' ? (Number.isSafeInteger(value) ? String(value) : '') : value;
  if (LOST_DIGITS.test(text)) return 'phone';
  const reading = readPhone(text);
  return reading.kind === 'ok' ? { text: reading.value } : 'phone';
}

/**
 * A spreadsheet keeps 15 digits of a number and a NIK has 16: such a cell is wrong, however it looks. What the chat
 * would ask back about a birth date is refused here, where nobody can answer.
 */
export function nikIn(value: string | number, today: Temporal.PlainDate): Text | ListReason {
  if (typeof value === 'number' || LOST_DIGITS.test(value.trim())) return 'nik-number';
  const reading = readNik(value.replaceAll("'", ''), today);
  if (reading.kind !== 'ok') return 'nik-digits';
  if (reading.warnings.includes('serial-zero')) return 'nik-rounded';
  return reading.warnings.includes('birth-date') || reading.warnings.includes('under-17')
    ? 'nik-date'
    : { text: reading.value };
}

/** Fewer than 13 digits in a number cell: zeros in front are gone. */
export function nibIn(value: string | number): Text | ListReason {
  const reading = readNib(String(value).replaceAll("'", ''));
  return reading.kind === 'ok' ? { text: reading.value } : 'nib';
}

export function startedIn(
  value: string | number,
  { today, addedDays }: ListContext,
): { readonly year: number; readonly month: number | undefined } | ListReason {
  const fit = (year: number, month?: number): ReturnType<typeof startedIn> =>
    year < 1900 ||
    year > today.year ||
    (month !== undefined && (month < 1 || month > 12)) ||
    (year === today.year && (month ?? 1) > today.month)
      ? 'started'
      : { year, month };
  if (typeof value === 'number') {
    if (value < 5_000) return Number.isInteger(value) ? fit(value) : 'started';
    // The time of the day stands behind the point.
    const days = Math.floor(value) + addedDays;
    const day = new Date((days - EPOCH) * DAY_MS);
    return days > 73_050 ? 'started' : fit(day.getUTCFullYear(), day.getUTCMonth() + 1);
  }
  const iso = /^(\d{4})-(\d{1,2})(?:-\d{1,2})?$/.exec(value.trim());
  if (iso !== null) return fit(Number(iso[1]), Number(iso[2]));
  const local = /^(?:\d{1,2}[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(value.trim());
  if (local !== null) return fit(Number(local[2]), Number(local[1]));
  const reading = readStartYear(value, today);
  return reading.kind === 'ok' && reading.value.computed !== true
    ? fit(reading.value.year, reading.value.month)
    : 'started';
}

export function workersIn(value: string | number): number | ListReason {
  const count =
    typeof value === 'number' ? value : Number(/^(\d{1,4})(?: ?(?:orang|org))?$/i.exec(value.trim())?.[1]);
  return Number.isInteger(count) && count >= 0 && count <= MOST_WORKERS ? count : 'workers';
}

export function salesIn(value: string | number): number | ListReason {
  const reading = readCellRupiah(value);
  return reading.kind === 'ok' && reading.value >= LEAST_SALES ? reading.value : 'sales';
}
