import { applicationFromRow, lockApplication, type Application } from './applications.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { groupFromRow, type Group } from './groups.ts';

/** The applications that were made together with one, in the order in which businesses are locked. */
export async function matesOf({ db }: Services, application: Application): Promise<readonly Application[]> {
  const { groupApplicationId } = application;
  if (groupApplicationId === null) return [application];
  const rows = await db.application.findMany({
    where: { groupApplicationId, businessId: { not: null }, personId: { not: null } },
    orderBy: { businessId: 'asc' },
  });
  return rows.flatMap((row) => applicationFromRow(row) ?? []);
}

/** The group with which an application was made, and the application that speaks for all of it. */
export interface GroupOf {
  readonly group: Group;
  readonly mates: readonly Application[];
  /** That of the head, or the first one where the head has none. */
  readonly lead: Application;
}

export async function groupOfApplication(
  services: Services,
  application: Application,
): Promise<GroupOf | undefined> {
  const { groupApplicationId: id } = application;
  const row =
    id === null
      ? null
      : await services.db.groupApplication.findUnique({ where: { id }, select: { group: true } });
  if (row === null) return undefined;
  const group = groupFromRow(services, row.group);
  const mates = await matesOf(services, application);
  const [first = application] = mates.toSorted((a, b) => a.id - b.id);
  return { group, mates, lead: mates.find(({ personId }) => personId === group.headId) ?? first };
}

/**
 * For which applications an act on this one holds: what is done to the lead, or by the company, holds for all of the
 * group that stand where it stands. All of them are locked, in the order in which everybody locks.
 */
export async function lockActedOn(
  services: Transaction,
  application: Application,
  byCompany = false,
): Promise<readonly Application[]> {
  const of = await groupOfApplication(services, application);
  const all = of !== undefined && (byCompany || of.lead.id === application.id) ? of.mates : [application];
  const locked: Application[] = [];
  for (const it of all) locked.push({ ...it, ...(await lockApplication(services, it)) });
  const own = locked.find(({ id }) => id === application.id);
  return locked.filter(({ status, returned }) => status === own?.status && returned === own.returned);
}
