import { formatPhone } from '../domain/people/identity.ts';
import { areaNames, businessesWhere, placeCells, placeColumns } from './business-rows.ts';
import { column, formats, type Report, type Row } from './report.ts';
import { monthsOf, salesPages } from './sales-rows.ts';

/**
 * Businesses that were asked and have not reported, a row for every business and missing month: the list to call by. The phone
 * number is complete only with the right. The last column is empty: filled in and sent back, it becomes reports.
 */
export const nonReporters: Report = {
  key: 'non-reporters',
  title: 'export.report.non-reporters',
  hasPeriod: true,
  byKecamatan: true,
  byTag: true,
  duty: 'sales',
  formats,
  callList: true,
  columns: () => [
    ...placeColumns,
    column('month', 'month', 12),
    column('phone', 'text', 18, 'phone'),
    column('telegram', 'flag', 12),
    column('lastMonth', 'month', 14),
    column('usualSales', 'rupiah', 18),
    column('fill', 'rupiah', 24),
  ],
  async count(source) {
    return (
      (await source.services.db.business.count({ where: businessesWhere(source) })) * monthsOf(source).length
    );
  },
  async *pages(source) {
    const areaName = areaNames(source);
    for await (const page of salesPages(source, 'everything')) {
      const missing = page.filter((it) =>
        it.months.some(({ asked, figure }) => asked === 'asked' && figure === undefined),
      );
      const latest = await latestReports(
        source.services.db,
        missing.map((it) => it.business.id),
      );
      yield missing.flatMap((it) =>
        it.months.flatMap(({ month, asked, figure }): readonly Row[] =>
          asked !== 'asked' || figure !== undefined
            ? []
            : [
                {
                  ...placeCells(source, areaName, it),
                  month,
                  phone: it.owner.phone === undefined ? undefined : formatPhone(it.owner.phone),
                  telegram: it.owner.telegram,
                  lastMonth: latest.get(it.business.id),
                  usualSales: it.business.usualMonthlySales,
                },
              ],
        ),
      );
    }
  },
};

type Db = Parameters<Report['count']>[0]['services']['db'];

async function latestReports(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.salesReport.groupBy({
    by: ['businessId'],
    where: { businessId: { in: [...ids] } },
    _max: { month: true },
  });
  return new Map(
    rows.flatMap(({ businessId, _max: { month } }) => (month === null ? [] : [[businessId, month]])),
  );
}
