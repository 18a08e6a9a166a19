/** The reasons and warnings of `readRupiah`; the bot picks its hints by them. */
import type { Reading } from '../words/reading.ts';
import type { NumberReason } from './rupiah-number.ts';
import type { ScreenReason } from './rupiah-screen.ts';

export type RupiahReason =
  | NumberReason
  | ScreenReason
  | 'negative'
  | 'profit'
  | 'loss'
  | 'capital'
  | 'cost'
  | 'debt'
  | 'rate-per-day'
  | 'rate-per-week'
  | 'rate-per-month'
  | 'rate-per-year'
  | 'rate-per-item'
  | 'period'
  | 'product'
  | 'sum'
  | 'subtraction'
  | 'bound'
  | 'negation'
  | 'question'
  | 'closed'
  | 'percent'
  | 'month'
  | 'two-months'
  | 'currency'
  | 'not-money'
  | 'no-number'
  | 'forgotten'
  | 'dont-know'
  | 'too-large'
  | 'over-cap'
  | 'typo'
  | 'unknown-words';

export type RupiahWarning =
  | 'sanity-low'
  | 'confirm-miliar'
  | 'confirm-zero'
  | 'approximate'
  | 'over-cap'
  | 'mentions-month';

export type RupiahReading = Reading<number, RupiahReason, RupiahWarning>;
