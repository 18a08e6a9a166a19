import type { Prisma } from '../../../prisma/client/client.ts';
import { may, worksIn, type Standing } from '../../domain/office/roles.ts';
import { personFromRow, type PersonName } from '../core/accounts.ts';
import type { Helper } from './assistance.ts';
import { audit } from '../core/audit.ts';
import { giveConsent, withdrawConsent } from '../people/consents.ts';
import { ownerOf } from '../people/corrections.ts';
import { activeMembers, memberByNumber, type MemberRow } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import { hashOfCode, newOneTimeCode } from '../core/one-time-code.ts';
import type { Services, Transaction } from '../core/services.ts';
import { linkParticipations } from '../trainings/training-history.ts';

const HOUR_MS = 3_600_000;
/** How long a proven phone number may be answered with "yes". */
const OFFER_MS = 24 * HOUR_MS;
/** A link is opened at the desk where it was made. */
const LINK_MS = HOUR_MS;
const TOLD_MS = 7 * 24 * HOUR_MS;

/** People whose data somebody else entered, and who use no chat. */
export const enteredByOthers = {
  source: { in: ['helper', 'import'] },
  accounts: { none: {} },
} satisfies Prisma.PersonWhereInput;

/** What somebody may take over in this chat. */
export interface TakeoverOffer {
  readonly id: number;
  readonly person: PersonName;
  /** Names of the businesses. */
  readonly businesses: readonly string[];
}

/**
 * Offers to a chat whose own phone number was just proven what was entered under exactly this number (E.164). Nothing
 * is returned for any other number, nor to a chat of somebody of the office: a helper who wrote down the own number
 * in the place of the owner's would get what is not theirs.
 */
export async function offerByPhone(
  services: Transaction,
  accountId: number,
  phone: string,
): Promise<readonly TakeoverOffer[]> {
  const { db, now, seal } = services;
  if ((await db.member.count({ where: { accountId } })) > 0) return [];
  const people = await db.person.findMany({
    where: { ...enteredByOthers, phoneIndex: seal.index('phone', phone) },
    select: { id: true, source: true },
    orderBy: { id: 'asc' },
    take: 5,
  });
  // Lists often give the number of one neighbour for many: that proves nothing, and shows the others' names.
  const theirs = people.filter(({ source }) => source !== 'import' || people.length === 1);
  const offers: TakeoverOffer[] = [];
  for (const { id: personId } of theirs) {
    const expiresAt = new Date(now().getTime() + OFFER_MS);
    const earlier = await db.takeover.findFirst({
      where: { personId, accountId, codeHash: null, usedAt: null },
      select: { id: true, declinedAt: true },
    });
    if (earlier !== null && earlier.declinedAt !== null) continue;
    const row =
      earlier === null
        ? await db.takeover.create({
            data: { personId, accountId, createdBy: 'phone', createdAt: now(), expiresAt },
            select: { id: true },
          })
        : await db.takeover.update({ where: { id: earlier.id }, data: { expiresAt }, select: { id: true } });
    const offer = await takeoverOffer(services, row.id, accountId);
    if (offer !== undefined) offers.push(offer);
  }
  return offers;
}

/** "Not mine": what was offered to this chat by its number is not offered again, until the chat asks for it. */
export async function declineOffers(services: Services, accountId: number): Promise<void> {
  await services.db.takeover.updateMany({
    where: { accountId, codeHash: null, usedAt: null, declinedAt: null },
    data: { declinedAt: services.now() },
  });
}

/** The chat asks for what others entered: its number counts again. */
export async function reconsiderOffers(services: Services, accountId: number): Promise<void> {
  await services.db.takeover.updateMany({ where: { accountId, usedAt: null }, data: { declinedAt: null } });
}

/** An offer that still holds for this chat; undefined for any other number, which may be forged. */
export async function takeoverOffer(
  services: Services,
  id: number,
  accountId: number,
): Promise<TakeoverOffer | undefined> {
  const { db, now, seal } = services;
  const row = await db.takeover.findFirst({
    where: { id, accountId, usedAt: null, expiresAt: { gt: now() }, person: enteredByOthers },
    select: {
      person: {
        select: {
          id: true,
          number: true,
          name: true,
          salutation: true,
          businesses: { select: { id: true, name: true }, orderBy: { id: 'asc' } },
        },
      },
    },
  });
  if (row === null) return undefined;
  return {
    id,
    person: personFromRow(services, row.person),
    businesses: row.person.businesses.flatMap((it) =>
      it.name === null ? [] : [seal.show(`business:${it.id}:name`, it.name)],
    ),
  };
}

export interface OwnConsent {
  readonly version: number;
  readonly language: string;
  readonly text: string;
  readonly button: string;
  readonly draftId: number;
}

/**
 * The owner takes the data over: from now on this person speaks in the chat. What was consented to through somebody
 * else ends with the owner's own consent, and so does the access of the helper, who is told. False when the offer no
 * longer holds.
 */
export async function takeOver(
  services: Transaction,
  it: { readonly id: number; readonly accountId: number; readonly consent: OwnConsent },
): Promise<boolean> {
  const { db, now } = services;
  const { accountId } = it;
  const row = await db.takeover.findUnique({
    where: { id: it.id },
    select: { personId: true, createdBy: true },
  });
  if (row === null) return false;
  const { personId } = row;
  await db.$queryRaw`SELECT id FROM business WHERE owner_id = ${personId} ORDER BY id FOR UPDATE`;
  await db.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR UPDATE`;
  const offer = await takeoverOffer(services, it.id, accountId);
  if (offer === undefined) return false;
  const { assistedBy } = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { assistedBy: true },
  });
  await db.takeover.updateMany({ where: { personId, usedAt: null }, data: { usedAt: now() } });
  await db.personAccount.create({ data: { personId, accountId, since: now() } });
  await db.person.update({ where: { id: personId }, data: { assistedBy: null } });
  await db.account.update({ where: { id: accountId }, data: { activePersonId: personId } });
  await withdrawConsent(services, personId, 'registration');
  await giveConsent(services, {
    ...it.consent,
    personId,
    personNumber: offer.person.number,
    purpose: 'registration',
    givenAt: now(),
  });
  const { name, phone } = await ownerOf(services, personId);
  await linkParticipations(services, accountId, { id: personId, number: offer.person.number, name, phone });
  await audit(services, {
    actor: 'system',
    action: 'helper.takeover',
    subject: offer.person.number,
    details: { by: row.createdBy, helper: assistedBy },
  });
  if (assistedBy !== null) await tellHelper(services, assistedBy, offer.person.number);
  return true;
}

async function tellHelper(services: Transaction, helper: string, person: string): Promise<void> {
  const member = await memberByNumber(services, helper);
  if (member?.accountId === undefined || member.revokedAt !== undefined) return;
  await queueTo(services, [
    {
      key: `helper-ended:${person}:${helper}`,
      accountId: member.accountId,
      kind: 'helper-ended',
      params: { person, member: helper },
      lastsMs: TOLD_MS,
    },
  ]);
}

/** Whether the data of a business can be handed to its owner by a link: entered by others, and not taken over yet. */
export async function canBeTakenOver(services: Services, businessId: number): Promise<boolean> {
  return (await services.db.business.count({ where: { id: businessId, owner: enteredByOthers } })) > 0;
}

/**
 * Makes a single-use link for the owner of a business, who has shown at the desk who they are. The code is shown once
 * and kept only as a hash; an earlier link of the same person ends. Undefined where the member may not.
 */
export async function linkForOwner(
  services: Transaction,
  member: Helper,
  businessId: number,
): Promise<{ readonly code: string; readonly expiresAt: Date } | undefined> {
  const { db, now } = services;
  const row = await db.business.findFirst({
    where: { id: businessId, owner: enteredByOthers },
    select: { kecamatan: true, owner: { select: { id: true, number: true } } },
  });
  if (row === null || row.owner === null || !may(member, 'cases', row.kecamatan ?? '')) return undefined;
  const { code, codeHash } = newOneTimeCode();
  const expiresAt = new Date(now().getTime() + LINK_MS);
  const personId = row.owner.id;
  await db.takeover.updateMany({
    where: { personId, usedAt: null, codeHash: { not: null } },
    data: { expiresAt: now() },
  });
  await db.takeover.create({
    data: { personId, codeHash, createdBy: member.number, createdAt: now(), expiresAt },
  });
  await audit(services, {
    actor: member.number,
    action: 'helper.takeover-link',
    subject: row.owner.number,
  });
  return { code, expiresAt };
}

/**
 * Somebody came with a link: the first chat takes it, but never that of whoever made it. Undefined for a code that is
 * unknown, used or too old.
 */
export async function redeemTakeoverLink(
  services: Services,
  code: string,
  accountId: number,
): Promise<TakeoverOffer | undefined> {
  const { db, now } = services;
  const codeHash = hashOfCode(code);
  const own = await db.member.findMany({ where: { accountId }, select: { number: true } });
  await db.takeover.updateMany({
    where: {
      codeHash,
      accountId: null,
      usedAt: null,
      expiresAt: { gt: now() },
      createdBy: { notIn: own.map((it) => it.number) },
    },
    data: { accountId },
  });
  const row = await db.takeover.findUnique({ where: { codeHash }, select: { id: true } });
  return row === null ? undefined : takeoverOffer(services, row.id, accountId);
}

/** A helper, in office or not, with the number of owners that a member of the office may hand over. */
export interface Served {
  readonly helper: MemberRow;
  readonly owners: number;
}

/** Who serves owners where the member works, the most owners first. */
export async function whoServes(services: Services, member: Standing): Promise<readonly Served[]> {
  const rows = await services.db.person.groupBy({
    by: ['assistedBy'],
    where: { assistedBy: { not: null }, ...inScope(member) },
    _count: true,
  });
  const found: Served[] = [];
  for (const row of rows) {
    const helper = row.assistedBy === null ? undefined : await memberByNumber(services, row.assistedBy);
    if (helper !== undefined) found.push({ helper, owners: row._count });
  }
  return found.toSorted((a, b) => b.owners - a.owners);
}

const inScope = (member: Standing) =>
  member.kecamatan.length === 0
    ? {}
    : {
        businesses: {
          some: {},
          none: { OR: [{ kecamatan: null }, { kecamatan: { notIn: [...member.kecamatan] } }] },
        },
      };

/** Who could serve the owners of another helper: members in office who may assist. */
export async function possibleHelpers(services: Services, from: string): Promise<readonly MemberRow[]> {
  return (await activeMembers(services)).filter((it) => may(it, 'assist') && it.number !== from);
}

/**
 * Hands the owners of a helper over to another one, as far as both the member and the new helper work where the
 * business is. The old access ends with it. Returns how many owners moved.
 */
export async function handOver(
  services: Transaction,
  member: Helper,
  from: string,
  to: string,
): Promise<number> {
  const { db, now } = services;
  const next = (await possibleHelpers(services, from)).find((it) => it.number === to);
  if (next === undefined || !may(member, 'cases')) return 0;
  const people = await db.person.findMany({
    where: { assistedBy: from, ...inScope(member) },
    select: { id: true, number: true, businesses: { select: { kecamatan: true } } },
    orderBy: { id: 'asc' },
  });
  const moved = people.filter((it) => it.businesses.every((row) => worksIn(next, row.kecamatan ?? '')));
  await db.person.updateMany({
    where: { id: { in: moved.map((it) => it.id) }, assistedBy: from },
    data: { assistedBy: to },
  });
  await audit(services, {
    actor: member.number,
    action: 'helper.handover',
    subject: from,
    details: { to, owners: moved.map((it) => it.number) },
  });
  if (moved.length > 0 && next.accountId !== undefined)
    await queueTo(services, [
      {
        key: `helper-handed:${from}:${to}:${now().toISOString()}`,
        accountId: next.accountId,
        kind: 'helper-handed',
        params: { member: to, count: moved.length },
        lastsMs: TOLD_MS,
      },
    ]);
  return moved.length;
}
