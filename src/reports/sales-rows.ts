import { askedFor, type Asked } from '../domain/sales/asked.ts';
import { type Month, localDate } from '../domain/month/month.ts';
import { monthsOfPeriod } from '../domain/month/period.ts';
import { monthState } from '../domain/sales/report-months.ts';
import { lockedMonths } from '../services/sales/sales-history.ts';
import type { Statement } from '../sql.ts';
import { askedRow, businessPages, type ReportedBusiness } from './business-rows.ts';
import { PAGE, type Source } from './report.ts';

/** The figure of a business and month that held at a moment. Money in whole rupiah. */
interface Figure {
  /** L-2610-0457 */
  readonly number: string;
  readonly amount: number;
  readonly estimate: boolean;
  readonly provisional: boolean;
  readonly toCheck: boolean;
  readonly zeroReason: string | null;
  readonly workersMale: number | null;
  readonly workersFemale: number | null;
  readonly source: string;
  /** Random number of whoever typed it: the owner, a helper or a member. */
  readonly enteredBy: string | null;
  readonly version: number;
  /** In ms since 1970. */
  readonly at: number;
}

export interface BusinessMonth {
  readonly month: Month;
  readonly figure: Figure | undefined;
  readonly asked: Asked;
}

export interface BusinessSales extends ReportedBusiness {
  /** Every month of the period, oldest first. */
  readonly months: readonly BusinessMonth[];
}

export function monthsOf({ period }: { readonly period: Source['period'] }): readonly Month[] {
  if (period === undefined) throw new Error('expected a period for a report about months');
  return monthsOfPeriod(period);
}

/**
 * Businesses with every month of the period. The figures are those that held at `asOf`: versions are only ever
 * added, so the same moment gives the same figures two years later, and a report that comes in while the file is
 * written does not split it.
 */
export async function* salesPages(
  source: Source,
  opens: 'names' | 'everything',
): AsyncGenerator<readonly BusinessSales[]> {
  const months = monthsOf(source);
  const take = Math.max(1, Math.floor(PAGE / months.length));
  for await (const page of businessPages(source, opens)) {
    const figures = await figuresOf(
      source,
      page.map((it) => it.business.id),
      months,
    );
    const whole = (it: ReportedBusiness): BusinessSales => {
      const own = figures.get(it.business.id);
      const about = askedRow(source, it);
      const of = months.map((month) => {
        const figure = own?.get(month);
        const asked = askedFor(about, month, source.running);
        source.tally?.add({
          kecamatan: it.business.kecamatan,
          kind: it.business.kind,
          month,
          asked: asked === 'asked',
          amount: figure?.amount,
        });
        return { month, figure, asked };
      });
      return { ...it, months: of };
    };
    // Others are served in between.
    for (let from = 0; from < page.length; from += take) yield page.slice(from, from + take).map(whole);
  }
}

interface Stored extends Figure {
  readonly businessId: number;
  readonly month: string;
}

/** The figures of businesses `$1` and the months from `$2` to `$3` as they were at `$4`. */
const FIGURES: Statement = {
  name: 'report_figures',
  text: `
SELECT r.business_id AS "businessId", r.month, r.number, r.to_check AS "toCheck", v.amount::float8, v.estimate,
  v.provisional, v.zero_reason AS "zeroReason", v.workers_male AS "workersMale", v.workers_female AS "workersFemale",
  v.source, v.entered_by AS "enteredBy", v.version, round(date_part('epoch', v.at) * 1000) AS at
FROM sales_report r
JOIN LATERAL (
  SELECT * FROM sales_version WHERE report_id = r.id AND at <= $4 ORDER BY version DESC LIMIT 1
) v ON true
WHERE r.business_id = ANY($1::int[]) AND r.month BETWEEN $2 AND $3`,
};

async function figuresOf(
  { sql, asOf }: Source,
  ids: readonly number[],
  months: readonly Month[],
): Promise<ReadonlyMap<number, ReadonlyMap<Month, Figure>>> {
  const found = new Map<number, Map<Month, Figure>>();
  const { rows } = await sql.run<Stored>(FIGURES, [ids, months[0], months.at(-1), asOf]);
  for (const row of rows) {
    const own = found.get(row.businessId) ?? new Map<Month, Figure>();
    found.set(row.businessId, own.set(row.month, row));
  }
  return found;
}

/** Which months owners can no longer change, now. */
export async function lockedNow(source: Source): Promise<ReadonlySet<Month>> {
  const { services } = source;
  const locks = await lockedMonths(services);
  const today = localDate(source.asOf, services.office.zone);
  return new Set(
    monthsOf(source).filter(
      (month) => monthState(month, today, locks, services.office.reportOpenMonths) === 'locked',
    ),
  );
}
