/** Whether a programme may be opened to owners. */
import type { IntiClass } from './need.ts';
import type { Programme } from './programme.ts';
import { SMALLER_THAN } from './standing.ts';

/** Why a programme cannot be opened; the text `programme.refused.<key>` names the source. */
export type OpeningProblem =
  /** No form of partnership (PP 7/2021 art. 106). */
  | 'form'
  /** The company says of nothing that it needs it (UU 20/2008 art. 1: saling memerlukan). */
  | 'need'
  /** Its own criterion takes businesses that are not smaller than the company (PP 7/2021 art. 107). */
  | 'inti'
  /** People of the company see applicants, and no accord with it is in force (UU 27/2022 art. 20–22). */
  | 'accord'
  /** The last day to apply is over. */
  | 'over'
  /** Its rules hold only from a later day on: until then owners would be shown none. */
  | 'early';

export interface OpeningFacts {
  /** YYYY-MM-DD */
  readonly today: string;
  readonly companyClass: IntiClass;
  /** Whether anybody of the company is, or is invited to be, in the chat. */
  readonly roomIsUsed: boolean;
  readonly accordInForce: boolean;
}

/** Everything that stands in the way, most important first; empty: it may be opened. */
export function openingProblems(programme: Programme, facts: OpeningFacts): readonly OpeningProblem[] {
  const { kind, form, need, criteria, openTo, validFrom, validTo } = programme;
  const smaller = SMALLER_THAN[facts.companyClass];
  const tooLarge = criteria.some(
    ({ test, active, weight }) =>
      active &&
      weight === 'hard' &&
      test.is === 'class-in' &&
      test.classes.some((it) => !smaller.includes(it)),
  );
  const ends = [openTo, validTo].filter((it) => it !== undefined);
  return [
    ...(kind === 'supply' && form === undefined ? (['form'] as const) : []),
    ...(kind === 'supply' && need === undefined ? (['need'] as const) : []),
    ...(kind === 'supply' && tooLarge ? (['inti'] as const) : []),
    ...(facts.roomIsUsed && !facts.accordInForce ? (['accord'] as const) : []),
    ...(ends.some((it) => it < facts.today) ? (['over'] as const) : []),
    ...(validFrom > facts.today ? (['early'] as const) : []),
  ];
}
