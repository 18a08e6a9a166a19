import type { Prisma } from '../../../prisma/client/client.ts';
import type { AuditAction } from '../../domain/office/audit-actions.ts';
import { isOfficeOpen, nextOpening } from '../../domain/when/office-hours.ts';
import { audit, type AuditValue } from '../core/audit.ts';
import { caseById, colleagues, mayWorkOn, type CaseStatus, type OpenCase } from './case-desk.ts';
import { addEvent, type CaseFile } from './cases.ts';
import type { Member } from '../office/members.ts';
import { queueOutgoing, type OutgoingKind } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';

/** What was reached when the office is done with a case. */
export const outcomes = ['helped', 'answered', 'applied', 'not-reached', 'not-needed'] as const;
export type CaseOutcome = (typeof outcomes)[number];

export interface CaseWords {
  readonly text?: string | undefined;
  readonly file?: CaseFile | undefined;
  /** The message of the owner's chat in which they stand: what stands in a case already is not added again. */
  readonly messageId?: number | undefined;
}

export type StepResult = { readonly kind: 'done'; readonly case: OpenCase } | { readonly kind: 'no' };

export const NO: StepResult = { kind: 'no' };
const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * The case, or the one into which it was merged, its row locked until the end of the transaction, when the member may
 * work on it and it stands so.
 */
export async function locked(
  services: Transaction,
  member: Member | undefined,
  id: number,
  statuses: readonly CaseStatus[] = ['open', 'resolved'],
): Promise<OpenCase | undefined> {
  const lock = (of: number) => services.db.$queryRaw`SELECT id FROM "case" WHERE id = ${of} FOR UPDATE`;
  await lock(id);
  let found = await caseById(services, id);
  // It was merged into another one, which is meant from then on.
  if (found !== undefined && found.id !== id) {
    await lock(found.id);
    found = await caseById(services, found.id);
  }
  if (found === undefined || !statuses.includes(found.status)) return undefined;
  return member === undefined || mayWorkOn(member, found) ? found : undefined;
}

export async function done(services: Services, id: number): Promise<StepResult> {
  const found = await caseById(services, id);
  return found === undefined ? NO : { kind: 'done', case: found };
}

export async function note(
  services: Transaction,
  member: Member,
  it: OpenCase,
  action: AuditAction,
  details: Readonly<Record<string, AuditValue>> = {},
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action,
    subject: `case:${it.number}`,
    details,
  });
}

/** claim: takes a case nobody has; over: takes it from a colleague; release: lets go of the own one. */
export type Claim = 'claim' | 'over' | 'release';

/** Takes a case or lets it go; of two who claim a free one at once, one gets it. */
export async function claimCase(
  services: Transaction,
  member: Member,
  id: number,
  how: Claim,
): Promise<StepResult> {
  const it = await locked(services, member, id);
  if (it === undefined) return NO;
  const own = it.assignee === member.number;
  const fits =
    how === 'claim' ? it.assignee === undefined : how === 'over' ? it.assignee !== undefined && !own : own;
  if (!fits) return NO;
  const releases = how === 'release';
  await services.db.case.update({
    where: { id: it.id },
    data: { assignee: releases ? null : member.number },
  });
  await addEvent(services, it.id, { kind: releases ? 'released' : 'claimed', byMember: member.number });
  await note(services, member, it, `case.${how}`);
  return done(services, it.id);
}

/**
 * Takes a case in order to answer it: a free one, or one's own. `taken`: a colleague was faster; `over`: it is closed.
 */
export async function takeToAnswer(
  services: Transaction,
  member: Member,
  id: number,
): Promise<TakenToAnswer> {
  const it = await locked(services, member, id, ['open', 'resolved', 'closed']);
  if (it === undefined) return 'no';
  if (it.status === 'closed') return 'over';
  if (it.assignee === member.number) return 'done';
  return it.assignee === undefined ? (await claimCase(services, member, id, 'claim')).kind : 'taken';
}

export const takings = ['done', 'taken', 'over', 'no'] as const;
export type TakenToAnswer = (typeof takings)[number];

/** Takes many at once; returns how many were still free. */
export async function claimAll(
  services: Transaction,
  member: Member,
  ids: readonly number[],
): Promise<number> {
  let taken = 0;
  for (const id of ids.toSorted((a, b) => a - b))
    if ((await claimCase(services, member, id, 'claim')).kind === 'done') taken++;
  return taken;
}

/** Writes something down for colleagues. */
export async function noteCase(
  services: Transaction,
  member: Member,
  id: number,
  words: CaseWords,
): Promise<StepResult> {
  const it = await locked(services, member, id, ['open', 'resolved', 'closed']);
  if (it === undefined) return NO;
  const { text, file } = words;
  await addEvent(services, it.id, { kind: 'note', byMember: member.number, text, file });
  await note(services, member, it, 'case.note');
  return done(services, it.id);
}

/** What is to be done next, and on which day (YYYY-MM-DD). */
export async function planNext(
  services: Transaction,
  member: Member,
  id: number,
  next: { readonly text: string; readonly on: string },
): Promise<StepResult> {
  const it = await locked(services, member, id, ['open']);
  if (it === undefined) return NO;
  await services.db.case.update({
    where: { id: it.id },
    data: {
      nextAction: services.seal.encrypt(`case:${it.id}:next`, next.text),
      nextOn: next.on,
      // A day that was promised is only moved away, never nearer: the owner was told the first one.
      ...(next.on > it.dueOn ? { dueOn: next.on } : {}),
      assignee: it.assignee ?? member.number,
    },
  });
  await addEvent(services, it.id, {
    kind: 'next',
    byMember: member.number,
    text: next.text,
    details: { on: next.on },
  });
  await note(services, member, it, 'case.next', { on: next.on });
  return done(services, it.id);
}

/** Gives a case to a colleague who may work on it. */
export async function handOver(
  services: Transaction,
  member: Member,
  id: number,
  to: string,
): Promise<StepResult> {
  const it = await locked(services, member, id);
  if (it === undefined || it.assignee === to) return NO;
  const colleague = (await colleagues(services, member, it)).find(({ number }) => number === to);
  if (colleague === undefined) return NO;
  await services.db.case.update({ where: { id: it.id }, data: { assignee: to } });
  const event = await addEvent(services, it.id, {
    kind: 'handed-over',
    byMember: member.number,
    details: { to },
  });
  await note(services, member, it, 'case.hand-over', { to });
  await tell(services, colleague.accountId, undefined, 'case-assigned', { case: it.id, event });
  return done(services, it.id);
}

/** Gives all own cases to a colleague; those outside the colleague's kecamatan stay. Returns how many went. */
export async function handOverAll(services: Transaction, member: Member, to: string): Promise<number> {
  const own = await services.db.case.findMany({
    where: { assignee: member.number, status: { not: 'closed' } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  let given = 0;
  for (const { id } of own) if ((await handOver(services, member, id, to)).kind === 'done') given++;
  return given;
}

/** What goes to owners; it waits for the office to open when it was written outside its hours. */
const toOwners: readonly OutgoingKind[] = ['case-message', 'case-resolved'];

/** Queues what an act in a case tells somebody: at once, or to an owner never before what waits for them already. */
export async function tell(
  services: Transaction,
  accountId: number | undefined,
  personId: number | undefined,
  kind: OutgoingKind,
  params: { readonly case: number; readonly event: number },
): Promise<void> {
  if (accountId === undefined) return;
  const { office } = services;
  const now = services.now();
  const morning = isOfficeOpen(now, office) ? undefined : nextOpening(now, office);
  const held = toOwners.includes(kind)
    ? ((await heldUntil(services, { id: params.case, accountId })) ?? morning)
    : undefined;
  await queueOutgoing(services, [
    {
      key: `${kind}:${params.event}`,
      accountId,
      ...(personId === undefined ? {} : { personId }),
      kind,
      params,
      notBefore: held ?? now,
      expiresAt: new Date((held ?? now).getTime() + WEEK_MS),
    },
  ]);
}

const heldOf = ({ now }: Services, it: Pick<OpenCase, 'id' | 'accountId'>): Prisma.OutgoingWhereInput => ({
  accountId: it.accountId ?? -1,
  kind: { in: [...toOwners] },
  status: 'pending',
  notBefore: { gt: now() },
  params: { path: ['case'], equals: it.id },
});

/** Until when what was last written to the owner in a case waits; undefined when nothing does. */
export async function heldUntil(
  services: Services,
  it: Pick<OpenCase, 'id' | 'accountId'>,
): Promise<Date | undefined> {
  const row = await services.db.outgoing.findFirst({
    where: heldOf(services, it),
    select: { notBefore: true },
    orderBy: { notBefore: 'desc' },
  });
  return row?.notBefore;
}

/** "Kirim sekarang": what waits for the owner in a case goes out at once, whatever the hour. Returns how many. */
export async function sendNow(services: Transaction, member: Member, id: number): Promise<number> {
  const it = await locked(services, member, id, ['open', 'resolved', 'closed']);
  if (it === undefined) return 0;
  const rows = await services.db.outgoing.findMany({
    where: heldOf(services, it),
    select: { id: true, params: true },
  });
  for (const row of rows) {
    const params = typeof row.params === 'object' && !Array.isArray(row.params) ? row.params : {};
    await services.db.outgoing.update({
      where: { id: row.id },
      data: { notBefore: services.now(), params: { ...params, anytime: 1 } },
    });
  }
  if (rows.length > 0) services.noteQueued?.();
  return rows.length;
}
