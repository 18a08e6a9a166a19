import type { Api } from 'grammy';
import type { Addressee, Line, Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { Layouts } from '../../reports/layout.ts';
import { mayExport } from '../../reports/rights.ts';
import { reachableLanguage } from '../../services/core/accounts.ts';
import { disclosedNow } from '../../services/partnership/candidates/disclosures.ts';
import type { DatabaseClient, Services } from '../../services/core/services.ts';
import { setExportProgress, type ExportEnd, type ExportJob } from '../../services/office/export-jobs.ts';
import { isInOffice, memberByNumber } from '../../services/office/members.ts';
import type { Sql } from '../../sql.ts';
import type { Button } from '../message.ts';
import { addresseeOf } from '../turn.ts';
import type { Budget } from './budget.ts';
import { htmlOf } from './queue.ts';
import { keyboardOf } from '../buttons.ts';

export interface ExporterOptions {
  readonly prisma: DatabaseClient;
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

/** All that the making and sending of files works with. */
export interface Exporting extends ExporterOptions {
  /** Aborted when nothing more is to be begun. */
  readonly stopping: AbortSignal;
}

/** Thrown inside a run to end it with a state. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly status: ExportEnd;
  constructor(status: ExportEnd) {
    super(`the export has ended: ${status}`);
    this.status = status;
  }
}

/** How whoever ordered a file is addressed. */
export async function addresseeOfJob(services: Services, job: ExportJob): Promise<Addressee> {
  return addresseeOf({ language: (await reachableLanguage(services, job.chatId)) ?? 'id' });
}

/** Whether whoever ordered a file may have it now. */
export async function isAllowed(services: Services, job: ExportJob): Promise<boolean> {
  const member = await memberByNumber(services, job.byMember);
  if (member === undefined || !isInOffice(services, member) || !mayExport(member, job.request)) return false;
  // Whoever has withdrawn since it was ordered is not handed out: it has to be ordered again, without them.
  const shown = await disclosedNow(services, job.request.disclosures ?? []);
  return !shown.includes(undefined);
}

/** The one message about a job: made once, changed from then on. Never throws. */
export async function showExport(
  { budget, services, texts, api, log }: Exporting,
  job: ExportJob,
  to: Addressee,
  { lines, buttons }: { readonly lines: readonly Line[]; readonly buttons: readonly (readonly Button[])[] },
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
