import { monthsBetween, type Month } from '../../../domain/month/month.ts';
import { monthsShown } from '../../../domain/sales/report-months.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { todayOf } from '../../../services/core/services.ts';
import { businessesOf } from '../../../services/people/businesses.ts';
import { rememberFigures } from '../../../services/people/figures.ts';
import {
  reportedBusiness,
  type ReportingBusiness,
  type StoredReport,
} from '../../../services/sales/sales-history.ts';
import { button, menuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import { bankRoute, ownReportsRoute, storedReportRoute } from '../../routes/owners.ts';
import { partOf, spanOf, turnRow } from '../../pages.ts';
import { oldPress, say, sendPicture } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';

/** Months on one page. */
const PAGE = 12;
/** Months stand newest first. */
const byMonth = { back: 'report.own.newer', on: 'report.own.older' } as const;

/** *Laporan saya*: of the only business, or which one? */
export async function chooseReports(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const own = account.person === undefined ? [] : await businessesOf(services, account.person.id);
  const [only, ...others] = own;
  if (only !== undefined && others.length === 0) return seeReports(ctx, 'see', only.id);
  await say(ctx, line('report.own.which'), [
    ...own.map((it) => [{ label: named(it.name ?? '–'), data: ownReportsRoute.to('see', it.id) }]),
    [menuButton],
  ]);
}

/** What was reported for a business, or which of it is to be corrected; the number in the button may be forged. */
export async function seeReports(
  ctx: BotContext,
  verb: 'see' | 'change',
  businessId: number,
  page = 0,
): Promise<void> {
  const { services, account } = ctx.turn;
  const own = await reportedBusiness(services, businessId, account.id);
  if (own === undefined) return oldPress(ctx);
  await answerPress(ctx);
  if (own.reports.length === 0) {
    await say(ctx, line('report.own.none'), [[button('start.menu.report', 'report')], [menuButton]]);
    return;
  }
  await pages[verb](ctx, own, page);
}

type Page = (ctx: BotContext, own: ReportingBusiness, page: number) => Promise<void>;

const pages = {
  see: showReports,
  change: chooseMonth,
} as const satisfies Readonly<Record<string, Page>>;

/** The chart, then the months with their figures, the newest first, and all that can be done with them. */
async function showReports(
  ctx: BotContext,
  { business, reports }: ReportingBusiness,
  page: number,
): Promise<void> {
  const { services, account } = ctx.turn;
  const newest = reports.at(-1);
  const chart =
    page > 0 || newest === undefined
      ? undefined
      : await sendPicture(ctx, {
          picture: 'sales-chart',
          id: newest.id,
          caption: line('report.chart.caption'),
        });
  const months = monthsOf(
    reports,
    monthsShown(
      reports.map(({ month }) => month),
      todayOf(services),
      newest?.month,
    ),
  );
  const span = spanOf(page, months.length, PAGE);
  const list = await say(
    ctx,
    [
      line('report.own.head', { business: business.name ?? '–' }),
      ...partOf(months, span).map((month) =>
        monthLine(
          month,
          reports.find((it) => it.month === month),
        ),
      ),
      ...(reports.length === 1 ? [line('common.blank'), line('report.own.first')] : []),
    ],
    [
      ...turnRow(span, (to) => ownReportsRoute.to('see', business.id, to), byMonth),
      [button('report.receipt.bank', bankRoute.to(business.id))],
      [button('report.own.change', ownReportsRoute.to('change', business.id, span.page))],
      [button('report.receipt.hide', 'hide-figures')],
      [menuButton],
    ],
  );
  await rememberFigures(services, account.id, chart === undefined ? [list] : [chart, list]);
}

/** Newest first: from the first report to the last month that a chart would show. */
function monthsOf(reports: readonly StoredReport[], charted: readonly Month[]): readonly Month[] {
  const all = [...reports.map(({ month }) => month), ...charted].toSorted();
  const [first = '', last = first] = [all[0], all.at(-1)];
  return monthsBetween(first, last).toReversed();
}

function monthLine(month: Month, report: StoredReport | undefined): Line {
  const of = { month: { monthShort: month } };
  if (report === undefined) return line('report.own.missing', of);
  const amount = { rupiah: report.amount };
  if (report.provisional) return line('report.own.provisional', { ...of, amount });
  return line(report.estimate ? 'report.own.rough' : 'report.own.month', { ...of, amount });
}

/** Which month is wrong? Its report is corrected as from its receipt. */
async function chooseMonth(
  ctx: BotContext,
  { business, reports }: ReportingBusiness,
  page: number,
): Promise<void> {
  const newestFirst = reports.toReversed();
  const span = spanOf(page, newestFirst.length, PAGE);
  const buttons = partOf(newestFirst, span).map((it): Button => ({
    label: line('report.chart.month', { month: { monthShort: it.month } }),
    data: storedReportRoute.to('change', it.id),
  }));
  const rows = Array.from({ length: Math.ceil(buttons.length / 3) }, (_, row) =>
    buttons.slice(row * 3, row * 3 + 3),
  );
  await say(ctx, line('report.own.whichMonth'), [
    ...rows,
    ...turnRow(span, (to) => ownReportsRoute.to('change', business.id, to), byMonth),
    [menuButton],
  ]);
}
