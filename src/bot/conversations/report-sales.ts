import { z } from 'zod';
import { prefix } from '../../domain/clip.ts';
import { lastDayOf } from '../../domain/dates.ts';
import { readMonth, type Month } from '../../domain/month.ts';
import { readRupiah, type RupiahReading } from '../../domain/rupiah.ts';
import { line, type Line, type Param } from '../../i18n.ts';
import type { ZeroReason } from '../../services/sales-history.ts';
import { question, type Answers, type AnyQuestion, type Proposal, type Reply } from './engine/form.ts';
import {
  dailyQuestions,
  money,
  MONEY_READER,
  replyToReading,
  startDaily,
  type Money,
  type MoneyWords,
  type Sum,
} from './money.ts';
import {
  businessName,
  comparison,
  isLocked,
  isRunning,
  keys,
  monthIn,
  standing,
  type ReportContext,
} from './report-context.ts';
import { keep } from './report-month.ts';
import { salesAnswer, toZero, zeroAnswer, zeroQuestion } from './report-zero.ts';

type C = ReportContext;

/** Whether a whole report was written in one line: then each confirmation says everything, for nothing follows it. */
export type Style = 'guided' | 'line';

const rupiahReading = z.custom<RupiahReading>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/** The question of the amount, with what helps to answer it: counting from a day, and the reason of a zero. */
export function salesQuestions(style: Style): readonly AnyQuestion<C>[] {
  return [zeroQuestion, ...daily(style), sales(style)];
}

function sales(style: Style): AnyQuestion<C> {
  return question<C, Money>({
    ...salesAnswer,
    needed: true,
    dependsOn: [keys.business.key, keys.month.key],
    ask: (answers, context) => {
      const month = { month: { month: monthIn(answers, context) } };
      if (isLocked(answers, context)) return line('report.sales.askLocked', month);
      return line(isRunning(answers, context) ? 'report.sales.askRunning' : 'report.sales.ask', month);
    },
    choices: (answers, context) => [
      [{ code: 'daily', label: line('report.sales.daily'), reply: startDaily(keys.sales) }],
      [{ code: 'zero', label: line('report.sales.zero'), reply: toZero }],
      [
        {
          code: 'counts',
          label: line('report.sales.counts'),
          reply: { kind: 'tell', text: line('report.sales.countsText') },
        },
      ],
      ...(answers.has(keys.already)
        ? [[{ code: 'people', label: line('report.sales.people'), reply: onlyPeople(answers, context) }]]
        : []),
    ],
    read: (said, answers, context) => {
      if (said.kind !== 'text') return { kind: 'hint' };
      const reading = readRupiah(said.text);
      if (reading.kind === 'none' && reading.reason === 'month') return toOtherMonth(said.text, context);
      const named =
        reading.kind === 'ok' && reading.warnings.includes('mentions-month')
          ? readMonth(said.text, context.today)
          : undefined;
      if (named?.kind === 'ok' && named.value !== answers.of(keys.month))
        return {
          kind: 'tell',
          text: line('report.month.noted', { month: { month: monthIn(answers, context) } }),
        };
      return replyToAmount(reading, answers, context, style);
    },
    reader: MONEY_READER,
    told: {
      key: keys.salesTold,
      reply: (value, answers, context) => {
        const reading = rupiahReading.safeParse(value);
        return reading.success ? replyToAmount(reading.data, answers, context, style) : { kind: 'hint' };
      },
    },
    hints: [line('money.hint.none'), line('report.sales.hint2')],
    label: 'report.sales.label',
    show: (value, answers) => amountLine(value, value.amount === 0 ? answers.of(zeroAnswer) : undefined),
  });
}

/** "sekitar Rp3.120.000 (…)", "Rp0 (nol rupiah), sedang sepi" */
export function amountLine(
  value: { readonly amount: number; readonly estimate: boolean },
  reason: ZeroReason | undefined,
): Line {
  const amount = { rupiahFull: value.amount };
  if (reason !== undefined && reason !== 'unsaid')
    return line('report.sales.showZero', { amount, reason: { line: line(`report.zero.show.${reason}`) } });
  return line(value.estimate ? 'report.sales.showRough' : 'report.sales.show', { amount });
}

/** Only who works there is to be changed: the figure stays. */
function onlyPeople(answers: Answers, context: C): Reply {
  const report = standing(answers, context);
  const value = { amount: report?.amount ?? 0, estimate: report?.estimate ?? false };
  return {
    kind: 'jump',
    to: 'workers',
    clear: ['workers'],
    set: { [keys.sales]: value, [keys.changed]: true },
  };
}

/** A month instead of an amount: the report is for another month. */
function toOtherMonth(text: string, context: C): Reply {
  const reading = readMonth(text, context.today);
  return reading.kind === 'none'
    ? { kind: 'jump', to: keys.month.key, clear: [keys.month.key], text: line('report.month.switch') }
    : {
        kind: 'jump',
        to: keys.month.key,
        clear: [keys.month.key, keys.already],
        set: { [keys.monthTold]: reading },
      };
}

/** What to say to an amount as it was read. */
function replyToAmount(reading: RupiahReading, answers: Answers, context: C, style: Style): Reply {
  if (
    (reading.kind === 'ok' && reading.value === 0) ||
    (reading.kind === 'ambiguous' && reading.reason === 'closed')
  )
    return toZero;
  if (reading.kind === 'none' && (reading.reason === 'dont-know' || reading.reason === 'forgotten'))
    return { kind: 'hint', text: line('report.sales.roughly') };
  const month = monthIn(answers, context);
  const report = answers.has(keys.already) ? standing(answers, context) : undefined;
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
    reply: { kind: 'jump', to: keys.month.key, clear: [], set: { [keys.salesTold]: reading } },
  };
  return remembered(
    replyToReading(reading, { ...words, ways: [otherMonth], again: line('report.sales.changeAmount') }),
  );
}

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
    confirm: (amount) => line('report.sales.corrected', { ...about, amount: { rupiahFull: amount } }),
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

function daily(style: Style): readonly AnyQuestion<C>[] {
  return dailyQuestions<C>({
    target: keys.sales,
    daysInMonth: (answers, context) => lastDayOf(monthIn(answers, context)).day,
    askDays: (perDay, answers, context) =>
      line('money.days.askMonth', {
        amount: { rupiahFull: perDay },
        month: { monthName: monthIn(answers, context) },
      }),
    confirm: (sum, answers, context) => confirmSum(sum, answers, context, style),
  });
}

function confirmSum(
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
