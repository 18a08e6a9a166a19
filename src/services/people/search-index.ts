import { Prisma } from '../../../prisma/client/client.ts';
import { beginningsOf, isFoundIn, keptBeginning, searchWords } from '../../domain/people/search-words.ts';
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
const peopleWith = (tokens: Tokens): Prisma.Sql => Prisma.sql`(
  SELECT w.person_id FROM person_words w WHERE w.words && ${tokens}::bigint[]
  UNION SELECT b.owner_id FROM business_words w JOIN business b ON b.id = w.business_id
  WHERE w.words && ${tokens}::bigint[])`;

/** What a typed word may be kept under: as the beginning of a word of a name, or as the end of a phone number. */
type Tokens = readonly bigint[];

/** Of each typed word; without those that are too short to be kept. */
export function typedTokens({ seal }: Services, typed: string): readonly Tokens[] {
  return searchWords(typed).flatMap((word) => {
    const beginning = keptBeginning(word);
    if (beginning === undefined) return [];
    return [[seal.token(`word:${beginning}`), ...(/^\d{4}$/.test(word) ? [seal.token(`tail:${word}`)] : [])]];
  });
}

/**
 * A condition on people (`p.id`) who may be meant by all of these words. Whoever uses it opens and compares the names,
 * since two words may share a token.
 */
export const peopleMeant = (words: readonly Tokens[]): Prisma.Sql =>
  Prisma.join(
    words.map((tokens) => Prisma.sql`p.id IN ${peopleWith(tokens)}`),
    ' AND ',
  );

/** Of `business b`: what its owner and itself are found by. */
const ITS_WORDS = Prisma.sql`
  LEFT JOIN person_words w ON w.person_id = b.owner_id LEFT JOIN business_words v ON v.business_id = b.id`;
const hasWords = (words: readonly Tokens[]): Prisma.Sql =>
  words.length === 0
    ? Prisma.sql`true`
    : Prisma.join(
        words.map((it) => Prisma.sql`(w.words && ${it}::bigint[] OR v.words && ${it}::bigint[])`),
        ' AND ',
      );

interface Id {
  readonly id: number;
}

/** The same looked up one by one, also where a database with few rows would rather read all. */
const ITS_WORDS_EACH = Prisma.sql`
  LEFT JOIN LATERAL (SELECT words FROM person_words WHERE person_id = b.owner_id LIMIT 1) w ON true
  LEFT JOIN LATERAL (SELECT words FROM business_words WHERE business_id = b.id LIMIT 1) v ON true`;

/** Businesses that are looked through one by one before anything is looked up in the index. */
const FIRST = 1_000;

/**
 * Those of the first businesses within a condition on `b` that may be meant by all of these words, lowest id first. A
 * common name stands among them often enough: to find it in all its rows costs a hundred times as much.
 */
export const meantAmongFirst = (
  { db }: Services,
  words: readonly Tokens[],
  within: Prisma.Sql,
): Promise<readonly Id[]> => db.$queryRaw<readonly Id[]>`
  SELECT b.id FROM (
    SELECT b.id, b.owner_id FROM business b WHERE ${within} AND b.id > 0 ORDER BY b.id LIMIT ${FIRST}
  ) b ${ITS_WORDS_EACH} WHERE ${hasWords(words)} ORDER BY b.id`;

/** Rows that are opened at most to find those with a word that is too short to be kept. */
const MOST_OPENED = 1_000;

/**
 * The same of all of them, at most as many as are opened. Each of two words is in a name of the owner or of the business,
 * so that for every way an index finds both; further words are looked up for those whom it finds.
 */
export async function meantAmongAll(
  services: Services,
  words: readonly Tokens[],
  within: Prisma.Sql,
): Promise<readonly Id[]> {
  const [one = [], two, ...others] = await rarestFirst(services, words);
  const places = [Prisma.sql`w`, Prisma.sql`v`];
  const holds = (place: Prisma.Sql, tokens: Tokens): Prisma.Sql =>
    Prisma.sql`${place}.words && ${tokens}::bigint[]`;
  const ways = places.flatMap((place) =>
    two === undefined
      ? [holds(place, one)]
      : places.map((other) => Prisma.sql`${holds(place, one)} AND ${holds(other, two)}`),
  );
  const found = ways.map(
    (way) => Prisma.sql`
    SELECT b.id FROM business b ${ITS_WORDS} WHERE ${within} AND ${way} AND ${hasWords(others)}`,
  );
  return services.db.$queryRaw<readonly Id[]>`
    SELECT id FROM (${Prisma.join(found, ' UNION ')}) found ORDER BY id LIMIT ${MOST_OPENED}`;
}

/** How often a word is counted at most: what occurs more often is common. */
const COMMON = 5_000;

/** The word that the fewest are kept under first. */
async function rarestFirst({ db }: Services, words: readonly Tokens[]): Promise<readonly Tokens[]> {
  if (words.length < 3) return words;
  const countOf = (table: Prisma.Sql, tokens: Tokens): Prisma.Sql => Prisma.sql`(
    SELECT count(*) FROM (SELECT FROM ${table} WHERE words && ${tokens}::bigint[] LIMIT ${COMMON}) counted)`;
  const rows = await db.$queryRaw<readonly { readonly counts: readonly number[] }[]>`
    SELECT ARRAY[${Prisma.join(
      words.map(
        (it) =>
          Prisma.sql`${countOf(Prisma.sql`person_words`, it)} + ${countOf(Prisma.sql`business_words`, it)}`,
      ),
    )}]::int[] AS counts`;
  const counts = rows[0]?.counts ?? [];
  return words
    .map((tokens, at) => ({ tokens, count: counts[at] ?? 0 }))
    .toSorted((a, b) => a.count - b.count)
    .map(({ tokens }) => tokens);
}

/**
 * Those rows whose names hold every typed word, at most one more than `most`; a word that is too short to be kept
 * narrows down what the others have found, as long as they have not found too many.
 *
 * @param page the rows after an id, and the id of the last one; undefined for the last page
 */
export async function comparedNames<Row>(
  typed: string,
  most: number,
  page: (after: number) => Promise<{ readonly rows: readonly Row[]; readonly next: number | undefined }>,
  namesOf: (row: Row) => readonly (string | undefined)[],
): Promise<readonly Row[]> {
  const words = searchWords(typed);
  const kept = words.filter((word) => keptBeginning(word) !== undefined);
  const found: Row[] = [];
  const nearly: Row[] = [];
  for (let after = 0, opened = 0; found.length <= most;) {
    const { rows, next } = await page(after);
    for (const row of rows) {
      const names = namesOf(row);
      if (isFoundIn(words, names)) found.push(row);
      else if (isFoundIn(kept, names)) nearly.push(row);
    }
    opened += rows.length;
    if (next === undefined) break;
    if (opened >= MOST_OPENED) return found.length > 0 ? found : nearly.slice(0, most + 1);
    after = next;
  }
  return found.slice(0, most + 1);
}
