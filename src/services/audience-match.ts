import type { Prisma } from '../../prisma/client/client.ts';
import { businessKinds } from '../domain/business-kind.ts';
import { evaluate } from '../domain/eligibility.ts';
import { partsOf, type Month } from '../domain/month.ts';
import type { Programme } from '../domain/programme.ts';
import type { Criteria, Why } from './audience.ts';
import { openBusiness } from './businesses.ts';
import { classFacts, classOf, factsOf, programmesOn, todayIn, type Known } from './eligibility.ts';
import type { Services } from './services.ts';

/** A business that fits the criteria, and what of them fits it. */
export interface Fit {
  readonly ownerId: number;
  /** Active or paused; closed and moved ones are found, too, so that they can be counted. */
  readonly running: boolean;
  readonly why: Pick<Why, 'kind' | 'kecamatan' | 'class' | 'notReported' | 'programme'>;
}

export interface Matcher {
  /** What the database can decide by itself about a business. */
  readonly where: Prisma.BusinessWhereInput;
  /** The businesses of these people that fit everything, oldest first. */
  fits(ownerIds: readonly number[]): Promise<readonly Fit[]>;
}

/** Judges businesses by the criteria on the day it is in Jakarta. Reads nothing sealed. */
export function matcherOf(services: Services, wanted: Criteria): Matcher {
  const today = todayIn(services);
  const programme = programmesOn(services.programmes, today).find((it) => it.id === wanted.programme);
  const where: Prisma.BusinessWhereInput = {
    ...(wanted.kecamatan.length === 0 ? {} : { kecamatan: { in: [...wanted.kecamatan] } }),
    ...(wanted.kinds.length === 0 ? {} : { kind: { in: [...wanted.kinds] } }),
    ...(wanted.notReported === null ? {} : owing(wanted.notReported)),
    // A programme that has ended fits nobody.
    ...(wanted.programme !== null && programme === undefined ? { id: -1 } : {}),
  };
  return {
    where,
    async fits(ownerIds) {
      const rows = await services.db.business.findMany({
        where: { ...where, ownerId: { in: [...ownerIds] } },
        select: columns,
        orderBy: { id: 'asc' },
      });
      const ids = rows.map((it) => it.id);
      const reports =
        wanted.classes.length > 0 || programme !== undefined
          ? await reportsOf(services, ids)
          : new Map<number, Known['reports']>();
      const facts =
        programme === undefined ? new Map<number, Known['facts']>() : await answersOf(services, ids);
      return rows.flatMap((row): readonly Fit[] => {
        if (row.ownerId === null) return [];
        const known: Known = {
          business: openBusiness(services, { ...row, ...notRead }, (text) =>
            businessKinds.find((kind) => kind === text),
          ),
          facts: facts.get(row.id) ?? new Map(),
          reports: reports.get(row.id) ?? [],
        };
        const why = fitting(wanted, programme, known, today);
        if (why === undefined) return [];
        const { status } = known.business;
        return [{ ownerId: row.ownerId, running: status === 'active' || status === 'paused', why }];
      });
    },
  };
}

/** What a judgement needs; nothing sealed. */
const columns = {
  id: true,
  ownerId: true,
  status: true,
  kind: true,
  kecamatan: true,
  startedYear: true,
  startedMonth: true,
  workersMale: true,
  workersFemale: true,
  usualMonthlySales: true,
  usualEstimate: true,
  capital: true,
  nibStatus: true,
  createdAt: true,
} satisfies Prisma.BusinessSelect;

const notRead = {
  number: null,
  name: null,
  kindWords: null,
  desa: null,
  nib: null,
  statusSince: null,
  draftId: null,
} as const;

function fitting(
  wanted: Criteria,
  programme: Programme | undefined,
  known: Known,
  today: ReturnType<typeof todayIn>,
): Fit['why'] | undefined {
  const { kind, kecamatan } = known.business;
  const size = wanted.classes.length === 0 ? undefined : classOf(classFacts(known, today), today).class;
  if (wanted.classes.length > 0 && (size === undefined || !wanted.classes.includes(size))) return undefined;
  if (programme !== undefined && evaluate(programme, factsOf(known, today), today).overall !== 'meets')
    return undefined;
  return {
    ...(wanted.kinds.length === 0 || kind === undefined ? {} : { kind }),
    ...(wanted.kecamatan.length === 0 || kecamatan === undefined ? {} : { kecamatan }),
    ...(size === undefined ? {} : { class: size }),
    ...(wanted.notReported === null ? {} : { notReported: wanted.notReported }),
    ...(programme === undefined ? {} : { programme: programme.id }),
  };
}

/** A report of the month is missing; a business that began later owes none. */
function owing(month: Month): Prisma.BusinessWhereInput {
  const { year, number } = partsOf(month);
  return {
    reports: { none: { month } },
    OR: [
      { startedYear: null },
      { startedYear: { lt: year } },
      { startedYear: year, startedMonth: null },
      { startedYear: year, startedMonth: { lte: number } },
    ],
  };
}

async function reportsOf(
  services: Services,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Known['reports']>> {
  const rows = await services.db.salesReport.findMany({
    where: { businessId: { in: [...ids] } },
    select: { businessId: true, month: true, amount: true, estimate: true },
  });
  const found = new Map<number, Known['reports'][number][]>();
  for (const { businessId, month, amount, estimate } of rows)
    found.set(businessId, [...(found.get(businessId) ?? []), { month, amount: Number(amount), estimate }]);
  return found;
}

async function answersOf(
  services: Services,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Known['facts']>> {
  const rows = await services.db.businessFact.findMany({
    where: { businessId: { in: [...ids] } },
    select: { businessId: true, key: true, value: true },
  });
  const found = new Map<number, Map<string, boolean | null>>();
  for (const { businessId, key, value } of rows) {
    const of = found.get(businessId) ?? new Map<string, boolean | null>();
    found.set(businessId, of.set(key, typeof value === 'boolean' ? value : null));
  }
  return found;
}
