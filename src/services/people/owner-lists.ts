import { createHash } from 'node:crypto';
import { worksIn } from '../../domain/office/roles.ts';
import { prefix } from '../../domain/words/clip.ts';
import { audit } from '../core/audit.ts';
import type { Services, Transaction } from '../core/services.ts';
import { isInOffice, memberFromRow, type MemberRow } from '../office/members.ts';
import type { ListRow, Refused } from './owner-matches.ts';
import { businessesOfOwners, type SeenBusiness } from './find-business.ts';

/** read: looked through; taking: a job takes it over; taken and dropped: over. */
type OwnerListStatus = 'read' | 'taking' | 'taken' | 'dropped';

/** A list of owners that a member has handed in at the desk. */
export interface HandedInList {
  readonly id: number;
  readonly memberId: number;
  /** Name of the file; undefined once it is forgotten. */
  readonly name: string | undefined;
  readonly sha256: string;
  readonly status: OwnerListStatus;
  /** The sheets that were chosen; none: the only one, or all. */
  readonly sheets: readonly string[];
  /** New rows when it was begun, and how many of them are done. */
  readonly total: number;
  readonly done: number;
  readonly people: number;
  readonly businesses: number;
  readonly createdAt: Date;
}

const statuses: readonly OwnerListStatus[] = ['read', 'taking', 'taken', 'dropped'];
const place = (id: number, column: 'name' | 'content'): string => `owner_list:${id}:${column}`;
const columns = {
  id: true,
  memberId: true,
  name: true,
  sha256: true,
  status: true,
  sheets: true,
  total: true,
  done: true,
  people: true,
  businesses: true,
  createdAt: true,
} as const;
const SHOWN = 20;
/** As much of a fingerprint as the audit log shows. */
const FINGERPRINT = 16;

type Row = Omit<HandedInList, 'name' | 'status'> & {
  readonly name: Uint8Array | null;
  readonly status: string;
};

function listOf({ seal }: Services, { name, status, ...row }: Row): HandedInList {
  const known = statuses.find((it) => it === status);
  if (known === undefined)
    throw new Error(`expected a list that is one of ${statuses.join(', ')}, got ${status}`);
  return { ...row, name: name === null ? undefined : seal.show(place(row.id, 'name'), name), status: known };
}

/** Keeps a file as it came, sealed, until it is taken over, dropped or forgotten. Returns its id. */
export async function keepList(
  services: Transaction,
  member: MemberRow,
  file: { readonly name: string; readonly data: Uint8Array },
): Promise<number> {
  const { db, seal, now, office } = services;
  const sha256 = createHash('sha256').update(file.data).digest('hex');
  const { id } = await db.ownerList.create({
    data: { office: office.key, memberId: member.id, sha256, createdAt: now() },
    select: { id: true },
  });
  await db.ownerList.update({
    where: { id },
    data: {
      name: seal.encrypt(place(id, 'name'), file.name),
      content: seal.encryptBytes(place(id, 'content'), file.data),
    },
  });
  await audit(services, {
    actor: member.number,
    action: 'owners.list',
    subject: `list:${id}`,
    details: { file: prefix(sha256, FINGERPRINT), bytes: file.data.length },
  });
  return id;
}

/** The lists that a member has handed in, the newest first. */
export async function listsOf(services: Services, member: MemberRow): Promise<readonly HandedInList[]> {
  const rows = await services.db.ownerList.findMany({
    where: { memberId: member.id },
    select: columns,
    orderBy: { id: 'desc' },
    take: SHOWN,
  });
  return rows.map((row) => listOf(services, row));
}

/** A list of a member's own; nobody else sees what stands in it. */
export async function listFor(
  services: Services,
  member: MemberRow,
  id: number,
): Promise<HandedInList | undefined> {
  const row = await services.db.ownerList.findFirst({ where: { id, memberId: member.id }, select: columns });
  return row === null ? undefined : listOf(services, row);
}

/** The file of a list; undefined once it is forgotten. */
export async function contentOfList(
  services: Services,
  { id, name }: HandedInList,
): Promise<{ readonly name: string; readonly data: Buffer } | undefined> {
  const row = await services.db.ownerList.findUnique({ where: { id }, select: { content: true } });
  if (row === null || row.content === null || name === undefined) return undefined;
  return { name, data: Buffer.from(services.seal.decryptBytes(place(id, 'content'), row.content)) };
}

/** From now on a job takes the list over. False when somebody has decided already. */
export async function beginList(
  services: Transaction,
  member: MemberRow,
  id: number,
  about: { readonly sheets: readonly string[]; readonly total: number },
): Promise<boolean> {
  const { count } = await services.db.ownerList.updateMany({
    where: { id, memberId: member.id, status: 'read', content: { not: null } },
    data: { status: 'taking', sheets: [...about.sheets], total: about.total },
  });
  if (count > 0)
    await audit(services, { actor: member.number, action: 'owners.list.take', subject: `list:${id}` });
  return count > 0;
}

/** Throws a list away with its file, or stops what is left of it; what was stored stays. */
export async function dropList(services: Transaction, member: MemberRow, id: number): Promise<boolean> {
  const { count } = await services.db.ownerList.updateMany({
    where: { id, memberId: member.id, status: { in: ['read', 'taking'] } },
    data: { status: 'dropped', content: null, endedAt: services.now() },
  });
  if (count > 0)
    await audit(services, { actor: member.number, action: 'owners.list.drop', subject: `list:${id}` });
  return count > 0;
}

/** A list that is to be taken over, with the member as they are now; undefined member: the role has ended. */
export interface DueList {
  readonly list: HandedInList;
  readonly member: MemberRow | undefined;
}

/** What is to be taken over, the oldest first. */
export async function dueLists(services: Services): Promise<readonly DueList[]> {
  const rows = await services.db.ownerList.findMany({
    where: { office: services.office.key, status: 'taking' },
    select: { ...columns, member: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ member: row, ...list }) => {
    const member = memberFromRow(services, row);
    return { list: listOf(services, list), member: isInOffice(services, member) ? member : undefined };
  });
}

/** Thrown when a list was dropped while it was taken over. */
export class ListDropped extends Error {
  override readonly name = 'ListDropped';
}

/** Adds what a batch has stored, in its transaction. @throws ListDropped */
export async function noteBatch(
  { db }: Transaction,
  id: number,
  stored: { readonly rows: number; readonly people: number; readonly businesses: number },
): Promise<void> {
  const { rows, people, businesses } = stored;
  const { count } = await db.ownerList.updateMany({
    where: { id, status: 'taking' },
    data: {
      done: { increment: rows },
      people: { increment: people },
      businesses: { increment: businesses },
    },
  });
  if (count === 0) throw new ListDropped(`list ${id} was dropped`);
}

/** The list is over: taken, or dropped because the role has ended. */
export async function endList({ db, now }: Services, id: number, status: 'taken' | 'dropped'): Promise<void> {
  await db.ownerList.updateMany({
    where: { id, status: 'taking' },
    data: { status, endedAt: now(), ...(status === 'dropped' ? { content: null } : {}) },
  });
}

/** Forgets files and their names; what was made of them stays as figures. Returns how many. */
export async function forgetLists({ db }: Services, before: Date): Promise<number> {
  const forgotten = await db.ownerList.updateMany({
    where: { createdAt: { lt: before }, status: { not: 'taking' }, name: { not: null } },
    data: { name: null, content: null },
  });
  await db.ownerList.updateMany({
    where: { createdAt: { lt: before }, status: 'read' },
    data: { status: 'dropped' },
  });
  return forgotten.count;
}

const listDifferences = [
  'name',
  'salutation',
  'phone',
  'kecamatan',
  'desa',
  'business',
  'kind',
  'nib',
  'started',
  'workersMale',
  'workersFemale',
  'usualSales',
] as const;
/** What a list says otherwise than the owner. */
export type ListDifference = (typeof listDifferences)[number];

export interface ListConflict {
  readonly row: number;
  readonly listed: ListRow['owner'];
  /** The business of the owner that the row is closest to. */
  readonly said: SeenBusiness;
  readonly differs: readonly ListDifference[];
}

/**
 * Rows about owners who speak for themselves, beside what those have said: it stays as it is. Only owners in the
 * kecamatan of the member; what the row leaves open differs in nothing. A NIK is never compared in the open.
 */
export async function conflictsOf(
  services: Services,
  member: MemberRow,
  rows: readonly ListRow[],
  refused: readonly Refused[],
): Promise<readonly ListConflict[]> {
  const byRow = new Map(rows.map(({ row, owner }) => [row, owner]));
  const ids = refused.flatMap((it) => it.personId ?? []);
  const found = await businessesOfOwners(services, member, [...new Set(ids)]);
  return refused.flatMap(({ row, personId }) => {
    const listed = byRow.get(row);
    const own = found.filter(({ ownerId }) => ownerId === personId);
    const said = own.find(({ business }) => business.name === listed?.business.name) ?? own[0];
    return listed === undefined || said === undefined
      ? []
      : [{ row, listed, said, differs: differences(listed, said) }];
  });
}

function differences(
  { business: of, ...who }: ListRow['owner'],
  { business, ...owner }: SeenBusiness,
): readonly ListDifference[] {
  const pairs: Readonly<Record<ListDifference, readonly [unknown, unknown]>> = {
    name: [who.name, owner.ownerName],
    salutation: [who.salutation, owner.salutation],
    phone: [who.phone, owner.phone],
    kecamatan: [of.kecamatan, business.kecamatan],
    desa: [of.desa, business.desa],
    business: [of.name, business.name],
    kind: [of.kind, business.kind],
    nib: [of.nib, business.nib],
    started: [of.startedYear, business.startedYear],
    workersMale: [of.workers?.male, business.workers?.male],
    workersFemale: [of.workers?.female, business.workers?.female],
    usualSales: [of.usualMonthlySales, business.usualMonthlySales],
  };
  return listDifferences.filter((name) => {
    const [listed, said] = pairs[name];
    return listed !== undefined && listed !== said;
  });
}

/** The rows of a list in the kecamatan where a member works, and those elsewhere, which are not theirs to bring in. */
export function ownRows<R extends ListRow>(
  member: MemberRow,
  rows: readonly R[],
): { readonly own: readonly R[]; readonly elsewhere: readonly R[] } {
  const isOwn = ({ owner }: R): boolean => worksIn(member, owner.business.kecamatan);
  return { own: rows.filter(isOwn), elsewhere: rows.filter((it) => !isOwn(it)) };
}
