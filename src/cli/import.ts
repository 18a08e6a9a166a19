import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { jakartaDate } from '../domain/month.ts';
import { neededColumns } from '../domain/owner-list.ts';
import type { Texts } from '../i18n.ts';
import { columnName, notTaken, writeNotTaken, type NotTaken } from '../reports/bad-rows.ts';
import {
  MOST_LIST_BYTES,
  MOST_LIST_ROWS,
  readOwnerList,
  SeveralListsError,
  type OwnerList,
} from '../reports/readers/owner-list.ts';
import { UnreadableSheet } from '../reports/readers/unpack.ts';
import { importOwners, type ImportedCount } from '../services/owner-import.ts';
import { planImport, type ImportPlan } from '../services/owner-matches.ts';
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
  }),
  describe: (definition) =>
    definition
      .argument('<file>', 'the list, .xlsx or .csv, with one row of headers')
      .option('--dry-run', 'only say what would be done, and every row that would not be taken')
      .option(
        '--bad <file>',
        'where the rows that are not taken go; left out: <file>-bad.csv beside the list',
      )
      .addHelpText(
        'after',
        `
Columns are found by their headers: ${neededColumns.join(' and ')} (Nama, Kecamatan) are needed; L/P, Desa, Nama usaha,
Jenis usaha, No HP, NIK, NIB, Tahun mulai, Pekerja laki-laki, Pekerja perempuan, Omzet per bulan are read where there are.
At most ${MOST_LIST_ROWS} rows. Who is imported has no consent and no chat: the bot never writes to them, asks them for
figures or passes them on until they take it over in the chat, or register. Running it again changes nothing.
Ends with 0 when every row was taken or stood there already, with 1 when some were not.`,
      ),
  async run(room, { file, dryRun, bad }) {
    const path = room.path(file);
    const open = await room.open();
    const data = await readList(path);
    const list = await understood(path, data, open);
    const plan = await planImport(open.services, list.good, () => breathe());
    const rest = notTaken(list, plan.refused);
    if (list.header.unread.length > 0)
      room.say(`Columns that are not read: ${list.header.unread.join(', ')}`);
    if (dryRun) {
      tellRows(room, list, rest, open.texts, rest.length);
      room.say(summary('Would be stored', plan, rest));
      return rest.length === 0 ? 0 : 1;
    }
    const stored = await store(room, open, plan, createHash('sha256').update(data).digest('hex'));
    room.say(`Stored: ${stored.businesses} businesses, ${stored.people} new people`);
    room.say(summary('Of the list', plan, rest));
    if (rest.length === 0) return 0;
    const target = bad === undefined ? `${path.replace(/\.\w+$/, '')}-bad.csv` : room.path(bad);
    await writeNotTaken(target, list, rest, open.texts);
    tellRows(room, list, rest, open.texts, SHOWN);
    room.warn(
      `Not taken, with row, column and reason: ${target}. It holds personal data: correct it, import it, delete it`,
    );
    return 1;
  },
});

const SHOWN = 20;

async function readList(path: string): Promise<Buffer> {
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

async function understood(path: string, data: Buffer, { services, texts }: OpenRoom): Promise<OwnerList> {
  try {
    return await readOwnerList(
      { name: basename(path), data },
      { areas: services.areas, texts, today: jakartaDate(services.now()) },
      () => breathe(),
    );
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new Error(PROBLEMS[error.reason], { cause: error });
    if (error instanceof SeveralListsError)
      throw new Error('more than one sheet of the file holds a list; save each as a file of its own', {
        cause: error,
      });
    throw error;
  }
}

async function store(
  room: Room,
  { prisma, services }: OpenRoom,
  plan: ImportPlan,
  file: string,
): Promise<ImportedCount> {
  const bar = room.progress('rows');
  try {
    return await importOwners(prisma, services, plan, {
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
