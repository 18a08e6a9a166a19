import { fitOf, missingOf } from '../../../domain/eligibility/fit.ts';
import { criteriaOf } from '../../../domain/eligibility/standing.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { Services } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { judgedPages } from './judged-pages.ts';

/** How a programme meets the businesses that run now; numbers alone. */
export interface Preview {
  readonly businesses: number;
  /** All that is needed is known to be met. */
  readonly meet: number;
  /** One need is not met yet, all others are. */
  readonly nearly: number;
  /** Nothing stands against them, but something is not known yet. */
  readonly unknown: number;
  /** By how many businesses each need is not met, most first; those that all meet are left out. */
  readonly excludes: readonly { readonly criterion: string; readonly count: number }[];
}

/** Counts in pages how many businesses of a member's area a programme would take today. */
export async function previewProgramme(
  services: Services,
  member: Officer,
  programme: Programme,
): Promise<Preview> {
  const counts = { fits: 0, nearly: 0, unknown: 0, far: 0 };
  const notMet = new Map(criteriaOf(programme).map(({ id }) => [id, 0]));
  for await (const page of judgedPages(services, programme, businessesIn(member)))
    for (const { evaluation } of page) {
      counts[fitOf(evaluation)]++;
      for (const { id } of missingOf(evaluation)) notMet.set(id, (notMet.get(id) ?? 0) + 1);
    }
  return {
    businesses: counts.fits + counts.nearly + counts.unknown + counts.far,
    meet: counts.fits,
    nearly: counts.nearly,
    unknown: counts.unknown,
    excludes: mostFirst(notMet),
  };
}

/** Criteria with how many businesses lack them; those that nobody lacks are left out. */
export function mostFirst(counts: ReadonlyMap<string, number>): Preview['excludes'] {
  return [...counts]
    .map(([criterion, count]) => ({ criterion, count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
