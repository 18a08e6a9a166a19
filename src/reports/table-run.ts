import { join } from 'node:path';
import { maskNik, maskPhone } from '../domain/people/identity.ts';
import { UNREADABLE } from '../domain/words/unreadable.ts';
import { line, type Line } from '../i18n.ts';
import type { ExportRequest, FinishedFile } from '../services/office/exports.ts';
import { infoLines } from './info.ts';
import { laidOut, type LaidOut } from './layout.ts';
import {
  fileName,
  measured,
  sayIn,
  sourceOf,
  TooLargeError,
  type AnyRun,
  type ExportTools,
  type Making,
} from './making.ts';
import { memberNames } from './member-names.ts';
import type { Cell, Report, Row, Source } from './report.ts';
import { salesTally } from './sales-tally.ts';
import { summaryFile } from './summary.ts';
import { csvWriter } from './writers/csv.ts';
import type { FileColumn, Writer } from './writers/writer.ts';
import { xlsxWriter } from './writers/xlsx.ts';

interface Part {
  readonly path: string;
  readonly name: string;
  readonly writer: Writer;
  rows: number;
}

/** One run of one report: class, because it holds the file that is open. */
export class TableRun implements AnyRun {
  readonly paths: string[] = [];
  rows = 0;
  readonly #tools: ExportTools;
  readonly #request: ExportRequest;
  readonly #report: Report;
  readonly #options: Making;
  readonly #columns: readonly LaidOut[];
  readonly #source: Source;
  readonly #say: (it: Line) => string;
  readonly #parts: Part[] = [];
  #open: Part | undefined;
  #actor = '';

  constructor(tools: ExportTools, request: ExportRequest, report: Report, options: Making) {
    this.#tools = tools;
    this.#request = request;
    this.#report = report;
    this.#options = options;
    this.#say = sayIn(tools, options);
    this.#source = sourceOf(tools, request, {
      ...options,
      ...(report.withSummary === true ? { tally: salesTally() } : {}),
    });
    this.#columns = laidOut(report.columns(this.#source), tools.layouts[report.key]);
  }

  async write(): Promise<void> {
    const { signal, onProgress, mostBytes = Infinity } = this.#options;
    this.#actor = (await memberNames(this.#source))(this.#options.actor);
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
      isName: column.personal === 'name',
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
      actor: this.#actor,
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
