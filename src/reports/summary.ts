import { businessKinds } from '../domain/people/business-kind.ts';
import { line } from '../i18n.ts';
import { periodLine } from './info.ts';
import type { Source } from './report.ts';
import { UNKNOWN, type SalesTally, type Totals } from './sales-tally.ts';
import { writeSummary, type SummaryTable } from './writers/summary-xlsx.ts';
import type { Info } from './writers/writer.ts';

const MONTHS_IN_PICTURE = 12;

/**
 * The totals of an exported file with a picture beside them. Groups stand in a fixed order; what the rows do not
 * say is a group of its own. Returns the number of rows in its tables.
 */
export async function summaryFile(
  path: string,
  source: Source,
  tally: SalesTally,
  info: Info,
  office: string,
): Promise<number> {
  const { word, period, asOf } = source;
  if (period === undefined) throw new Error('expected a period for a summary of sales, got none');
  const unknown = word('export.summary.unknown');
  const areas = source.services.office.areas.kecamatan;
  const tables: readonly SummaryTable[] = [
    {
      title: word('export.summary.byKecamatan'),
      rows: ordered(
        tally.byKecamatan,
        areas.map((it) => it.code),
        (code) => areas.find((it) => it.code === code)?.name ?? unknown,
      ),
    },
    {
      title: word('export.summary.byKind'),
      rows: ordered(tally.byKind, businessKinds, (kind) => source.known('kind', kind) ?? unknown),
    },
    {
      title: word('export.summary.byMonth'),
      rows: ordered(tally.byMonth, [], (month) => word(line('export.period.month', { month: { month } }))),
    },
  ];
  const picture = await pictureOf(source, tally);
  await writeSummary(
    path,
    {
      lines: [
        office,
        word(periodLine(period)),
        `${word('export.info.asOf')}: ${word(line('export.moment', { moment: { moment: asOf.toISOString() } }))}`,
        word('export.info.self.text'),
        word('export.summary.office'),
      ],
      tables,
      all: tally.all,
      info,
      picture: picture?.png,
      pictureHeight: picture?.height ?? 0,
      creator: office,
      created: asOf,
    },
    {
      sheet: word('export.sheet.summary'),
      info: word('export.sheet.info'),
      title: word('export.summary.title'),
      group: word('export.summary.group'),
      asked: word('export.summary.asked'),
      reported: word('export.summary.reported'),
      rate: word('export.summary.rate'),
      zero: word('export.summary.zero'),
      total: word('export.summary.total'),
      sum: word('export.summary.sum'),
      picture: word('export.summary.picture'),
    },
  );
  return tables.reduce((sum, table) => sum + table.rows.length, 0);
}

/** The groups in a fixed order; others behind them by key, the unknown one last. */
function ordered(
  groups: ReadonlyMap<string, Totals>,
  order: readonly string[],
  nameOf: (key: string) => string,
): SummaryTable['rows'] {
  const place = (key: string): number =>
    key === UNKNOWN ? order.length + 1 : order.includes(key) ? order.indexOf(key) : order.length;
  return [...groups]
    .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([key, totals]) => [nameOf(key), totals]);
}

/** The sums of the last twelve months of the period as the chart that owners know. */
async function pictureOf(
  { word, period }: Source,
  tally: SalesTally,
): Promise<{ readonly png: Buffer; readonly height: number } | undefined> {
  const months = [...tally.byMonth.keys()].toSorted().slice(-MONTHS_IN_PICTURE);
  if (months.length === 0 || period === undefined) return undefined;
  // The library for charts takes half a second to load, which no start has to wait for.
  const { salesChart } = await import('./pictures/sales-chart.ts');
  const png = await salesChart(
    {
      months: months.map((month) => {
        const totals = tally.byMonth.get(month);
        return {
          label: word(line('report.chart.month', { month: { monthShort: month } })),
          amount: totals === undefined || totals.reported === 0 ? null : totals.amount,
          estimate: false,
        };
      }),
    },
    {
      title: word('export.picture.title'),
      subtitle: word(line('export.picture.subtitle', { period: { line: periodLine(period) } })),
      noReport: word('report.chart.noReport'),
      zero: word('report.chart.zero'),
      reported: word('report.chart.reported'),
      estimated: word('report.chart.estimated'),
      estimateMark: word('report.chart.mark'),
      units: {
        thousand: word('report.unit.thousand'),
        million: word('report.unit.million'),
        billion: word('report.unit.billion'),
      },
    },
  );
  // A PNG says its height in bytes 20 to 23 (RFC 2083, IHDR).
  return { png, height: png.readUInt32BE(20) };
}
