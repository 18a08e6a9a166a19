import { MOST_MEMBERS } from '../../../domain/eligibility/need.ts';
import { groupKinds, type GroupKind, type RemovalReason } from '../../../domain/partnership/group.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { idFor } from '../../core/numbers.ts';
import { hashOfCode, newOneTimeCode } from '../../core/one-time-code.ts';
import { queueTo } from '../../core/outgoing.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { activeMembers, type MemberRow } from '../../office/members.ts';
import { giveConsent, withdrawConsent, type NewConsent } from '../../people/consents.ts';
import { personNumber } from '../../people/people.ts';
import {
  applicationFromRow,
  withdrawableOnes,
  withdrawApplication,
  type WithdrawnBy,
} from './applications.ts';
import { yesTo } from './going-along.ts';

const DAY_MS = 24 * 3_600_000;
/** A link goes from hand to hand, and not everybody looks at the phone every day. */
const LINK_DAYS = 7;

/** A group as anybody who may see it sees it. */
export interface Group {
  readonly id: number;
  readonly kind: GroupKind;
  /** Undefined once it was closed. */
  readonly name: string | undefined;
  /** Code of the kecamatan. */
  readonly kecamatan: string;
  readonly headId: number | undefined;
}

export interface GroupMember {
  readonly personId: number;
  readonly businessId: number;
  readonly businessName: string | undefined;
}

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly name: Uint8Array | null;
  readonly kecamatan: string;
  readonly headId: number | null;
}

export function groupFromRow({ seal }: Services, row: Row): Group {
  return {
    id: row.id,
    kind: groupKinds.find((it) => it === row.kind) ?? 'kub',
    name: row.name === null ? undefined : seal.show(`group:${row.id}:name`, row.name),
    kecamatan: row.kecamatan,
    headId: row.headId ?? undefined,
  };
}

/** The groups that somebody is in, the oldest first. */
export async function groupsOf(services: Services, personId: number): Promise<readonly Group[]> {
  const rows = await services.db.group.findMany({
    where: { members: { some: { personId } } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => groupFromRow(services, row));
}

/** A group that this person is in; undefined for every other one: the number may be forged. */
export async function ownGroup(services: Services, personId: number, id: number): Promise<Group | undefined> {
  const row = await services.db.group.findFirst({ where: { id, members: { some: { personId } } } });
  return row === null ? undefined : groupFromRow(services, row);
}

/** A group that this person has left; undefined while they are in it, and for one in which they never were. */
export async function leftGroup(
  services: Services,
  personId: number,
  id: number,
): Promise<Group | undefined> {
  const { db } = services;
  const row = await db.group.findFirst({ where: { id, members: { none: { personId } } } });
  const was = (await db.consent.count({ where: { personId, purpose: `group:${id}` } })) > 0;
  return row === null || !was ? undefined : groupFromRow(services, row);
}

/** Who is in a group, in the order in which they came; the caller has made sure that it may be seen. */
export async function membersOf(services: Services, groupId: number): Promise<readonly GroupMember[]> {
  const rows = await services.db.groupMember.findMany({
    where: { groupId },
    select: { personId: true, businessId: true, business: { select: { name: true } } },
    orderBy: [{ joinedAt: 'asc' }, { personId: 'asc' }],
  });
  return rows.map(({ business: { name }, ...it }) => ({
    ...it,
    businessName: name === null ? undefined : services.seal.show(`business:${it.businessId}:name`, name),
  }));
}

/** The consent to be in a group, as it was read. */
export type GroupConsent = Pick<
  NewConsent,
  'version' | 'language' | 'text' | 'button' | 'draftId' | 'givenAt' | 'details'
>;

interface Joining {
  readonly personId: number;
  readonly businessId: number;
  readonly consent: GroupConsent;
}

/**
 * Founds a group whose head is the founder, in the kecamatan of their business. Undefined where the business is not
 * theirs, or its kecamatan not known.
 */
export async function foundGroup(
  services: Transaction,
  it: Joining & { readonly kind: GroupKind; readonly name: string },
): Promise<number | undefined> {
  const { db, seal, office, now } = services;
  const kecamatan = await kecamatanOf(services, it);
  if (kecamatan === undefined) return undefined;
  const id = await idFor(services, 'business_group');
  await db.group.create({
    data: {
      id,
      office: office.key,
      kind: it.kind,
      name: seal.encrypt(`group:${id}:name`, it.name),
      kecamatan,
      headId: it.personId,
      createdAt: now(),
    },
  });
  await admit(services, id, it);
  return id;
}

async function kecamatanOf(
  { db }: Services,
  { personId, businessId }: Pick<Joining, 'personId' | 'businessId'>,
): Promise<string | undefined> {
  const row = await db.business.findFirst({
    where: { id: businessId, ownerId: personId },
    select: { kecamatan: true },
  });
  return row?.kecamatan ?? undefined;
}

async function admit(services: Transaction, groupId: number, it: Joining): Promise<void> {
  const { personId, businessId } = it;
  await services.db.groupMember.create({
    data: { groupId, personId, businessId, joinedAt: services.now() },
  });
  await giveConsent(services, {
    ...it.consent,
    personId,
    personNumber: await personNumber(services, personId),
    purpose: `group:${groupId}`,
  });
}

/** Locks groups; whoever writes to groups and to what their members have locks the groups first. */
export async function lockGroups({ db }: Transaction, ids: readonly number[]): Promise<void> {
  await db.$queryRaw`SELECT id FROM business_group WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
}

/** The same for all that somebody is in. */
export async function lockGroupsOf(services: Transaction, personId: number): Promise<readonly number[]> {
  const rows = await services.db.groupMember.findMany({
    where: { personId },
    select: { groupId: true },
    orderBy: { groupId: 'asc' },
  });
  const ids = rows.map(({ groupId }) => groupId);
  await lockGroups(services, ids);
  return ids;
}

/** A link with which one more may join; undefined for whoever is not the head. The code is shown once. */
export async function inviteToGroup(
  services: Transaction,
  personId: number,
  groupId: number,
): Promise<{ readonly code: string; readonly expiresAt: Date } | undefined> {
  const { db, now } = services;
  if ((await ownGroup(services, personId, groupId))?.headId !== personId) return undefined;
  const { code, codeHash } = newOneTimeCode();
  const expiresAt = new Date(now().getTime() + LINK_DAYS * DAY_MS);
  await db.groupInvitation.create({ data: { groupId, codeHash, createdAt: now(), expiresAt } });
  return { code, expiresAt };
}

/** Somebody came with a link: the first chat takes it. Undefined for a code that is unknown, used or too old. */
export async function redeemGroupLink(
  services: Services,
  code: string,
  accountId: number,
): Promise<number | undefined> {
  const { db } = services;
  const codeHash = hashOfCode(code);
  await db.groupInvitation.updateMany({ where: { codeHash, accountId: null }, data: { accountId } });
  const row = await db.groupInvitation.findUnique({ where: { codeHash }, select: { id: true } });
  return row !== null && (await invitationOf(services, row.id, accountId)) !== undefined ? row.id : undefined;
}

/** The group into which an invitation leads that still holds for this chat; undefined for any other number. */
export async function invitationOf(
  services: Services,
  id: number,
  accountId: number,
): Promise<Group | undefined> {
  const row = await services.db.groupInvitation.findFirst({
    where: { id, accountId, usedAt: null, expiresAt: { gt: services.now() }, group: { closedAt: null } },
    select: { group: true },
  });
  return row === null ? undefined : groupFromRow(services, row.group);
}

/** Joins with an invitation, which is used up. False where it does not hold any more, or the group is full. */
export async function joinGroup(
  services: Transaction,
  it: Joining & { readonly invitationId: number; readonly accountId: number },
): Promise<boolean> {
  const { db, now } = services;
  const seen = await invitationOf(services, it.invitationId, it.accountId);
  if (seen === undefined) return false;
  await lockGroups(services, [seen.id]);
  const group = await invitationOf(services, it.invitationId, it.accountId);
  if (group === undefined || !(await addMember(services, group, it))) return false;
  await db.groupInvitation.update({ where: { id: it.invitationId }, data: { usedAt: now() } });
  return true;
}

/** One more in a group that is locked; its head is told. False where they are in it, or it is full. */
export async function addMember(services: Transaction, group: Group, it: Joining): Promise<boolean> {
  const members = await membersOf(services, group.id);
  const isIn = members.some(({ personId }) => personId === it.personId);
  const isFull = members.length >= MOST_MEMBERS;
  if (isIn || isFull || (await kecamatanOf(services, it)) === undefined) return false;
  await admit(services, group.id, it);
  if (group.headId !== undefined) await tellGroup(services, group.id, 'joined', [group.headId]);
  return true;
}

/**
 * Somebody leaves: the consents end, and what they have applied for with this group and can still withdraw. An agreement
 * stays theirs. The group stands; without a head any member may take that place, without members it is closed. False
 * when they were not in it.
 */
export async function leaveGroup(
  services: Transaction,
  it: { readonly personId: number; readonly accountId: number | undefined },
  groupId: number,
): Promise<boolean> {
  await lockGroups(services, [groupId]);
  if ((await ownGroup(services, it.personId, groupId)) === undefined) return false;
  await endMembership(services, it, groupId);
  return true;
}

/**
 * The head takes a member out, with the same consequences as if they had left; they are told why. False for anybody but
 * the head, and for whoever is not in the group.
 * @param why the reason as it was read, for the history of what was applied for
 */
export async function removeFromGroup(
  services: Transaction,
  headId: number,
  groupId: number,
  {
    personId,
    reason,
    why,
  }: { readonly personId: number; readonly reason: RemovalReason; readonly why: string },
): Promise<boolean> {
  await lockGroups(services, [groupId]);
  const group = await ownGroup(services, personId, groupId);
  if (group?.headId !== headId || personId === headId) return false;
  const accountId = await chatOfPerson(services, personId);
  const by = { byPerson: await personNumber(services, headId), reason: why };
  await endMembership(services, { personId, accountId }, groupId, by);
  if (accountId === undefined) await tellHelper(services, groupId, { personId, reason });
  else await tellGroup(services, groupId, 'removed', [personId], { reason });
  return true;
}

/** Who helps somebody without a chat; undefined where nobody does. */
export async function helperOf(services: Services, personId: number): Promise<MemberRow | undefined> {
  const where = { id: personId };
  const person = await services.db.person.findUnique({ where, select: { assistedBy: true } });
  return (await activeMembers(services)).find(({ number }) => number === person?.assistedBy);
}

async function tellHelper(
  services: Transaction,
  group: number,
  { personId, reason }: { readonly personId: number; readonly reason: RemovalReason },
): Promise<void> {
  const helper = await helperOf(services, personId);
  const owned = await services.db.business.findFirst({ where: { ownerId: personId }, select: { id: true } });
  if (helper === undefined || owned === null) return;
  const about: (typeof groupNews)[number] = 'removed';
  await queueTo(services, [
    {
      key: `group-news:${group}:${about}:${personId}:${services.now().toISOString()}`,
      accountId: helper.accountId,
      kind: 'group-news',
      params: { group, about, reason, business: owned.id, member: helper.number },
      lastsMs: LINK_DAYS * DAY_MS,
    },
  ]);
}

async function endMembership(
  services: Transaction,
  { personId, accountId }: { readonly personId: number; readonly accountId: number | undefined },
  groupId: number,
  by?: WithdrawnBy,
): Promise<void> {
  const { db } = services;
  const rows = await db.application.findMany({
    where: { personId, groupApplication: { groupId }, ...withdrawableOnes },
    orderBy: { businessId: 'asc' },
  });
  for (const row of rows) {
    const application = applicationFromRow(row);
    if (application !== undefined) await withdrawApplication(services, accountId, application, by);
  }
  const unsent = await db.groupApplication.findMany({
    where: { groupId, sentAt: null },
    select: { id: true },
  });
  for (const { id } of unsent)
    await db.consent.updateMany({
      where: { ...yesTo(id), personId, withdrawnAt: null },
      data: { withdrawnAt: services.now() },
    });
  await withdrawConsent(services, personId, `group:${groupId}`);
  await removeMember(services, personId, groupId);
}

/** Takes somebody out of the list of a group that is locked. */
export async function removeMember(services: Transaction, personId: number, groupId: number): Promise<void> {
  const { db, now } = services;
  await db.groupMember.deleteMany({ where: { groupId, personId } });
  const left = await membersOf(services, groupId);
  const { count } = await db.group.updateMany({
    where: { id: groupId, headId: personId },
    data: { headId: null },
  });
  if (left.length === 0) {
    await db.groupInvitation.deleteMany({ where: { groupId } });
    await db.group.update({ where: { id: groupId }, data: { name: null, closedAt: now() } });
  } else if (count > 0)
    await tellGroup(
      services,
      groupId,
      'headless',
      left.map((it) => it.personId),
    );
}

/** A member takes the place of a head who has left. False where there is one. */
export async function becomeHead(services: Transaction, personId: number, groupId: number): Promise<boolean> {
  await lockGroups(services, [groupId]);
  const group = await ownGroup(services, personId, groupId);
  if (group === undefined || group.headId !== undefined) return false;
  await services.db.group.update({ where: { id: groupId }, data: { headId: personId } });
  return true;
}

/** What members of a group are told. */
export const groupNews = ['joined', 'along', 'headless', 'removed'] as const;

/** Queues one message for each of these people; of whoever was removed with the reason. */
export async function tellGroup(
  services: Transaction,
  groupId: number,
  about: (typeof groupNews)[number],
  people: readonly number[],
  more: { readonly reason?: RemovalReason } = {},
): Promise<void> {
  for (const personId of people)
    await queueTo(services, [
      {
        key: `group-news:${groupId}:${about}:${personId}:${services.now().toISOString()}`,
        accountId: await chatOfPerson(services, personId),
        personId,
        kind: 'group-news',
        params: { group: groupId, about, ...more },
        lastsMs: LINK_DAYS * DAY_MS,
      },
    ]);
}
