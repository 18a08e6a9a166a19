/**
 * Classes of businesses: micro, small, medium, large.
 *
 * Rule in force: PP 7/2021 Pasal 35. Ayat (5), annual sales, is the criterion for
 * support programmes; ayat (3), capital, the one for founding and registering.
 * Money is whole rupiah.
 */
import type { Temporal } from 'temporal-polyfill';
import { addMonths, monthOf, type Month } from '../month/calendar.ts';

/** micro = usaha mikro, small = kecil, medium = menengah, large = besar (no UMKM). */
export type BusinessClass = 'micro' | 'small' | 'medium' | 'large';

/** Which law's thresholds a class was computed with. Classes of two versions are never compared. */
type CriteriaVersion = 'PP-7-2021' | 'UU-20-2008';

/** The highest amounts (whole rupiah, included) of micro, small and medium. */
interface Tops {
  readonly micro: number;
  readonly small: number;
  readonly medium: number;
}

/** One version of the thresholds, with the days (both included) on which it is the law. */
export interface ClassCriteria {
  readonly version: CriteriaVersion;
  readonly law: string;
  readonly salesArticle: string;
  readonly capitalArticle: string;
  /** 'modal usaha' (own and borrowed) since 2021, 'kekayaan bersih' before; never land and buildings. */
  readonly capitalMeans: 'modal-usaha' | 'kekayaan-bersih';
  readonly validFrom: string;
  readonly validTo?: string;
  readonly sales: Tops;
  readonly capital: Tops;
}

/** All versions, newest first. The older one still stands in local forms, so it is kept to read them. */
export const classCriteria: readonly [ClassCriteria, ...ClassCriteria[]] = [
  {
    version: 'PP-7-2021',
    law: 'PP 7/2021',
    salesArticle: 'Pasal 35 ayat (5)',
    capitalArticle: 'Pasal 35 ayat (3)',
    capitalMeans: 'modal-usaha',
    validFrom: '2021-02-02',
    sales: { micro: 2_000_000_000, small: 15_000_000_000, medium: 50_000_000_000 },
    capital: { micro: 1_000_000_000, small: 5_000_000_000, medium: 10_000_000_000 },
  },
  {
    version: 'UU-20-2008',
    law: 'UU 20/2008',
    salesArticle: 'Pasal 6',
    capitalArticle: 'Pasal 6',
    capitalMeans: 'kekayaan-bersih',
    validFrom: '2008-07-04',
    validTo: '2021-02-01',
    sales: { micro: 300_000_000, small: 2_500_000_000, medium: 50_000_000_000 },
    capital: { micro: 50_000_000, small: 500_000_000, medium: 10_000_000_000 },
  },
];

/**
 * The thresholds in force on a day. Days before the first law get the oldest
 * version, so that the function has an answer for every date.
 */
export function criteriaOn(on: Temporal.PlainDate): ClassCriteria {
  const day = on.toString();
  const [newest, ...older] = classCriteria;
  return [newest, ...older].find(({ validFrom }) => validFrom <= day) ?? older.at(-1) ?? newest;
}

/** The class of annual sales in whole rupiah (≥ 0); a threshold itself belongs to the lower class. */
export function classBySales(amount: number, criteria: ClassCriteria): BusinessClass {
  return classUnder(amount, criteria.sales);
}

/** The class of capital in whole rupiah (≥ 0), without land and buildings of the place of business. */
export function classByCapital(amount: number, criteria: ClassCriteria): BusinessClass {
  return classUnder(amount, criteria.capital);
}

function classUnder(amount: number, tops: Tops): BusinessClass {
  wholeRupiah(amount);
  if (amount <= tops.micro) return 'micro';
  if (amount <= tops.small) return 'small';
  return amount <= tops.medium ? 'medium' : 'large';
}

/** One month's sales as reported: whole rupiah; `estimate` = the owner said "kira-kira". */
export interface MonthlySales {
  readonly month: Month;
  readonly amount: number;
  readonly estimate: boolean;
}

/**
 * A year's sales in whole rupiah and what stands behind the figure.
 *
 * - `twelve-months`: the sum of the last 12 finished months; estimated only when
 *   one of the reports is.
 * - `partial`: the sum of the `months` (1–11) reported of those 12. Nothing is
 *   added for the others. `usualYear` is the estimate from the usual month, apart.
 * - `usual-month`: no report at all, 12 times the month the owner calls usual;
 *   always shown as "perkiraan", with that name.
 * - `none`: nothing is known.
 */
export type AnnualSales =
  | {
      readonly basis: 'twelve-months';
      readonly amount: number;
      readonly months: 12;
      readonly estimated: boolean;
    }
  | {
      readonly basis: 'partial';
      readonly amount: number;
      readonly months: number;
      readonly estimated: true;
      readonly usualYear?: number;
    }
  | { readonly basis: 'usual-month'; readonly amount: number; readonly months: 0; readonly estimated: true }
  | { readonly basis: 'none'; readonly months: 0; readonly estimated: true };

/**
 * The sales of the last 12 finished months before the month of `asOf` (a
 * day). The running month and older months do not count. Amounts are whole
 * rupiah from 0; a month given twice is a mistake of the caller and throws.
 */
export function annualSales(
  reports: readonly MonthlySales[],
  usualMonthly: number | undefined,
  asOf: Temporal.PlainDate,
): AnnualSales {
  const running = monthOf(asOf);
  const window = new Set(Array.from({ length: 12 }, (_, index) => addMonths(running, index - 12)));
  const counted = reports.filter(({ month }) => window.has(month));
  if (new Set(counted.map(({ month }) => month)).size !== counted.length) {
    throw new RangeError('expected one report a month, got a month twice');
  }
  const amount = counted.reduce((sum, report) => sum + wholeRupiah(report.amount), 0);
  const usualYear = usualMonthly === undefined ? undefined : 12 * wholeRupiah(usualMonthly);
  if (counted.length === 12) {
    const estimated = counted.some(({ estimate }) => estimate);
    return { basis: 'twelve-months', amount, months: 12, estimated };
  }
  if (counted.length > 0) {
    const partial = { basis: 'partial', amount, months: counted.length, estimated: true } as const;
    return usualYear === undefined ? partial : { ...partial, usualYear };
  }
  if (usualYear === undefined) return { basis: 'none', months: 0, estimated: true };
  return { basis: 'usual-month', amount: usualYear, months: 0, estimated: true };
}

function wholeRupiah(amount: number): number {
  if (Number.isSafeInteger(amount) && amount >= 0) return amount;
  throw new RangeError(`expected whole rupiah from 0, got ${amount}`);
}

/** A class with the figure it came from. */
interface ClassFigure {
  readonly class: BusinessClass;
  readonly amount: number;
  /** Article of the law that this figure was held against. */
  readonly article: string;
  /** True for capital as told, and for sales that are not twelve reported months ("perkiraan"). */
  readonly estimated: boolean;
}

/** What is known about the class of a business; `class` is absent when there is no figure for it. */
export interface Classification {
  readonly criteriaVersion: CriteriaVersion;
  readonly law: string;
  readonly class?: BusinessClass;
  readonly basis: 'sales' | 'capital' | 'none';
  readonly estimated: boolean;
  /** True when the sum so far covers fewer than 12 months: the class can only rise. */
  readonly atLeast: boolean;
  readonly bySales?: ClassFigure;
  readonly byCapital?: ClassFigure;
  /** Both figures exist and give different classes: show both. */
  readonly disagree: boolean;
}

/** What `classifyBusiness` needs to know. Absent = unknown. */
export interface ClassInput {
  readonly sales: AnnualSales;
  /** Whole rupiah. Looked at only when `ageMonths` is known and below 12. */
  readonly capital?: number;
  /** Finished months since the start; absent when the owner has forgotten ("Lupa"). */
  readonly ageMonths?: number;
}

/**
 * The class of a business on a day.
 *
 * Sales decide (PP 7/2021 Pasal 35 ayat (5), criterion for support). Capital is
 * looked at only for a business younger than 12 months, which cannot have a
 * year of sales yet; it then decides, and `disagree` says that the sales known
 * so far point to another class.
 */
export function classifyBusiness(input: ClassInput, on: Temporal.PlainDate): Classification {
  const criteria = criteriaOn(on);
  const young = input.ageMonths !== undefined && input.ageMonths < 12;
  const bySales = salesFigure(input.sales, criteria);
  // Under UU 20/2008 capital meant net worth, which nobody is asked for: never mixed.
  const comparable = young && criteria.capitalMeans === 'modal-usaha';
  const byCapital =
    comparable && input.capital !== undefined
      ? {
          class: classByCapital(input.capital, criteria),
          amount: input.capital,
          article: criteria.capitalArticle,
          estimated: true,
        }
      : undefined;
  const deciding = byCapital ?? bySales;
  return {
    criteriaVersion: criteria.version,
    law: criteria.law,
    ...(deciding === undefined ? {} : { class: deciding.class }),
    basis: byCapital === undefined ? (bySales === undefined ? 'none' : 'sales') : 'capital',
    estimated: deciding?.estimated ?? true,
    atLeast:
      deciding === bySales && input.sales.basis === 'partial' && bySales?.amount === input.sales.amount,
    ...(bySales === undefined ? {} : { bySales }),
    ...(byCapital === undefined ? {} : { byCapital }),
    disagree: bySales !== undefined && byCapital !== undefined && bySales.class !== byCapital.class,
  };
}

function salesFigure(sales: AnnualSales, criteria: ClassCriteria): ClassFigure | undefined {
  if (sales.basis === 'none') return undefined;
  // The first reported months must not lower the class that the usual month gave before them.
  const amount = sales.basis === 'partial' ? Math.max(sales.amount, sales.usualYear ?? 0) : sales.amount;
  return {
    class: classBySales(amount, criteria),
    amount,
    article: criteria.salesArticle,
    estimated: sales.estimated,
  };
}
