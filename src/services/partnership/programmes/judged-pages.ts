import type { Prisma } from '../../../../prisma/client/client.ts';
import { evaluate, type Evaluation } from '../../../domain/eligibility/eligibility.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { todayOf, type Services } from '../../core/services.ts';
import { factsOf, type Known } from '../../people/eligibility.ts';
import { judgedBusinesses } from '../../people/judged-businesses.ts';

/** Businesses at a time: some tens of milliseconds, so that the bot answers meanwhile. */
const PAGE = 1_000;

export interface Judged {
  readonly known: Known;
  readonly evaluation: Evaluation;
}

/** All businesses that run and have an owner, held against a programme today, a page at a time. */
export async function* judgedPages(
  services: Services,
  programme: Programme,
  where: Prisma.BusinessWhereInput,
): AsyncGenerator<readonly Judged[]> {
  const today = todayOf(services);
  for (let last = 0; ;) {
    const page = await services.db.business.findMany({
      where: {
        AND: [
          where,
          {
            office: services.office.key,
            id: { gt: last },
            ownerId: { not: null },
            status: { in: ['active', 'paused'] },
          },
        ],
      },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    const ids = page.map((row) => row.id);
    const all = await judgedBusinesses(services, ids, { facts: true });
    yield all.map((known) => ({ known, evaluation: evaluate(programme, factsOf(known, today), today) }));
    if (ids.length < PAGE) return;
    last = ids.at(-1) ?? 0;
  }
}
