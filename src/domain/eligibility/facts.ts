import type { BusinessClass } from '../people/business-class.ts';

/**
 * What is known about a business. A missing key = never asked; null = asked, and
 * the owner does not know; every other value, `false` too, is an answer.
 */
export interface BusinessFacts {
  /** Year the business started. */
  readonly startedYear?: number | null;
  /** Month it started, 1–12; asked only where a time rule depends on it. */
  readonly startedMonth?: number | null;
  readonly class?: BusinessClass | null;
  /** The class rests on an estimate ("perkiraan"). */
  readonly classEstimated?: boolean;
  /** Code of Kepmendagri, for example '35.25.14'. */
  readonly kecamatan?: string | null;
  readonly kind?: string | null;
  /** Has an NIB, whether or not its number is already known. */
  readonly nib?: boolean | null;
  /** All who work there, owner and helping family included. */
  readonly workers?: number | null;
  /** Finished months with a sales report. */
  readonly monthsReported?: number;
  /** Answers to yes/no questions, by question id. */
  readonly answers?: Readonly<Record<string, boolean | null>>;
  /** Consents by purpose: true given, false refused or withdrawn. */
  readonly consents?: Readonly<Record<string, boolean | null>>;
}

/** A fact that a conversation can ask for. `class` means: ask for the usual month's sales. */
export type FactKey =
  | 'startedYear'
  | 'startedMonth'
  | 'class'
  | 'kecamatan'
  | 'kind'
  | 'workers'
  | 'nib'
  | `answer:${string}`
  | `consent:${string}`;

/** Values for the placeholders of a reason; codes and ISO dates, to be worded by the locale. */
export interface ReasonParameters {
  /** Months that the rule asks for. */
  readonly months?: number;
  /** Day 'YYYY-MM-DD' from which a time rule is fulfilled. */
  readonly date?: string;
  readonly class?: BusinessClass;
  readonly classes?: readonly BusinessClass[];
  readonly estimated?: boolean;
  readonly kecamatan?: string;
  readonly kecamatans?: readonly string[];
  readonly kind?: string;
  readonly kinds?: readonly string[];
  readonly workers?: number;
  readonly limit?: number;
  /** Months reported so far. */
  readonly reported?: number;
}
