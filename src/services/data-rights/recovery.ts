import { checksFor, fitsCheck, NEEDED, type DeskCheck, type Known } from '../../domain/people/desk-check.ts';
import { moveAccess } from './access-move.ts';
import { audit } from '../core/audit.ts';
import { businessesOf } from '../people/businesses.ts';
import { ownerOf } from '../people/corrections.ts';
import { lockPerson } from './erasure.ts';
import type { Officer } from '../office/in-area.ts';
import { sendingHalted } from '../core/instance.ts';
import { memberByNumber } from '../office/members.ts';
import { queueTo, type Note } from '../core/outgoing.ts';
import { peopleIn } from '../people/people-search.ts';
import { hashOfCode, newOneTimeCode } from '../core/one-time-code.ts';
import type { Services, Transaction } from '../core/services.ts';
import { enteredByOthers } from '../helpers/takeovers.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Answers that do not fit, a person and day: a guesser has no more. */
const MOST_MISMATCHES = 3;
const NEWS_DAYS = 7;

const openedPlace = (id: number): string => `recovery:${id}:opened`;
const inHours = (services: Services, hours: number): Date =>
  new Date(services.now().getTime() + hours * HOUR_MS);

/**
 * Whether a person is in a member's area; numbers may be forged. Who was entered by others and has never used a
 * chat has lost none: they take their data over, with a consent of their own (takeovers.ts).
 */
async function isSeen(services: Services, member: Officer, personId: number): Promise<boolean> {
  return (
    (await services.db.person.count({
      where: { AND: [{ id: personId }, peopleIn(services, member), { NOT: enteredByOthers }] },
    })) > 0
  );
}

export interface Desk {
  readonly name: string | undefined;
  readonly checks: readonly DeskCheck[];
  /** Too many answers did not fit today. */
  readonly blocked: boolean;
}

/** What to ask somebody at the desk who says that they are this person; undefined outside the member's area. */
export async function deskOf(
  services: Services,
  member: Officer,
  personId: number,
): Promise<Desk | undefined> {
  if (!(await isSeen(services, member, personId))) return undefined;
  const { name } = await ownerOf(services, personId);
  return {
    name,
    checks: checksFor(await knownOf(services, personId)),
    blocked: await isBlocked(services, personId),
  };
}

async function isBlocked(services: Services, personId: number): Promise<boolean> {
  const since = inHours(services, -24);
  return (
    (await services.db.recovery.count({
      where: { personId, outcome: 'mismatch', createdAt: { gt: since } },
    })) >= MOST_MISMATCHES
  );
}

async function knownOf(services: Services, personId: number): Promise<Known> {
  const { db, seal, office } = services;
  const { nik } = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { nik: true } });
  const { phone } = await ownerOf(services, personId);
  const businesses = await businessesOf(services, personId);
  return {
    nik: nik === null ? undefined : seal.show(`person:${personId}:nik`, nik),
    phone,
    startedYears: businesses.flatMap((it) => it.startedYear ?? []),
    desa: businesses.flatMap((it) => office.areas.desa.find((area) => area.code === it.desa)?.name ?? []),
  };
}

export type Begun =
  | { readonly kind: 'begun'; readonly id: number }
  /** An answer did not fit; nobody is told which. */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'blocked' }
  /** Too little is stored to ask about. */
  | { readonly kind: 'too-little' }
  | { readonly kind: 'unknown' };

/**
 * An officer has seen the identity card and asked the questions. Every answer has to fit; what did not is recorded,
 * and three a day are all.
 */
export async function beginRecovery(
  services: Transaction,
  member: Officer,
  personId: number,
  answers: ReadonlyMap<DeskCheck, string>,
): Promise<Begun> {
  const { db, now } = services;
  if (!(await isSeen(services, member, personId))) return { kind: 'unknown' };
  await db.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR UPDATE`;
  const known = await knownOf(services, personId);
  const checks = checksFor(known);
  if (checks.length < NEEDED) return { kind: 'too-little' };
  if (await isBlocked(services, personId)) return { kind: 'blocked' };
  const fits = checks.every((check) => fitsCheck(check, known, answers.get(check) ?? ''));
  const { number } = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { number: true },
  });
  if (fits)
    await db.recovery.updateMany({
      where: { personId, outcome: null },
      data: { outcome: 'withdrawn', decidedAt: now(), openedAs: null },
    });
  const { id } = await db.recovery.create({
    data: {
      office: services.office.key,
      personId,
      personNumber: number,
      byMember: member.number,
      checks: [...checks],
      createdAt: now(),
      expiresAt: inHours(services, 1),
      ...(fits ? {} : { outcome: 'mismatch', decidedAt: now() }),
    },
    select: { id: true },
  });
  await audit(services, {
    actor: member.number,
    action: fits ? 'recovery.begin' : 'recovery.mismatch',
    subject: `person:${number}`,
    details: { recovery: id, checks },
  });
  return fits ? { kind: 'begun', id } : { kind: 'mismatch' };
}

/**
 * The single-use code for the new chat, shown once and kept only as a hash; for the officer who asked the questions.
 * Undefined when it was made already, is too late, or is somebody else's.
 */
export async function recoveryCode(
  services: Transaction,
  member: Officer,
  id: number,
): Promise<{ readonly code: string; readonly expiresAt: Date } | undefined> {
  const { db, now } = services;
  const row = await db.recovery.findUnique({ where: { id }, select: { personId: true, personNumber: true } });
  if (row === null || row.personId === null || !(await isSeen(services, member, row.personId)))
    return undefined;
  const { code, codeHash } = newOneTimeCode();
  const expiresAt = inHours(services, 24);
  const { count } = await db.recovery.updateMany({
    where: { id, byMember: member.number, codeHash: null, outcome: null, expiresAt: { gt: now() } },
    data: { codeHash, expiresAt },
  });
  if (count === 0) return undefined;
  await audit(services, {
    actor: member.number,
    action: 'recovery.link',
    subject: `person:${row.personNumber}`,
    details: { recovery: id },
  });
  return { code, expiresAt };
}

/**
 * Somebody came with the link from a new chat. The first one takes it; the old chats and the officer are told, and
 * may object for 24 hours. Undefined when it is unknown, used, too old, or opened from a chat that has the person
 * already: nobody is told which.
 */
export async function redeemRecovery(
  services: Transaction,
  code: string,
  who: { readonly accountId: number; readonly name: string },
): Promise<{ readonly movesAt: Date } | undefined> {
  const { db, now, seal } = services;
  const codeHash = hashOfCode(code);
  const known = await db.recovery.findUnique({ where: { codeHash } });
  if (known === null || known.personId === null || known.outcome !== null) return undefined;
  if (known.accountId === who.accountId && known.movesAt !== null) return { movesAt: known.movesAt };
  const own = await db.personAccount.count({
    where: { personId: known.personId, accountId: who.accountId },
  });
  if (own > 0) return undefined;
  const movesAt = inHours(services, 24);
  // Before the row itself, in the order in which an erasure locks.
  await db.$queryRaw`SELECT id FROM person WHERE id = ${known.personId} FOR KEY SHARE`;
  const { count } = await db.recovery.updateMany({
    where: { id: known.id, accountId: null, outcome: null, expiresAt: { gt: now() } },
    data: {
      accountId: who.accountId,
      openedAt: now(),
      openedAs: seal.encrypt(openedPlace(known.id), who.name),
      movesAt,
    },
  });
  if (count === 0) return undefined;
  await audit(services, {
    actor: 'system',
    action: 'recovery.opened',
    subject: `person:${known.personNumber}`,
    details: { recovery: known.id },
  });
  await tellOldChats(services, known.id, known.personId);
  await tellOfficer(services, known, 'recovery-opened');
  return { movesAt };
}

async function tellOldChats(services: Transaction, id: number, personId: number): Promise<void> {
  const accounts = await services.db.personAccount.findMany({
    where: { personId },
    select: { accountId: true },
  });
  await queueTo(
    services,
    accounts.map(({ accountId }) => ({
      ...news(id, accountId),
      key: noticeKey(id, accountId),
      kind: 'recovery-notice',
      personId,
    })),
  );
}

const noticeKey = (id: number, accountId: number): string => `recovery-notice:${id}:${accountId}`;

/** A message about somebody's access does not wait for the morning. */
const news = (id: number, accountId: number): Pick<Note, 'accountId' | 'params' | 'lastsMs'> => ({
  accountId,
  params: { recovery: id, anytime: 1 },
  lastsMs: NEWS_DAYS * DAY_MS,
});

async function tellOfficer(
  services: Transaction,
  { id, byMember }: { readonly id: number; readonly byMember: string },
  kind: 'recovery-opened' | 'recovery-stopped',
): Promise<void> {
  const member = await memberByNumber(services, byMember);
  if (member?.accountId === undefined || member.revokedAt !== undefined) return;
  await queueTo(services, [{ ...news(id, member.accountId), key: `${kind}:${id}:${byMember}`, kind }]);
}

/** Who objects: somebody in an old chat of the person, or the officer who made the link. */
export type Objector = { readonly accountId: number } | { readonly member: Officer };

/** "Bukan saya": the move does not happen. False when there is nothing to stop. */
export async function stopRecovery(services: Transaction, id: number, by: Objector): Promise<boolean> {
  const { db, now } = services;
  const row = await db.recovery.findUnique({ where: { id } });
  if (row === null || row.personId === null || row.outcome !== null) return false;
  const may =
    'member' in by
      ? await isSeen(services, by.member, row.personId)
      : (await db.personAccount.count({ where: { personId: row.personId, accountId: by.accountId } })) > 0;
  if (!may) return false;
  const outcome = 'member' in by ? 'withdrawn' : 'objected';
  const { count } = await db.recovery.updateMany({
    where: { id, outcome: null },
    data: { outcome, decidedAt: now(), openedAs: null },
  });
  if (count === 0) return false;
  await audit(services, {
    actor: 'member' in by ? by.member.number : 'system',
    action: `recovery.${outcome}`,
    subject: `person:${row.personNumber}`,
    details: { recovery: id },
  });
  if (outcome === 'objected') await tellOfficer(services, row, 'recovery-stopped');
  return true;
}

/** Moves whose time has come and to which nobody has objected, by number. Nothing while the bot may not send. */
export async function dueRecoveries(services: Services): Promise<readonly number[]> {
  // An old chat that could not be told could not object.
  if ((await sendingHalted(services)) !== undefined) return [];
  const rows = await services.db.recovery.findMany({
    where: { office: services.office.key, outcome: null, movesAt: { lte: services.now() } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.id);
}

/** When the next account moves, after `after`, unless somebody objects. */
export async function nextRecovery({ db, office }: Services, after: Date): Promise<Date | undefined> {
  const { _min: first } = await db.recovery.aggregate({
    where: { office: office.key, outcome: null, movesAt: { gt: after } },
    _min: { movesAt: true },
  });
  return first.movesAt ?? undefined;
}

/**
 * Moves the person to the new chat and tells both; not before every old chat that can be reached has had 24 hours.
 * False when it is not time, or somebody was faster.
 */
export async function finishRecovery(services: Transaction, id: number): Promise<boolean> {
  const { db, now } = services;
  const known = await db.recovery.findUnique({ where: { id }, select: { personId: true } });
  if (typeof known?.personId === 'number') await lockPerson(services, known.personId);
  await db.$queryRaw`SELECT id FROM recovery WHERE id = ${id} FOR UPDATE`;
  const row = await db.recovery.findUnique({ where: { id } });
  if (row === null || row.outcome !== null || row.movesAt === null || row.movesAt > now()) return false;
  const { personId, accountId } = row;
  const gone = personId === null || accountId === null;
  if (!gone && !(await hadTime(services, id))) return false;
  await db.recovery.update({
    where: { id },
    data: { outcome: gone ? 'withdrawn' : 'moved', decidedAt: now(), openedAs: null },
  });
  if (gone) return false;
  const old = await moveAccess(services, personId, accountId);
  await audit(services, {
    actor: 'system',
    action: 'recovery.moved',
    subject: `person:${row.personNumber}`,
    details: { recovery: id, by: row.byMember, chats: old.length },
  });
  await queueTo(services, [
    { ...news(id, accountId), key: `recovery-moved:${id}`, kind: 'recovery-moved', personId },
    ...old.map((left) => ({
      ...news(id, left),
      key: `recovery-left:${id}:${left}`,
      kind: 'recovery-left' as const,
    })),
  ]);
  return true;
}

/** Whether every notice has arrived a day ago, or certainly never will. */
async function hadTime({ db, now }: Services, id: number): Promise<boolean> {
  const notices = await db.outgoing.findMany({
    where: { key: { startsWith: `recovery-notice:${id}:` } },
    select: { status: true, doneAt: true },
  });
  const dayAgo = new Date(now().getTime() - DAY_MS);
  return notices.every(({ status, doneAt }) => {
    if (status === 'pending' || status === 'sending') return false;
    return (status !== 'sent' && status !== 'unknown') || doneAt === null || doneAt <= dayAgo;
  });
}

export interface RecoveryNews {
  readonly outcome: string | undefined;
  /** Number of a business of the person, for the officer. */
  readonly number: string | undefined;
  readonly personId: number | undefined;
  readonly byMember: string;
  readonly openedAs: string | undefined;
  readonly movesAt: Date | undefined;
}

/** What is told about a recovery; undefined when there is none any more. */
export async function recoveryNews(services: Services, id: number): Promise<RecoveryNews | undefined> {
  const row = await services.db.recovery.findUnique({
    where: { id },
    include: {
      person: { select: { businesses: { select: { number: true }, orderBy: { id: 'asc' }, take: 1 } } },
    },
  });
  if (row === null) return undefined;
  return {
    outcome: row.outcome ?? undefined,
    number: row.person?.businesses[0]?.number ?? undefined,
    personId: row.personId ?? undefined,
    byMember: row.byMember,
    openedAs: row.openedAs === null ? undefined : services.seal.show(openedPlace(id), row.openedAs),
    movesAt: row.movesAt ?? undefined,
  };
}
