import type { Prisma } from '../../../prisma/client/client.ts';
import { may } from '../../domain/office/roles.ts';
import { isOfficeOpen, nextOpening } from '../../domain/when/office-hours.ts';
import { caseById, mayWorkOn, type OpenCase } from './case-desk.ts';
import type { CaseKind } from './cases.ts';
import { activeMembers, memberByNumber, type Member, type MemberRow } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';

/** Somebody waits in the chat for an answer to these. */
export const ringingKinds = [
  'complaint',
  'question',
  'agreement-question',
  'help',
  'suspicious',
] as const satisfies readonly CaseKind[];

/** At most one note in this time for each member, however many ask. */
const PAUSE_MS = 10 * 60_000;
/** What has lain longer is no news; the note of the morning counts it. */
const FRESH_MS = 14 * 24 * 3_600_000;
const LASTS_MS = 8 * 3_600_000;

/** What is new at this moment and nobody has taken. */
const freeSince = ({ office }: Services, now: Date): Prisma.CaseWhereInput => ({
  office: office.key,
  status: 'open',
  waitingFor: 'office',
  assignee: null,
  kind: { in: [...ringingKinds] },
  createdAt: { gte: new Date(now.getTime() - FRESH_MS) },
});

/** When the office opens next, where something waits of which nobody was told. */
export async function nextRing(services: Services, after: Date): Promise<Date | undefined> {
  const waiting = await services.db.case.count({
    where: { ...freeSince(services, after), rings: { none: {} } },
  });
  return waiting === 0 ? undefined : nextOpening(after, services.office);
}

/**
 * Tells everybody who may work on it of what is new and nobody has taken, in the hours of the office only; each case
 * once to each member. Returns how many notes were queued.
 */
export async function queueRings(services: Transaction): Promise<number> {
  const { db, office } = services;
  const now = services.now();
  if (!isOfficeOpen(now, office)) return 0;
  const free = await db.case.findMany({
    where: freeSince(services, now),
    select: { id: true, kecamatan: true, notFor: true, accountId: true, rings: { select: { member: true } } },
    orderBy: { id: 'asc' },
  });
  if (free.length === 0) return 0;
  let notes = 0;
  for (const member of await activeMembers(services)) {
    const { number, accountId } = member;
    const fresh = free.filter(
      (it) =>
        it.accountId !== accountId &&
        !it.rings.some((ring) => ring.member === number) &&
        mayWorkOn(member, { ...it, kecamatan: it.kecamatan ?? undefined, assignee: undefined }),
    );
    const last = fresh.at(-1);
    if (accountId === undefined || last === undefined || (await hasJustRung(services, member))) continue;
    const note = `case-ring:${number}:${last.id}`;
    await db.caseRing.createMany({
      data: fresh.map(({ id }) => ({ caseId: id, member: number, note, at: now })),
    });
    notes += await queueTo(services, [
      { key: note, accountId, kind: 'case-ring', params: { member: number, note }, lastsMs: LASTS_MS },
    ]);
  }
  return notes;
}

async function hasJustRung({ db, now }: Services, { number }: Member): Promise<boolean> {
  const since = new Date(now().getTime() - PAUSE_MS);
  return (await db.caseRing.count({ where: { member: number, at: { gt: since } } })) > 0;
}

/** A case in a note, with its place there, from 1. */
export interface Rung {
  readonly place: number;
  /** How many stand there. */
  readonly of: number;
  readonly it: OpenCase;
}

/** What a note tells of, in its order; only what its reader may still work on. Others may have taken some of it. */
export async function rungIn(services: Services, member: Member, note: string): Promise<readonly Rung[]> {
  const rows = await services.db.caseRing.findMany({
    where: { note, member: member.number },
    select: { caseId: true },
    orderBy: { caseId: 'asc' },
  });
  const found: Rung[] = [];
  for (const [at, { caseId }] of rows.entries()) {
    const it = await caseById(services, caseId);
    if (it !== undefined && mayWorkOn(member, it)) found.push({ place: at + 1, of: rows.length, it });
  }
  return found;
}

/** Whoever is told by a note, when it is still due: while the office is at work, and so long as they are of it. */
export async function rungMember(services: Services, number: string): Promise<MemberRow | undefined> {
  const member = await memberByNumber(services, number);
  const isDue = isOfficeOpen(services.now(), services.office);
  return isDue && member?.revokedAt === undefined && may(member, 'cases') ? member : undefined;
}

/** The note that a message of this chat is; undefined for any other message. */
export async function noteOfMessage(
  services: Services,
  accountId: number,
  messageId: number,
): Promise<string | undefined> {
  const row = await services.db.outgoing.findFirst({
    where: { accountId, messageId, kind: 'case-ring' },
    select: { key: true },
  });
  return row?.key;
}
