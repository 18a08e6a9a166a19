import type { Prisma } from '../../../../prisma/client/client.ts';
import { may, type Standing } from '../../../domain/office/roles.ts';
import type { Sum } from '../../../domain/partnership/showable-sums.ts';
import { ASKED, newlyShowable, supplyStates, type SupplyState } from '../../../domain/partnership/supply.ts';
import { businessKinds, isProduct, type BusinessKind } from '../../../domain/people/business-kind.ts';
import { audit } from '../../core/audit.ts';
import { queueTo } from '../../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { activeMembers, memberByNumber, type MemberRow } from '../../office/members.ts';
import type { CompanyMember } from './candidates.ts';
import { buyerFor, FINDABLE } from './suppliers.ts';

const DAY_MS = 24 * 3_600_000;
const NEWS_DAYS = 7;
/** So many searches of a company stand in its list. */
const LISTED = 80;

/** What a company looks for. */
export interface SupplySearch {
  readonly id: number;
  readonly partnerId: number;
  /** Number of the member who wrote it. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly kind: BusinessKind;
  readonly item: string;
  readonly quantity: number;
  /** YYYY-MM-DD, the last day on which owners can answer. */
  readonly neededBy: string;
  readonly state: SupplyState;
}

export type NewSearch = Pick<SupplySearch, 'kind' | 'item' | 'quantity' | 'neededBy'>;

function searchFromRow({ kind, state, ...row }: Prisma.SupplySearchGetPayload<object>): SupplySearch {
  return {
    ...row,
    kind: businessKinds.find((it) => it === kind) ?? 'other',
    state: supplyStates.find((it) => it === state) ?? 'stopped',
  };
}

/** The latest searches of a company, newest first. */
export async function searchesOf({ db }: Services, partnerId: number): Promise<readonly SupplySearch[]> {
  const rows = await db.supplySearch.findMany({
    where: { partnerId },
    orderBy: { id: 'desc' },
    take: LISTED,
  });
  return rows.map(searchFromRow);
}

/** Any search of this office; the number may be forged. */
export async function searchById({ db, office }: Services, id: number): Promise<SupplySearch | undefined> {
  const row = await db.supplySearch.findFirst({ where: { id, office: office.key } });
  return row === null ? undefined : searchFromRow(row);
}

/** A search of the company for which a member may buy at this moment. */
export async function ownSearch(
  services: Services,
  member: CompanyMember,
  id: number,
): Promise<SupplySearch | undefined> {
  const partner = await buyerFor(services, member);
  const search = await searchById(services, id);
  return partner !== undefined && search?.partnerId === partner.id ? search : undefined;
}

/** How many owners were asked, and what they said. */
export async function answersTo(
  { db }: Services,
  searchId: number,
): Promise<{ readonly asked: number; readonly yes: number; readonly no: number }> {
  const count = (where: Prisma.SupplyInquiryWhereInput): Promise<number> =>
    db.supplyInquiry.count({ where: { searchId, ...where } });
  return { asked: await count({}), yes: await count({ answer: 'yes' }), no: await count({ answer: 'no' }) };
}

/** Stores a search and counts who could deliver; nobody is asked yet. Its number, undefined for whoever may not buy. */
export async function beginSearch(
  services: Transaction,
  member: CompanyMember,
  it: NewSearch,
): Promise<number | undefined> {
  const partner = await buyerFor(services, member);
  if (partner === undefined) return undefined;
  const { db, office, now } = services;
  const { id } = await db.supplySearch.create({
    data: { ...it, office: office.key, partnerId: partner.id, createdBy: member.number, createdAt: now() },
    select: { id: true },
  });
  await note(services, member, id, 'supply.search', { kind: it.kind, quantity: it.quantity });
  await countOwners(services, it.kind);
  return id;
}

/** The log lets one transaction through after the other: no two searches count or ask beside each other after this. */
async function note(
  services: Transaction,
  { number }: Officer,
  id: number,
  action: 'supply.search' | 'supply.ask' | 'supply.words' | 'supply.stop',
  details: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await audit(services, { actor: number, action, subject: `supply:${id}`, details });
}

/** Active businesses of a kind whose owners can be found, where a member works. */
async function findable({ db, office }: Services, kind: BusinessKind, where: Prisma.BusinessWhereInput = {}) {
  const rows = await db.business.findMany({
    where: { AND: [where], office: office.key, kind, status: 'active', owner: FINDABLE },
    select: { id: true, kecamatan: true, ownerId: true },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ ownerId, ...row }) => (ownerId === null ? [] : [{ ...row, ownerId }]));
}

/** Counts the owners of a kind anew, and keeps the numbers that may be shown beside all that were shown before. */
async function countOwners(services: Transaction, kind: BusinessKind): Promise<void> {
  const { db, office, now } = services;
  const found = await findable(services, kind);
  const ownersIn = (kecamatan: string): ReadonlySet<number> =>
    new Set(found.flatMap((it) => (kecamatan === '' || it.kecamatan === kecamatan ? [it.ownerId] : [])));
  const sums: readonly Sum[] = ['', ...office.areas.kecamatan.map(({ code }) => code)].map((key) => ({
    key,
    owners: ownersIn(key),
  }));
  const before = await db.supplyCount.findMany({
    where: { office: office.key, owners: { hasSome: [...ownersIn('')] } },
    orderBy: { id: 'asc' },
  });
  const shown = newlyShowable(
    sums,
    before.map(({ owners }) => new Set(owners)),
  );
  await db.supplyCount.createMany({
    data: shown
      .map(({ key, owners }) => ({ kecamatan: key, owners: [...owners] }))
      .filter(({ kecamatan, owners }) => {
        const last = before.findLast((it) => it.kind === kind && it.kecamatan === kecamatan);
        return last?.owners.length !== owners.length || owners.some((id) => !last.owners.includes(id));
      })
      .map((it) => ({ ...it, office: office.key, kind, shownAt: now() })),
  });
}

/** How many owners a company sees, and since when it is so. */
export interface ShownCount {
  /** Code of Kepmendagri; empty: the whole kabupaten. */
  readonly kecamatan: string;
  readonly count: number;
  readonly shownAt: Date;
}

/** The latest numbers of a kind that may be shown: the whole kabupaten only to somebody who works in all of it. */
export async function shownCounts(
  { db, office }: Services,
  kind: BusinessKind,
  { kecamatan }: Standing,
): Promise<readonly ShownCount[]> {
  const rows = await db.supplyCount.findMany({
    where: {
      office: office.key,
      kind,
      ...(kecamatan.length === 0 ? {} : { kecamatan: { in: [...kecamatan] } }),
    },
    orderBy: { id: 'desc' },
  });
  return ['', ...office.areas.kecamatan.map(({ code }) => code)].flatMap((code) => {
    const last = rows.find((row) => row.kecamatan === code);
    return last === undefined ? [] : [{ kecamatan: code, count: last.owners.length, shownAt: last.shownAt }];
  });
}

/** Asks the owners, or has the office read the company's own words first. False: it was done before, or is too late. */
export async function askOwners(
  services: Transaction,
  member: CompanyMember,
  { id, item, neededBy }: SupplySearch,
): Promise<boolean> {
  if (neededBy < todayOf(services).toString()) return false;
  const state = isProduct(item) ? 'asking' : 'words';
  const { count } = await services.db.supplySearch.updateMany({
    where: { id, state: 'counted' },
    data: { state },
  });
  if (count === 0) return false;
  await note(services, member, id, 'supply.ask');
  if (state === 'asking') await inquire(services, id, member);
  else
    await tell(
      services,
      id,
      'words',
      (await activeMembers(services)).filter((it) => may(it, 'programmes')),
    );
  return true;
}

/** Asks every owner who can be found, was not asked too often, and has a chat; with one business each. */
async function inquire(services: Transaction, searchId: number, author: CompanyMember): Promise<void> {
  const { db, now } = services;
  const search = await db.supplySearch.findUniqueOrThrow({ where: { id: searchId } });
  const found = await findable(services, searchFromRow(search).kind, businessesIn(author));
  const owners = { in: found.map(({ ownerId }) => ownerId) };
  const asked = await db.supplyInquiry.groupBy({
    by: ['personId'],
    where: { personId: owners, askedAt: { gt: new Date(now().getTime() - ASKED.days * DAY_MS) } },
    having: { personId: { _count: { gte: ASKED.most } } },
  });
  const chats = await db.personAccount.findMany({
    where: {
      personId: { ...owners, notIn: asked.map(({ personId }) => personId) },
      account: { unreachableSince: null },
    },
    orderBy: [{ since: 'asc' }, { accountId: 'asc' }],
  });
  const chatOf = new Map(chats.map(({ personId, accountId }) => [personId, accountId]));
  const businessOf = new Map(found.toReversed().map(({ ownerId, id }) => [ownerId, id]));
  const rows = await db.supplyInquiry.createManyAndReturn({
    data: [...chatOf.keys()].flatMap((personId) => {
      const businessId = businessOf.get(personId);
      return businessId === undefined ? [] : [{ searchId, personId, businessId, askedAt: now() }];
    }),
    select: { id: true, personId: true },
  });
  await queueTo(
    services,
    rows.map(({ id, personId }) => ({
      key: `supply-asked:${id}`,
      accountId: chatOf.get(personId),
      personId,
      kind: 'supply-asked' as const,
      params: { inquiry: id },
      lastsMs: NEWS_DAYS * DAY_MS,
    })),
  );
}

/** The office lets the words of a search pass, and owners are asked; or it gives them back. False: decided before. */
export async function judgeSearch(
  services: Transaction,
  officer: Officer,
  { id, createdBy }: SupplySearch,
  yes: boolean,
): Promise<boolean> {
  const author = await memberByNumber(services, createdBy);
  const isIn = author !== undefined && author.revokedAt === undefined;
  const buys = isIn && (await buyerFor(services, author)) !== undefined;
  const { count } = await services.db.supplySearch.updateMany({
    where: { id, state: 'words' },
    data: { state: yes && buys ? 'asking' : 'stopped', decidedBy: officer.number },
  });
  if (count === 0) return false;
  await note(services, officer, id, 'supply.words', { passed: yes && buys ? 1 : 0 });
  if (yes && buys) await inquire(services, id, author);
  if (isIn) await tell(services, id, yes && buys ? 'passed' : 'returned', [author]);
  return true;
}

/** The office ends a search: nobody is asked or shown any more. False: it had ended before. */
export async function stopSearch(
  services: Transaction,
  officer: Officer,
  { id }: SupplySearch,
): Promise<boolean> {
  const { count } = await services.db.supplySearch.updateMany({
    where: { id, state: { in: supplyStates.filter((it) => it !== 'stopped') } },
    data: { state: 'stopped', decidedBy: officer.number },
  });
  if (count === 0) return false;
  await note(services, officer, id, 'supply.stop');
  // What the company has in its chat leaves it at once.
  services.noteQueued?.();
  return true;
}

/** What people of the office (words) and of the company are told of a search. */
export const supplyNews = ['words', 'passed', 'returned'] as const;

function tell(
  services: Transaction,
  search: number,
  about: (typeof supplyNews)[number],
  members: readonly MemberRow[],
): Promise<number> {
  return queueTo(
    services,
    members.map(({ number, accountId }) => ({
      key: `supply-news:${search}:${about}:${number}`,
      accountId,
      kind: 'supply-news' as const,
      params: { search, about, member: number },
      lastsMs: NEWS_DAYS * DAY_MS,
    })),
  );
}
