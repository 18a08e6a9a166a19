import { z } from 'zod';
import { addMonths, monthOf, readMonth, type Month, type MonthReading } from '../../domain/month.ts';
import { readReportLine } from '../../domain/report-line.ts';
import { readWord } from '../../domain/words.ts';
import { line, named, type Line } from '../../i18n.ts';
import {
  question,
  type Answers,
  type AnyQuestion,
  type Choice,
  type Json,
  type Proposal,
  type Reply,
  type Rows,
} from './engine/form.ts';
import { businessOf, keys, offerOf, standing, stateOfMonth, type ReportContext } from './report-context.ts';

type C = ReportContext;

const monthReading = z.custom<MonthReading>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

export const business: AnyQuestion<C> = question<C, number>({
  ...keys.business,
  numbered: false,
  needed: true,
  when: (_answers, context) => context.businesses.length > 1,
  ask: () => line('report.business.ask'),
  choices: (_answers, context) =>
    context.businesses.map(({ business: it }) => [
      {
        code: `b${it.id}`,
        label: named(it.name ?? '–'),
        reply: { kind: 'accept', value: it.id, others: { [keys.person.key]: context.person?.id ?? 0 } },
      },
    ]),
  read: (said, _answers, context) => {
    if (said.kind !== 'text') return { kind: 'hint' };
    const found = namedBusiness(
      said.text,
      context.businesses.map((it) => it.business),
    );
    return found === undefined
      ? { kind: 'hint' }
      : { kind: 'accept', value: found.id, others: { [keys.person.key]: context.person?.id ?? 0 } };
  },
  reader: 'name@1',
  hints: [line('report.business.hint1'), line('report.business.hint1')],
  label: 'report.business.label',
  show: (id, _answers, context) =>
    named(context.businesses.find((it) => it.business.id === id)?.business.name ?? '–'),
});

/** The one business whose name shares most words with `text`; undefined when none does, or several do alike. */
export function namedBusiness<B extends { readonly name: string | undefined }>(
  text: string,
  businesses: readonly B[],
): B | undefined {
  const words = (it: string): readonly string[] =>
    it
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      // "Bu" and "ya" name no business.
      .filter((word) => word.length > 2);
  const said = new Set(words(text));
  const ranked = businesses
    .map((it) => ({ it, shared: new Set(words(it.name ?? '').filter((word) => said.has(word))).size }))
    .toSorted((a, b) => b.shared - a.shared);
  const [first, second] = ranked;
  return first === undefined || first.shared === 0 || first.shared === second?.shared ? undefined : first.it;
}

/** What is stored with a month: whose report it is and, for a month that still runs, that it is provisional. */
function withMonth(month: Month, answers: Answers, context: C): Readonly<Record<string, Json>> {
  const own = businessOf(answers, context);
  return {
    [keys.provisional.key]: stateOfMonth(month, context) === 'running',
    ...(own === undefined ? {} : { [keys.business.key]: own.business.id }),
    ...(context.person === undefined ? {} : { [keys.person.key]: context.person.id }),
  };
}

function take(month: Month, answers: Answers, context: C): Extract<Reply, { kind: 'accept' }> {
  return { kind: 'accept', value: month, others: withMonth(month, answers, context) };
}

const exampleOf = (context: C): Line =>
  line('report.month.name', { month: { monthName: addMonths(monthOf(context.today), -2) } });

/** Reported months carry a tick, so that the missing one is found at once. */
function monthChoice(month: Month, answers: Answers, context: C): Choice {
  const done =
    businessOf(answers, context)?.reports.some((report) => report.month === month && !report.provisional) ===
    true;
  return {
    code: month,
    label: line(done ? 'report.month.done' : 'report.month.choice', { month: { month } }),
    reply: take(month, answers, context),
  };
}

function monthChoices(answers: Answers, context: C): Rows {
  const offer = offerOf(answers, context);
  if (!answers.has(keys.older))
    return [
      ...offer.months.map((month) => [monthChoice(month, answers, context)]),
      [
        {
          code: 'older',
          label: line('report.month.other'),
          reply: { kind: 'mark', set: { [keys.older]: true } },
        },
      ],
    ];
  const open = [...offer.months, ...offer.older].filter((month) => stateOfMonth(month, context) === 'open');
  const rows: Choice[][] = [];
  for (let at = 0; at < open.length; at += 2)
    rows.push(open.slice(at, at + 2).map((month) => monthChoice(month, answers, context)));
  return rows;
}

/** What to say to a month as it was read. */
export function replyToMonth(reading: MonthReading, answers: Answers, context: C): Reply {
  const running = monthOf(context.today);
  const proposal = (month: Month, label: Line): Proposal => {
    const { others = {} } = take(month, answers, context);
    return { code: month, label, value: month, others };
  };
  const provisional = proposal(running, line('report.month.provisional', { month: { monthName: running } }));
  const plainly = (month: Month): Proposal =>
    month === running ? provisional : proposal(month, line('report.month.choice', { month: { month } }));
  if (reading.kind === 'none')
    return reading.reason === 'future'
      ? { kind: 'hint', text: line('report.month.future') }
      : { kind: 'hint' };
  const past = (
    reading.kind === 'ok'
      ? [reading.value]
      : reading.likely === undefined
        ? reading.candidates
        : [reading.likely]
  ).filter((month) => month <= running);
  const [first, ...others] = past;
  if (first === undefined || (reading.kind === 'ambiguous' && reading.reason === 'yesterday'))
    return { kind: 'hint' };
  if (others.length > 0)
    return {
      kind: 'propose',
      text: line('report.month.several'),
      options: past.slice(0, 6).map(plainly),
      again: line('common.button.writeAgain'),
    };
  if (first === running) {
    const last = addMonths(running, -1);
    return {
      kind: 'propose',
      text: line('report.month.running', { running: { monthName: running }, last: { monthName: last } }),
      options: [proposal(last, line('report.month.choice', { month: { month: last } })), provisional],
      again: line('report.month.other'),
    };
  }
  if (reading.kind === 'ok' && reading.warnings.length === 0) return take(first, answers, context);
  return {
    kind: 'propose',
    text: line('report.month.didYouMean', { month: { month: first } }),
    options: [proposal(first, line('report.month.yes', { month: { month: first } }))],
    again: line('common.button.noWriteAgain'),
  };
}

/** An amount in the same text ("September 3 juta") is kept for its question. */
function withAmount(reply: Reply, amount: Json | undefined): Reply {
  if (amount === undefined) return reply;
  if (reply.kind === 'accept') return { ...reply, others: { ...reply.others, [keys.salesTold]: amount } };
  if (reply.kind === 'propose')
    return {
      ...reply,
      options: reply.options.map((it) => ({ ...it, others: { ...it.others, [keys.salesTold]: amount } })),
    };
  return reply;
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
    if (said.kind !== 'text') return { kind: 'hint' };
    const told = readReportLine(`lapor ${said.text}`, context.today);
    if (told?.month !== undefined && told.amount?.kind === 'ok')
      return withAmount(replyToMonth(told.month, answers, context), told.amount);
    return replyToMonth(readMonth(said.text, context.today), answers, context);
  },
  reader: 'month@1',
  told: {
    key: keys.monthTold,
    reply: (value, answers, context) => {
      const reading = monthReading.safeParse(value);
      return reading.success
        ? replyToMonth(reading.data, answers, context)
        : take(offerOf(answers, context).default, answers, context);
    },
  },
  hints: [line('report.month.hint1'), line('report.month.hint2')],
  label: 'report.month.label',
  show: (value, answers) =>
    answers.of(keys.provisional) === true
      ? line('report.month.provisional', { month: { month: value } })
      : line('report.month.choice', { month: { month: value } }),
});

/** "Oktober 2026 sudah dilaporkan: … Mau diubah?" */
export const already: AnyQuestion<C> = question<C, 'change'>({
  key: keys.already,
  value: z.literal('change'),
  numbered: false,
  dependsOn: [keys.business.key, keys.month.key],
  when: (answers, context) => standing(answers, context) !== undefined,
  ask: (answers, context) => {
    const report = standing(answers, context);
    const amount = {
      line: line(report?.estimate === true ? 'report.sales.showRough' : 'report.sales.show', {
        amount: { rupiahFull: report?.amount ?? 0 },
      }),
    };
    return line(report?.provisional === true ? 'report.already.provisional' : 'report.already.ask', {
      month: { month: report?.month ?? '' },
      amount,
    });
  },
  choices: (answers) => [
    [
      { code: 'change', label: line('common.button.change'), reply: { kind: 'accept', value: 'change' } },
      { code: 'keep', label: line('common.button.keep'), reply: keep(answers) },
    ],
  ],
  read: (said, answers) => {
    const word = said.kind === 'text' ? readWord(said.text) : undefined;
    if (word === 'yes' || word === 'changed') return { kind: 'accept', value: 'change' };
    return word === 'no' || word === 'same' ? keep(answers) : { kind: 'hint' };
  },
  reader: 'word@1',
  hints: [line('report.already.hint1'), line('report.already.hint1')],
});

/** The report stays; what was begun is thrown away. */
export function keep(answers: Answers): Reply {
  return {
    kind: 'decline',
    discard: true,
    text: line('report.already.kept', { month: { month: answers.of(keys.month) ?? '' } }),
  };
}
