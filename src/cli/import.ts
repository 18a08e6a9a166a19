import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { todayOf } from '../services/core/services.ts';
import { neededColumns } from '../domain/people/owner-list.ts';
import type { Texts } from '../i18n.ts';
import { columnName, notTaken, writeNotTaken, type NotTaken } from '../reports/bad-rows.ts';
import {
  MOST_LIST_BYTES,
  MOST_LIST_ROWS,
  readOwnerLists,
  SheetChoiceError,
  type OwnerList,
} from '../reports/readers/owner-list.ts';
import { UnreadableSheet } from '../reports/readers/unpack.ts';
import { importOwners, type ImportedCount } from '../services/people/owner-import.ts';
import { planImport, type ImportPlan } from '../services/people/owner-matches.ts';
import { defineCommand, type OpenRoom, type Room } from './command.ts';

const to = { language: 'en', salutation: undefined, shortName: undefined } as const;

/** Takes over the owners of a list that the office has kept. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'take over existing owners from an XLSX or CSV list of the office',
  needs: 'database',
  input: z.object({
    file: z.string().trim().min(1),
    dryRun: z.boolean().default(false),
    bad: z.string().trim().min(1).optional(),
    sheet: z.array(z.string()).default([]),
  }),
  describe: (definition) =>
    definition
      .argument('<file>', 'the list, .xlsx or .csv, with one row of headers')
      .option('--dry-run', 'only say what would be done, and every row that would not be taken')
      .option(
        '--bad <file>',
        'where the rows that are not taken go; left out: <file>-bad.csv beside the list',
      )
      .option(
        '--sheet <name>',
        'the sheet that holds the list; may be given several times',
        (name: string, before: readonly string[] | undefined) => [...(before ?? []), name],
      )
      .addHelpText(
        'after',
        `
Columns are found by their headers: ${neededColumns.join(' and ')} (Nama, Kecamatan) are needed; L/P, Desa, Nama usaha,
Jenis usaha, No HP, NIK, NIB, Tahun mulai, Pekerja laki-laki, Pekerja perempuan, Omzet per bulan are read where there are.
The name of a sheet or the title above the table may say the kecamatan instead ("Kec. Cerme"). Hidden sheets are passed
over. Of several lists --sheet says which; when each is about a kecamatan of its own all of them are taken, one after
the other. At most ${MOST_LIST_ROWS} rows a sheet. Who is imported has no consent and no chat: the bot never writes to
them, asks them for figures or passes them on until they take it over in the chat, or register. Running it again
changes nothing. Ends with 0 when every row was taken or stood there already, with 1 when some were not.`,
      ),
  async run(room, { file, dryRun, bad, sheet }) {
    const path = room.path(file);
    const open = await room.open();
    const data = await readListFile(path);
    const lists = await understood(path, data, open, sheet);
    const from = { dryRun, fingerprint: createHash('sha256').update(data).digest('hex') };
    const target = bad === undefined ? `${path.replace(/\.\w+$/, '')}-bad.csv` : room.path(bad);
    let isWhole = true;
    for (const list of lists) {
      if (lists.length > 1) room.say(`Sheet ${list.sheet ?? ''}`);
      const own = lists.length > 1 ? target.replace(/(?:\.\w+)?$/, `-${fileWord(list)}$&`) : target;
      isWhole = (await takeList(room, open, list, { ...from, bad: own })) && isWhole;
    }
    return isWhole ? 0 : 1;
  },
});

/** A name of a sheet as a part of a file's name. */
const fileWord = ({ sheet }: OwnerList): string =>
  (sheet ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');

interface From {
  readonly dryRun: boolean;
  /** SHA-256 of the file. */
  readonly fingerprint: string;
  /** Where the rows go that are not taken. */
  readonly bad: string;
}

/** Takes over one list, or only says what would be done; whether every row of it is stored then. */
async function takeList(room: Room, open: OpenRoom, list: OwnerList, from: From): Promise<boolean> {
  const plan = await planImport(open.services, list.good, () => breathe());
  const rest = notTaken(list, plan.refused);
  const rows = list.cells.size;
  const told = plan.fresh.length + plan.there.length + rest.length;
  if (told !== rows) throw new Error(`expected to account for ${rows} rows of the list, got ${told}`);
  if (list.header.unread.length > 0) room.say(`Columns that are not read: ${list.header.unread.join(', ')}`);
  if (from.dryRun) {
    tellRows(room, list, rest, open.texts, rest.length);
    room.say(summary('Would be stored', plan, rest));
    return rest.length === 0;
  }
  const stored = await store(room, open, plan, from.fingerprint);
  room.say(`Stored: ${stored.businesses} businesses, ${stored.people} new people`);
  room.say(summary('Of the list', plan, rest));
  if (rest.length === 0) return true;
  await writeNotTaken(from.bad, list, rest, open.texts);
  tellRows(room, list, rest, open.texts, SHOWN);
  room.warn(
    `Not taken, with row, column and reason: ${from.bad}. It holds personal data: correct it, import it, delete it`,
  );
  return false;
}

const SHOWN = 20;

async function readListFile(path: string): Promise<Buffer> {
  if (!/\.(?:xlsx|csv)$/i.test(path)) throw new Error(`expected a file .xlsx or .csv, got ${basename(path)}`);
  const { size } = await stat(path).catch(() => {
    throw new Error(`there is no file ${path}, or it may not be read`);
  });
  if (size > MOST_LIST_BYTES) throw new Error(PROBLEMS['too-large']);
  return readFile(path);
}

const PROBLEMS = {
  'too-large': `the file is too large, or unpacks to too much (a list of ${MOST_LIST_ROWS} rows is much smaller); nothing was read`,
  'too-many-rows': `the file has more than ${MOST_LIST_ROWS} rows; split it into several files`,
  'not-a-sheet': 'the file cannot be read as XLSX or CSV; save it again in the spreadsheet',
  'no-header': `no row with the headers that are needed was found in the first 10 rows: ${neededColumns.join(', ')} (Nama, Kecamatan)`,
} as const;

async function understood(
  path: string,
  data: Buffer,
  { services, texts }: OpenRoom,
  sheets: readonly string[],
): Promise<readonly OwnerList[]> {
  try {
    return await readOwnerLists(
      { name: basename(path), data },
      { areas: services.office.areas, texts, today: todayOf(services), sheets },
      () => breathe(),
    );
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new Error(PROBLEMS[error.reason], { cause: error });
    if (error instanceof SheetChoiceError) throw new Error(whichSheet(error.sheets), { cause: error });
    throw error;
  }
}

const whichSheet = (sheets: readonly string[]): string =>
  sheets.length === 0
    ? PROBLEMS['no-header']
    : `these sheets hold a list: ${sheets.map((it) => `"${it}"`).join(', ')}; say which one with --sheet "${sheets[0] ?? ''}"`;

async function store(
  room: Room,
  { prisma, services }: OpenRoom,
  plan: ImportPlan,
  file: string,
): Promise<ImportedCount> {
  const bar = room.progress('rows');
  try {
    return await importOwners(prisma, services, plan, {
      actor: 'cli',
      file,
      signal: room.signal,
      onProgress: (done, total) => bar.update(done, total),
    });
  } catch (error) {
    if (!room.signal.aborted) throw error;
    throw new Error('stopped; what was stored until then stays, run it again to go on', { cause: error });
  } finally {
    bar.end();
  }
}

const summary = (what: string, { fresh, there }: ImportPlan, rest: readonly NotTaken[]): string =>
  `${what}: ${fresh.length} new rows, ${there.length} that stand there already, ${rest.length} not taken`;

/** Row, column and reason; never what stands in the cell. */
function tellRows(room: Room, list: OwnerList, rows: readonly NotTaken[], texts: Texts, most: number): void {
  for (const { row, problems } of rows.slice(0, most))
    for (const { column, reason } of problems)
      room.say(
        `row ${row}${column === undefined ? '' : `, ${columnName(list, column, texts, 'en')}`}: ${texts.plain(reason, to)}`,
      );
  if (rows.length > most) room.say(`… and ${rows.length - most} more rows`);
}
