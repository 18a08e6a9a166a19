import type { Prisma } from '../../../prisma/client/client.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import type { Services } from '../core/services.ts';
import { businessFromRow } from './businesses.ts';
import type { Known } from './eligibility.ts';

/**
 * Many businesses with what a judgement needs of them: class by PP 7/2021, and, where `facts` are asked for, the
 * conditions of a programme. Reads nothing sealed.
 */
export async function judgedBusinesses(
  services: Services,
  ids: readonly number[],
  wanted: { readonly facts: boolean },
): Promise<readonly Known[]> {
  const rows = await services.db.business.findMany({ where: { id: { in: [...ids] } }, select: columns });
  const reports = await reportsOf(services, ids);
  const facts = wanted.facts ? await answersOf(services, ids) : new Map<number, Known['facts']>();
  return rows.map((row) => ({
    business: businessFromRow(services, { ...row, ...notRead }, (text) =>
      businessKinds.find((kind) => kind === text),
    ),
    facts: facts.get(row.id) ?? new Map(),
    reports: reports.get(row.id) ?? [],
  }));
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
