import type { Temporal } from 'temporal-polyfill';
import {
  addMonths,
  monthOf,
  readMonth,
  type Month,
  type MonthReading,
  type MonthReason,
} from '../../../domain/month/month.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Said } from '../engine/form.ts';
import {
  hint,
  propose,
  refuse,
  type Proposal,
  type Refusals,
  type Reply,
  type ReplyOf,
} from '../engine/reply.ts';

/** What a form makes of a month. */
export interface MonthRules {
  /** The day at the office. */
  readonly today: Temporal.PlainDate;
  /** Takes a month that has begun, or tells why it cannot be taken. */
  readonly take: (month: Month) => ReplyOf<'accept' | 'tell'>;
  /** A month that still runs can be taken for the time being. */
  readonly provisional: boolean;
}

const nameOf = (month: Month): Line => line('report.month.choice', { month: { month } });

/** A button with one month; one that still runs is for the time being. */
export function monthOption(month: Month, rules: MonthRules): Proposal {
  return month === monthOf(rules.today)
    ? monthProposal(month, rules, line('report.month.provisional', { month: { monthName: month } }))
    : monthProposal(month, rules);
}

function monthProposal(month: Month, rules: MonthRules, label = nameOf(month)): Proposal {
  const taken = rules.take(month);
  return taken.kind === 'accept'
    ? {
        code: month,
        label,
        value: taken.value,
        ...(taken.others === undefined ? {} : { others: taken.others }),
      }
    : { code: month, label, value: null, reply: taken };
}

const NO_MONTH: Refusals<MonthReason> = {
  future: 'report.month.future',
  'no-such-month': 'report.month.noSuch',
  'year-only': 'report.month.yearOnly',
  'moon-month': 'report.month.moon',
  'no-month': undefined,
  forgotten: undefined,
  'two-months': undefined,
  'several-months': undefined,
  quarter: undefined,
  'no-separator': undefined,
  'day-or-year': undefined,
  'bare-number': undefined,
  yesterday: undefined,
  typo: undefined,
  'extra-number': undefined,
  negation: undefined,
  'unknown-words': undefined,
};

/** What to say where a month is asked for and nothing else. */
export const replyToMonthSaid = (said: Said, rules: MonthRules): Reply =>
  said.kind === 'text' ? replyToMonth(readMonth(said.text, rules.today), rules) : hint();

/** What to say to a month as it was read: the same in every form that asks for one. */
export function replyToMonth(reading: MonthReading, rules: MonthRules): Reply {
  const running = monthOf(rules.today);
  if (reading.kind === 'none') return refuse(NO_MONTH, reading.reason);
  const past = candidates(reading).filter((month) => month <= running);
  const [first, ...others] = past;
  if (first === undefined || (reading.kind === 'ambiguous' && reading.reason === 'yesterday')) return hint();
  if (others.length > 0)
    return propose(
      line('report.month.several'),
      line('common.button.writeAgain'),
      ...past.slice(0, 6).map((month) => monthOption(month, rules)),
    );
  if (first === running && rules.provisional) {
    const last = addMonths(running, -1);
    return propose(
      line('report.month.running', { running: { monthName: running }, last: { monthName: last } }),
      line('report.month.other'),
      ...[last, running].map((month) => monthOption(month, rules)),
    );
  }
  const taken = rules.take(first);
  if (taken.kind === 'tell' || (reading.kind === 'ok' && reading.warnings.length === 0)) return taken;
  return propose(
    line('report.month.didYouMean', { month: { month: first } }),
    line('common.button.noWriteAgain'),
    monthProposal(first, rules, line('report.month.yes', { month: { month: first } })),
  );
}

function candidates(reading: Exclude<MonthReading, { readonly kind: 'none' }>): readonly Month[] {
  if (reading.kind === 'ok') return [reading.value];
  return reading.likely === undefined ? reading.candidates : [reading.likely];
}
