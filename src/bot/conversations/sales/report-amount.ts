import { prefix } from '../../../domain/words/clip.ts';
import type { Month } from '../../../domain/month/month.ts';
import type { RupiahReading } from '../../../domain/money/rupiah.ts';
import { line, type Line, type Param } from '../../../i18n.ts';
import type { Answers } from '../engine/form.ts';
import { discard, hint, jump, type Proposal, type Reply } from '../engine/reply.ts';
import { money, replyToReading, startDaily, type MoneyWords, type Sum } from '../questions/money.ts';
import { keep } from './report-already.ts';
import {
  businessName,
  comparison,
  keys,
  monthIn,
  replaceable,
  type ReportContext,
} from './report-context.ts';
import { toZero } from './report-zero.ts';

type C = ReportContext;

/** Whether a whole report was written in one line: then each confirmation says everything, for nothing follows it. */
export type Style = 'guided' | 'line';

/** What to say to an amount as it was read. */
export function replyToAmount(reading: RupiahReading, answers: Answers, context: C, style: Style): Reply {
  if (
    (reading.kind === 'ok' && reading.value === 0) ||
    (reading.kind === 'ambiguous' && reading.reason === 'closed')
  )
    return toZero;
  if (reading.kind === 'none' && (reading.reason === 'dont-know' || reading.reason === 'forgotten'))
    return hint(line('report.sales.roughly'));
  const month = monthIn(answers, context);
  const report = answers.has(keys.already) ? replaceable(answers, context) : undefined;
  if (reading.kind === 'ok' && report?.amount === reading.value && report.estimate === isRough(reading))
    return discard(line('report.sales.same', { month: { month }, amount: { rupiah: report.amount } }));
  const words: MoneyWords = {
    ...(report === undefined
      ? newWords(month, answers, context, style)
      : changeWords(month, report.amount, answers)),
    far: (amount) => {
      const found = comparison(amount, answers, context);
      return found.verdict === 'usual'
        ? undefined
        : { text: farLine(amount, month, found), yes: line('report.sales.far') };
    },
    daily: (perDay) => startDaily(keys.sales, perDay),
  };
  if (report !== undefined || style === 'guided') return remembered(replyToReading(reading, words));
  const otherMonth: Proposal = {
    code: 'month',
    label: line('report.month.other'),
    value: null,
    reply: jump(keys.month.key, { set: { [keys.salesTold]: reading } }),
  };
  return remembered(
    replyToReading(reading, { ...words, ways: [otherMonth], again: line('report.sales.changeAmount') }),
  );
}

const isRough = ({ approximate }: { readonly approximate?: boolean }): boolean => approximate === true;

/** The confirmed amount is proposed again, not asked again, when the month is changed afterwards. */
function remembered(reply: Reply): Reply {
  if (reply.kind !== 'propose') return reply;
  const options = reply.options.map((option) => {
    const value = money.safeParse(option.value);
    if (!value.success) return option;
    const { amount, estimate } = value.data;
    return {
      ...option,
      others: {
        ...option.others,
        [keys.salesTold]: { kind: 'ok', value: amount, approximate: estimate, warnings: [] },
      },
    };
  });
  return { ...reply, options };
}

type Confirming = Pick<MoneyWords, 'confirm' | 'offerEstimate' | 'frame' | 'ways'>;

function newWords(month: Month, answers: Answers, context: C, style: Style): Confirming {
  const business = businessName(answers, context);
  const about = { month: { month }, business };
  if (style === 'line')
    return {
      confirm: (amount, rough) =>
        line(rough ? 'report.sales.confirmLineRough' : 'report.sales.confirmLine', {
          ...about,
          amount: { rupiahFull: amount },
        }),
      offerEstimate: true,
      frame: (text) => line('report.sales.framed', { ...about, what: { line: text } }),
    };
  return {
    confirm: (amount, rough) =>
      line(rough ? 'report.sales.confirmRough' : 'report.sales.confirm', {
        amount: { rupiahFull: amount },
        month: { month },
      }),
    offerEstimate: true,
  };
}

function changeWords(month: Month, before: number, answers: Answers): Confirming {
  const about = { month: { month }, before: { rupiah: before } };
  return {
    confirm: (amount, rough) =>
      amount === before
        ? line(rough ? 'report.sales.confirmRough' : 'report.sales.confirm', {
            amount: { rupiahFull: amount },
            month: { month },
          })
        : line('report.sales.corrected', { ...about, amount: { rupiahFull: amount } }),
    offerEstimate: false,
    frame: (text) => line('report.sales.framedChange', { ...about, what: { line: text } }),
    ways: [{ code: 'never', label: line('report.sales.notYet'), value: null, reply: keep(answers) }],
  };
}

type Far = Exclude<ReturnType<typeof comparison>, { readonly verdict: 'usual' }>;

function farLine(amount: number, month: Month, { verdict, compared }: Far): Line {
  return line(verdict === 'much-higher' ? 'report.sales.higher' : 'report.sales.lower', {
    amount: { rupiahFull: amount },
    month: { month },
    other: monthBeside(compared.month, month),
    compared: { rupiahFull: compared.amount },
  });
}

/** A month of the same year needs no year in the sentence. */
function monthBeside(other: Month, month: Month): Param {
  return prefix(other, 4) === prefix(month, 4) ? { monthName: other } : { month: other };
}

/** "26 hari × Rp120.000 = …", with what else has to be said of it. */
export function confirmSum(
  { days, daily: perDay, amount }: Sum,
  answers: Answers,
  context: C,
  style: Style,
): { readonly text: Line; readonly yes?: Line } | undefined {
  const month = monthIn(answers, context);
  const found = comparison(amount, answers, context);
  const params = { days, daily: { rupiah: perDay }, amount: { rupiahFull: amount }, month: { month } };
  if (found.verdict === 'usual')
    return style === 'line'
      ? { text: line('report.sales.productLine', { ...params, business: businessName(answers, context) }) }
      : undefined;
  const question = line(
    found.verdict === 'much-higher' ? 'report.sales.productHigher' : 'report.sales.productLower',
    {
      other: monthBeside(found.compared.month, month),
      compared: { rupiahFull: found.compared.amount },
    },
  );
  return {
    text: line('report.sales.productFar', {
      product: { line: line('report.sales.product', params) },
      question: { line: question },
    }),
    yes: line('report.sales.far'),
  };
}
