import { caseById, mayWorkOn, type OpenCase } from './case-desk.ts';
import { ringingKinds } from './case-rings.ts';
import { done, locked, NO, note, type StepResult } from './case-steps.ts';
import { addEvent } from './cases.ts';
import type { Member } from '../office/members.ts';
import type { Services, Transaction } from '../core/services.ts';

/** So many can be told apart on a small screen. */
const MOST = 8;

/** What ends with an answer; others end with what they are about, and that stays apart. */
const isAnswered = ({ kind }: Pick<OpenCase, 'kind'>): boolean => ringingKinds.some((it) => it === kind);

/**
 * Whether two cases are of the same person, or of the same chat in which nobody has registered. A complaint stays apart
 * from what whom it is about may read.
 */
const isOfSame = (one: OpenCase, other: OpenCase): boolean =>
  one.notFor.toSorted().join(' ') === other.notFor.toSorted().join(' ') &&
  (one.personId === undefined
    ? other.personId === undefined && one.accountId !== undefined && one.accountId === other.accountId
    : one.personId === other.personId);

/** Other unfinished cases of the same person that a member may merge with this one. */
export async function mergeable(
  services: Services,
  member: Member,
  it: OpenCase,
): Promise<readonly OpenCase[]> {
  const { personId, accountId } = it;
  if (!isAnswered(it) || it.status === 'closed' || (personId ?? accountId) === undefined) return [];
  const rows = await services.db.case.findMany({
    where: {
      office: services.office.key,
      id: { not: it.id },
      status: { not: 'closed' },
      kind: { in: [...ringingKinds] },
      ...(personId === undefined ? { personId: null, accountId: accountId ?? null } : { personId }),
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: MOST,
  });
  const found: OpenCase[] = [];
  for (const { id } of rows) {
    const other = await caseById(services, id);
    if (other !== undefined && isOfSame(it, other) && mayWorkOn(member, other)) found.push(other);
  }
  return found;
}

/**
 * Joins a case to another one of the same person: what was written in both stands in one history, the earlier promised
 * day holds, and whatever still leads to the first one (buttons, replies) leads to the other.
 */
export async function mergeCases(
  services: Transaction,
  member: Member,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<StepResult> {
  const { db, now } = services;
  // Always in the same order, so that two who merge the same ones do not wait for each other.
  await db.$queryRaw`SELECT id FROM "case" WHERE id IN (${from}, ${into}) ORDER BY id FOR UPDATE`;
  const one = await locked(services, member, from);
  const other = await locked(services, member, into);
  if (one === undefined || other === undefined || one.id === other.id) return NO;
  if (!isAnswered(one) || !isAnswered(other) || !isOfSame(one, other)) return NO;
  await db.case.updateMany({ where: { mergedInto: one.id }, data: { mergedInto: other.id } });
  await db.case.update({
    where: { id: one.id },
    data: { mergedInto: other.id, status: 'closed', closedAt: now(), closesOn: null, key: null },
  });
  const waits = [one, other].some((it) => it.status === 'open' && it.waitingFor === 'office');
  await db.case.update({
    where: { id: other.id },
    data: {
      dueOn: one.dueOn < other.dueOn ? one.dueOn : other.dueOn,
      assignee: other.assignee ?? one.assignee ?? member.number,
      ...(waits ? { status: 'open', waitingFor: 'office', closesOn: null, resolvedAt: null } : {}),
    },
  });
  await addEvent(services, other.id, { kind: 'merged', byMember: member.number, text: one.number });
  await note(services, member, other, 'case.merge', { with: one.number });
  return done(services, other.id);
}
