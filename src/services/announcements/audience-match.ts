import type { Temporal } from 'temporal-polyfill';
import type { Prisma } from '../../../prisma/client/client.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { evaluate } from '../../domain/eligibility/eligibility.ts';
import type { Programme } from '../../domain/eligibility/programme.ts';
import { businessSql } from './audience-business.ts';
import type { Criteria, Why } from './audience.ts';
import { businessFromRow } from '../people/businesses.ts';
import { classFacts, classOf, factsOf, type Known } from '../people/eligibility.ts';
import type { Services } from '../core/services.ts';

/** A business whose class and figures fit the criteria. */
export interface Fit {
  readonly businessId: number;
  /** Its class, where classes were asked for. */
  readonly class: Why['class'];
}

/** The fitting businesses of the people whose numbers lie above the first and up to the second. */
export type Matcher = (after: number, upTo: number) => Promise<readonly Fit[]>;

/**
 * Judges businesses by what the database cannot decide by itself: class by PP 7/2021, and the conditions of a
 * programme. Reads nothing sealed.
 */
export function matcherOf(
  services: Services,
  wanted: Criteria,
  programme: Programme | undefined,
  today: Temporal.PlainDate,
): Matcher {
  return async (after, upTo) => {
    const found = await services.db.$queryRaw<{ readonly id: number }[]>`
      SELECT b.id FROM business b WHERE b.owner_id > ${after} AND b.owner_id <= ${upTo} AND ${businessSql(wanted)}`;
    const ids = found.map((it) => it.id);
    const rows = await services.db.business.findMany({ where: { id: { in: ids } }, select: columns });
    const reports = await reportsOf(services, ids);
    const facts =
      programme === undefined ? new Map<number, Known['facts']>() : await answersOf(services, ids);
    return rows.flatMap((row): readonly Fit[] => {
      const known: Known = {
        business: businessFromRow(services, { ...row, ...notRead }, (text) =>
          businessKinds.find((kind) => kind === text),
        ),
        facts: facts.get(row.id) ?? new Map(),
        reports: reports.get(row.id) ?? [],
      };
      if (programme !== undefined && evaluate(programme, factsOf(known, today), today).overall !== 'meets')
        return [];
      if (wanted.classes.length === 0) return [{ businessId: row.id, class: undefined }];
      const size = classOf(classFacts(known, today), today).class;
      return size === undefined || !wanted.classes.includes(size)
        ? []
        : [{ businessId: row.id, class: size }];
    });
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
