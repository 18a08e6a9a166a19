import type { RupiahReading, RupiahReason } from './domain/money/rupiah.ts';
import type { TextKey } from './i18n.ts';

/** No more readings than fit under a question as buttons. */
const MOST_OFFERED = 4;

/** The amounts that are offered where words can be read in more than one way, in whole rupiah. */
export const offeredAmounts = ({
  candidates,
  likely,
}: Extract<RupiahReading, { kind: 'ambiguous' }>): readonly number[] =>
  likely === undefined ? candidates.slice(0, MOST_OFFERED) : [likely];

/** Ambiguities that no button can settle honestly: a range is never stored as a figure. */
export const oneFigureHints: ReadonlyMap<RupiahReason, TextKey> = new Map([
  ['range', 'money.hint.oneFigure'],
  ['rate-per-day', 'money.hint.oneFigure'],
  ['rate-per-week', 'money.hint.week'],
  ['rate-per-year', 'money.hint.week'],
  ['two-amounts', 'money.hint.two'],
  ['two-months', 'money.hint.two'],
  ['profit', 'money.hint.profit'],
]);

/** What is said to each reason for which no amount is read; undefined: the hint of the question says it. */
export const moneyHints: Readonly<Record<RupiahReason, TextKey | undefined>> = {
  negative: 'money.hint.negative',
  loss: 'money.hint.negative',
  subtraction: 'money.hint.oneFigure',
  profit: 'money.hint.profit',
  cost: 'money.hint.notSales',
  capital: 'money.hint.notSales',
  debt: 'money.hint.notSales',
  phone: 'money.hint.phone',
  nib: 'money.hint.number',
  nik: 'money.hint.number',
  'long-number': 'money.hint.number',
  month: 'money.hint.month',
  'two-months': 'money.hint.two',
  'two-amounts': 'money.hint.two',
  currency: 'money.hint.currency',
  'broken-grouping': 'money.hint.grouping',
  scientific: 'money.hint.grouping',
  'letter-o': 'money.hint.letters',
  'too-large': 'money.hint.tooLarge',
  'over-cap': 'money.hint.tooLarge',
  range: 'money.hint.oneFigure',
  bound: 'money.hint.oneFigure',
  sum: 'money.hint.oneFigure',
  product: 'money.hint.oneFigure',
  'rate-per-day': 'money.hint.oneFigure',
  'rate-per-item': 'money.hint.oneFigure',
  'rate-per-week': 'money.hint.week',
  'rate-per-year': 'money.hint.week',
  'mixed-separators': 'money.hint.grouping',
  'no-unit': undefined,
  low: undefined,
  'missing-ribu': undefined,
  'unit-group': undefined,
  descending: undefined,
  slang: undefined,
  fraction: undefined,
  unclear: undefined,
  time: undefined,
  'rate-per-month': undefined,
  period: undefined,
  negation: undefined,
  question: undefined,
  closed: undefined,
  percent: undefined,
  'not-money': undefined,
  'no-number': undefined,
  forgotten: undefined,
  'dont-know': undefined,
  typo: undefined,
  'unknown-words': undefined,
};
