import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputFile, type Api } from 'grammy';
import type { PrismaClient } from '../../../prisma/client/client.ts';
import { isLanguage, type Addressee, type Line, type Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { Layouts } from '../../reports/layout.ts';
import { mayExport } from '../../reports/rights.ts';
import { runExport, TooLargeError, type Exported } from '../../reports/run.ts';
import { progressLanguage } from '../../services/core/accounts.ts';
import {
  beginSendingExport,
  claimExport,
  finishExport,
  isExportRunning,
  recoverExports,
  releaseExport,
  setExportProgress,
  type ExportEnd,
  type ExportJob,
} from '../../services/office/export-jobs.ts';
import { memberByNumber } from '../../services/office/members.ts';
import { outageOf } from '../../services/core/outage.ts';
import type { Services } from '../../services/core/services.ts';
import type { Button } from '../conversations/engine/form.ts';
import type { Sql } from '../../sql.ts';
import { stopSignal } from '../stop-signal.ts';
import type { Budget } from './budget.ts';
import { captionLines, endLines, progressLines } from './export-message.ts';
import { htmlOf, keyboardOf } from './queue.ts';
import { transmit } from './transmit.ts';

export interface ExporterOptions {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly services: Services;
  /** An API that neither repeats nor waits, and has time for large files. */
  readonly api: Api;
  readonly texts: Texts;
  readonly layouts: Layouts;
  readonly log: Log;
  readonly budget: Budget;
  /** Where files are made; what a dead process left there is deleted. Left out: a folder of the system. */
  readonly folder?: string | undefined;
  /** A file that grows beyond this is continued in another one. */
  readonly mostBytes?: number | undefined;
}

/** Makes the files that members have ordered, one order after another, and sends them. */
export interface Exporter {
  /** At start: tells what a death has interrupted. */
  recover(): Promise<void>;
  /** Works off what is ordered; one run at a time. */
  run(): Promise<void>;
  /** Gives back what is being made, and ends when what is being sent has gone out. */
  stop(): Promise<void>;
}

/** Below Telegram's 50 MB for a bot (Bot API, sendDocument), with room for what is still on its way to the disk. */
const MOST_BYTES = 44_000_000;
/** More belong on the command line. */
const MOST_PARTS = 10;
const EDIT_EVERY_MS = 3_000;
const LOOK_EVERY_MS = 500;
const NOT_MADE_TRIES = 5;

/** Thrown inside a run to end it with a state. */
class Ended extends Error {
  override readonly name = 'Ended';
  readonly status: ExportEnd;
  constructor(status: ExportEnd) {
    super(`the export has ended: ${status}`);
    this.status = status;
  }
}

export function createExporter(options: ExporterOptions): Exporter {
  const { prisma, sql, services, api, texts, log, budget } = options;
  const stopping = stopSignal();
  let running: Promise<void> | undefined;
  let again = false;

  async function addressee(job: ExportJob): Promise<Addressee> {
    const language = (await progressLanguage(services, job.chatId)) ?? 'id';
    return {
      language: isLanguage(language) ? language : 'id',
      salutation: undefined,
      shortName: undefined,
    };
  }

  /** Until Telegram's wait is over; false when the process stops. */
  async function room(): Promise<boolean> {
    for (;;) {
      if (stopping.signal.aborted) return false;
      const until = budget.heldUntil(services.now());
      if (until === undefined) return budget.take(stopping.signal);
      const ms = Math.max(1, Math.min(until.getTime() - services.now().getTime(), LOOK_EVERY_MS));
      await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** The one message about a job: made once, changed from then on. Never throws. */
  async function show(
    job: ExportJob,
    to: Addressee,
    lines: readonly Line[],
    buttons: readonly (readonly Button[])[],
  ): Promise<ExportJob> {
    if (budget.heldUntil(services.now()) !== undefined) return job;
    budget.spend();
    const html = htmlOf(texts, lines, to);
    const more = { parse_mode: 'HTML' as const, reply_markup: keyboardOf(texts, buttons, to) };
    try {
      if (job.progressId === undefined) {
        const { message_id: progressId } = await api.sendMessage(job.chatId, html, more);
        await setExportProgress(services, job.id, progressId);
        return { ...job, progressId };
      }
      await api.editMessageText(job.chatId, job.progressId, html, more);
    } catch (error) {
      // The progress is a convenience: the row and the files are what counts.
      log.debug({ error }, 'The progress of an export could not be shown');
    }
    return job;
  }

  const isAllowed = async (of: Services, job: ExportJob): Promise<boolean> => {
    const member = await memberByNumber(of, job.byMember);
    return member !== undefined && member.revokedAt === undefined && mayExport(member, job.request);
  };

  async function make(job: ExportJob, to: Addressee, folder: string): Promise<Exported> {
    const ended = new AbortController();
    const began = performance.now();
    let shownAt = began;
    let lookedAt = began;
    let busy: Promise<unknown> = Promise.resolve();
    const onProgress = (rows: number, total: number): void => {
      const now = performance.now();
      if (now - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = now;
        busy = busy.then(async () => {
          if (!(await isExportRunning(services, job.id))) ended.abort(new Ended('cancelled'));
        });
      }
      if (now - shownAt >= EDIT_EVERY_MS) {
        shownAt = now;
        const { lines, buttons } = progressLines(job, rows, total, now - began);
        busy = busy.then(() => show(job, to, lines, buttons));
      }
      busy = busy.catch((error: unknown) => log.debug({ error }, 'An export could not be looked after'));
    };
    try {
      return await runExport({ prisma, sql, services, texts, layouts: options.layouts }, job.request, {
        actor: job.byMember,
        jobId: job.id,
        language: to.language,
        folder,
        mostBytes: options.mostBytes ?? MOST_BYTES,
        mostParts: MOST_PARTS,
        onProgress,
        signal: AbortSignal.any([stopping.signal, ended.signal]),
        async onRecord(inside) {
          if (!(await isAllowed(inside, job))) throw new Ended('refused');
          if (!(await beginSendingExport(inside, job.id))) throw new Ended('cancelled');
        },
      });
    } finally {
      // No edit of the progress may come after the last one.
      await busy;
    }
  }

  /** Sends the files; what becomes of the whole. */
  async function deliver(job: ExportJob, to: Addressee, made: Exported): Promise<ExportEnd> {
    for (const file of made.files) {
      const caption = htmlOf(texts, captionLines(job, file, made.asOf), to);
      for (let missed = 0; ;) {
        if (!(await room())) return 'unknown';
        const outcome = await transmit(() =>
          api.sendDocument(job.chatId, new InputFile(file.path, file.name), { caption, parse_mode: 'HTML' }),
        );
        if (outcome.kind === 'sent') break;
        if (outcome.kind === 'wait') {
          budget.hold(new Date(services.now().getTime() + outcome.seconds * 1000));
          continue;
        }
        if (outcome.kind === 'not-made' && ++missed < NOT_MADE_TRIES) {
          await sleep(1_000 * missed, undefined, { signal: stopping.signal }).catch(() => undefined);
          continue;
        }
        log.warn({ export: job.id, outcome: outcome.kind }, 'A file of an export could not be sent');
        return outcome.kind === 'unknown' ? 'unknown' : 'failed';
      }
    }
    return 'sent';
  }

  async function work(claimed: ExportJob): Promise<void> {
    const to = await addressee(claimed);
    let job = claimed;
    let status: ExportEnd = 'refused';
    let made: Exported | undefined;
    const folder = await mkdtemp(join(options.folder ?? tmpdir(), 'umkm-export-'));
    try {
      if (await isAllowed(services, job)) {
        const first = progressLines(job, 0, undefined, 0);
        job = await show(job, to, first.lines, first.buttons);
        made = await make(job, to, folder);
        status = await deliver(job, to, made);
      }
    } catch (error) {
      if (stopping.signal.aborted) return await releaseExport(services, job.id);
      if (outageOf(error) !== undefined) throw error;
      if (error instanceof Ended) ({ status } = error);
      else status = error instanceof TooLargeError ? 'too-large' : 'failed';
      if (status === 'failed') log.error({ error, export: job.id }, 'An export failed');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await finishExport(services, job.id, status);
    const { lines, buttons } = endLines(job, status, made);
    await show(job, to, lines, buttons);
  }

  async function runAll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = await claimExport(services);
      if (job === undefined) return;
      try {
        await work(job);
      } catch (error) {
        await releaseExport(services, job.id).catch(() => undefined);
        throw error;
      }
    }
  }

  return {
    async recover() {
      if (options.folder !== undefined)
        for (const left of await readdir(options.folder).catch(() => []))
          await rm(join(options.folder, left), { recursive: true, force: true });
      for (const job of await recoverExports(services)) {
        if (job.status !== 'unknown' && job.status !== 'failed') continue;
        const { lines, buttons } = endLines(job, job.status, undefined);
        // A message of its own: the old one stands far above.
        await show({ ...job, progressId: undefined }, await addressee(job), lines, buttons);
      }
    },
    run() {
      if (running !== undefined) {
        again = true;
        return running;
      }
      running = (async () => {
        do {
          again = false;
          await runAll();
        } while (again && !stopping.signal.aborted);
      })().finally(() => {
        running = undefined;
      });
      return running;
    },
    async stop() {
      stopping.abort();
      await running?.catch(() => undefined);
    },
  };
}
