import type { Prisma } from '../../../prisma/client/client.ts';
import { readPhone } from '../../domain/people/identity.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import type { Services } from '../core/services.ts';

interface FoundPerson {
  /** Undefined for a chat in which nobody has registered. */
  readonly personId: number | undefined;
  readonly accountId: number | undefined;
  readonly name: string | undefined;
  /** Numbers of the businesses. */
  readonly businesses: readonly string[];
}

export interface Search {
  /** What the words were taken for. */
  readonly by: 'number' | 'phone' | 'name';
  /** At most {@link MOST}; one more says that there are others. */
  readonly found: readonly FoundPerson[];
}

export const MOST = 8;
/** Names are sealed, so they are opened page by page; others are served between two pages. */
const PAGE = 500;

/** Condition of the people whom a member may look up: those with a business in the area. */
export function peopleIn(member: Officer): Prisma.PersonWhereInput {
  return member.kecamatan.length === 0 ? {} : { businesses: { some: businessesIn(member) } };
}

/**
 * Finds people of a member's area by the number of a receipt or a case, by phone, or by a part of their own name or
 * of their business's. Who searches and how many were found has to be recorded by the caller.
 */
export async function findPeople(services: Services, member: Officer, text: string): Promise<Search> {
  const said = text.trim();
  const number = /^([DLPK])\s*-?\s*([\d-]{2,12})$/i.exec(said);
  if (number !== null) {
    const [, series = '', rest = ''] = number;
    const wanted = `${series.toUpperCase()}-${rest.replace(/^-+/, '')}`;
    return { by: 'number', found: await byNumber(services, member, wanted) };
  }
  const phone = readPhone(said);
  if (phone.kind === 'ok')
    return {
      by: 'phone',
      found: await people(services, member, { phoneIndex: services.seal.index('phone', phone.value) }),
    };
  return { by: 'name', found: await byName(services, member, said) };
}

async function byNumber(
  services: Services,
  member: Officer,
  number: string,
): Promise<readonly FoundPerson[]> {
  const { db } = services;
  if (!number.startsWith('K'))
    return people(services, member, {
      OR: [
        { businesses: { some: { number } } },
        { businesses: { some: { reports: { some: { number } } } } },
        { applications: { some: { number } } },
      ],
    });
  const known = await db.case.findUnique({
    where: { number },
    select: { personId: true, accountId: true, business: { select: { ownerId: true } } },
  });
  const personId = known?.personId ?? known?.business?.ownerId;
  if (typeof personId === 'number') return people(services, member, { id: personId });
  // Somebody who has not registered belongs to no kecamatan.
  return known?.accountId == null || member.kecamatan.length > 0
    ? []
    : [{ personId: undefined, accountId: known.accountId, name: undefined, businesses: [] }];
}

const columns = {
  id: true,
  name: true,
  businesses: { select: { id: true, number: true, name: true }, orderBy: { id: 'asc' } },
} satisfies Prisma.PersonSelect;
type Row = Prisma.PersonGetPayload<{ select: typeof columns }>;

async function people(
  services: Services,
  member: Officer,
  where: Prisma.PersonWhereInput,
): Promise<readonly FoundPerson[]> {
  const rows = await services.db.person.findMany({
    where: { AND: [peopleIn(member), where] },
    select: columns,
    orderBy: { id: 'asc' },
    take: MOST + 1,
  });
  return rows.map((row) => foundFromRow(services, row));
}

const nameOf = ({ seal }: Services, { id, name }: Pick<Row, 'id' | 'name'>): string | undefined =>
  name === null ? undefined : seal.show(`person:${id}:name`, name);

function foundFromRow(services: Services, row: Row): FoundPerson {
  return {
    personId: row.id,
    accountId: undefined,
    name: nameOf(services, row),
    businesses: row.businesses.flatMap((it) => it.number ?? []),
  };
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

async function byName(services: Services, member: Officer, text: string): Promise<readonly FoundPerson[]> {
  const wanted = plain(text);
  if (wanted.length < 3) return [];
  const found: FoundPerson[] = [];
  let after = 0;
  while (found.length <= MOST) {
    const rows = await services.db.person.findMany({
      where: { AND: [peopleIn(member), { id: { gt: after } }] },
      select: columns,
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const row of rows) if (isMeant(services, row, wanted)) found.push(foundFromRow(services, row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.id;
  }
  return found.slice(0, MOST + 1);
}

function isMeant(services: Services, row: Row, wanted: string): boolean {
  const names = [
    nameOf(services, row),
    ...row.businesses.map((it) =>
      it.name === null ? undefined : services.seal.show(`business:${it.id}:name`, it.name),
    ),
  ];
  return names.some((name) => name !== undefined && plain(name).includes(wanted));
}
