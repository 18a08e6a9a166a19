import { Temporal } from 'temporal-polyfill';
import { instantAt } from '../../../domain/when/dates.ts';
import { ownerQuestions, shownOpinions } from '../../../domain/partnership/evaluation.ts';
import { todayOf, type Services } from '../../core/services.ts';
import { ownProgrammes, type CompanyMember } from '../candidates/candidates.ts';
import { ownerSaid } from './evaluations.ts';

export interface OwnerOpinions {
  /** The calendar year in which the evaluations were decided. */
  readonly year: number;
  readonly counts: readonly {
    readonly question: (typeof ownerQuestions)[number];
    readonly counts: ReturnType<typeof shownOpinions>;
  }[];
}

/**
 * What owners said of the partnerships of a member's desks, as counts. Only of evaluations that were decided in the last
 * whole year, which nobody answers any more: two looks that differ would tell the answer of whoever came between them.
 */
export async function ownerOpinions(services: Services, member: CompanyMember): Promise<OwnerOpinions> {
  const { db, office } = services;
  const first = todayOf(services).with({ month: 1, day: 1 });
  const start = (day: Temporal.PlainDate): Date => instantAt(day, new Temporal.PlainTime(), office.zone);
  const programmes = (await ownProgrammes(services, member)) ?? [];
  const rows = await db.evaluation.findMany({
    where: {
      decidedAt: { gte: start(first.subtract({ years: 1 })), lt: start(first) },
      agreement: {
        application: {
          office: office.key,
          programmeId: { in: programmes.map(({ programme }) => programme.id) },
        },
      },
    },
    select: { ownerSaid: true },
  });
  const said = rows.flatMap((row) => ownerSaid.safeParse(row.ownerSaid).data ?? []);
  return {
    year: first.year - 1,
    counts: ownerQuestions.map((question) => ({
      question,
      counts: shownOpinions(said.map((it) => it[question])),
    })),
  };
}
