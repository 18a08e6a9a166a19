import { z } from 'zod';
import { addMonths, monthOf, readMonth, type Month, type MonthReading } from '../../../domain/month/month.ts';
import { monthsToOffer } from '../../../domain/sales/report-months.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import type { RupiahReading } from '../../../domain/money/rupiah.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import {
  choice,
  hint,
  jump,
  mark,
  propose,
  take,
  type Choice,
  type Proposal,
  type Reply,
  type ReplyOf,
  type Rows,
} from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { monthOption, replyToMonth, type MonthRules } from '../questions/month-reply.ts';
import {
  businessName,
  businessOf,
  comparison,
  dueIn,
  keys,
  replaceableReport,
  stateOfMonth,
  type ReportContext,
} from './report-context.ts';
import { confirmed, namedBusiness, toldReading } from './report-told.ts';

type C = ReportContext;

/** What is kept where no month was named, or another one than was asked for. */
const untold = z.object({ asked: keys.month.value.optional(), either: z.array(keys.month.value).optional() });

/** A short number may be a month as well: it is asked back as one. */
const isDoubtful = (amount: RupiahReading): boolean => amount.kind !== 'ok' || amount.value < LEAST_AMOUNT;
const LEAST_AMOUNT = 10_000;

const monthReading = z.custom<MonthReading>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

const takeBusiness = (id: number, { person }: C): Reply => take(id, { [keys.person.key]: person?.id ?? 0 });

export const business: AnyQuestion<C> = question<C, number>({
  ...keys.business,
  numbered: false,
  needed: true,
  when: (_answers, context) => context.businesses.length > 1,
  ask: () => line('report.business.ask'),
  choices: (_answers, context) =>
    context.businesses.map(({ business: it }) => [
      choice(`b${it.id}`, named(it.name ?? '–'), takeBusiness(it.id, context)),
    ]),
  read: (said, _answers, context) => {
    if (said.kind !== 'text') return hint();
    const found = namedBusiness(
      said.text,
      context.businesses.map((it) => it.business),
    );
    return found === undefined ? hint() : takeBusiness(found.id, context);
  },
  reader: 'name@1',
  hints: [line('report.business.hint1'), line('report.business.hint1')],
  label: 'report.business.label',
  show: (id, _answers, context) =>
    named(context.businesses.find((it) => it.business.id === id)?.business.name ?? '–'),
});

/** What is stored with a month: whose report it is and, for a month that still runs, that it is provisional. */
function withMonth(month: Month, answers: Answers, context: C): Readonly<Record<string, Json>> {
  const own = businessOf(answers, context);
  return {
    [keys.provisional.key]: stateOfMonth(month, context) === 'running',
    ...(own === undefined ? {} : { [keys.business.key]: own.business.id }),
    ...(context.person === undefined ? {} : { [keys.person.key]: context.person.id }),
  };
}

function takeMonth(month: Month, answers: Answers, context: C): ReplyOf<'accept'> {
  return take(month, withMonth(month, answers, context));
}

const exampleOf = (context: C): Line =>
  line('report.month.name', { month: { monthName: addMonths(monthOf(context.today), -2) } });

/** Reported months carry a tick, so that the missing one is found at once. */
function monthChoice(month: Month, answers: Answers, context: C): Choice {
  const done =
    businessOf(answers, context)?.reports.some((report) => report.month === month && !report.provisional) ===
    true;
  return choice(
    month,
    line(done ? 'report.month.done' : 'report.month.choice', { month: { month } }),
    takeMonth(month, answers, context),
  );
}

function monthChoices(answers: Answers, context: C): Rows {
  const offer = monthsToOffer(context.today);
  if (!answers.has(keys.older))
    return [
      ...offer.months.map((month) => [monthChoice(month, answers, context)]),
      [choice('older', line('report.month.other'), mark({ [keys.older]: true }))],
    ];
  const open = [...offer.months, ...offer.older].filter((month) => stateOfMonth(month, context) === 'open');
  const rows: Choice[][] = [];
  for (let at = 0; at < open.length; at += 2)
    rows.push(open.slice(at, at + 2).map((month) => monthChoice(month, answers, context)));
  return rows;
}

/** What to say to a month as it was read. */
function replyTo(reading: MonthReading, answers: Answers, context: C): Reply {
  return replyToMonth(reading, rulesOf(answers, context));
}

const rulesOf = (answers: Answers, context: C): MonthRules => ({
  today: context.today,
  take: (month) => takeMonth(month, answers, context),
  provisional: true,
});

/** No month was named: the one that the bot had just asked for, else the only one that is due; two are asked back. */
function silent(asked: Month | undefined, answers: Answers, context: C): Reply {
  const due = dueIn(answers, context);
  if (asked !== undefined && due.includes(asked)) return takeMonth(asked, answers, context);
  const [only = monthsToOffer(context.today).months[0], ...others] = due;
  return others.length === 0 ? takeMonth(only, answers, context) : whichOf(due, answers, context);
}

function unnamed(value: Json, answers: Answers, context: C): Reply {
  const { asked, either } = untold.safeParse(value).data ?? {};
  return either === undefined ? silent(asked, answers, context) : whichOf(either, answers, context);
}

/** "Saya catat Rp2.500.000. Untuk bulan yang mana?" */
function whichOf(months: readonly Month[], answers: Answers, context: C): Reply {
  const told = toldReading(answers);
  const amount = told?.kind === 'ok' && told.value > 0 ? told.value : undefined;
  const options = months.map((month): Proposal => {
    const option = monthOption(month, rulesOf(answers, context));
    // The amount stands in the question in digits and words: the month confirms it, unless something else is to be said.
    const isPlain =
      amount !== undefined &&
      stateOfMonth(month, context) === 'open' &&
      replaceableReport(month, answers, context) === undefined &&
      comparison(amount, answers, context, month).verdict === 'usual';
    return isPlain
      ? { ...option, others: { ...option.others, [keys.sales]: confirmed(amount, told) } }
      : option;
  });
  return propose(
    amount === undefined
      ? line('report.month.which')
      : line('report.month.whichFor', {
          amount: { rupiahFull: amount },
          business: businessName(answers, context),
        }),
    line('report.month.other'),
    ...options,
  );
}

/** An amount in the same text ("September 3 juta") is kept for its question. */
function withAmount(reply: Reply, amount: RupiahReading): Reply {
  if (reply.kind === 'accept') return { ...reply, others: { ...reply.others, [keys.salesTold]: amount } };
  if (reply.kind === 'propose')
    return {
      ...reply,
      options: reply.options.map((it) => ({ ...it, others: { ...it.others, [keys.salesTold]: amount } })),
    };
  return reply;
}

/** On with what a report without a month means; where another month was wished for, the question stays. */
function keepAmount(amount: RupiahReading, answers: Answers): Reply {
  return answers.has(keys.older) || answers.has(keys.month.key)
    ? jump(keys.month.key, { set: { [keys.salesTold]: amount }, text: line('report.month.amountKept') })
    : jump(keys.month.key, { set: { [keys.salesTold]: amount, [keys.monthTold]: {} } });
}

export const month: AnyQuestion<C> = question<C, string>({
  ...keys.month,
  needed: true,
  ask: (answers, context) =>
    line(answers.has(keys.older) ? 'report.month.askOlder' : 'report.month.ask', {
      example: { line: exampleOf(context) },
    }),
  choices: monthChoices,
  read: (said, answers, context) => {
    if (said.kind !== 'text') return hint();
    const told = readReportLine(`lapor ${said.text}`, context.today);
    const amount = told?.amount?.kind === 'none' ? undefined : told?.amount;
    if (told?.month !== undefined && amount !== undefined)
      return withAmount(replyTo(told.month, answers, context), amount);
    const reading = readMonth(said.text, context.today);
    // An amount where a month is asked waits for its question.
    return reading.kind === 'none' &&
      reading.reason === 'no-month' &&
      amount !== undefined &&
      !isDoubtful(amount)
      ? keepAmount(amount, answers)
      : replyTo(reading, answers, context);
  },
  reader: 'month@1',
  told: {
    key: keys.monthTold,
    reply: (value, answers, context) => {
      const reading = monthReading.safeParse(value);
      return reading.success ? replyTo(reading.data, answers, context) : unnamed(value, answers, context);
    },
  },
  hints: [line('report.month.hint1'), line('report.month.hint2')],
  label: 'report.month.label',
  show: (value, answers) =>
    answers.of(keys.provisional) === true
      ? line('report.month.provisional', { month: { month: value } })
      : line('report.month.choice', { month: { month: value } }),
});
