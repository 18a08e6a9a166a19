import type { Prisma } from '../../../prisma/client/client.ts';
import { audit } from '../core/audit.ts';
import { caseById, mayWorkOn } from './case-desk.ts';
import { addEvent } from './cases.ts';
import { businessFor, type SeenBusiness } from '../people/find-business.ts';
import type { Member } from '../office/members.ts';
import type { Services, Transaction } from '../core/services.ts';

export const rowOutcomes = ['reached', 'not-reached', 'not-needed'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** One business of a list, with why it stands there. */
export interface ListRow {
  readonly seen: SeenBusiness;
  readonly details: Readonly<Record<string, Prisma.JsonValue | undefined>>;
  readonly outcome: RowOutcome | undefined;
}

export interface RowCounts {
  readonly all: number;
  readonly open: number;
}

export async function countRows(services: Services, caseId: number): Promise<RowCounts> {
  const all = await services.db.caseRow.count({ where: { caseId } });
  return { all, open: await services.db.caseRow.count({ where: { caseId, outcome: null } }) };
}

/** One page of a list, open rows first. Names and phones are in it: whoever shows it notes the read first. */
export async function listRows(
  services: Services,
  member: Member,
  caseId: number,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly ListRow[]> {
  const rows = await services.db.caseRow.findMany({
    where: { caseId },
    orderBy: [{ outcome: { sort: 'asc', nulls: 'first' } }, { businessId: 'asc' }],
    ...page,
  });
  const shown = await Promise.all(rows.map((row) => opened(services, member, row)));
  return shown.flatMap((row) => row ?? []);
}

/** One row of a list; undefined when it does not stand there, or lies outside the member's kecamatan. */
export async function listRow(
  services: Services,
  member: Member,
  caseId: number,
  businessId: number,
): Promise<ListRow | undefined> {
  const row = await services.db.caseRow.findUnique({ where: { caseId_businessId: { caseId, businessId } } });
  return row === null ? undefined : opened(services, member, row);
}

async function opened(
  services: Services,
  member: Member,
  row: Prisma.CaseRowGetPayload<Record<string, never>>,
): Promise<ListRow | undefined> {
  const seen = await businessFor(services, member, row.businessId);
  if (seen === undefined) return undefined;
  const { details } = row;
  return {
    seen,
    details: typeof details === 'object' && details !== null && !Array.isArray(details) ? details : {},
    outcome: rowOutcomes.find((it) => it === row.outcome),
  };
}

/**
 * Writes what came of one row, or of every open row; a list whose last row is done closes. Returns how many rows
 * changed, or undefined when the list is not this member's to work on.
 */
export async function markRows(
  services: Transaction,
  member: Member,
  caseId: number,
  outcome: RowOutcome,
  businessId?: number,
): Promise<number | undefined> {
  const { db, now } = services;
  await db.$queryRaw`SELECT id FROM "case" WHERE id = ${caseId} FOR UPDATE`;
  const list = await caseById(services, caseId);
  if (list === undefined || !list.kind.startsWith('list-') || !mayWorkOn(member, list)) return undefined;
  const { count } = await db.caseRow.updateMany({
    where: { caseId, ...(businessId === undefined ? { outcome: null } : { businessId }) },
    data: { outcome, doneBy: member.number, doneAt: now() },
  });
  if (count === 0) return 0;
  await audit(services, {
    actor: member.number,
    action: 'case.rows',
    subject: `case:${list.number}`,
    details: { outcome, count },
  });
  const { open } = await countRows(services, caseId);
  if (open === 0 && list.status !== 'closed') {
    await db.case.update({
      where: { id: caseId },
      data: {
        status: 'closed',
        closedAt: now(),
        outcome: 'worked-through',
        assignee: list.assignee ?? member.number,
      },
    });
    await addEvent(services, caseId, { kind: 'closed', byMember: member.number });
  }
  return count;
}
