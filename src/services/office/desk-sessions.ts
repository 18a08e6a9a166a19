import { randomInt } from 'node:crypto';
import { mayReduce } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import { hashOfCode, newOneTimeCode } from '../core/one-time-code.ts';
import type { Services, Transaction } from '../core/services.ts';
import { isInOffice, memberFromRow, type Member, type MemberRow } from './members.ts';

const CODE_BYTES = 24;
/** How many numbers stand in the chat; one of them stands on the page. */
const CHOICES = 3;
const LINK_MS = 5 * 60_000;
const SESSION_MS = 8 * 3_600_000;
const IDLE_MS = 30 * 60_000;
/** When a desk was last used is kept to the minute: a page must not cost a write each time. */
const SEEN_MS = 60_000;

export interface DeskLink {
  readonly id: number;
  /** For the address of the link; shown once, and kept only as a hash. */
  readonly code: string;
  /** Two-digit numbers, one of which the page will show. */
  readonly choices: readonly number[];
}

/** A way in to the desk for five minutes and one use; links of this member that wait lead nowhere from now on. */
export async function newDeskLink(services: Transaction, member: Member): Promise<DeskLink> {
  const { db, office, now } = services;
  await db.deskSession.updateMany({
    where: { memberId: member.id, status: { in: ['link', 'asked'] } },
    data: { status: 'ended' },
  });
  const numbers = new Set<number>();
  while (numbers.size < CHOICES) numbers.add(randomInt(10, 100));
  const choices = [...numbers];
  const { code, codeHash } = newOneTimeCode(CODE_BYTES);
  const { id } = await db.deskSession.create({
    data: {
      office: office.key,
      memberId: member.id,
      codeHash,
      shown: choices[randomInt(CHOICES)] ?? 0,
      waitsUntil: new Date(now().getTime() + LINK_MS),
    },
    select: { id: true },
  });
  return { id, code, choices };
}

const waitsAt = (services: Services, code: string) => ({
  codeHash: hashOfCode(code),
  status: 'link',
  waitsUntil: { gt: services.now() },
});

/** Whether a link still leads somewhere; looking spends nothing, since previews fetch links. */
export async function isDeskLink(services: Services, code: string): Promise<boolean> {
  return (await services.db.deskSession.count({ where: waitsAt(services, code) })) > 0;
}

/** Spends a link: what the cookie of the browser is to hold, or undefined for a link that leads nowhere. */
export async function spendDeskLink(services: Services, code: string): Promise<string | undefined> {
  const { code: token, codeHash: tokenHash } = newOneTimeCode(CODE_BYTES);
  const { count } = await services.db.deskSession.updateMany({
    where: waitsAt(services, code),
    data: { status: 'asked', tokenHash, waitsUntil: new Date(services.now().getTime() + LINK_MS) },
  });
  return count === 0 ? undefined : token;
}

/** not-yet: the link was not opened; wrong: another number stands there, and the link is lost; over: nothing waits. */
export const deskAnswers = ['open', 'not-yet', 'wrong', 'over'] as const;
export type DeskAnswer = (typeof deskAnswers)[number];

/** Which number a member says stands on the page: one try. */
export async function answerDesk(
  services: Transaction,
  member: Member,
  id: number,
  said: number,
): Promise<DeskAnswer> {
  const { db, now } = services;
  const at = now();
  const waiting = { id, memberId: member.id, waitsUntil: { gt: at } };
  const row = await db.deskSession.findFirst({ where: waiting, select: { status: true, shown: true } });
  if (row?.status === 'link') return 'not-yet';
  const isRight = row?.shown === said;
  const { count } = await db.deskSession.updateMany({
    where: { ...waiting, status: 'asked' },
    data: isRight ? { status: 'open', openedAt: at, seenAt: at } : { status: 'ended' },
  });
  if (count === 0) return 'over';
  await audit(services, {
    actor: member.number,
    action: isRight ? 'desk.open' : 'desk.wrong',
    subject: `desk:${id}`,
  });
  return isRight ? 'open' : 'wrong';
}

export type DeskVisit =
  /** The chat has not said yet which number it is. */
  | { readonly kind: 'asked'; readonly shown: number }
  | {
      readonly kind: 'open';
      readonly id: number;
      readonly member: MemberRow;
      /** Of the chat. */
      readonly language: string;
      readonly chatId: number;
    };

const isOpenAt = (now: Date) => ({
  status: 'open',
  openedAt: { gt: new Date(now.getTime() - SESSION_MS) },
  seenAt: { gt: new Date(now.getTime() - IDLE_MS) },
});

/**
 * Who comes with a cookie; undefined when its desk has ended: after eight hours, after half an hour without a request,
 * and at once with the role.
 */
export async function deskVisit(services: Services, token: string): Promise<DeskVisit | undefined> {
  const { db, now } = services;
  const at = now();
  const tokenHash = hashOfCode(token);
  const row = await db.deskSession.findFirst({
    where: { tokenHash, OR: [{ status: 'asked', waitsUntil: { gt: at } }, isOpenAt(at)] },
    include: { member: { include: { account: { select: { language: true, chatId: true } } } } },
  });
  if (row === null || row.member.account === null) return undefined;
  const member = memberFromRow(services, row.member);
  if (!isInOffice(services, member)) return undefined;
  if (row.status === 'asked') return { kind: 'asked', shown: row.shown };
  if (row.seenAt !== null && at.getTime() - row.seenAt.getTime() >= SEEN_MS)
    await db.deskSession.updateMany({ where: { id: row.id, status: 'open' }, data: { seenAt: at } });
  const { language, chatId } = row.member.account;
  return { kind: 'open', id: row.id, member, language, chatId: Number(chatId) };
}

export interface OpenDesk {
  readonly id: number;
  readonly member: MemberRow;
  readonly openedAt: Date;
  readonly seenAt: Date;
}

/** The desks that are open and that this member may close: their own, and of whom they could end the role. */
export async function openDesks(services: Services, by: MemberRow): Promise<readonly OpenDesk[]> {
  const rows = await services.db.deskSession.findMany({
    where: { office: services.office.key, ...isOpenAt(services.now()) },
    include: { member: true },
    orderBy: { id: 'desc' },
  });
  return rows.flatMap(({ id, openedAt, seenAt, member: row }) => {
    const member = memberFromRow(services, row);
    const isTheirs = member.id === by.id || mayReduce(by, member);
    if (openedAt === null || seenAt === null || !isTheirs || !isInOffice(services, member)) return [];
    return [{ id, member, openedAt, seenAt }];
  });
}

/** Closes a desk at once. False when it is not theirs to close, or has ended. */
export async function endDesk(services: Transaction, by: MemberRow, id: number): Promise<boolean> {
  if (!(await openDesks(services, by)).some((it) => it.id === id)) return false;
  await services.db.deskSession.update({ where: { id }, data: { status: 'ended' } });
  await audit(services, { actor: by.number, action: 'desk.end', subject: `desk:${id}` });
  return true;
}

/** Forgets links and desks of before. Returns how many. */
export async function forgetDesks({ db }: Services, before: Date): Promise<number> {
  return (await db.deskSession.deleteMany({ where: { waitsUntil: { lt: before } } })).count;
}
