import { Prisma } from '../../../prisma/client/client.ts';
import type { Month } from '../../domain/month/month.ts';
import type { BusinessClass } from '../../domain/people/business-class.ts';
import type { BusinessKind } from '../../domain/people/business-kind.ts';
import { readPhone } from '../../domain/people/identity.ts';
import { worksIn, type Standing } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import { businessFromRow, type Business } from './businesses.ts';
import { judgementSql } from './judgement-sql.ts';
import { comparedNames, meantAmongAll, meantAmongFirst, typedTokens } from './search-index.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

/** A business as a member of the office looks at it. */
export interface SeenBusiness {
  readonly business: Business;
  readonly ownerId: number;
  readonly ownerNumber: string;
  readonly ownerName: string | undefined;
  readonly salutation: string | undefined;
  /** E.164 */
  readonly phone: string | undefined;
  /** The chat that was last used and can be reached; undefined when there is none. */
  readonly accountId: number | undefined;
}

const MOST = 8;
const PAGE = 50;

const withOwner = {
  owner: {
    select: {
      id: true,
      number: true,
      name: true,
      salutation: true,
      phone: true,
      accounts: {
        where: { account: { unreachableSince: null } },
        select: { accountId: true },
        orderBy: [{ since: 'desc' }, { accountId: 'desc' }],
        take: 1,
      },
    },
  },
} satisfies Prisma.BusinessInclude;

type Row = Prisma.BusinessGetPayload<{ include: typeof withOwner }>;

function seen(services: Services, { owner, ...row }: Row): SeenBusiness | undefined {
  if (owner === null) return undefined;
  const open = (field: string, sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : services.seal.show(`person:${owner.id}:${field}`, sealed);
  return {
    business: businessFromRow(services, row),
    ownerId: owner.id,
    ownerNumber: owner.number,
    ownerName: open('name', owner.name),
    salutation: owner.salutation ?? undefined,
    phone: open('phone', owner.phone),
    accountId: owner.accounts[0]?.accountId,
  };
}

const scope = ({ office }: Services, member: Standing): Prisma.BusinessWhereInput => ({
  office: office.key,
  ownerId: { not: null },
  ...(member.kecamatan.length === 0 ? {} : { kecamatan: { in: [...member.kecamatan] } }),
});

/** One business with its owner, when it lies where the member works; whoever shows it notes the read first. */
export async function businessFor(
  services: Services,
  member: Standing,
  id: number,
): Promise<SeenBusiness | undefined> {
  const row = await services.db.business.findUnique({ where: { id }, include: withOwner });
  if (row === null || !worksIn(member, row.kecamatan ?? '')) return undefined;
  return seen(services, row);
}

/** The businesses of these people, as far as they lie where the member works; whoever shows them notes the read first. */
export async function businessesOfOwners(
  services: Services,
  member: Standing,
  ownerIds: readonly number[],
): Promise<readonly SeenBusiness[]> {
  const rows = await services.db.business.findMany({
    where: { ...scope(services, member), ownerId: { in: [...ownerIds] } },
    include: withOwner,
    orderBy: { id: 'asc' },
  });
  return rows.flatMap((row) => seen(services, row) ?? []);
}

/** Notes in the audit log that a member looks at a business; false when it is not theirs to see. */
export async function noteBusinessRead(
  services: Transaction,
  member: Standing & { readonly number: string },
  id: number,
): Promise<boolean> {
  const found = await businessFor(services, member, id);
  if (found === undefined) return false;
  await audit(services, {
    actor: member.number,
    action: 'business.read',
    subject: `business:${found.business.number ?? id}`,
  });
  return true;
}

export interface BusinessFilter {
  /** Code of a kecamatan. */
  readonly kecamatan?: string | undefined;
  readonly kind?: BusinessKind | undefined;
  readonly nib?: 'has' | 'none' | undefined;
  /** As PP 7/2021 has it; a business of which no figure is known is in none. */
  readonly class?: BusinessClass | undefined;
  /** Whether this month was reported. */
  readonly reported?: { readonly month: Month; readonly is: boolean } | undefined;
}

export const businessOrders = ['new', 'place', 'kind'] as const;
export type BusinessOrder = (typeof businessOrders)[number];

const orders: Readonly<Record<BusinessOrder, Prisma.Sql>> = {
  new: Prisma.sql`b.id DESC`,
  place: Prisma.sql`b.kecamatan, b.id`,
  kind: Prisma.sql`b.kind, b.id`,
};

const EVERY = Prisma.sql`true`;

/** What stands behind FROM for the businesses that a member may see and that fit a filter. */
function fitting(services: Services, member: Standing, it: BusinessFilter): Prisma.Sql {
  const { kecamatan, kind, nib, reported } = it;
  const report = Prisma.sql`EXISTS (SELECT 1 FROM sales_report r
    WHERE r.business_id = b.id AND r.month = ${reported?.month ?? ''})`;
  const judgement = judgementSql(undefined, todayOf(services));
  return Prisma.sql`business b WHERE b.office = ${services.office.key} AND b.owner_id IS NOT NULL
    AND ${member.kecamatan.length === 0 ? EVERY : Prisma.sql`b.kecamatan = ANY(${[...member.kecamatan]})`}
    AND ${kecamatan === undefined ? EVERY : Prisma.sql`b.kecamatan = ${kecamatan}`}
    AND ${kind === undefined ? EVERY : Prisma.sql`b.kind = ${kind}`}
    AND ${nib === undefined ? EVERY : Prisma.sql`(b.nib_status IS NOT DISTINCT FROM 'has') = ${nib === 'has'}`}
    AND ${reported === undefined ? EVERY : Prisma.sql`${report} = ${reported.is}`}
    AND ${it.class === undefined ? EVERY : Prisma.sql`${judgement.class} = ${it.class}`}`;
}

/** How many businesses where the member works fit a filter. */
export async function countBusinesses(
  services: Services,
  member: Standing,
  filter: BusinessFilter,
): Promise<number> {
  const [row] = await services.db.$queryRaw<readonly { readonly count: number }[]>`
    SELECT count(*)::int AS count FROM ${fitting(services, member, filter)}`;
  return row?.count ?? 0;
}

/** One page of the businesses where the member works; the look stands in the audit log with the filter, as it is called. */
export async function businessPage(
  services: Transaction,
  member: Standing & { readonly number: string },
  filter: BusinessFilter,
  page: {
    readonly order: BusinessOrder;
    readonly skip: number;
    readonly take: number;
    readonly called: string;
  },
): Promise<readonly SeenBusiness[]> {
  const { order, skip, take, called } = page;
  const ids = await services.db.$queryRaw<readonly { readonly id: number }[]>`
    SELECT b.id FROM ${fitting(services, member, filter)} ORDER BY ${orders[order]} LIMIT ${take} OFFSET ${skip}`;
  const rows = await services.db.business.findMany({
    where: { id: { in: ids.map((it) => it.id) } },
    include: withOwner,
  });
  await audit(services, {
    actor: member.number,
    action: 'business.list',
    details: { filter: called, skip, shown: rows.length },
  });
  return ids.flatMap(({ id }) => {
    const row = rows.find((it) => it.id === id);
    return row === undefined ? [] : (seen(services, row) ?? []);
  });
}

export interface Search {
  readonly found: readonly SeenBusiness[];
  /** There are more than are shown. */
  readonly more: boolean;
}

/**
 * Finds businesses where the member works by a number of the bot (D-2611-0412 of a business, L-… of a report, K-… of
 * a case, P-… of an application), a phone number or its last four digits, or words of the name of business or owner; at most eight. The
 * search stands in the audit log without what was typed.
 */
export async function findBusinesses(
  services: Transaction,
  member: Standing & { readonly number: string },
  typed: string,
): Promise<Search> {
  const number = numberIn(typed);
  const phone = number === undefined ? readPhone(typed) : undefined;
  const rows =
    number !== undefined
      ? await byNumber(services, member, number)
      : phone?.kind === 'ok'
        ? await byPhone(services, member, phone.value)
        : await byName(services, member, typed);
  await audit(services, {
    actor: member.number,
    action: 'business.search',
    details: {
      by: number !== undefined ? 'number' : phone?.kind === 'ok' ? 'phone' : 'name',
      found: rows.length,
    },
  });
  return { found: rows.slice(0, MOST), more: rows.length > MOST };
}

/** A number of the bot in what was typed, as it is stored: D-2611-0412, K-0007. */
function numberIn(typed: string): string | undefined {
  const [, series, month, count, caseCount] =
    /\b(?:([DLP])[- ]?(\d{4})[- ]?(\d{4,6})|K[- ]?(\d{4,7}))\b/i.exec(typed) ?? [];
  if (caseCount !== undefined) return `K-${caseCount}`;
  return series === undefined ? undefined : `${series.toUpperCase()}-${month}-${count}`;
}

async function where(
  services: Services,
  member: Standing,
  condition: Prisma.BusinessWhereInput,
): Promise<readonly SeenBusiness[]> {
  const rows = await services.db.business.findMany({
    where: { AND: [scope(services, member), condition] },
    include: withOwner,
    orderBy: { id: 'asc' },
    take: MOST + 1,
  });
  return rows.flatMap((row) => seen(services, row) ?? []);
}

function byNumber(services: Services, member: Standing, number: string): Promise<readonly SeenBusiness[]> {
  const of = { office: services.office.key, number };
  const conditions: Readonly<Record<string, Prisma.BusinessWhereInput>> = {
    D: of,
    L: { reports: { some: of } },
    K: { OR: [{ cases: { some: of } }, { owner: { cases: { some: of } } }] },
    P: { applications: { some: of } },
  };
  return where(services, member, conditions[number.charAt(0)] ?? of);
}

function byPhone(services: Services, member: Standing, phone: string): Promise<readonly SeenBusiness[]> {
  return where(services, member, { owner: { phoneIndex: services.seal.index('phone', phone) } });
}

async function byName(services: Services, member: Standing, typed: string): Promise<readonly SeenBusiness[]> {
  const words = typedTokens(services, typed);
  if (words.length === 0) return [];
  const within = Prisma.sql`b.office = ${services.office.key} AND b.owner_id IS NOT NULL AND ${
    member.kecamatan.length === 0 ? Prisma.sql`true` : Prisma.sql`b.kecamatan = ANY(${[...member.kecamatan]})`
  }`;
  const among = (meant: readonly { readonly id: number }[]) =>
    comparedNames(
      typed,
      MOST,
      async (after) => {
        const ids = meant.flatMap(({ id }) => (id > after ? [id] : [])).slice(0, PAGE);
        const rows = await services.db.business.findMany({
          where: { ...scope(services, member), id: { in: ids } },
          include: withOwner,
          orderBy: { id: 'asc' },
        });
        return {
          rows: rows.flatMap((row) => seen(services, row) ?? []),
          next: ids.length < PAGE ? undefined : ids.at(-1),
        };
      },
      ({ business, ownerName, phone }) => [business.name, ownerName, phone?.slice(-4)],
    );
  const near = await among(await meantAmongFirst(services, words, within));
  return near.length > MOST ? near : among(await meantAmongAll(services, words, within));
}
