import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { prefix } from '../domain/words/clip.ts';
import type { PrismaClient } from '../../prisma/client/client.ts';
import { maskNik, maskPhone } from '../domain/people/identity.ts';
import { UNREADABLE } from '../domain/words/unreadable.ts';
import { monthOf, localDate } from '../domain/month/month.ts';
import { isTextKey, line, type Addressee, type Language, type Line, type Texts } from '../i18n.ts';
import { recordExports, type ExportRequest, type FinishedFile } from '../services/office/exports.ts';
import { atomically, type Services, type Transaction } from '../services/core/services.ts';
import type { Sql } from '../sql.ts';
import { infoLines } from './info.ts';
import { reportOf } from './index.ts';
import { laidOut, type LaidOut, type Layouts } from './layout.ts';
import type { Cell, Report, Row, Source } from './report.ts';
import { salesTally } from './sales-tally.ts';
import { summaryFile } from './summary.ts';
import { csvWriter, type Separator } from './writers/csv.ts';
import type { FileColumn, Writer } from './writers/writer.ts';
import { xlsxWriter } from './writers/xlsx.ts';
import { clockAhead } from '../domain/when/dates.ts';

export interface ExportTools {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly services: Services;
  readonly texts: Texts;
  readonly layouts: Layouts;
}

export interface ExportOptions {
  /** Number of a member, or "cli". */
  readonly actor: string;
  readonly jobId?: number;
  readonly language: Language;
  /** Folder in which the files are made; it is made when missing. */
  readonly folder: string;
  /** The figures of this moment; left out: now. */
  readonly asOf?: Date;
  /** A file that grows beyond this is continued in another one. */
  readonly mostBytes?: number;
  /** More files than these are refused. */
  readonly mostParts?: number;
  /** Rows of a sheet; left out: a million. */
  readonly rowsPerSheet?: number;
  readonly separator?: Separator;
  /** Told after every page, at most 1,000 rows apart. */
  readonly onProgress?: (rows: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Runs in the transaction that records the files; what it throws keeps them from being handed out. */
  readonly onRecord?: (inside: Transaction) => Promise<void>;
}

/** Thrown when the files would be more than allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

export interface Exported {
  readonly files: readonly FinishedFile[];
  /** Rows of data in all files of the report. */
  readonly rows: number;
  readonly asOf: Date;
}

/**
 * Makes the files of a report, page by page, and records them (with the audit log) before anybody gets them. When it
 * is cancelled, fails, or cannot be recorded, the files are deleted.
 * @throws TooLargeError, or the reason of the signal
 */
export async function runExport(
  tools: ExportTools,
  request: ExportRequest,
  options: ExportOptions,
): Promise<Exported> {
  const { services, prisma } = tools;
  const report = reportOf(request.report);
  if (report === undefined) throw new Error(`expected a known report, got ${request.report}`);
  if (report.hasPeriod && request.period === null)
    throw new Error(`expected a period for the report ${report.key}, got none`);
  const asOf = options.asOf ?? services.now();
  const made: FinishedFile[] = [];
  const run = new Run(tools, request, report, { ...options, asOf });
  try {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await run.write();
    made.push(...(await run.finish()));
    options.signal?.throwIfAborted();
    await atomically(prisma, services, async (inside) => {
      await options.onRecord?.(inside);
      await recordExports(inside, request, { actor: options.actor, jobId: options.jobId }, made, asOf);
    });
    return { files: made, rows: run.rows, asOf };
  } catch (error) {
    await run.abort();
    for (const path of run.paths) await rm(path, { force: true });
    throw error;
  }
}

interface Part {
  readonly path: string;
  readonly name: string;
  readonly writer: Writer;
  rows: number;
}

/** One run of one report: class, because it holds the file that is open. */
class Run {
  readonly paths: string[] = [];
  rows = 0;
  readonly #tools: ExportTools;
  readonly #request: ExportRequest;
  readonly #report: Report;
  readonly #options: ExportOptions & { readonly asOf: Date };
  readonly #columns: readonly LaidOut[];
  readonly #source: Source;
  readonly #say: (it: Line) => string;
  readonly #parts: Part[] = [];
  #open: Part | undefined;

  constructor(
    tools: ExportTools,
    request: ExportRequest,
    report: Report,
    options: ExportOptions & { readonly asOf: Date },
  ) {
    this.#tools = tools;
    this.#request = request;
    this.#report = report;
    this.#options = options;
    const to: Addressee = { language: options.language, salutation: undefined, shortName: undefined };
    this.#say = (it) => tools.texts.plain(it, to);
    this.#source = this.#makeSource();
    this.#columns = laidOut(report.columns(this.#source), tools.layouts[report.key]);
  }

  #makeSource(): Source {
    const { services, sql } = this.#tools;
    const { period, kecamatan, programme } = this.#request;
    const words = new Map<string, string>();
    const word: Source['word'] = (it) => {
      const text = typeof it === 'string' ? line(it) : it;
      const key = 'key' in text && text.params === undefined ? text.key : undefined;
      const known = key === undefined ? undefined : words.get(key);
      if (known !== undefined) return known;
      const said = this.#say(text);
      if (key !== undefined) words.set(key, said);
      return said;
    };
    const known = new Map<string, string>();
    return {
      services,
      sql,
      period: period ?? undefined,
      kecamatan,
      programme,
      asOf: this.#options.asOf,
      running: monthOf(localDate(this.#options.asOf, services.office.zone)),
      clockAhead: clockAhead(services.office.zone, this.#options.asOf),
      word,
      known(prefix, value) {
        if (value === undefined || value === null) return undefined;
        const key = `${prefix}.${value}`;
        const said = known.get(key);
        if (said !== undefined) return said;
        if (!isTextKey(key)) return value;
        known.set(key, word(key));
        return word(key);
      },
      ...(this.#report.withSummary === true ? { tally: salesTally() } : {}),
    };
  }

  async write(): Promise<void> {
    const { signal, onProgress, mostBytes = Infinity } = this.#options;
    const total = await this.#report.count(this.#source);
    const cells = this.#columns.map(({ column }) => this.#cellOf(column.key, column.personal));
    onProgress?.(0, total);
    for await (const page of this.#report.pages(this.#source)) {
      signal?.throwIfAborted();
      if (this.#open !== undefined && this.#open.writer.bytes > mostBytes) await this.#end(this.#open);
      this.#open ??= this.#begin();
      await this.#open.writer.write(page.map((row) => cells.map((cell) => cell(row))));
      this.#open.rows += page.length;
      this.rows += page.length;
      onProgress?.(this.rows, Math.max(total, this.rows));
    }
    this.#open ??= this.#begin();
    await this.#end(this.#open);
  }

  /** One place for all reports in which phone numbers and NIK are hidden, and damaged values are named. */
  #cellOf(key: string, personal: 'name' | 'phone' | 'nik' | undefined): (row: Row) => Cell {
    const { shown } = this.#request;
    const damaged = this.#say(line('common.unreadable'));
    const mask =
      personal === 'nik' && shown !== 'all'
        ? maskNik
        : personal === 'phone' && shown === 'none'
          ? maskPhone
          : String;
    return (row) => {
      const value = row[key];
      if (value === UNREADABLE) return damaged;
      return typeof value === 'string' ? mask(value) : value;
    };
  }

  #begin(): Part {
    const { mostParts = Infinity, folder, rowsPerSheet, separator = ';', asOf } = this.#options;
    const part = this.#parts.length + 1;
    if (part > mostParts)
      throw new TooLargeError(`expected at most ${mostParts} files, got more after ${this.rows} rows`);
    const name = fileName(
      this.#say(line(this.#report.title)),
      this.#request,
      asOf,
      part,
      this.#request.format,
    );
    const path = join(folder, name);
    this.paths.push(path);
    const columns = this.#columns.map(({ column, header }): FileColumn => ({
      header: header ?? this.#say(column.header),
      type: column.type,
      width: column.width,
    }));
    const { clockAhead } = this.#source;
    const yes = this.#say(line('export.flag.yes'));
    const no = this.#say(line('export.flag.no'));
    const writer =
      this.#request.format === 'csv'
        ? csvWriter(path, columns, { separator, flags: [yes, no], clockAhead })
        : xlsxWriter(path, columns, {
            clockAhead,
            creator: this.#tools.services.office.name,
            created: asOf,
            words: {
              data: this.#say(line('export.sheet.data')),
              part: (number) => this.#say(line('export.sheet.part', { part: number })),
              info: this.#say(line('export.sheet.info')),
              yes,
              no,
            },
            ...(rowsPerSheet === undefined ? {} : { rowsPerSheet }),
          });
    const begun: Part = { path, name, writer, rows: 0 };
    this.#parts.push(begun);
    return begun;
  }

  async #end(part: Part): Promise<void> {
    await part.writer.close(this.#info(part.rows, this.#parts.indexOf(part) + 1));
    this.#open = undefined;
  }

  #info(rows: number, part: number): ReturnType<typeof infoLines> {
    return infoLines(this.#source, this.#request, this.#report, {
      rows,
      part,
      actor: this.#options.actor,
    });
  }

  /** The finished files with their fingerprints, the summary last. */
  async finish(): Promise<readonly FinishedFile[]> {
    const { format } = this.#request;
    const files: FinishedFile[] = [];
    for (const [at, { path, name, rows }] of this.#parts.entries())
      files.push({
        ...(await measured(path)),
        path,
        name,
        report: this.#report.key,
        format,
        part: at + 1,
        parts: this.#parts.length,
        rows,
      });
    const { tally } = this.#source;
    if (tally === undefined || tally.all.asked === 0) return files;
    const { asOf, folder } = this.#options;
    const name = fileName(this.#say(line('export.report.summary')), this.#request, asOf, 1, 'xlsx');
    const path = join(folder, name);
    this.paths.push(path);
    const rows = await summaryFile(
      path,
      this.#source,
      tally,
      this.#info(0, 1),
      this.#tools.services.office.name,
    );
    return [
      ...files,
      { ...(await measured(path)), path, name, report: 'summary', format: 'xlsx', part: 1, parts: 1, rows },
    ];
  }

  async abort(): Promise<void> {
    await this.#open?.writer.abort();
  }
}

/** penjualan-baris-per-bulan_2026-07_2026-09_20261102-1000.xlsx: says what it is, and when its figures held. */
function fileName(
  title: string,
  { period }: ExportRequest,
  asOf: Date,
  part: number,
  format: string,
): string {
  const slug = title
    .toLowerCase()
    .replaceAll('×', 'x')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const stamp = prefix(new Date(asOf.getTime() + 7 * 3_600_000).toISOString(), 16).replaceAll(/[-:]/g, '');
  const months =
    period === null ? [] : [period.first === period.last ? period.first : `${period.first}_${period.last}`];
  const more = part === 1 ? [] : [`bagian-${part}`];
  return `${[slug, ...months, stamp.replace('T', '-'), ...more].join('_')}.${format}`;
}

async function measured(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
