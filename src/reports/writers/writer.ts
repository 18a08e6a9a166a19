import { prefix } from '../../domain/words/clip.ts';
import type { Cell, CellType } from '../report.ts';

/** A column as a file shows it: its header is worded. */
export interface FileColumn {
  readonly header: string;
  readonly type: CellType;
  /** Characters. */
  readonly width: number;
  /** Whether a row is found by it: it stays in sight where there is room. */
  readonly isName?: boolean;
}

/** Lines of the sheet that says what a file is. */
export type Info = readonly (readonly [label: string, text: string])[];

/** Writes one file, page after page. */
export interface Writer {
  /** Bytes on the disk so far; what is still under way is missing. */
  readonly bytes: number;
  /** Resolves when there is room for more: memory stays the same however long the file is. */
  write(rows: readonly (readonly Cell[])[]): Promise<void>;
  /** Ends the file; resolves when it is complete on the disk. */
  close(info: Info): Promise<void>;
  /** Gives up; the file is of no use. Never throws. */
  abort(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** The clock of the office as if it were UTC: spreadsheets know no time zones. */
export function officeClock(instant: number, clockAhead: number): Date {
  return new Date(instant + clockAhead);
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const MOST_DAYS = 5_000;

/**
 * Words the clock of the office at an instant as tables write it: '2026-11-24 10:00:00'. One for each file, which has a
 * million instants on a few hundred days: each day is worded once.
 */
export function clockTexts(clockAhead: number): (instant: number) => string {
  const days = new Map<number, string>();
  const dayText = (day: number): string => {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size >= MOST_DAYS) days.clear();
    const text = prefix(new Date(day * 24 * HOUR_MS).toISOString(), 10);
    days.set(day, text);
    return text;
  };
  return (instant) => {
    const clock = instant + clockAhead;
    const day = Math.floor(clock / (24 * HOUR_MS));
    const second = Math.floor((clock - day * 24 * HOUR_MS) / 1000);
    return `${dayText(day)} ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
  };
}
