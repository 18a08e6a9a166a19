import { addMonths, partsOf, toMonth, type Month } from '../month/calendar.ts';
import { lastDayOf } from '../when/dates.ts';
import type { AreaFigures } from './area-spread.ts';
import { comparison, type Comparable, type Comparison } from './comparison.ts';
import { shareToOthers, stillSelling } from './independence.ts';
import { jobsAdded, type JobsAdded, type Staffed, type Workforce } from './workforce.ts';
import { partnerCounts, type PartnerCounts } from './membership.ts';
import { FEWEST, roundedAmount } from '../sales/suppression.ts';
import { median, spreadOf, type Spread } from './quantile.ts';
import {
  inMoneyOf,
  salesChange,
  type PriceIndex,
  type SalesChange,
  type SalesHistory,
} from './sales-change.ts';
import type { MonthlyAmounts } from './season.ts';
import type { IntiDuty } from '../eligibility/need.ts';
import {
  paymentResult,
  supportResults,
  type PaymentResult,
  type SupportResult,
  type TradedPartnership,
} from './trade.ts';

/** What a business told about who works there and who buys. */
interface ToldFollowUp {
  /** YYYY-MM-DD */
  readonly on: string;
  readonly workforce: Workforce;
  /** Regular buyers beside the partner; undefined where the owner does not know. */
  readonly buyers: number | undefined;
}

/** A business that has ever joined a partnership, with everything that was told about it. Days are 'YYYY-MM-DD'. */
export interface PartnerBusiness {
  readonly business: number;
  readonly kind: string | undefined;
  /** Those of the scope that is looked at; at least one. */
  readonly partnerships: readonly TradedPartnership[];
  readonly sales: MonthlyAmounts;
  /** The usual month that the owner named at registration. */
  readonly usual: number | undefined;
  readonly closedOn: string | undefined;
  /** What it sold to its partners by month: as it told, and where it told nothing, as was delivered. */
  readonly toPartner: MonthlyAmounts;
  /** Oldest first. */
  readonly followUps: readonly ToldFollowUp[];
  /** Told profit by calendar year, whole rupiah. */
  readonly profits: ReadonlyMap<number, number>;
}

/** Everything that the results of one scope are computed from. */
export interface ResultInput {
  /** The last finished month that counts. */
  readonly month: Month;
  readonly partners: readonly PartnerBusiness[];
  /** Businesses that never joined any partnership, as {@link comparableOf} gives them. */
  readonly others: readonly Comparable[];
  readonly areas: readonly AreaFigures[];
  readonly index: PriceIndex | undefined;
  readonly shown: ShownSums;
}

/** Which sums of a scope may be shown beside what is shown of other scopes, and was shown before. */
export interface ShownSums {
  /** The workers of whoever is silent: what the worst case is reckoned with. */
  readonly lost: boolean;
  readonly bought: boolean;
  /** Kinds of support: how many received it, and what it was worth. */
  readonly received: ReadonlySet<IntiDuty>;
  readonly worth: ReadonlySet<IntiDuty>;
}

interface SalesResult {
  /** From what was reported before the application. */
  readonly reported?: Spread | undefined;
  /** The same without the season. */
  readonly season?: Spread | undefined;
  /** The same in the money of the month; undefined without an index. */
  readonly deflated?: Spread | undefined;
  /** From the usual month that the owner named at registration: weaker, and apart. */
  readonly usual?: Spread | undefined;
  readonly withoutBaseline: number;
  /** Medians of the months before and of the last months of the same businesses, in rupiah. */
  readonly before?: number | undefined;
  readonly now?: number | undefined;
  readonly comparison?: Comparison | undefined;
}

/** Only where five or more have told: what is stored tells nothing about one of them. */
interface ProfitResult {
  readonly year: number;
  /** Businesses that have told, of all that ever joined. */
  readonly known: number;
  readonly all: number;
  /** Whole rupiah, three digits. */
  readonly median: number;
}

interface IndependenceResult {
  /** Share sold to others than the partner. */
  readonly toOthers?: Spread | undefined;
  readonly buyers?: Spread | undefined;
  /** Of those whose partnership ended twelve months ago or earlier. */
  readonly sellingYes: number;
  readonly sellingNo: number;
  readonly sellingUnknown: number;
}

/** Exact figures, as they are stored. */
export interface ResultFigures {
  readonly month: Month;
  /** The semester up to the month; days, both included. */
  readonly period: { readonly first: string; readonly last: string };
  readonly counts: PartnerCounts;
  /** People behind the businesses that ever joined. */
  readonly owners: number;
  readonly jobs: JobsAdded;
  readonly sales: SalesResult;
  readonly independence: IndependenceResult;
  readonly profit?: ProfitResult | undefined;
  /** Undefined in what was stored before payments were counted. */
  readonly payment?: PaymentResult | undefined;
  readonly support: readonly SupportResult[];
  readonly areas: readonly AreaFigures[];
  readonly sums: Pick<ShownSums, 'lost' | 'bought'>;
}

/** The semester of a month as one word: 2026-1 is January to June 2026. */
export function semesterOf(month: Month): string {
  const { year, number } = partsOf(month);
  return `${year}-${number <= 6 ? 1 : 2}`;
}

/** The semester (January to June, July to December) of a month, up to its last day. */
export function semesterUpTo(month: Month): { readonly first: string; readonly last: string } {
  const { year, number } = partsOf(month);
  return { first: `${toMonth(year, number <= 6 ? 1 : 7)}-01`, last: lastDayOf(month).toString() };
}

/** Whether a business was in a partnership on a day of a period; days, both included. */
export const isPartnerIn = (
  { partnerships }: Pick<PartnerBusiness, 'partnerships'>,
  { first, last }: ResultFigures['period'],
): boolean =>
  partnerships.some(
    ({ joinedOn, endedOn }) => joinedOn <= last && (endedOn === undefined || endedOn >= first),
  );

/** A business as its results need it: from its first partnership of the scope on. */
interface Followed {
  readonly it: PartnerBusiness;
  readonly history: SalesHistory;
}

/** The three results and the independence of one scope; pure: the same input gives the same figures for ever. */
export function resultFigures({ month, partners, others, areas, index, shown }: ResultInput): ResultFigures {
  const period = semesterUpTo(month);
  const followed = partners.flatMap((it) => followedBy(it, month) ?? []);
  const partnerships = followed.flatMap(({ it }) => it.partnerships);
  return {
    month,
    period,
    counts: partnerCounts(partnerships, period),
    owners: new Set(partnerships.map(({ owner }) => owner)).size,
    jobs: jobsAdded(followed.map(({ it }) => staffOf(it, period.last))),
    sales: salesResult(followed, others, month, index),
    independence: independenceResult(followed, month, period.last),
    profit: profitResult(followed, month),
    payment: paymentResult(partnerships, period),
    support: supportResults(partnerships, period, shown),
    areas,
    sums: { lost: shown.lost, bought: shown.bought },
  };
}

/** What stands behind one business in the results of a month: "dari mana angka ini". */
export interface ResultRow {
  readonly change: SalesChange;
  /** In the money of the month; undefined without an index that covers it. */
  readonly deflated: SalesChange | undefined;
  /** By what it is set beside businesses like it; undefined where it cannot be. */
  readonly comparable: Comparable | undefined;
  readonly staff: Staffed;
  /** Share sold to others than the partner. */
  readonly toOthers: number | undefined;
  readonly buyers: number | undefined;
  /** Undefined as long as a partnership runs, and in the year after. */
  readonly selling: Selling | undefined;
  /** What it told is shown to nobody. */
  readonly toldProfit: boolean;
}

/** Undefined for one that had not joined by the month. */
export function resultRow(it: PartnerBusiness, month: Month, index?: PriceIndex): ResultRow | undefined {
  const followed = followedBy(it, month);
  if (followed === undefined) return undefined;
  const { history } = followed;
  const day = semesterUpTo(month).last;
  return {
    change: salesChange(history, month),
    deflated: index === undefined ? undefined : deflatedChange(history, month, index),
    comparable: comparableOf(it, history, month),
    staff: staffOf(followed.it, day),
    toOthers: shareToOthers(it.sales, it.toPartner, month),
    buyers: latest(it.followUps, day)?.buyers,
    selling: sellingOf(followed, month),
    toldProfit: it.profits.has(profitYear(month)),
  };
}

/** A business with the partnerships that had begun by a month; undefined where none had. */
function followedBy(it: PartnerBusiness, month: Month): Followed | undefined {
  const partnerships = it.partnerships.filter(({ joinedOn }) => monthOfDay(joinedOn) <= month);
  const [first, ...more] = partnerships;
  if (first === undefined) return undefined;
  const { appliedOn, joinedOn } = more.reduce((a, b) => (b.joinedOn < a.joinedOn ? b : a), first);
  const { sales, usual, closedOn } = it;
  return {
    it: { ...it, partnerships },
    history: {
      sales,
      usual,
      applied: monthOfDay(appliedOn),
      joined: monthOfDay(joinedOn),
      closed: closedOn === undefined ? undefined : monthOfDay(closedOn),
    },
  };
}

/** The last count before the first partnership, and the last one of the twelve months up to a day. */
export function staffOf({ partnerships, followUps, closedOn }: PartnerBusiness, day: string): Staffed {
  const joinedOn = partnerships.map((it) => it.joinedOn).toSorted()[0] ?? day;
  const told = followUps.filter(({ on }) => on <= day);
  const now = latest(told, day);
  return {
    before: told.findLast(({ on }) => on <= joinedOn)?.workforce,
    now: now !== undefined && now.on > joinedOn ? now.workforce : undefined,
    closed: closedOn !== undefined && closedOn <= day,
  };
}

/** What was told last, as long as it is not older than a year. */
function latest(told: readonly ToldFollowUp[], day: string): ToldFollowUp | undefined {
  const last = told.findLast(({ on }) => on <= day);
  return last === undefined || addMonths(monthOfDay(last.on), 12) < monthOfDay(day) ? undefined : last;
}

function salesResult(
  partners: readonly Followed[],
  others: readonly Comparable[],
  month: Month,
  index: PriceIndex | undefined,
): SalesResult {
  const changes = partners.map(({ history }) => salesChange(history, month));
  const known = changes.filter((it) => it.kind === 'changed');
  const strong = known.filter(({ baseline }) => baseline.kind === 'reported');
  const silent = (kind: 'reported' | 'usual'): number =>
    changes.filter((it) => it.kind === 'silent' && it.baseline.kind === kind).length;
  const seasons = strong.flatMap(({ season }) => season?.change ?? []);
  return {
    reported: spreadOf(
      strong.map(({ change }) => change),
      silent('reported'),
    ),
    season: spreadOf(seasons, strong.length - seasons.length + silent('reported')),
    deflated: index === undefined ? undefined : deflated(partners, month, index),
    usual: spreadOf(
      known.filter(({ baseline }) => baseline.kind === 'usual').map(({ change }) => change),
      silent('usual'),
    ),
    withoutBaseline: changes.filter(({ kind }) => kind === 'no-baseline').length,
    before: spreadOf(
      strong.map(({ baseline }) => baseline.amount),
      0,
    )?.median,
    now: spreadOf(
      strong.map(({ now }) => now),
      0,
    )?.median,
    comparison: comparison(
      partners.flatMap(({ it, history }) => comparableOf(it, history, month) ?? []),
      others,
    ),
  };
}

/** Undefined when the index does not cover every month that counts of every business. */
function deflated(partners: readonly Followed[], month: Month, index: PriceIndex): Spread | undefined {
  const changes: SalesChange[] = [];
  for (const { history } of partners) {
    const change = deflatedChange(history, month, index);
    if (change === undefined) return undefined;
    changes.push(change);
  }
  return spreadOf(
    changes.flatMap((it) => (it.kind === 'changed' ? [it.change] : [])),
    changes.filter(({ kind }) => kind === 'silent').length,
  );
}

/** Only from what was reported: nobody knows of which month the usual one was. */
function deflatedChange(history: SalesHistory, month: Month, index: PriceIndex): SalesChange | undefined {
  const sales = inMoneyOf(history, index, month);
  return sales === undefined ? undefined : salesChange({ ...history, sales, usual: undefined }, month);
}

/**
 * What a business is compared by: its kind and the months on both sides. Undefined where nothing was reported before,
 * or nothing since. For one that never joined, the months of a partner are given as its own.
 */
export function comparableOf(
  { business, kind }: Pick<PartnerBusiness, 'business' | 'kind'>,
  history: SalesHistory,
  month: Month,
): Comparable | undefined {
  const change = salesChange(history, month);
  if (kind === undefined || change.kind !== 'changed' || change.baseline.kind !== 'reported')
    return undefined;
  return {
    business,
    alike: alikeOf(kind, history),
    baseline: change.baseline.amount,
    change: change.change,
  };
}

/** Kind and months, as one word. */
export const alikeOf = (
  kind: string,
  { applied, joined }: Pick<SalesHistory, 'applied' | 'joined'>,
): string => `${kind}:${applied}:${joined}`;

function independenceResult(partners: readonly Followed[], month: Month, day: string): IndependenceResult {
  const shares = partners.map(({ it }) => shareToOthers(it.sales, it.toPartner, month));
  const buyers = partners.map(({ it }) => latest(it.followUps, day)?.buyers);
  const sellings = partners.map((it) => sellingOf(it, month));
  const told = (values: readonly (number | undefined)[]): Spread | undefined => {
    const known = values.filter((it) => it !== undefined);
    return spreadOf(known, values.length - known.length);
  };
  return {
    toOthers: told(shares),
    buyers: told(buyers),
    sellingYes: sellings.filter((it) => it === 'yes').length,
    sellingNo: sellings.filter((it) => it === 'no').length,
    sellingUnknown: sellings.filter((it) => it === 'unknown').length,
  };
}

/** Whether a business still sells twelve months after the end of its last partnership. */
type Selling = 'yes' | 'no' | 'unknown';

function sellingOf({ it: { partnerships }, history }: Followed, month: Month): Selling | undefined {
  const ends = partnerships.flatMap(({ endedOn }) => endedOn ?? []).toSorted();
  const last = ends.at(-1);
  if (last === undefined || ends.length < partnerships.length) return undefined;
  const ended = monthOfDay(last);
  if (addMonths(ended, 12) > month) return undefined;
  const sells = stillSelling(history.sales, ended, month, history.closed);
  return sells === undefined ? 'unknown' : sells ? 'yes' : 'no';
}

/** The last calendar year that was over by the month. */
function profitYear(month: Month): number {
  const { year, number } = partsOf(month);
  return number === 12 ? year : year - 1;
}

function profitResult(partners: readonly Followed[], month: Month): ProfitResult | undefined {
  const of = profitYear(month);
  const told = partners.flatMap(({ it }) => it.profits.get(of) ?? []);
  return told.length < FEWEST
    ? undefined
    : { year: of, known: told.length, all: partners.length, median: roundedAmount(median(told)) };
}

/** The month of a day 'YYYY-MM-DD'. */
export function monthOfDay(day: string): Month {
  const [year, number] = day.split('-').map(Number);
  if (year === undefined || number === undefined)
    throw new RangeError(`expected a day 'YYYY-MM-DD', got '${day}'`);
  return toMonth(year, number);
}
