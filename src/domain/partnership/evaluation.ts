/** The look back at one or more years of an agreement: what was aimed at, what each side says was reached. */

/** What both sides aim at; null: nothing was agreed. */
export interface Targets {
  /** Pieces a month. */
  readonly monthlyQuantity: number | null;
  /** Whole rupiah a year. */
  readonly yearlyValue: number | null;
  /** Measures of their own, in words. */
  readonly ownTargets: string | null;
}
