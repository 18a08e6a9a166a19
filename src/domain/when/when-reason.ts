/** Why a text about an appointment gives no time for certain. */
export type WhenReason =
  /** No day, or no time, in the text. */
  | 'no-day'
  | 'no-time'
  | 'no-such-day'
  | 'no-such-time'
  | 'past'
  /** More than two years ahead. */
  | 'far'
  /** WITA or WIT. */
  | 'zone'
  | 'ends-before'
  /** Asked back: two days or times, week or month not clear, the weekday is another, morning or afternoon. */
  | 'two-days'
  | 'two-times'
  | 'which-week'
  | 'which-hour'
  | 'month'
  | 'weekday'
  | 'extra-number'
  | 'unknown-words'
  | 'negation';
