import { criteriaOf } from '../../domain/eligibility/standing.ts';
import { evaluate } from '../../domain/eligibility/eligibility.ts';
import type { Programme } from '../../domain/eligibility/programme.ts';
import { todayOf, type Services } from '../core/services.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import { factsOf } from '../people/eligibility.ts';
import { judgedBusinesses } from '../people/judged-businesses.ts';

/** Businesses at a time: some tens of milliseconds, so that the bot answers meanwhile. */
const PAGE = 1_000;

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
  const { db, office } = services;
  const today = todayOf(services);
  const counts = { businesses: 0, meet: 0, nearly: 0, unknown: 0 };
  const notMet = new Map(criteriaOf(programme).map(({ id }) => [id, 0]));
  for (let last = 0; ;) {
    const page = await db.business.findMany({
      where: {
        ...businessesIn(member),
        office: office.key,
        id: { gt: last },
        ownerId: { not: null },
        status: { in: ['active', 'paused'] },
      },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    const ids = page.map((row) => row.id);
    for (const known of await judgedBusinesses(services, ids, { facts: true })) {
      const { overall, criteria } = evaluate(programme, factsOf(known, today), today);
      const missing = criteria.filter((it) => it.weight === 'hard' && it.state === 'not-yet');
      const isOpen = criteria.some((it) => it.weight === 'hard' && it.state === 'unknown');
      counts.businesses++;
      if (overall === 'meets') counts.meet++;
      if (overall === 'incomplete') counts.unknown++;
      if (missing.length === 1 && !isOpen) counts.nearly++;
      for (const { id } of missing) notMet.set(id, (notMet.get(id) ?? 0) + 1);
    }
    last = ids.at(-1) ?? 0;
    if (ids.length < PAGE) break;
  }
  return {
    ...counts,
    excludes: [...notMet]
      .map(([criterion, count]) => ({ criterion, count }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count),
  };
}
