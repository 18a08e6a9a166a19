import type { Prisma } from '../../../prisma/client/client.ts';
import { maskIdentityNumbers, maskNik } from '../../domain/people/identity.ts';
import { similarNames } from '../../domain/people/similar-name.ts';
import { audit } from '../core/audit.ts';
import type { NewRow } from '../core/new-rows.ts';
import { businessesOf, type Business, type Owner } from './businesses.ts';
import { ownerOf } from './corrections.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import type { Services, Transaction } from '../core/services.ts';

/** waiting; asked: a change was proposed to the owner; right; twice: perhaps registered before. */
type VerificationStatus = 'waiting' | 'asked' | 'right' | 'twice';
const STATUSES: readonly VerificationStatus[] = ['waiting', 'asked', 'right', 'twice'];

const OPEN: readonly VerificationStatus[] = ['waiting', 'asked'];
/** Businesses of one desa that are looked through for similar names; more would hold up the embedded database. */
const NEIGHBOURS = 2_000;

/** The longest wait first. */
const inOrder = [
  { openedAt: 'asc' },
  { businessId: 'asc' },
] satisfies Prisma.VerificationOrderByWithRelationInput[];

const notePlace = (businessId: number): string => `verification:${businessId}:note`;

/** A new registration waits for a look of the office. */
export const awaitingVerification = (services: Services, businessId: number): NewRow => [
  'verification',
  { businessId, openedAt: services.now() },
];

export interface WaitingRegistration {
  readonly businessId: number;
  readonly number: string | undefined;
  /** Of the business. */
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly status: string;
  readonly openedAt: Date;
}

const waitingAt = (member: Officer, which: 'open' | 'twice'): Prisma.VerificationWhereInput => ({
  status: { in: which === 'open' ? [...OPEN] : ['twice'] },
  business: { ...businessesIn(member), ownerId: { not: null } },
});

/** How many registrations of a member's area wait, or are perhaps there twice. */
export function countRegistrations(
  services: Services,
  member: Officer,
  which: 'open' | 'twice',
): Promise<number> {
  return services.db.verification.count({ where: waitingAt(member, which) });
}

/** Registrations of a member's area that wait (or are perhaps there twice), the oldest first. */
export async function registrationsAt(
  services: Services,
  member: Officer,
  which: 'open' | 'twice',
  page: { readonly skip: number; readonly take: number },
): Promise<readonly WaitingRegistration[]> {
  const rows = await services.db.verification.findMany({
    where: waitingAt(member, which),
    select: {
      businessId: true,
      status: true,
      openedAt: true,
      business: { select: { number: true, name: true, owner: { select: { id: true, name: true } } } },
    },
    orderBy: inOrder,
    ...page,
  });
  return rows.map(({ business: { number, name, owner }, ...row }) => ({
    ...row,
    number: number ?? undefined,
    name: name === null ? undefined : nameOf(services, row.businessId, name),
    owner:
      owner === null || owner.name === null
        ? undefined
        : services.seal.show(`person:${owner.id}:name`, owner.name),
  }));
}

const nameOf = (services: Services, id: number, sealed: Uint8Array): string =>
  services.seal.show(`business:${id}:name`, sealed);

/** Whether a registration is in a member's area; false for every other one: the number may be forged. */
export async function mayVerify(services: Services, member: Officer, businessId: number): Promise<boolean> {
  return (
    (await services.db.verification.count({
      where: { businessId, business: { ...businessesIn(member), ownerId: { not: null } } },
    })) > 0
  );
}

/** What of a member's area still waits beside one registration: how many, and the one to look at next. */
export interface StillWaiting {
  readonly left: number;
  /** The next in the order of the list, then the oldest; undefined when nothing waits. */
  readonly next?: number;
}

/** Where the work goes on after a registration; what waits for its owner is not offered again. */
export async function waitingBeside(
  services: Services,
  member: Officer,
  businessId: number,
): Promise<StillWaiting> {
  const { verification } = services.db;
  const where = {
    status: 'waiting',
    businessId: { not: businessId },
    business: { ...businessesIn(member), ownerId: { not: null } },
  };
  const first = { select: { businessId: true }, orderBy: inOrder } as const;
  const self = await verification.findUnique({ where: { businessId }, select: { openedAt: true } });
  const later =
    self === null
      ? null
      : await verification.findFirst({
          ...first,
          where: {
            ...where,
            OR: [
              { openedAt: { gt: self.openedAt } },
              { openedAt: self.openedAt, businessId: { gt: businessId } },
            ],
          },
        });
  const next = later ?? (await verification.findFirst({ ...first, where }));
  const left = await verification.count({ where });
  return next === null ? { left } : { left, next: next.businessId };
}

/** Whose registration an officer may propose changes to; undefined outside the member's area. */
export async function registrationToFix(
  services: Services,
  member: Officer,
  businessId: number,
): Promise<number | undefined> {
  if (!(await mayVerify(services, member, businessId))) return undefined;
  const row = await services.db.business.findUnique({
    where: { id: businessId },
    select: { ownerId: true },
  });
  return row?.ownerId ?? undefined;
}

/** The number that stands on the owner's receipt. */
export async function registrationNumber(
  services: Services,
  businessId: number,
): Promise<string | undefined> {
  const row = await services.db.business.findUnique({ where: { id: businessId }, select: { number: true } });
  return row?.number ?? undefined;
}

/** Records who looked at a registration, before it is shown. */
export async function noteRegistrationRead(
  services: Transaction,
  member: Officer,
  businessId: number,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: 'verification.read',
    subject: await subjectOf(services, businessId),
  });
}

async function subjectOf(services: Services, businessId: number): Promise<string> {
  return `business:${(await registrationNumber(services, businessId)) ?? businessId}`;
}

/** Why two registrations may be the same. */
type TwinReason = 'nik' | 'phone' | 'owner' | 'business';

export interface Twin {
  /** Undefined for a business outside the member's area. */
  readonly businessId: number | undefined;
  readonly number: string | undefined;
  readonly kecamatan: string | undefined;
  /** Undefined for a business outside the member's area: there the number has to do. */
  readonly name: string | undefined;
  readonly why: readonly TwinReason[];
}

/** Everything that the office has to see of a registration. The NIK is masked. */
export interface RegistrationFile {
  readonly business: Business;
  readonly owner: Owner;
  readonly maskedNik: string | undefined;
  readonly status: VerificationStatus;
  readonly openedAt: Date;
  readonly note: string | undefined;
  readonly twins: readonly Twin[];
  readonly proposals: readonly {
    readonly field: string;
    readonly status: string;
    readonly at: Date;
  }[];
}

/** Opens a registration of a member's area; to be audited by {@link noteRegistrationRead} before. */
export async function registrationFile(
  services: Services,
  member: Officer,
  businessId: number,
): Promise<RegistrationFile | undefined> {
  const { db, seal } = services;
  if (!(await mayVerify(services, member, businessId))) return undefined;
  const row = await db.verification.findUnique({
    where: { businessId },
    include: { business: { select: { owner: { select: { id: true, nik: true } } } } },
  });
  const person = row?.business.owner;
  if (row === null || person === null || person === undefined) return undefined;
  const business = (await businessesOf(services, person.id)).find((it) => it.id === businessId);
  if (business === undefined) return undefined;
  const owner = await ownerOf(services, person.id);
  return {
    business,
    owner,
    maskedNik: person.nik === null ? undefined : maskNik(seal.show(`person:${person.id}:nik`, person.nik)),
    status: STATUSES.find((it) => it === row.status) ?? 'waiting',
    openedAt: row.openedAt,
    note: row.note === null ? undefined : seal.show(notePlace(businessId), row.note),
    twins: await twinsOf(services, member, { business, owner, personId: person.id }),
    proposals: await db.changeProposal.findMany({
      where: { businessId },
      select: { field: true, status: true, at: true },
      orderBy: { id: 'asc' },
    }),
  };
}

const twinColumns = {
  id: true,
  number: true,
  name: true,
  kecamatan: true,
  ownerId: true,
  owner: { select: { id: true, name: true, nikIndex: true, phoneIndex: true } },
} as const;

/**
 * Other registrations with the same NIK or phone, or with a similar name in the same desa. For the office alone: an
 * owner is never told that a number is known already.
 */
async function twinsOf(
  services: Services,
  member: Officer,
  it: { readonly business: Business; readonly owner: Owner; readonly personId: number },
): Promise<readonly Twin[]> {
  const { db, seal } = services;
  const { business, personId } = it;
  const self = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { nikIndex: true, phoneIndex: true },
  });
  const same = [
    ...(self.nikIndex === null ? [] : [{ nikIndex: self.nikIndex }]),
    ...(self.phoneIndex === null ? [] : [{ phoneIndex: self.phoneIndex }]),
  ];
  const byNumber =
    same.length === 0
      ? []
      : await db.business.findMany({
          where: { owner: { id: { not: personId }, OR: same } },
          select: twinColumns,
          orderBy: { id: 'asc' },
        });
  const neighbours =
    business.desa === undefined
      ? []
      : await db.business.findMany({
          where: { desa: business.desa, id: { not: business.id }, ownerId: { not: null } },
          select: twinColumns,
          orderBy: { id: 'desc' },
          take: NEIGHBOURS,
        });
  const all = new Map([...byNumber, ...neighbours].map((row) => [row.id, row]));
  const equal = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
    a !== null && b !== null && Buffer.from(a).equals(Buffer.from(b));
  return [...all.values()].flatMap((row): readonly Twin[] => {
    const { owner } = row;
    if (owner === null) return [];
    const other = owner.id !== personId;
    const name = row.name === null ? undefined : nameOf(services, row.id, row.name);
    const person = owner.name === null ? undefined : seal.show(`person:${owner.id}:name`, owner.name);
    const reasons: readonly (readonly [TwinReason, boolean])[] = [
      ['nik', other && equal(owner.nikIndex, self.nikIndex)],
      ['phone', other && equal(owner.phoneIndex, self.phoneIndex)],
      ['owner', other && alike(person, it.owner.name)],
      ['business', alike(name, business.name)],
    ];
    const why = reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
    if (why.length === 0) return [];
    const kecamatan = row.kecamatan ?? undefined;
    const own = member.kecamatan.length === 0 || member.kecamatan.includes(kecamatan ?? '');
    return [
      {
        businessId: own ? row.id : undefined,
        number: row.number ?? undefined,
        kecamatan,
        name: own ? name : undefined,
        why,
      },
    ];
  });
}

const alike = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && similarNames(one, other);

/**
 * What a member found: right, or perhaps registered before (with a note). Two who press at once decide once. False
 * when it was decided before, or is not in this member's area.
 */
export async function decideVerification(
  services: Transaction,
  member: Officer,
  businessId: number,
  found: { readonly status: 'right' } | { readonly status: 'twice'; readonly note: string },
): Promise<boolean> {
  const { db, now, seal } = services;
  if (!(await mayVerify(services, member, businessId))) return false;
  const { count } = await db.verification.updateMany({
    where: { businessId, status: { in: found.status === 'right' ? [...OPEN, 'twice'] : [...OPEN] } },
    data: {
      status: found.status,
      byMember: member.number,
      decidedAt: now(),
      ...(found.status === 'twice'
        ? { note: seal.encrypt(notePlace(businessId), maskIdentityNumbers(found.note).masked) }
        : {}),
    },
  });
  if (count === 0) return false;
  await audit(services, {
    actor: member.number,
    action: `verification.${found.status}`,
    subject: await subjectOf(services, businessId),
  });
  return true;
}
