import { line } from '../i18n.ts';
import { areaNames, businessesWhere, placeCells, placeColumns } from './business-rows.ts';
import { column, formats, type Cell, type Column, type Report, type Row, type Source } from './report.ts';
import { monthsOf, salesPages, type BusinessMonth } from './sales-rows.ts';
import { stateOf } from './sales.ts';

const monthKey = (month: string): string => `month:${month}`;

/**
 * A row for every business and a column for every month, with totals of both; the last row sums the columns. A month
 * without a figure says whether it is missing or was not asked for.
 */
export const salesMatrix: Report = {
  key: 'sales-matrix',
  title: 'export.report.sales-matrix',
  hasPeriod: true,
  byKecamatan: true,
  byTag: true,
  duty: 'sales',
  formats,
  withSummary: true,
  columns: (scope) => [
    ...placeColumns,
    ...monthsOf(scope).map((month): Column => ({
      key: monthKey(month),
      header: line('export.period.month', { month: { monthShort: month } }),
      type: 'rupiah',
      width: 16,
      group: 'months',
    })),
    column('total', 'rupiah', 18),
    column('reportedMonths', 'number', 12),
    column('askedMonths', 'number', 12),
  ],
  async count(source) {
    return (await source.services.db.business.count({ where: businessesWhere(source) })) + 1;
  },
  async *pages(source) {
    const areaName = areaNames(source);
    const sums = new Map<string, number>();
    let reported = 0;
    let asked = 0;
    for await (const page of salesPages(source, 'names')) {
      yield page.map((it): Row => {
        const cells: Record<string, Cell> = { ...placeCells(source, areaName, it) };
        const figures = it.months.flatMap(({ month, figure }) =>
          figure === undefined ? [] : [{ month, amount: figure.amount }],
        );
        for (const month of it.months) cells[monthKey(month.month)] = monthCell(source, month);
        for (const { month, amount } of figures)
          sums.set(monthKey(month), (sums.get(monthKey(month)) ?? 0) + amount);
        const wanted = it.months.filter((month) => stateOf(month) !== 'notAsked').length;
        reported += figures.length;
        asked += wanted;
        return {
          ...cells,
          total: figures.reduce((sum, { amount }) => sum + amount, 0),
          reportedMonths: figures.length,
          askedMonths: wanted,
        };
      });
    }
    yield [
      {
        number: source.word('export.matrix.total'),
        ...Object.fromEntries(
          monthsOf(source).map((month) => [monthKey(month), sums.get(monthKey(month)) ?? 0]),
        ),
        total: [...sums.values()].reduce((sum, amount) => sum + amount, 0),
        reportedMonths: reported,
        askedMonths: asked,
      },
    ];
  },
};

function monthCell(source: Source, it: BusinessMonth): Cell {
  return it.figure?.amount ?? source.word(line(`export.state.${stateOf(it)}`));
}
