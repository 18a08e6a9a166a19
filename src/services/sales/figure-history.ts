import type { Month } from '../../domain/month/month.ts';
import { businessFromRow } from '../people/businesses.ts';
import { memberByNumber } from '../office/members.ts';
import type { Services } from '../core/services.ts';

/** A figure that was valid once, with whoever entered it. Money in whole rupiah. */
export interface FigureVersion {
  readonly month: Month;
  readonly version: number;
  readonly amount: number;
  readonly at: Date;
  readonly by: 'owner' | 'other' | { readonly name: string };
  /** How it came: guided, line, phone, sheet … */
  readonly source: string;
  /** Why the office changed it. */
  readonly reason: string | undefined;
}

/** The last figures of a business, newest first, as far as `most`; of one month where it is named. */
export async function figureHistory(
  services: Services,
  businessId: number,
  most: number,
  month?: Month,
): Promise<readonly FigureVersion[]> {
  const rows = await services.db.salesVersion.findMany({
    where: { report: { businessId, ...(month === undefined ? {} : { month }) } },
    include: {
      report: { select: { month: true, business: { select: { owner: { select: { number: true } } } } } },
    },
    orderBy: [{ at: 'desc' }, { version: 'desc' }],
    take: most,
  });
  const names = new Map<string, string>();
  for (const number of new Set(rows.flatMap((row) => row.enteredBy ?? []))) {
    const member = await memberByNumber(services, number);
    if (member !== undefined) names.set(number, member.name);
  }
  return rows.map((row) => {
    const name = names.get(row.enteredBy ?? '');
    const isOwner = row.enteredBy !== null && row.enteredBy === row.report.business.owner?.number;
    return {
      month: row.report.month,
      version: row.version,
      amount: Number(row.amount),
      at: row.at,
      by: isOwner ? 'owner' : name === undefined ? 'other' : { name },
      source: row.source,
      reason:
        row.reason === null
          ? undefined
          : services.seal.show(`sales_version:${row.reportId}:${row.version}:reason`, row.reason),
    };
  });
}

/** A figure that stands since `version`, with the one before; undefined when it was changed again meanwhile. */
export async function changedFigure(
  services: Services,
  reportId: number,
  version: number,
): Promise<
  | {
      readonly business: string | undefined;
      readonly month: Month;
      readonly amount: number;
      readonly before: number | undefined;
    }
  | undefined
> {
  const row = await services.db.salesReport.findUnique({
    where: { id: reportId },
    include: { business: true, versions: { where: { version: { gte: version - 1 } } } },
  });
  if (row === null || row.version !== version) return undefined;
  const before = row.versions.find((it) => it.version === version - 1)?.amount;
  return {
    business: businessFromRow(services, row.business).name,
    month: row.month,
    amount: Number(row.amount),
    before: before === undefined ? undefined : Number(before),
  };
}
