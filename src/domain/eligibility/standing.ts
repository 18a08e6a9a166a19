/** The criterion that stands in every partnership, whoever wrote its rules. */
import type { BusinessClass } from '../people/business-class.ts';
import type { IntiClass } from './need.ts';
import type { Criterion, Programme } from './programme.ts';

/** Whoever may take part with an inti of a class (PP 7/2021 art. 107). */
export const SMALLER_THAN: Readonly<Record<IntiClass, readonly BusinessClass[]>> = {
  large: ['micro', 'small', 'medium'],
  medium: ['micro', 'small'],
};

/** Its id, which no other criterion may have. */
export const SMALLER = 'smaller-than-inti';

/** Whether the law itself stands against it, which no second look can change (PP 7/2021 art. 107). */
export const barredByLaw = (criteria: readonly { readonly id: string; readonly state: string }[]): boolean =>
  criteria.some(({ id, state }) => id === SMALLER && state === 'not-yet');

/** A criterion as it is held against a business: the one of the law has its words in locales/, not in the programme. */
export type HeldCriterion = Omit<Criterion, 'texts'> & { readonly texts?: Criterion['texts'] };

/** All that is held against a business: where the inti is stated, first that the business is smaller than it. */
export function criteriaOf({ inti, criteria }: Programme): readonly HeldCriterion[] {
  return inti === undefined ? criteria : [smallerThan(inti.class), ...criteria];
}

function smallerThan(inti: IntiClass): HeldCriterion {
  return {
    id: SMALLER,
    test: { is: 'class-in', classes: SMALLER_THAN[inti] },
    weight: 'hard',
    active: true,
    source: { law: 'PP 7/2021', article: 'Pasal 107', standing: 'read' },
  };
}
