import type { Temporal } from 'temporal-polyfill';
import { businessKinds, type BusinessKind } from '../../domain/people/business-kind.ts';
import { kecamatanNamed } from '../../domain/people/area.ts';
import {
  cellsAlone,
  readHeader,
  readListRow,
  type BadListRow,
  type ListHeader,
  type ReadOwner,
} from '../../domain/people/owner-list.ts';
import { languageCodes, line, type Texts } from '../../i18n.ts';
import type { Areas } from '../../services/core/areas.ts';
import { withoutRounded } from './rounded.ts';
import { readTables } from './table.ts';
import type { ReadCell, ReadRow, ReadTable } from './cells.ts';
import { UnreadableSheet } from './unpack.ts';

/** More rows than this are to be split into several files. */
export const MOST_LIST_ROWS = 20_000;
/** A larger file is not even read. */
export const MOST_LIST_BYTES = 20_000_000;
/** The first row of a list may stand below a title. */
const HEADER_WITHIN = 10;
const ROWS_A_BREATH = 200;

export interface OwnerList {
  /** Name of the sheet; undefined in a CSV file. */
  readonly sheet: string | undefined;
  readonly header: ListHeader;
  /** As it stands in the file. */
  readonly headerCells: readonly ReadCell[];
  readonly good: readonly ReadOwner[];
  readonly bad: readonly BadListRow[];
  /** Cells of every row by its number. */
  readonly cells: ReadonlyMap<number, readonly ReadCell[]>;
}

/** Thrown when several sheets of a file hold a list, or the one that was asked for does not. */
export class SheetChoiceError extends Error {
  override readonly name = 'SheetChoiceError';
  /** Those that can be chosen. */
  readonly sheets: readonly string[];
  constructor(sheets: readonly string[]) {
    super(`one of these sheets has to be chosen: ${sheets.join(', ')}`);
    this.sheets = sheets;
  }
}

/** What a list is read with. */
export interface ListReading {
  readonly areas: Areas;
  readonly texts: Texts;
  readonly today: Temporal.PlainDate;
  /** Names of the sheets that are wanted; none: the only one, or all when each is about a kecamatan of its own. */
  readonly sheets: readonly string[];
}

interface FoundList {
  readonly table: ReadTable;
  readonly header: ListHeader;
  readonly headerRow: ReadRow;
  /** Code of the kecamatan that the sheet is about, by its name or its title. */
  readonly kecamatan: string | undefined;
}

/**
 * Reads the list of owners in a file row by row, sheet by sheet; `breathe` is awaited now and then, because the bot may
 * run in the same process. Size and rows are limited before anything of it is kept. Hidden sheets are passed over.
 * @throws UnreadableSheet, SheetChoiceError
 */
export async function readOwnerLists(
  file: { readonly name: string; readonly data: Buffer },
  about: ListReading,
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly OwnerList[]> {
  if (file.data.length > MOST_LIST_BYTES) throw new UnreadableSheet('too-large');
  const tables = await readTables(file.name, file.data, MOST_LIST_ROWS);
  const found = tables.filter(({ hidden }) => !hidden).flatMap((table) => listIn(table, about.areas));
  const lists: OwnerList[] = [];
  for (const it of chosen(found, about.sheets)) lists.push(await readList(it, about, breathe));
  return lists;
}

function listIn(table: ReadTable, areas: Areas): readonly FoundList[] {
  for (const [index, headerRow] of table.rows.slice(0, HEADER_WITHIN).entries()) {
    const titles = table.rows
      .slice(0, index)
      .flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string'));
    const kecamatan = kecamatanNamed(table.sheet, titles, areas.kecamatan)?.code;
    const header = readHeader(headerRow.cells, kecamatan !== undefined);
    if (header !== undefined) return [{ table, header, headerRow, kecamatan }];
  }
  return [];
}

const same = (name: string): string => name.trim().toLowerCase();

function chosen(found: readonly FoundList[], wanted: readonly string[]): readonly FoundList[] {
  const names = found.map(({ table }) => table.sheet ?? '');
  if (wanted.length > 0) {
    const lists = wanted.map((name) => found.find(({ table }) => same(table.sheet ?? '') === same(name)));
    return lists.map((it) => {
      if (it === undefined) throw new SheetChoiceError(names);
      return it;
    });
  }
  if (found.length === 0) throw new UnreadableSheet('no-header');
  const kecamatan = new Set(found.map((it) => it.kecamatan ?? ''));
  const isOneEach = kecamatan.size === found.length && !kecamatan.has('');
  if (found.length > 1 && !isOneEach) throw new SheetChoiceError(names);
  return found;
}

async function readList(
  { table, header, headerRow, kecamatan }: FoundList,
  { areas, texts, today }: ListReading,
  breathe: () => Promise<void>,
): Promise<OwnerList> {
  const context = {
    ...areas,
    today,
    kindNamed: kindsByName(texts),
    addedDays: table.addedDays,
    sheetKecamatan: kecamatan,
  };
  const nameAt = header.places.get('name') ?? 0;
  const good: ReadOwner[] = [];
  const bad: BadListRow[] = [];
  const cells = new Map<number, readonly ReadCell[]>();
  for (const [index, row] of table.rows.entries()) {
    if (index % ROWS_A_BREATH === 0) await breathe();
    // A header of several rows has its cells merged downwards.
    const isHeader = row.cells[nameAt] === undefined && headerRow.cells[nameAt] === row.merged.get(nameAt);
    if (row.row <= headerRow.row || isHeader) continue;
    cells.set(row.row, cellsAlone(row, header));
    const read = readListRow(row, header, context);
    if ('name' in read) good.push({ row: row.row, owner: read });
    else bad.push({ row: row.row, problems: read });
  }
  const checked = withoutRounded(good, bad);
  return { sheet: table.sheet, header, headerCells: headerRow.cells, cells, ...checked };
}

/** A kind as our own buttons and files call it, in every language. */
function kindsByName(texts: Texts): (text: string) => BusinessKind | undefined {
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
