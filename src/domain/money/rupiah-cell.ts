import { none } from '../words/reading.ts';
import type { RupiahReading } from './rupiah-reading.ts';
import { readRupiah } from './rupiah.ts';

/** A spreadsheet computes with so many digits; what stands behind them is noise (2499999.9999999995). */
const DIGITS_KEPT = 15;

/**
 * Sales of one month from a cell of a spreadsheet: a text means what it means in the chat, and a number what it would
 * mean when somebody typed it there, without its sen. Three digits behind the point may have been meant as thousands.
 */
export function readCellRupiah(value: string | number): RupiahReading {
  if (typeof value === 'string') return readRupiah(value);
  const kept = String(Number(value.toPrecision(DIGITS_KEPT)));
  const [, whole = '', fraction = ''] = /^(\d+)\.(\d+)$/.exec(kept) ?? [];
  if (fraction.length === 3) return none('broken-grouping');
  return readRupiah(whole.length > 3 ? whole : kept);
}
