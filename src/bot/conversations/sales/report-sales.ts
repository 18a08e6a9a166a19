import { lastDayOf } from '../../../domain/when/dates.ts';
import { readMonth, type Month, type MonthReading } from '../../../domain/month/month.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import { readRupiah, type RupiahReading } from '../../../domain/money/rupiah.ts';
import { readSame } from '../../../domain/money/same-figure.ts';
import { line, type Line } from '../../../i18n.ts';
import type { ZeroReason } from '../../../services/sales/sales-history.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import { choice, hint, jump, tell, type Reply } from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { dailyQuestions, MONEY_READER, startDaily, type Money } from '../questions/money.ts';
import { confirmSum, replyToAmount, type Style } from './report-amount.ts';
import {
  isLocked,
  isRunning,
  keys,
  monthIn,
  replaceable,
  stateOfMonth,
  type ReportContext,
} from './report-context.ts';
import { figureBefore, toldAmount } from './report-told.ts';
import { salesAnswer, toZero, zeroAnswer, zeroQuestion } from './report-zero.ts';

type C = ReportContext;

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
      [choice('daily', line('report.sales.daily'), startDaily(keys.sales))],
      [choice('zero', line('report.sales.zero'), toZero)],
      [choice('counts', line('report.sales.counts'), tell(line('report.sales.countsText')))],
      ...(answers.has(keys.already)
        ? [[choice('people', line('report.sales.people'), onlyPeople(answers, context))]]
        : []),
    ],
    read: (said, answers, context) => {
      if (said.kind !== 'text') return hint();
      const same = readSame(said.text, context.today);
      if (same !== undefined) return replyToSame(same.as, answers, context, style);
      const reading = readRupiah(said.text);
      if (reading.kind === 'none' && reading.reason === 'month') return toOtherMonth(said.text, context);
      const named = readReportLine(`lapor ${said.text}`, context.today)?.month;
      const meant =
        named?.kind === 'ok' ? named.value : named?.kind === 'ambiguous' ? named.likely : undefined;
      return reading.kind === 'none' || named === undefined || meant === answers.of(keys.month)
        ? replyToAmount(reading, answers, context, style)
        : replyToOther(named, reading, answers, context);
    },
    reader: MONEY_READER,
    told: {
      key: keys.salesTold,
      reply: (value, answers, context) => {
        const told = toldAmount(value);
        if (told === undefined) return hint();
        return 'as' in told
          ? replyToSame(told.as, answers, context, style)
          : replyToAmount(told, answers, context, style);
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

/** Only the workers are to be changed: the figure stays. */
function onlyPeople(answers: Answers, context: C): Reply {
  const report = replaceable(answers, context);
  const value = { amount: report?.amount ?? 0, estimate: report?.estimate ?? false };
  return jump('workers', { clear: ['workers'], set: { [keys.sales]: value, [keys.changed]: true } });
}

/** A month instead of an amount: the report is for another month. */
function toOtherMonth(text: string, context: C): Reply {
  const reading = readMonth(text, context.today);
  return reading.kind === 'none'
    ? jump(keys.month.key, { clear: [keys.month.key], text: line('report.month.switch') })
    : toMonth(reading);
}

function toMonth(reading: Json, more: Readonly<Record<string, Json>> = {}): Reply {
  return jump(keys.month.key, {
    clear: [keys.month.key, keys.already],
    set: { [keys.monthTold]: reading, ...more },
  });
}

/** The figure of a month before is offered as if it had been written. */
function replyToSame(as: Month | undefined, answers: Answers, context: C, style: Style): Reply {
  const before = figureBefore(as, monthIn(answers, context), answers, context);
  if (before === undefined) return hint(line('report.sales.noBefore'));
  const { amount, estimate } = before;
  return replyToAmount(written(amount, estimate), answers, context, style);
}

const written = (value: number, approximate: boolean): RupiahReading => ({
  kind: 'ok',
  value,
  approximate,
  warnings: [],
});

/** An amount with another month than the one that is asked for: the amount is kept, the month is asked back. */
function replyToOther(named: MonthReading, reading: RupiahReading, answers: Answers, context: C): Reply {
  const amount = reading.kind === 'ok' ? written(reading.value, reading.approximate === true) : reading;
  const more = { [keys.salesTold]: amount };
  if (named.kind !== 'ok' || stateOfMonth(named.value, context) === 'future') return toMonth(named, more);
  return toMonth({ either: [monthIn(answers, context), named.value] }, more);
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
