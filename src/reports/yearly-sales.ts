import type { MonthlySales } from '../domain/people/business-class.ts';
import { addMonths } from '../domain/month/month.ts';
import type { Source } from './report.ts';

/** The reports of the last twelve finished months of these businesses, from which a class is computed. */
export async function yearlySales(
  { services, running }: Source,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly MonthlySales[]>> {
  const found = new Map<number, MonthlySales[]>();
  // 50 businesses have at most 600 such reports.
  for (let at = 0; at < ids.length; at += 50) {
    const rows = await services.db.salesReport.findMany({
      where: {
        businessId: { in: ids.slice(at, at + 50) },
        month: { gte: addMonths(running, -12), lt: running },
      },
      select: { businessId: true, month: true, amount: true, estimate: true },
    });
    for (const { businessId, month, amount, estimate } of rows)
      found.set(businessId, [...(found.get(businessId) ?? []), { month, amount: Number(amount), estimate }]);
  }
  return found;
}
