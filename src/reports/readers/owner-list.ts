import type { Temporal } from 'temporal-polyfill';
import { businessKinds, type BusinessKind } from '../../domain/business-kind.ts';
import {
  readHeader,
  readListRow,
  type ListedOwner,
  type ListHeader,
  type ListProblem,
} from '../../domain/owner-list.ts';
import { languageCodes, line, type Texts } from '../../i18n.ts';
import type { Areas } from '../../services/areas.ts';
import { readTables, type ReadCell, type ReadRow } from './table.ts';
import { UnreadableSheet } from './unpack.ts';

/** More rows than this are to be split into several files. */
export const MOST_LIST_ROWS = 20_000;
/** A larger file is not even read. */
export const MOST_LIST_BYTES = 20_000_000;
/** The first row of a list may stand below a title. */
const HEADER_WITHIN = 10;
const ROWS_A_BREATH = 200;
/** So many NIK that all end in 0 are no chance: a spreadsheet has kept 15 digits of each. */
const ROUNDED_FROM = 6;

export interface ReadOwner {
  readonly row: number;
  readonly owner: ListedOwner;
}

export interface BadListRow {
  readonly row: number;
  readonly problems: readonly ListProblem[];
}

export interface OwnerList {
  readonly header: ListHeader;
  /** As it stands in the file. */
  readonly headerCells: readonly ReadCell[];
  readonly good: readonly ReadOwner[];
  readonly bad: readonly BadListRow[];
  /** Cells of every row by its number. */
  readonly cells: ReadonlyMap<number, readonly ReadCell[]>;
}

/** Thrown when more than one sheet of a file holds a list: row numbers would mean two things. */
export class SeveralListsError extends Error {
  override readonly name = 'SeveralListsError';
}

/**
 * Reads the one list of owners in a file, row by row; `breathe` is awaited now and then, because the bot may run in the
 * same process. Size and rows are limited before anything of it is kept.
 * @throws UnreadableSheet, SeveralListsError
 */
export async function readOwnerList(
  file: { readonly name: string; readonly data: Buffer },
  about: { readonly areas: Areas; readonly texts: Texts; readonly today: Temporal.PlainDate },
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<OwnerList> {
  if (file.data.length > MOST_LIST_BYTES) throw new UnreadableSheet('too-large');
  const found = (await readTables(file.name, file.data, MOST_LIST_ROWS)).flatMap((table) => {
    const at = headerOf(table);
    return at === undefined ? [] : [{ table, ...at }];
  });
  const [only, second] = found;
  if (only === undefined) throw new UnreadableSheet('no-header');
  if (second !== undefined) throw new SeveralListsError();
  const { header, headerRow, table } = only;
  const context = { ...about.areas, today: about.today, kindNamed: kindsByName(about.texts) };
  const good: ReadOwner[] = [];
  const bad: BadListRow[] = [];
  const cells = new Map<number, readonly ReadCell[]>();
  for (const [index, row] of table.entries()) {
    if (index % ROWS_A_BREATH === 0) await breathe();
    if (row.row <= headerRow.row) continue;
    cells.set(row.row, row.cells);
    const read = readListRow(row.cells, header, context);
    if ('name' in read) good.push({ row: row.row, owner: read });
    else bad.push({ row: row.row, problems: read });
  }
  return { header, headerCells: headerRow.cells, cells, ...withoutRounded(good, bad) };
}

function headerOf(
  table: readonly ReadRow[],
): { readonly header: ListHeader; readonly headerRow: ReadRow } | undefined {
  for (const headerRow of table.slice(0, HEADER_WITHIN)) {
    const header = readHeader(headerRow.cells);
    if (header !== undefined) return { header, headerRow };
  }
  return undefined;
}

function withoutRounded(
  good: readonly ReadOwner[],
  bad: readonly BadListRow[],
): Pick<OwnerList, 'good' | 'bad'> {
  const withNik = good.filter((it) => it.owner.nik !== undefined);
  if (withNik.length < ROUNDED_FROM || withNik.some((it) => it.owner.nik?.endsWith('0') === false))
    return { good, bad };
  const rounded = withNik.map(({ row }) => ({
    row,
    problems: [{ column: 'nik' as const, reason: 'nik-rounded' as const }],
  }));
  return {
    good: good.filter((it) => it.owner.nik === undefined),
    bad: [...bad, ...rounded].toSorted((a, b) => a.row - b.row),
  };
}

/** A kind as our own buttons and files call it, in every language. */
function kindsByName(texts: Texts): (text: string) => BusinessKind | undefined {
  const same = (text: string): string => text.trim().toLowerCase();
  const names = new Map(
    languageCodes.flatMap((language) =>
      businessKinds.map((kind): [string, BusinessKind] => [
        same(texts.plain(line(`kind.${kind}`), { language, salutation: undefined, shortName: undefined })),
        kind,
      ]),
    ),
  );
  return (text) => names.get(same(text));
}
