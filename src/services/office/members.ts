import type { Prisma } from '../../../prisma/client/client.ts';
import { mayGrant, rights, roles, type Right, type Role, type Standing } from '../../domain/office/roles.ts';
import { desks, type Desk } from '../../domain/eligibility/need.ts';
import { inspectionScope, type Inspection } from '../../domain/office/inspection.ts';
import type { Seal } from '../../seal.ts';
import { audit } from '../core/audit.ts';
import { queueOutgoing, queueTo } from '../core/outgoing.ts';
import { randomNumber } from '../core/numbers.ts';
import { hashOfCode, newOneTimeCode } from '../core/one-time-code.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

/** Whom of a company somebody stands for: they see only what belongs to these desks of it. */
export interface OfPartner {
  readonly id: number;
  readonly desks: readonly Desk[];
  /** They decide for the company; others prepare. */
  readonly signs: boolean;
}

/** Somebody of the office in a chat. */
export interface Member extends Standing {
  readonly id: number;
  /** Random; stands for them in the audit log. */
  readonly number: string;
  readonly name: string;
}

export interface MemberRow extends Member {
  readonly post: string | undefined;
  readonly letter: string | undefined;
  readonly accountId: number | undefined;
  readonly since: Date;
  readonly revokedAt: Date | undefined;
  /** Undefined for everybody but the people of a partner. */
  readonly partner: OfPartner | undefined;
  /** Undefined for everybody but auditors, who see nothing without. */
  readonly inspection: Inspection | undefined;
}

/** What an invitation will make of whoever opens it. */
export interface Appointment extends Standing {
  readonly name: string;
  readonly post: string | undefined;
  /** Number of the letter of appointment. */
  readonly letter: string | undefined;
  /** Needed for the role partner, which sees nothing without. */
  readonly partner?: OfPartner | undefined;
  /** Needed for the role auditor, which sees nothing without. */
  readonly inspection?: Inspection | undefined;
  /** A phone number of somebody of a partner, E.164. */
  readonly contact?: string | undefined;
}

/** Who does something with roles: a member, or somebody with the command line of the server. */
export type Actor = Member | 'cli';

export const actorNumber = (actor: Actor): string => (actor === 'cli' ? 'cli' : actor.number);

const DAY_MS = 24 * 3_600_000;
const INVITATION_DAYS = 3;

const memberPlace = (number: string, field: string): string => `member:${number}:${field}`;
const invitationPlace = (hash: Uint8Array, field: string): string =>
  `invitation:${Buffer.from(hash).toString('hex')}:${field}`;

type Stored = Pick<
  Prisma.MemberGetPayload<Record<string, never>>,
  | 'id'
  | 'number'
  | 'accountId'
  | 'role'
  | 'name'
  | 'post'
  | 'letter'
  | 'since'
  | 'revokedAt'
  | 'partnerId'
  | 'inspects'
  | 'untilOn'
  | 'signs'
> & {
  readonly kecamatan: readonly string[];
  readonly rights: readonly string[];
  readonly desks: readonly string[];
};

const isRole = (text: string): text is Role => roles.some((role) => role === text);
const isRight = (text: string): text is Right => rights.some((right) => right === text);

function standingOf(row: {
  readonly role: string;
  readonly rights: readonly string[];
  readonly kecamatan: readonly string[];
}): Standing {
  if (!isRole(row.role)) throw new Error(`expected one of the roles ${roles.join(', ')}, got ${row.role}`);
  return { role: row.role, rights: row.rights.filter(isRight), kecamatan: row.kecamatan };
}

function partnerOf(row: Pick<Stored, 'partnerId' | 'desks' | 'signs'>): OfPartner | undefined {
  const own = desks.filter((it) => row.desks.includes(it));
  return row.partnerId === null ? undefined : { id: row.partnerId, desks: own, signs: row.signs };
}

function inspectionOf({ inspects, untilOn }: Pick<Stored, 'inspects' | 'untilOn'>): Inspection | undefined {
  const scope = inspects === null ? undefined : inspectionScope(inspects);
  return scope === undefined || untilOn === null ? undefined : { scope, until: untilOn };
}

/** Whether somebody is in office today: nobody after the end of a role, no auditor after the last day of the letter. */
export const isInOffice = (services: Services, { revokedAt, inspection }: MemberRow): boolean =>
  revokedAt === undefined && (inspection === undefined || todayOf(services).toString() <= inspection.until);

/** The phone number of somebody of a partner. */
export function contactOf(
  { seal }: Services,
  row: { readonly number: string; readonly contact: Uint8Array | null },
): string | undefined {
  return row.contact === null ? undefined : seal.show(memberPlace(row.number, 'contact'), row.contact);
}

export function memberFromRow(services: Services, row: Stored): MemberRow {
  return {
    ...standingOf(row),
    id: row.id,
    number: row.number,
    name: services.seal.show(memberPlace(row.number, 'name'), row.name),
    post: row.post === null ? undefined : services.seal.show(memberPlace(row.number, 'post'), row.post),
    letter: row.letter ?? undefined,
    accountId: row.accountId ?? undefined,
    since: row.since,
    revokedAt: row.revokedAt ?? undefined,
    partner: partnerOf(row),
    inspection: inspectionOf(row),
  };
}

/** A member by number, revoked ones too: who "petugas Budi" was in 2026 can be said for ever. */
export async function memberByNumber(services: Services, number: string): Promise<MemberRow | undefined> {
  const row = await services.db.member.findUnique({ where: { number } });
  return row === null ? undefined : memberFromRow(services, row);
}

/** The members in office, oldest first. */
export async function activeMembers(services: Services): Promise<readonly MemberRow[]> {
  const rows = await services.db.member.findMany({
    where: { office: services.office.key, revokedAt: null },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => memberFromRow(services, row));
}

/** Everybody who was ever in office, oldest first: whose number stands in the audit log. */
export async function allMembers(services: Services): Promise<readonly MemberRow[]> {
  const rows = await services.db.member.findMany({
    where: { office: services.office.key },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => memberFromRow(services, row));
}

export type Invited =
  | { readonly kind: 'invited'; readonly id: number; readonly code: string; readonly expiresAt: Date }
  /** The inviter holds less than what was to be given. */
  | { readonly kind: 'too-much' };

/** Makes a single-use invitation that ends after three days. The code is shown once and kept only as a hash. */
export async function invite(services: Transaction, inviter: Actor, wanted: Appointment): Promise<Invited> {
  if (inviter !== 'cli' && !mayGrant(inviter, wanted)) return { kind: 'too-much' };
  const { db, seal, now } = services;
  const { code, codeHash } = newOneTimeCode();
  const expiresAt = new Date(now().getTime() + INVITATION_DAYS * DAY_MS);
  const row = await db.invitation.create({
    data: {
      office: services.office.key,
      codeHash,
      role: wanted.role,
      rights: [...wanted.rights],
      kecamatan: [...wanted.kecamatan],
      name: seal.encrypt(invitationPlace(codeHash, 'name'), wanted.name),
      post: wanted.post === undefined ? null : seal.encrypt(invitationPlace(codeHash, 'post'), wanted.post),
      letter: wanted.letter ?? null,
      ...partnerColumns(seal, wanted, invitationPlace(codeHash, 'contact')),
      ...inspectionColumns(wanted),
      createdBy: actorNumber(inviter),
      createdAt: now(),
      expiresAt,
    },
    select: { id: true },
  });
  await audit(services, {
    actor: actorNumber(inviter),
    action: 'member.invite',
    subject: `invitation:${row.id}`,
    details: { role: wanted.role, rights: wanted.rights, kecamatan: wanted.kecamatan },
  });
  return { kind: 'invited', id: row.id, code, expiresAt };
}

export interface WaitingInvitation extends Appointment {
  readonly id: number;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly accountId: number | undefined;
  /** How Telegram names the person who opened it. */
  readonly openedAs: string | undefined;
}

export type Opened =
  | { readonly kind: 'waiting'; readonly invitation: WaitingInvitation }
  /** Unknown, used, withdrawn or too old: nobody is told which. */
  | { readonly kind: 'refused' };

/** Somebody came with a code: the first one takes it, and waits until the inviter says that it is the right person. */
export async function redeemInvitation(
  services: Transaction,
  code: string,
  who: { readonly accountId: number; readonly name: string },
): Promise<Opened> {
  const { db, seal, now } = services;
  const codeHash = hashOfCode(code);
  const taken = await db.invitation.updateMany({
    where: { codeHash, accountId: null, decidedAt: null, expiresAt: { gt: now() } },
    data: {
      accountId: who.accountId,
      openedAt: now(),
      openedAs: seal.encrypt(invitationPlace(codeHash, 'opened'), who.name),
    },
  });
  const row = await db.invitation.findUnique({ where: { codeHash } });
  if (row === null || row.accountId !== who.accountId || row.decidedAt !== null) return { kind: 'refused' };
  const invitation = invitationFromRow(services, row);
  if (taken.count > 0)
    await audit(services, {
      actor: 'system',
      action: 'member.invitation-opened',
      subject: `invitation:${row.id}`,
    });
  if (taken.count > 0) await askInviter(services, invitation);
  return { kind: 'waiting', invitation };
}

/** The inviter is told who came; for an invitation of the command line every admin who holds as much. */
async function askInviter(services: Transaction, invitation: WaitingInvitation): Promise<void> {
  const now = services.now();
  const deciders = (await activeMembers(services)).filter(
    (member) =>
      mayGrant(member, invitation) &&
      (invitation.createdBy === 'cli' || invitation.createdBy === member.number),
  );
  await queueOutgoing(
    services,
    deciders.flatMap(({ number, accountId }) =>
      accountId === undefined
        ? []
        : [
            {
              key: `invitation:${invitation.id}:${number}`,
              accountId,
              kind: 'invitation-opened' as const,
              params: { invitation: invitation.id },
              notBefore: now,
              expiresAt: invitation.expiresAt,
            },
          ],
    ),
  );
}

function invitationFromRow(
  services: Services,
  row: Prisma.InvitationGetPayload<Record<string, never>>,
): WaitingInvitation {
  const open = (field: string, sealed: Uint8Array): string =>
    services.seal.show(invitationPlace(row.codeHash, field), sealed);
  return {
    ...standingOf(row),
    id: row.id,
    name: open('name', row.name),
    post: row.post === null ? undefined : open('post', row.post),
    letter: row.letter ?? undefined,
    partner: partnerOf(row),
    inspection: inspectionOf(row),
    contact: row.contact === null ? undefined : open('contact', row.contact),
    createdBy: row.createdBy,
    expiresAt: row.expiresAt,
    accountId: row.accountId ?? undefined,
    openedAs: row.openedAs === null ? undefined : open('opened', row.openedAs),
  };
}

/** Invitations that nobody has decided about and that have not ended, oldest first. */
export async function waitingInvitations(services: Services): Promise<readonly WaitingInvitation[]> {
  const rows = await services.db.invitation.findMany({
    where: { office: services.office.key, decidedAt: null, expiresAt: { gt: services.now() } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => invitationFromRow(services, row));
}

/** An invitation that somebody opened and nobody has decided about, locked until the transaction ends. */
export async function lockInvitation(
  services: Transaction,
  id: number,
): Promise<(WaitingInvitation & { readonly accountId: number }) | undefined> {
  const { db, now } = services;
  await db.$queryRaw`SELECT id FROM invitation WHERE id = ${id} FOR UPDATE`;
  const row = await db.invitation.findUnique({ where: { id } });
  if (row === null || row.accountId === null || row.decidedAt !== null || row.expiresAt <= now())
    return undefined;
  return { ...invitationFromRow(services, row), accountId: row.accountId };
}

/** Columns of whoever stands for a company; nothing of it in every other role. */
function partnerColumns(
  seal: Seal,
  { role, partner, contact }: Appointment,
  place: string,
): { partnerId?: number; desks?: Desk[]; signs?: boolean; contact?: Uint8Array<ArrayBuffer> } {
  if (role !== 'partner' || partner === undefined) return {};
  return {
    partnerId: partner.id,
    desks: [...partner.desks],
    signs: partner.signs,
    ...(contact === undefined ? {} : { contact: seal.encrypt(place, contact) }),
  };
}

/** Columns of an auditor; nothing of it in every other role. */
const inspectionColumns = ({ role, inspection }: Appointment): { inspects?: string; untilOn?: string } =>
  role !== 'auditor' || inspection === undefined
    ? {}
    : { inspects: inspection.scope, untilOn: inspection.until };

/** Gives a chat its place in the office, and welcomes whoever uses it. */
export async function appoint(
  services: Transaction,
  by: Actor,
  it: Appointment & { readonly accountId: number },
): Promise<MemberRow> {
  const { db, seal, now } = services;
  const number = randomNumber();
  const made = await db.member.create({
    data: {
      office: services.office.key,
      number,
      accountId: it.accountId,
      role: it.role,
      rights: [...it.rights],
      kecamatan: [...it.kecamatan],
      name: seal.encrypt(memberPlace(number, 'name'), it.name),
      post: it.post === undefined ? null : seal.encrypt(memberPlace(number, 'post'), it.post),
      letter: it.letter ?? null,
      ...partnerColumns(seal, it, memberPlace(number, 'contact')),
      ...inspectionColumns(it),
      since: now(),
      addedBy: actorNumber(by),
    },
  });
  await queueTo(services, [
    {
      key: `welcome:${number}`,
      accountId: it.accountId,
      kind: 'member-welcome',
      params: { member: number },
      lastsMs: INVITATION_DAYS * DAY_MS,
    },
  ]);
  return memberFromRow(services, made);
}

/** Chats of members, and of those whose role ended lately: who may still see the commands of the office. */
export async function chatsOfMembers(services: Services): Promise<readonly number[]> {
  const since = new Date(services.now().getTime() - 30 * DAY_MS);
  const rows = await services.db.member.findMany({
    where: {
      office: services.office.key,
      OR: [{ revokedAt: null }, { revokedAt: { gt: since } }],
      account: { isNot: null },
    },
    select: { account: { select: { chatId: true } } },
  });
  return rows.flatMap((row) => (row.account === null ? [] : [Number(row.account.chatId)]));
}
