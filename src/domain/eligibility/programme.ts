/**
 * Programmes as data: what a partnership or funding programme offers and asks.
 *
 * The data stand in `prisma/programmes/*.json`, are read by `programme-reader.ts`
 * and judged by `eligibility.ts`. A published version never changes; a change
 * of the rules is a new version, so that an old answer can be reproduced.
 */
import type { BusinessClass } from '../people/business-class.ts';
import type { Desk, IntiClass, IntiDuty, Need, PartnershipForm } from './need.ts';

/**
 * The same sentence in Indonesian and, where somebody has written it, in English; whoever reads another language sees
 * the Indonesian one. `{name}` stands for a parameter of the reason.
 */
export interface LocalText {
  readonly id: string;
  readonly en?: string;
}

/** Where a rule comes from. */
export interface Source {
  /** For example "PP 7/2021" or "Permen BUMN PER-05/MBU/04/2021 atau penggantinya". */
  readonly law: string;
  /** For example "Pasal 107". */
  readonly article?: string;
  /**
   * read = the text or a report quoting it was read; believed = from general
   * knowledge; example = no law, an assumption that the Dinas has to confirm.
   */
  readonly standing: 'read' | 'believed' | 'example';
  /** For the office, in Indonesian: what has to be checked. */
  readonly note?: string;
}

/** What a partner may be shown after consent; the consent names these fields. */
export const fieldKeys = [
  'owner-name',
  'phone',
  'nik',
  'business-name',
  'kind',
  'kecamatan',
  'desa',
  'started',
  'workers',
  'class',
  'sales-12-months',
  'nib-status',
  'nib',
] as const;
export type FieldKey = (typeof fieldKeys)[number];

/** One rule held against the facts of a business. All limits are included. */
export type Test =
  /** Whole months since the month it started. */
  | { readonly is: 'age-at-least'; readonly months: number }
  | { readonly is: 'class-in'; readonly classes: readonly BusinessClass[] }
  /** Codes of Kepmendagri such as '35.25.14'. */
  | { readonly is: 'kecamatan-in'; readonly codes: readonly string[] }
  | { readonly is: 'kind-in'; readonly kinds: readonly string[] }
  | { readonly is: 'nib' }
  /** A consent of the owner, by its purpose. */
  | { readonly is: 'consent'; readonly purpose: string }
  /** The answer to one of the programme's yes/no questions. */
  | { readonly is: 'answer'; readonly question: string; readonly wanted: boolean }
  | { readonly is: 'workers-at-least'; readonly workers: number }
  | { readonly is: 'workers-at-most'; readonly workers: number }
  /** Finished months with a sales report. */
  | { readonly is: 'reported-at-least'; readonly months: number };

/** What an owner can do about a criterion that is not fulfilled; texts `eligibility.next-step.<key>`. */
export const nextSteps = [
  'answer-question',
  'get-nib',
  'report-sales',
  'wait',
  'give-consent',
  'ask-officer',
] as const;
export type NextStep = (typeof nextSteps)[number];

/** One criterion of a programme with its texts for the owner. */
export interface Criterion {
  /** Unique within the programme, kebab-case. */
  readonly id: string;
  readonly test: Test;
  /** hard = must be met; soft = preferred ("diutamakan"), never decides. */
  readonly weight: 'hard' | 'soft';
  /** false = written down but switched off, for example a rule deleted in 2021. */
  readonly active: boolean;
  readonly source: Source;
  /** First and last day (included) on which this criterion is held against facts. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Overrides the step that follows from the kind of test. */
  readonly nextStep?: NextStep;
  readonly texts: {
    readonly fulfilled: LocalText;
    readonly 'not-yet': LocalText;
    readonly unknown: LocalText;
  };
}

/** A yes/no question; the same id means the same question in every programme. */
export interface Question {
  readonly id: string;
  /** At most two short sentences. */
  readonly ask: LocalText;
  /** One line of help under the question. */
  readonly hint?: LocalText;
}

/** A figure or duty of the programme, shown before applying. The text holds `{value}`. */
interface Term {
  readonly id: string;
  readonly text: LocalText;
  /** rupiah = whole rupiah; per-mille-per-year = 30 for 3 %; months = whole months; none = no figure. */
  readonly unit: 'rupiah' | 'per-mille-per-year' | 'months' | 'none';
  readonly value?: number;
  readonly source: Source;
}

/** A programme in one version. Dates are 'YYYY-MM-DD', both ends included. */
export interface Programme {
  readonly id: string;
  readonly version: number;
  /** supply = a business relation (inti–plasma); funding = a loan. Two paths, never mixed. */
  readonly kind: 'supply' | 'funding';
  readonly name: LocalText;
  readonly partner: { readonly id: string; readonly name: string };
  /** An example that the Dinas has to confirm before anybody is told of it as a fact. */
  readonly example: boolean;
  /** Shown wherever an example programme is shown. */
  readonly notice: LocalText;
  /** Days on which this version of the rules is the one to use. */
  readonly validFrom: string;
  readonly validTo?: string;
  /** Days on which one can apply; absent = always while valid. */
  readonly openFrom?: string;
  readonly openTo?: string;
  /** Sentences that say what it is. */
  readonly about: readonly LocalText[];
  /** Words of the trade explained once, such as "inti–plasma". */
  readonly words: readonly { readonly word: string; readonly means: LocalText }[];
  readonly terms: readonly Term[];
  readonly questions: readonly Question[];
  readonly criteria: readonly Criterion[];
  readonly partnerFields: readonly FieldKey[];
  /** Of a partnership (kind supply), which cannot be opened without it (PP 7/2021 art. 106). */
  readonly form?: PartnershipForm;
  /** Of a partnership: how large the company is. Whoever takes part has to be smaller (PP 7/2021 art. 107). */
  readonly inti?: { readonly class: IntiClass };
  /** Of a partnership, which cannot be opened without it: what the company wants to buy. */
  readonly need?: Need;
  /** What is tried before the partner decides. */
  readonly trial?: { readonly sample: boolean; readonly order: boolean };
  /** How many can take part; absent = as many as there are. */
  readonly seats?: number;
  /** Seats of a kecamatan, by its code; together at most {@link seats}. */
  readonly seatsByKecamatan?: Readonly<Record<string, number>>;
  /** Of a partnership: groups may apply when so many members qualify; absent = nobody but single businesses. */
  readonly groups?: { readonly leastMembers: number };
  /** What the company owes whoever takes part (UU 20/2008 art. 27). */
  readonly duties?: readonly IntiDuty[];
  /** Which desk of the company it belongs to. */
  readonly desk?: Desk;
  readonly sources: readonly Source[];
  /** For the office, in Indonesian: what the Dinas has to confirm before go-live. */
  readonly toConfirm: readonly string[];
}
