import { z } from 'zod';
import { addMonths, type Month } from '../../../domain/month/month.ts';
import { closingDate, isAlone } from '../../../domain/sales/report-months.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Recorded } from '../../../services/sales/sales.ts';
import { zeroReasons, type StoredReport } from '../../../services/sales/sales-history.ts';
import type { Answers } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { businessName, businessOf, monthIn, type ReportContext } from './report-context.ts';
import { unasked } from './report-partner.ts';
import { amountLine } from './report-sales.ts';
import { button, menuButton } from '../../buttons.ts';
import { bankRoute, profitRoute, storedReportRoute } from '../../routes/owners.ts';
import { peopleLine } from '../../../reports/business-lines.ts';

const workers = z.object({ male: z.number(), female: z.number() });

const stored = z.object({
  kind: z.literal('stored'),
  report: z.number(),
  businessId: z.number(),
  /** Only where a person has several. */
  business: z.string().nullable(),
  number: z.string(),
  month: z.string(),
  amount: z.number(),
  estimate: z.boolean(),
  provisional: z.boolean(),
  toCheck: z.boolean(),
  zeroReason: z.enum(zeroReasons).nullable(),
  workers: workers.nullable(),
  /** A correction; a final figure in the place of a provisional one is none. */
  changed: z.boolean(),
  /** The figure that stood before a correction. */
  before: z.object({ amount: z.number(), estimate: z.boolean() }).nullable(),
  /** The month before, for the caption of the chart. */
  previous: z.number().nullable(),
  /** No other month was reported: there is nothing to draw yet. */
  alone: z.boolean().optional(),
  /** Name of a business that this report has closed. */
  closed: z.string().nullable(),
  closing: z.string(),
  moment: z.string(),
  /** A company that the business delivers to and that was not asked about. */
  partner: z.string().nullish(),
  /** The year whose profit is asked for, once, after this report. */
  profitOf: z.number().optional(),
});

/** Everything that the receipt says: it must read the same when the update is repeated. */
export const reportResult = z.discriminatedUnion('kind', [
  stored,
  z.object({ kind: z.literal('locked'), number: z.string(), dueOn: z.string(), month: z.string() }),
  z.object({ kind: z.literal('gone') }),
]);
export type ReportResult = z.infer<typeof reportResult>;

export function resultOf(
  recorded: Recorded,
  answers: Answers,
  context: ReportContext,
  now: Date,
): ReportResult {
  const month = monthIn(answers, context);
  if (recorded.kind === 'gone') return { kind: 'gone' };
  if (recorded.kind === 'locked')
    return { kind: 'locked', number: recorded.number, dueOn: recorded.dueOn, month };
  const { report, before } = recorded;
  const changed = before !== undefined && (!before.provisional || report.provisional);
  return {
    kind: 'stored',
    report: report.id,
    businessId: report.businessId,
    business: context.businesses.length > 1 ? businessName(answers, context) : null,
    number: report.number,
    month,
    amount: report.amount,
    estimate: report.estimate,
    provisional: report.provisional,
    toCheck: report.toCheck,
    zeroReason: report.zeroReason ?? null,
    workers: report.workers ?? null,
    changed,
    before:
      before === undefined || before.amount === report.amount
        ? null
        : { amount: before.amount, estimate: before.estimate },
    previous: monthBefore(report, answers, context)?.amount ?? null,
    alone: isAlone(
      month,
      (businessOf(answers, context)?.reports ?? []).map((it) => it.month),
      context.today,
    ),
    closed: report.zeroReason === 'closed' ? businessName(answers, context) : null,
    closing: closingDate(month, context.openMonths).toString(),
    moment: now.toISOString(),
    partner: report.amount === 0 ? null : (unasked(answers, context)[0]?.partner ?? null),
  };
}

function monthBefore(
  report: StoredReport,
  answers: Answers,
  context: ReportContext,
): StoredReport | undefined {
  const month = addMonths(report.month, -1);
  return report.provisional
    ? undefined
    : businessOf(answers, context)?.reports.find((it) => it.month === month && !it.provisional);
}

export function reportReceipt(done: ReportResult): Receipt {
  switch (done.kind) {
    case 'gone':
      return { text: line('report.business.gone'), buttons: [[menuButton]], figures: true };
    case 'locked':
      return {
        text: line('report.locked.receipt', { month: { month: done.month } }),
        lines: [
          line('common.blank'),
          line('report.receipt.number', { number: done.number }),
          line('report.locked.due', { day: { day: done.dueOn } }),
        ],
        buttons: [[button('report.receipt.hide', 'hide-figures')], [menuButton]],
        figures: true,
      };
    case 'stored':
      return storedReceipt(done);
  }
}

function storedReceipt(done: z.infer<typeof stored>): Receipt {
  const month = { month: { month: done.month } };
  const facts: Line[] = [
    line('report.receipt.number', { number: done.number }),
    ...(done.business === null ? [] : [line('report.heading', { business: done.business })]),
    line('report.receipt.sales', { amount: { line: amountLine(done, done.zeroReason ?? undefined) } }),
    ...(done.before === null
      ? []
      : [line('report.receipt.before', { amount: { line: amountLine(done.before, undefined) } })]),
    ...(done.workers === null
      ? []
      : [line('report.receipt.workers', { people: { line: peopleLine(done.workers) } })]),
    line('report.receipt.moment', { moment: { moment: done.moment } }),
  ];
  const notes: Line[] = [
    ...(done.provisional ? [line('report.receipt.provisional', { month: { monthName: done.month } })] : []),
    ...(done.toCheck ? [line('report.receipt.toCheck')] : []),
    ...(done.closed === null ? [] : [line('report.receipt.closed', { business: done.closed })]),
    ...(done.workers === null && done.closed === null ? [line('report.receipt.noWorkers')] : []),
    line('report.receipt.closing', { closing: { day: done.closing } }),
    ...(done.alone === true && !done.changed ? [line('report.receipt.first')] : []),
    ...(done.profitOf === undefined ? [] : [line('profit.please', { year: String(done.profitOf) })]),
  ];
  return {
    text: line(done.changed ? 'report.receipt.changed' : 'report.receipt.new', month),
    lines: [line('common.blank'), ...facts, line('common.blank'), ...notes],
    buttons: [
      ...(done.workers === null && done.closed === null
        ? [[button('report.receipt.people', storedReportRoute.to('people', done.report))]]
        : []),
      ...(typeof done.partner === 'string'
        ? [
            [
              {
                label: line('support.sold.button', { partner: done.partner }),
                data: storedReportRoute.to('partner', done.report),
              },
            ],
          ]
        : []),
      ...(done.profitOf === undefined
        ? []
        : [
            [
              {
                label: line('profit.button', { year: String(done.profitOf) }),
                data: profitRoute.to(done.businessId, done.profitOf),
              },
            ],
          ]),
      [button('report.receipt.change', storedReportRoute.to('change', done.report))],
      [button('report.receipt.bank', bankRoute.to(done.businessId))],
      [button('report.receipt.hide', 'hide-figures')],
      [menuButton],
    ],
    figures: true,
    ...(done.alone === true
      ? {}
      : {
          picture: {
            picture: 'sales-chart',
            id: done.report,
            caption: caption(done.month, done.amount, done.previous),
          },
        }),
  };
}

/** "Oktober naik Rp400.000 (…) dari September."; without a figure of the month before there is nothing to compare. */
function caption(month: Month, amount: number, previous: number | null): Line {
  if (previous === null) return line('report.chart.caption');
  const names = { month: { monthName: month }, before: { monthName: addMonths(month, -1) } };
  if (amount === previous) return line('report.chart.same', names);
  return line(amount > previous ? 'report.chart.up' : 'report.chart.down', {
    ...names,
    difference: { rupiahFull: Math.abs(amount - previous) },
  });
}
