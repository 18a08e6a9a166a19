import { Prisma } from '../../../../prisma/client/client.ts';
import type { Fit } from '../../../domain/eligibility/fit.ts';
import { criteriaOf } from '../../../domain/eligibility/standing.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { Services } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { fitSql } from './fit-sql.ts';

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
  readonly excludes: readonly Lack[];
}

export interface Lack {
  /** Id of the criterion. */
  readonly criterion: string;
  readonly count: number;
}

/** Counts how many businesses of a member's area a programme would take today. */
export async function previewProgramme(
  services: Services,
  member: Officer,
  programme: Programme,
): Promise<Preview> {
  const rows = await services.db.$queryRaw<
    readonly { readonly fit: Fit; readonly lacks: readonly string[]; readonly count: number }[]
  >(Prisma.sql`
    SELECT fit, lacks, count(*)::int AS count FROM (${fitSql(services, member, programme)}) f GROUP BY 1, 2`);
  const counted = (fit?: Fit): number =>
    rows.reduce((sum, row) => sum + (fit === undefined || row.fit === fit ? row.count : 0), 0);
  return {
    businesses: counted(),
    meet: counted('fits'),
    nearly: counted('nearly'),
    unknown: counted('unknown'),
    excludes: mostLacking(programme, rows),
  };
}

/** Criteria with how many businesses lack them, most first; those that nobody lacks are left out. */
export function mostLacking(
  programme: Programme,
  rows: readonly { readonly lacks: readonly string[]; readonly count: number }[],
): readonly Lack[] {
  return criteriaOf(programme)
    .map(({ id }) => ({
      criterion: id,
      count: rows.reduce((sum, { lacks, count }) => sum + (lacks.includes(id) ? count : 0), 0),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
