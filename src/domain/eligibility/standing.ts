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

/** All that is held against a business: where the inti is stated, first that the business is smaller than it. */
export function criteriaOf({ inti, criteria }: Programme): readonly Criterion[] {
  return inti === undefined ? criteria : [smallerThan(inti.class), ...criteria];
}

function smallerThan(inti: IntiClass): Criterion {
  return {
    id: SMALLER,
    test: { is: 'class-in', classes: SMALLER_THAN[inti] },
    weight: 'hard',
    active: true,
    source: { law: 'PP 7/2021', article: 'Pasal 107', standing: 'read' },
    texts: {
      fulfilled: {
        id: 'Usaha ini termasuk {class}, lebih kecil dari perusahaan mitra.',
        en: 'This business counts as {class}, smaller than the partner company.',
      },
      'not-yet': {
        id: 'Usaha ini termasuk {class}, jadi belum cocok. Mitra perusahaan ini harus {classes}.',
        en: 'This business counts as {class}, so it does not fit yet. Partners of this company have to be {classes}.',
      },
      unknown: {
        id: 'Besar usaha ini belum diketahui, karena angka penjualannya belum ada.',
        en: 'The size of this business is not known, because there are no sales figures yet.',
      },
    },
  };
}
