import { mkdir, rm } from 'node:fs/promises';
import { recordExports, type ExportRequest, type FinishedFile } from '../services/office/exports.ts';
import { atomically } from '../services/core/services.ts';
import { reportOf } from './index.ts';
import type { AnyRun, ExportOptions, ExportTools, Making } from './making.ts';
import { PaperRun } from './paper-run.ts';
import { paperOf } from './papers/index.ts';
import { TableRun } from './table-run.ts';

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
  const asOf = options.asOf ?? takenAt(request) ?? services.now();
  const made: FinishedFile[] = [];
  const run = runOf(tools, request, { ...options, asOf });
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

/** What is made from stored results says when those were taken, whenever it is printed. */
const takenAt = ({ results, report }: ExportRequest): Date | undefined =>
  results === undefined || reportOf(report)?.ofToday === true ? undefined : new Date(results.takenAt);

function runOf(tools: ExportTools, request: ExportRequest, options: Making): AnyRun {
  const paper = paperOf(request.report);
  if (paper !== undefined)
    return together([
      new PaperRun(tools, request, paper, options),
      ...paper.tables.map((table) => new TableRun(tools, { ...request, format: 'xlsx' }, table, options)),
    ]);
  const report = reportOf(request.report);
  if (report === undefined) throw new Error(`expected a known report, got ${request.report}`);
  if (report.hasPeriod && request.period === null)
    throw new Error(`expected a period for the report ${report.key}, got none`);
  return new TableRun(tools, request, report, options);
}

/** Several runs as one: their files are handed out together, or none of them. */
const together = (runs: readonly AnyRun[]): AnyRun => ({
  get paths() {
    return runs.flatMap((run) => run.paths);
  },
  get rows() {
    return runs.reduce((sum, run) => sum + run.rows, 0);
  },
  async write() {
    for (const run of runs) await run.write();
  },
  async finish() {
    const files: FinishedFile[] = [];
    for (const run of runs) files.push(...(await run.finish()));
    return files;
  },
  async abort() {
    for (const run of runs) await run.abort();
  },
});
