import type { Month } from '../domain/month/month.ts';

/** Sales of a group of businesses and months. Money in whole rupiah. */
export interface Totals {
  /** Reports that were to be expected. */
  readonly asked: number;
  /** Reports that came, zeros too. */
  readonly reported: number;
  readonly zero: number;
  readonly amount: number;
}

interface Counted {
  asked: number;
  reported: number;
  zero: number;
  amount: number;
}

/** Counts the sales of a file while its rows pass, so that its summary says what the file says. */
export interface SalesTally {
  /** One business and month; `amount` is undefined without a report. */
  add(it: {
    readonly kecamatan: string | undefined;
    readonly kind: string | undefined;
    readonly month: Month;
    readonly asked: boolean;
    readonly amount: number | undefined;
  }): void;
  readonly byKecamatan: ReadonlyMap<string, Totals>;
  readonly byKind: ReadonlyMap<string, Totals>;
  readonly byMonth: ReadonlyMap<string, Totals>;
  readonly all: Totals;
}

/** The group of what is not known. */
export const UNKNOWN = '';

export function salesTally(): SalesTally {
  const groups = [0, 1, 2].map(() => new Map<string, Counted>());
  const [byKecamatan = new Map(), byKind = new Map(), byMonth = new Map()] = groups;
  const none = (): Counted => ({ asked: 0, reported: 0, zero: 0, amount: 0 });
  const all = none();
  const count = (into: Counted, asked: boolean, amount: number | undefined): void => {
    // A report that came without being asked for is not a share of those asked for, but counts on both sides.
    if (asked || amount !== undefined) into.asked++;
    if (amount === undefined) return;
    into.reported++;
    into.amount += amount;
    if (amount === 0) into.zero++;
  };
  const group = (of: Map<string, Counted>, key: string): Counted => {
    const known = of.get(key);
    if (known !== undefined) return known;
    const made = none();
    of.set(key, made);
    return made;
  };
  return {
    byKecamatan,
    byKind,
    byMonth,
    all,
    add({ kecamatan, kind, month, asked, amount }) {
      count(group(byKecamatan, kecamatan ?? UNKNOWN), asked, amount);
      count(group(byKind, kind ?? UNKNOWN), asked, amount);
      count(group(byMonth, month), asked, amount);
      count(all, asked, amount);
    },
  };
}
