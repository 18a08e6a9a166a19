import { Prisma } from '../../../prisma/client/client.ts';
import { readPhone } from '../../domain/people/identity.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import { comparedNames, peopleMeant, typedTokens } from './search-index.ts';
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
const PAGE = 50;

/** Condition of the people whom a member may look up: those with a business in the area. */
export function peopleIn({ office }: Services, member: Officer): Prisma.PersonWhereInput {
  return {
    office: office.key,
    ...(member.kecamatan.length === 0 ? {} : { businesses: { some: businessesIn(member) } }),
  };
}

/**
 * Finds people of a member's area by the number of a receipt or a case, by phone, or by words of their own name, of
 * their business's, or the end of the phone number. Who searches and how many were found has to be recorded by the caller.
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
  const of = { office: services.office.key, number };
  if (!number.startsWith('K'))
    return people(services, member, {
      OR: [
        { businesses: { some: of } },
        { businesses: { some: { reports: { some: of } } } },
        { applications: { some: of } },
      ],
    });
  const known = await db.case.findUnique({
    where: { office_number: of },
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
  phone: true,
  businesses: { select: { id: true, number: true, name: true }, orderBy: { id: 'asc' } },
} satisfies Prisma.PersonSelect;
type Row = Prisma.PersonGetPayload<{ select: typeof columns }>;

async function people(
  services: Services,
  member: Officer,
  where: Prisma.PersonWhereInput,
): Promise<readonly FoundPerson[]> {
  const rows = await services.db.person.findMany({
    where: { AND: [peopleIn(services, member), where] },
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

async function byName(services: Services, member: Officer, text: string): Promise<readonly FoundPerson[]> {
  const words = typedTokens(services, text);
  if (words.length === 0) return [];
  const inArea =
    member.kecamatan.length === 0
      ? Prisma.sql`true`
      : Prisma.sql`EXISTS (SELECT 1 FROM business a WHERE a.owner_id = p.id AND a.kecamatan = ANY(${[...member.kecamatan]}))`;
  const found = await comparedNames(
    text,
    MOST,
    async (after) => {
      const ids = await services.db.$queryRaw<readonly { readonly id: number }[]>`
        SELECT p.id FROM person p
        WHERE p.office = ${services.office.key} AND p.id > ${after} AND ${inArea} AND ${peopleMeant(words)}
        ORDER BY p.id LIMIT ${PAGE}`;
      const rows = await services.db.person.findMany({
        where: { AND: [peopleIn(services, member), { id: { in: ids.map((it) => it.id) } }] },
        select: columns,
        orderBy: { id: 'asc' },
      });
      return { rows, next: ids.length < PAGE ? undefined : ids.at(-1)?.id };
    },
    (row) => namesOf(services, row),
  );
  return found.map((row) => foundFromRow(services, row));
}

/** By what a person is found: the names, and the end of the phone number. */
function namesOf(services: Services, row: Row): readonly (string | undefined)[] {
  const { seal } = services;
  return [
    nameOf(services, row),
    row.phone === null ? undefined : seal.tryDecrypt(`person:${row.id}:phone`, row.phone)?.slice(-4),
    ...row.businesses.map((it) =>
      it.name === null ? undefined : seal.show(`business:${it.id}:name`, it.name),
    ),
  ];
}
