import { createHash } from 'node:crypto';
import { z } from 'zod';
import { codecs, tryDecode } from '../core/codecs.ts';
import { BackupError, readHeader, readLines, type BackupHeader } from './container.ts';
import { pageRows, type Table } from './tables.ts';

const cells = z.array(z.string().nullable());
const record = z.discriminatedUnion('record', [
  z.object({
    record: z.literal('table'),
    name: z.string(),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    key: z.array(z.string()),
  }),
  z.object({ record: z.literal('end'), name: z.string(), rows: z.number(), sha256: z.string() }),
  z.object({ record: z.literal('changes'), name: z.string(), keys: z.array(cells), rows: z.array(cells) }),
  z.object({ record: z.literal('file'), path: z.string(), bytes: z.number(), sha256: z.string() }),
  z.object({
    record: z.literal('close'),
    tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  }),
]);

/** Rows that changed while the others were read: what was read of these keys is replaced by these rows. */
interface Changes {
  /** JSON lists. */
  readonly keys: ReadonlySet<string>;
  readonly rows: readonly string[];
}

export type BackupPart =
  | { readonly kind: 'table'; readonly table: Table }
  /** JSON lists in the order of the table's columns, at most a page of them. */
  | { readonly kind: 'rows'; readonly table: Table; readonly rows: readonly string[] }
  | { readonly kind: 'end'; readonly table: Table }
  | { readonly kind: 'changes'; readonly table: string; readonly changes: Changes }
  | { readonly kind: 'file'; readonly path: string; readonly content: Buffer };

const damaged = (what: string): BackupError =>
  new BackupError(`the backup does not hold what it says (${what}); take another copy of it`);

function lineOf<T>(schema: z.ZodType<T>, line: string): T {
  const read = tryDecode(codecs.json(schema), line);
  if (read === undefined) throw damaged('a line of another form');
  return read;
}

/**
 * The parts of a backup in their order; counts and checksums are compared on the way.
 * @throws BackupError when anything is missing, too much or different
 */
export async function* readBackup(path: string, key: Uint8Array): AsyncGenerator<BackupPart> {
  let table: Table | undefined;
  const tables = new Map<string, Table>();
  let hash = createHash('sha256');
  let count = 0;
  let rows: string[] = [];
  let file: { readonly path: string; readonly bytes: number; readonly sha256: string } | undefined;
  let pieces: Buffer[] = [];
  const sums = new Map<string, string>();
  let closed = false;

  const wholeFile = (): BackupPart | undefined => {
    if (file === undefined) return undefined;
    const content = Buffer.concat(pieces);
    if (content.length !== file.bytes || createHash('sha256').update(content).digest('hex') !== file.sha256)
      throw damaged(`file ${file.path}`);
    const whole = { kind: 'file' as const, path: file.path, content };
    file = undefined;
    pieces = [];
    return whole;
  };

  for await (const line of readLines(path, key)) {
    if (closed) throw damaged('lines after its end');
    if (line.startsWith('[')) {
      if (table === undefined) throw damaged('a row outside a table');
      hash.update(line).update('\n');
      count++;
      rows.push(line);
      if (rows.length >= pageRows(table)) {
        yield { kind: 'rows', table, rows };
        rows = [];
      }
      continue;
    }
    if (line.startsWith('"')) {
      pieces.push(Buffer.from(lineOf(z.base64(), line), 'base64'));
      continue;
    }
    const read = lineOf(record, line);
    const before = wholeFile();
    if (before !== undefined) yield before;
    switch (read.record) {
      case 'table':
        table = { name: read.name, columns: read.columns, key: read.key };
        tables.set(read.name, table);
        hash = createHash('sha256');
        count = 0;
        yield { kind: 'table', table };
        break;
      case 'end': {
        if (table?.name !== read.name) throw damaged(`the end of table ${read.name}`);
        if (rows.length > 0) yield { kind: 'rows', table, rows };
        rows = [];
        const sum = hash.digest('hex');
        if (count !== read.rows || sum !== read.sha256) throw damaged(`table ${read.name}`);
        sums.set(read.name, `${count} ${sum}`);
        yield { kind: 'end', table };
        table = undefined;
        break;
      }
      case 'changes':
        if (!tables.has(read.name)) throw damaged(`changes of table ${read.name}`);
        yield {
          kind: 'changes',
          table: read.name,
          changes: {
            keys: new Set(read.keys.map((it) => JSON.stringify(it))),
            rows: read.rows.map((it) => JSON.stringify(it)),
          },
        };
        break;
      case 'file':
        file = read;
        break;
      case 'close': {
        const listed = Object.entries(read.tables);
        if (
          listed.length !== sums.size ||
          listed.some(([name, it]) => sums.get(name) !== `${it.rows} ${it.sha256}`)
        )
          throw damaged('the list of its tables');
        closed = true;
        break;
      }
    }
  }
  if (!closed) throw damaged('its end');
}

/** A backup that was read to its end and is whole. */
export interface Verified {
  readonly header: BackupHeader;
  /** Rows by table. */
  readonly tables: ReadonlyMap<string, number>;
  readonly changes: ReadonlyMap<string, Changes>;
  /** Entries of the journal by their random name, and whether each had reached the file. */
  readonly journal: ReadonlyMap<string, boolean>;
  readonly files: number;
  readonly rows: number;
}

/** Reads a whole backup and proves every part of it, without writing anything. @throws BackupError */
export async function verifyBackup(path: string, key: Uint8Array): Promise<Verified> {
  const header = await readHeader(path);
  const tables = new Map<string, number>();
  const changes = new Map<string, Changes>();
  const journal = new Map<string, boolean>();
  let journalTable: Table | undefined;
  let files = 0;
  for await (const part of readBackup(path, key)) {
    if (part.kind === 'table') {
      tables.set(part.table.name, 0);
      if (part.table.name === JOURNAL) journalTable = part.table;
    }
    if (part.kind === 'rows') {
      tables.set(part.table.name, (tables.get(part.table.name) ?? 0) + part.rows.length);
      if (part.table.name === JOURNAL) noteEntries(journal, part.table, part.rows);
    }
    if (part.kind === 'changes') {
      changes.set(part.table, part.changes);
      if (part.table === JOURNAL && journalTable !== undefined)
        noteEntries(journal, journalTable, part.changes.rows);
    }
    if (part.kind === 'file') files++;
  }
  const rows = [...tables.values()].reduce((sum, it) => sum + it, 0);
  return { header, tables, changes, journal, files, rows };
}

const JOURNAL = 'journal_entry';

function noteEntries(journal: Map<string, boolean>, table: Table, rows: readonly string[]): void {
  const place = (name: string): number => table.columns.findIndex((it) => it.name === name);
  for (const row of rows) {
    const values = lineOf(cells, row);
    const uid = values[place('uid')];
    if (uid != null) journal.set(uid, values[place('exported_at')] != null);
  }
}
