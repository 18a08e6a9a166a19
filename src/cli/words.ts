import { z } from 'zod';
import { findKecamatan } from '../domain/people/area.ts';
import { localDate } from '../domain/month/calendar.ts';
import type { Office } from '../office.ts';
import type { Services } from '../services/core/services.ts';
import { UsageError } from './command.ts';
import { localTime } from '../domain/when/dates.ts';

/** "2026-11-05 10.00 WIB": an instant as the people of the office live it. */
export function moment(office: Pick<Office, 'zone' | 'zoneName'>, instant: Date): string {
  const time = localTime(instant, office.zone).toString({ smallestUnit: 'minute' });
  return `${localDate(instant, office.zone).toString()} ${time.replace(':', '.')} ${office.zoneName}`;
}

/** Lines in columns; the first row holds the headings. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A list "a,b" as an option; empty when left out. */
export const commaList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

/** A list of which every part is one of these. */
export const listOf = <T extends string>(values: readonly [T, ...T[]]) =>
  commaList.pipe(z.array(z.enum(values)));

/** A number in the arguments, such as the one of an invitation. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'expected a whole number')
  .transform(Number);

/**
 * Codes of kecamatan from codes or names.
 * @throws UsageError naming what is not a kecamatan, with the names that there are
 */
export function kecamatanCodes(services: Services, given: readonly string[]): readonly string[] {
  const { kecamatan } = services.office.areas;
  return given.map((text) => {
    const byCode = kecamatan.find((it) => it.code === text);
    if (byCode !== undefined) return byCode.code;
    const found = findKecamatan(text, kecamatan);
    if (found.kind === 'ok') return found.value.code;
    throw new UsageError(
      `--kecamatan: expected names or codes of kecamatan, got "${text}"; there are: ${kecamatan.map((it) => it.name).join(', ')}`,
    );
  });
}

export const nameOfKecamatan = (services: Services, code: string): string =>
  services.office.areas.kecamatan.find((it) => it.code === code)?.name ?? code;
