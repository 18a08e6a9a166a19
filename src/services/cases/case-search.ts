import { Prisma } from '../../../prisma/client/client.ts';
import { beginningsInText, isFoundIn, keptInText, searchWords } from '../../domain/people/search-words.ts';
import { eventPlace, isCaseKind, type CaseKind } from './cases.ts';
import type { Officer } from '../office/in-area.ts';
import type { Services } from '../core/services.ts';

/** Cases at a time. */
const PAGE = 200;
/** Pages that are opened at most: a word that is too short to be kept may be in none of them. */
const MOST_PAGES = 5;
/** At most so many are found; one more says that there are others. */
export const MOST_CASES = 8;

export interface FoundCase {
  readonly id: number;
  readonly number: string;
  readonly kind: CaseKind;
  readonly isClosed: boolean;
  /** The words in which it was found. */
  readonly text: string;
}

const texts = {
  id: true,
  number: true,
  kind: true,
  status: true,
  text: true,
  events: { select: { id: true, text: true }, where: { text: { not: null } }, orderBy: { id: 'asc' } },
} satisfies Prisma.CaseSelect;
type Row = Prisma.CaseGetPayload<{ select: typeof texts }>;

function textsOf({ seal }: Services, { id, text, events }: Row): readonly string[] {
  return [
    ...(text === null ? [] : [seal.tryDecrypt(`case:${id}:text`, text)]),
    ...events.map((it) => (it.text === null ? undefined : seal.tryDecrypt(eventPlace(it.id), it.text))),
  ].flatMap((it) => it ?? []);
}

/**
 * Finds cases of a member's area, open and closed, by words of what was written in them: each word that was typed begins
 * one of them. Newest first. Who searches and how many were found has to be recorded by the caller.
 */
export async function findCases(
  services: Services,
  member: Officer,
  typed: string,
): Promise<readonly FoundCase[]> {
  const words = searchWords(typed);
  const tokens = words
    .flatMap((word) => keptInText(word) ?? [])
    .map((it) => services.seal.token(`case:${it}`));
  if (tokens.length === 0) return [];
  const inArea =
    member.kecamatan.length === 0
      ? Prisma.sql`true`
      : Prisma.sql`(c.kecamatan = ANY(${[...member.kecamatan]}) OR c.assignee = ${member.number})`;
  const found: FoundCase[] = [];
  for (let before = 2 ** 31 - 1, page = 0; found.length <= MOST_CASES && page < MOST_PAGES; page++) {
    const ids = await services.db.$queryRaw<readonly { readonly id: number }[]>`
      SELECT c.id FROM "case" c JOIN case_words w ON w.case_id = c.id
      WHERE c.office = ${services.office.key} AND c.id < ${before} AND w.words @> ${tokens}::bigint[] AND ${inArea}
        AND NOT (c.not_for @> ARRAY[${member.number}]::text[])
      ORDER BY c.id DESC LIMIT ${PAGE}`;
    const rows = await services.db.case.findMany({
      where: { id: { in: ids.map((it) => it.id) } },
      select: texts,
      orderBy: { id: 'desc' },
    });
    for (const row of rows) {
      const said = textsOf(services, row);
      const text = said.find((it) => isFoundIn(words.slice(0, 1), [it])) ?? said[0];
      if (!isCaseKind(row.kind) || text === undefined || !isFoundIn(words, said)) continue;
      const { id, number, kind, status } = row;
      found.push({ id, number, kind, isClosed: status === 'closed', text });
    }
    before = ids.at(-1)?.id ?? 0;
    if (ids.length < PAGE) break;
  }
  return found.slice(0, MOST_CASES + 1);
}

/** Makes cases findable that are not yet: those of before, or what was put in past the program. Returns how many. */
export async function indexMissingCases(services: Services): Promise<number> {
  for (let count = 0, after = 0; ;) {
    const rows = await services.db.case.findMany({
      where: { id: { gt: after }, words: { is: null } },
      select: texts,
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    await services.db.caseWords.createMany({
      data: rows.map((row) => ({ caseId: row.id, words: tokensOf(services, textsOf(services, row)) })),
      skipDuplicates: true,
    });
    count += rows.length;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < PAGE) return count;
  }
}

/** Throws the index of cases away and makes it anew. Returns how many cases. */
export async function rebuildCaseIndex(services: Services): Promise<number> {
  await services.db.caseWords.deleteMany({});
  return indexMissingCases(services);
}

const tokensOf = ({ seal }: Services, said: readonly string[]): bigint[] =>
  [...new Set(said.flatMap(beginningsInText))].map((it) => seal.token(`case:${it}`));
