import { open } from 'node:fs/promises';
import type { ListColumn, ListProblem } from '../domain/people/owner-list.ts';
import { line, type Language, type Line, type TextKey, type Texts } from '../i18n.ts';
import type { Refused } from '../services/people/owner-matches.ts';
import type { OwnerList } from './readers/owner-list.ts';
import { csvText } from './writers/csv.ts';

/** A row of a list that was not taken, with every reason. */
export interface NotTaken {
  readonly row: number;
  readonly problems: readonly { readonly column: ListColumn | undefined; readonly reason: Line }[];
}

/**
 * What could not be read, what clashes with somebody and what lies outside the kecamatan of whoever brings the list in,
 * in the order of the rows.
 */
export function notTaken(
  list: OwnerList,
  refused: readonly Refused[],
  elsewhere: readonly { readonly row: number }[] = [],
): readonly NotTaken[] {
  return [
    ...list.bad.map(({ row, problems }) => ({ row, problems: problems.map(readProblem) })),
    ...refused.map((it) => ({ row: it.row, problems: [clash(it)] })),
    ...elsewhere.map(({ row }) => ({
      row,
      problems: [{ column: 'kecamatan' as const, reason: line('import.reason.elsewhere') }],
    })),
  ].toSorted((a, b) => a.row - b.row);
}

const readProblem = ({ column, reason }: ListProblem): NotTaken['problems'][number] => ({
  column,
  reason: line(`import.reason.${reason}`),
});

function clash({ reason, with: other }: Refused): NotTaken['problems'][number] {
  const where = other === undefined ? line('import.where.known') : line('import.where.row', { row: other });
  switch (reason) {
    case 'twice':
      return { column: undefined, reason: line('import.reason.twice', { row: other ?? 0 }) };
    case 'nik-shared':
      return { column: 'nik', reason: line('import.reason.nik-shared', { where: { line: where } }) };
    case 'same-name':
      return { column: 'name', reason: line('import.reason.same-name', { where: { line: where } }) };
    case 'registered':
      return { column: undefined, reason: line('import.reason.registered') };
  }
}

/** The header of a column as the file calls it; our own word where it has none. */
export function columnName(list: OwnerList, column: ListColumn, texts: Texts, language: Language): string {
  const at = list.header.places.get(column);
  const cell = at === undefined ? undefined : list.headerCells[at];
  return typeof cell === 'string'
    ? cell
    : texts.plain(line(`import.column.${column}`), { language, salutation: undefined, shortName: undefined });
}

const LOST: ReadonlySet<string> = new Set<TextKey>(['import.reason.nik-number', 'import.reason.nik-rounded']);

/**
 * The rows that were not taken as those of a CSV, its header first, that can be corrected and imported again: as they
 * were, with row, column and reason behind. A NIK that has lost digits is left out, so that it cannot come back as if it
 * were right.
 */
export function notTakenRows(
  list: OwnerList,
  rows: readonly NotTaken[],
  texts: Texts,
): readonly (readonly string[])[] {
  const to = { language: 'id', salutation: undefined, shortName: undefined } as const;
  const width = list.headerCells.length;
  const nikAt = list.header.places.get('nik');
  const lines = rows.map(({ row, problems }) => {
    const cells = list.cells.get(row) ?? [];
    const isLost = problems.some(({ reason }) => 'key' in reason && LOST.has(reason.key));
    return [
      ...Array.from({ length: width }, (_, at) => (isLost && at === nikAt ? '' : String(cells[at] ?? ''))),
      String(row),
      problems
        .map(({ column }) => (column === undefined ? '' : columnName(list, column, texts, 'id')))
        .filter((it) => it !== '')
        .join(', '),
      problems.map(({ reason }) => texts.plain(reason, to)).join('; '),
    ];
  });
  const header = [
    ...Array.from({ length: width }, (_, at) => String(list.headerCells[at] ?? '')),
    ...(['row', 'column', 'reason'] as const).map((it) => texts.plain(line(`import.bad.${it}`), to)),
  ];
  return [header, ...lines];
}

/** Writes {@link notTakenRows} to a file that nobody else of the machine may read. */
export async function writeNotTaken(
  path: string,
  list: OwnerList,
  rows: readonly NotTaken[],
  texts: Texts,
): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(csvText(notTakenRows(list, rows, texts)));
  } finally {
    await file.close();
  }
}
