import { Prisma } from '../../../prisma/client/client.ts';
import { beginningsOf, keptBeginning, searchWords } from '../../domain/people/search-words.ts';
import type { Services } from '../core/services.ts';

/**
 * By what people and businesses are found although their names are sealed: keyed hashes of words and their beginnings,
 * written in the transaction that writes the name. The database removes them when the name or the row goes.
 */

/** Rows at a time: some tens of milliseconds. */
const PAGE = 500;

interface FoundBy {
  readonly name?: string | undefined;
  /** E.164 */
  readonly phone?: string | undefined;
}

function tokensOf({ seal }: Services, { name, phone }: FoundBy): bigint[] {
  const words = new Set(searchWords(name ?? '').flatMap(beginningsOf));
  return [
    ...[...words].map((word) => seal.token(`word:${word}`)),
    ...(phone === undefined ? [] : [seal.token(`tail:${phone.slice(-4)}`)]),
  ];
}

/** By what a new person is found. */
export const personWords = (
  services: Services,
  it: FoundBy & { readonly id: number },
): Prisma.PersonWordsCreateManyInput & { words: bigint[] } => ({
  personId: it.id,
  words: tokensOf(services, it),
});

/** By what a new business is found. */
export const businessWords = (
  services: Services,
  it: Named,
): Prisma.BusinessWordsCreateManyInput & { words: bigint[] } => ({
  businessId: it.id,
  words: tokensOf(services, { name: it.name }),
});

interface Named {
  readonly id: number;
  readonly name: string | undefined;
}

/** Makes new people findable; their rows have just been written. */
export async function indexPeople(
  services: Services,
  people: readonly (FoundBy & { readonly id: number })[],
): Promise<void> {
  await services.db.personWords.createMany({
    data: people.map((it) => personWords(services, it)),
    skipDuplicates: true,
  });
}

/** Makes new businesses findable; their rows have just been written. */
export async function indexBusinesses(services: Services, businesses: readonly Named[]): Promise<void> {
  await services.db.businessWords.createMany({
    data: businesses.map((it) => businessWords(services, it)),
    skipDuplicates: true,
  });
}

const opened = (services: Services, place: string, sealed: Uint8Array | null): string | undefined =>
  sealed === null ? undefined : services.seal.tryDecrypt(place, sealed);

const person = { id: true, name: true, phone: true } satisfies Prisma.PersonSelect;
const business = { id: true, name: true } satisfies Prisma.BusinessSelect;

function personFoundBy(
  services: Services,
  row: Prisma.PersonGetPayload<{ select: typeof person }>,
): FoundBy & { readonly id: number } {
  return {
    id: row.id,
    name: opened(services, `person:${row.id}:name`, row.name),
    phone: opened(services, `person:${row.id}:phone`, row.phone),
  };
}

function businessFoundBy(
  services: Services,
  row: Prisma.BusinessGetPayload<{ select: typeof business }>,
): { readonly id: number; readonly name: string | undefined } {
  return { id: row.id, name: opened(services, `business:${row.id}:name`, row.name) };
}

/** Makes a person findable whose name or phone may have changed; whoever has not changed stays as they are. */
export async function indexPerson(services: Services, id: number): Promise<void> {
  const row = await services.db.person.findFirst({ where: { id, words: { is: null } }, select: person });
  if (row !== null) await indexPeople(services, [personFoundBy(services, row)]);
}

/** Makes everybody findable who is not yet: after an update of the program, or what was put in past it. Returns how many rows. */
export async function indexMissing(services: Services): Promise<number> {
  const { db } = services;
  const next = { orderBy: { id: 'asc' }, take: PAGE } as const;
  const people = await inPages(async (after) => {
    const rows = await db.person.findMany({
      where: { id: { gt: after }, words: { is: null } },
      select: person,
      ...next,
    });
    await indexPeople(
      services,
      rows.map((row) => personFoundBy(services, row)),
    );
    return rows;
  });
  const businesses = await inPages(async (after) => {
    const rows = await db.business.findMany({
      where: { id: { gt: after }, words: { is: null }, name: { not: null } },
      select: business,
      ...next,
    });
    await indexBusinesses(
      services,
      rows.map((row) => businessFoundBy(services, row)),
    );
    return rows;
  });
  return people + businesses;
}

/** Page after page of rows above the last id, until one is not full. Returns how many rows. */
async function inPages(
  page: (after: number) => Promise<readonly { readonly id: number }[]>,
): Promise<number> {
  for (let count = 0, after = 0; ;) {
    const rows = await page(after);
    count += rows.length;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < PAGE) return count;
  }
}

/** Throws the index away and makes it anew. Returns how many rows. */
export async function rebuildIndex(services: Services): Promise<number> {
  await services.db.personWords.deleteMany({});
  await services.db.businessWords.deleteMany({});
  return indexMissing(services);
}

/** People of whom a name, the phone, or a name of one of their businesses may be meant by a word. */
const peopleWith = (tokens: readonly bigint[]): Prisma.Sql => Prisma.sql`(
  SELECT w.person_id FROM person_words w WHERE w.words && ${tokens}::bigint[]
  UNION SELECT b.owner_id FROM business_words w JOIN business b ON b.id = w.business_id
  WHERE w.words && ${tokens}::bigint[])`;

/** Businesses of which the name, or name or phone of the owner, may be meant by a word. */
const businessesWith = (tokens: readonly bigint[]): Prisma.Sql => Prisma.sql`(
  SELECT w.business_id FROM business_words w WHERE w.words && ${tokens}::bigint[]
  UNION SELECT b.id FROM person_words w JOIN business b ON b.owner_id = w.person_id
  WHERE w.words && ${tokens}::bigint[])`;

/**
 * A condition on people (`p.id`) or businesses (`b.id`) that may be meant by what was typed: each word begins a word of
 * a name, or is the end of the phone number. Whoever uses it opens and compares the names, since two words may share a
 * token. Undefined when no word has two letters.
 */
export function mayBeMeant(
  { seal }: Services,
  what: 'person' | 'business',
  typed: string,
): Prisma.Sql | undefined {
  const conditions = searchWords(typed).flatMap((word) => {
    const beginning = keptBeginning(word);
    if (beginning === undefined) return [];
    const tokens = [
      seal.token(`word:${beginning}`),
      ...(/^\d{4}$/.test(word) ? [seal.token(`tail:${word}`)] : []),
    ];
    return [
      what === 'person'
        ? Prisma.sql`p.id IN ${peopleWith(tokens)}`
        : Prisma.sql`b.id IN ${businessesWith(tokens)}`,
    ];
  });
  return conditions.length === 0 ? undefined : Prisma.join(conditions, ' AND ');
}
