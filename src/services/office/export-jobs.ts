import { readAs } from '../../domain/words/read-as.ts';
import type { Prisma } from '../../../prisma/client/client.ts';
import { audit } from '../core/audit.ts';
import { exportRequest, ofChosen, ofResults, periodText, type ExportRequest } from './exports.ts';
import type { Services, Transaction } from '../core/services.ts';

/** How far an ordered export is; `unknown`: its files may or may not have arrived. */
const exportStates = [
  'waiting',
  'running',
  'sending',
  'sent',
  'cancelled',
  'refused',
  'too-large',
  'unknown',
  'failed',
] as const;
type ExportState = (typeof exportStates)[number];
export type ExportEnd = Exclude<ExportState, 'waiting' | 'running' | 'sending'>;

/** An export that a member has ordered in the chat. */
export interface ExportJob {
  readonly id: number;
  readonly chatId: number;
  /** Number of the member. */
  readonly byMember: string;
  readonly request: ExportRequest;
  readonly status: ExportState;
  readonly attempts: number;
  /** The message that shows the progress. */
  readonly progressId: number | undefined;
  readonly createdAt: Date;
}

/** So many of one member may wait at once. */
const MOST_WAITING = 3;
/** A job that has killed the process so often is given up. */
const MOST_ATTEMPTS = 3;

type Stored = Prisma.ExportJobGetPayload<Record<string, never>>;

function jobFromRow(row: Stored): ExportJob {
  const status = exportStates.find((state) => state === row.status);
  if (status === undefined)
    throw new Error(`expected one of the states ${exportStates.join(', ')}, got ${row.status}`);
  return {
    id: row.id,
    chatId: Number(row.chatId),
    byMember: row.byMember,
    request: readAs(exportRequest, row.request),
    status,
    attempts: row.attempts,
    progressId: row.progressId ?? undefined,
    createdAt: row.createdAt,
  };
}

export type Ordered = { readonly kind: 'ordered'; readonly id: number } | { readonly kind: 'busy' };

/** Orders an export, with its entry in the audit log. Rights are checked by the caller. */
export async function orderExport(
  services: Transaction,
  order: {
    readonly chatId: number;
    readonly member: string;
    readonly request: ExportRequest;
    /** Left out where a press orders it. */
    readonly draftId?: number;
  },
): Promise<Ordered> {
  const { db } = services;
  const { member } = order;
  const { about, disclosures, ...request } = order.request;
  const waiting = await db.exportJob.count({
    where: { byMember: member, status: { in: ['waiting', 'running', 'sending'] } },
  });
  if (waiting >= MOST_WAITING) return { kind: 'busy' };
  const { id } = await db.exportJob.create({
    data: {
      office: services.office.key,
      chatId: order.chatId,
      byMember: member,
      request: {
        ...request,
        kecamatan: [...request.kecamatan],
        ...ofChosen(order.request),
        ...ofResults(order.request),
        ...(about === undefined ? {} : { about }),
        ...(disclosures === undefined ? {} : { disclosures: [...disclosures] }),
      },
      draftId: order.draftId ?? null,
      createdAt: services.now(),
    },
    select: { id: true },
  });
  await audit(services, {
    actor: member,
    action: 'export.order',
    subject: `export:${id}`,
    details: {
      report: request.report,
      period: periodText(request.period),
      kecamatan: request.kecamatan,
      ...ofChosen(request),
      format: request.format,
      shown: request.shown,
    },
  });
  return { kind: 'ordered', id };
}

/** Takes the oldest that waits; undefined when none does. */
export async function claimExport(services: Services): Promise<ExportJob | undefined> {
  const now = services.now();
  for (;;) {
    const next = await services.db.exportJob.findFirst({
      where: {
        office: services.office.key,
        status: 'waiting',
        OR: [{ notBefore: null }, { notBefore: { lte: now } }],
      },
      orderBy: { id: 'asc' },
    });
    if (next === null) return undefined;
    const { count } = await services.db.exportJob.updateMany({
      where: { id: next.id, status: 'waiting' },
      data: { status: 'running', startedAt: now, attempts: { increment: 1 } },
    });
    if (count === 1) return jobFromRow({ ...next, status: 'running', attempts: next.attempts + 1 });
  }
}

export async function setExportProgress(services: Services, id: number, messageId: number): Promise<void> {
  await services.db.exportJob.update({ where: { id }, data: { progressId: messageId } });
}

/** Whether a job that was claimed is still wanted. */
export async function isExportRunning(services: Services, id: number): Promise<boolean> {
  return (await services.db.exportJob.count({ where: { id, status: 'running' } })) === 1;
}

/** Cancels an own export that has not begun to leave. False when it is too late. */
export async function cancelExport(services: Transaction, id: number, member: string): Promise<boolean> {
  const { count } = await services.db.exportJob.updateMany({
    where: { id, byMember: member, status: { in: ['waiting', 'running'] } },
    data: { status: 'cancelled', doneAt: services.now() },
  });
  if (count === 1) await audit(services, { actor: member, action: 'export.cancel', subject: `export:${id}` });
  return count === 1;
}

/** From here on files leave; false when it was cancelled meanwhile. To be called with what records the files. */
export async function beginSendingExport(services: Services, id: number): Promise<boolean> {
  const { count } = await services.db.exportJob.updateMany({
    where: { id, status: 'running' },
    data: { status: 'sending' },
  });
  return count === 1;
}

/** Ends a job that has not ended yet. */
export async function finishExport(services: Services, id: number, status: ExportEnd): Promise<void> {
  await services.db.exportJob.updateMany({
    where: { id, status: { in: ['waiting', 'running', 'sending'] } },
    data: { status, doneAt: services.now() },
  });
}

/** Gives a job back that was interrupted before any file left; it is made anew. */
export async function releaseExport(services: Services, id: number): Promise<void> {
  await services.db.exportJob.updateMany({
    where: { id, status: 'running' },
    data: { status: 'waiting', startedAt: null, attempts: { decrement: 1 } },
  });
}

/**
 * After a death: what was being made is made again (three times at most), what was being sent may have arrived and is
 * `unknown`. Returns those that have ended by this, for the members to be told.
 */
export async function recoverExports(services: Services): Promise<readonly ExportJob[]> {
  const { db, office } = services;
  const rows = await db.exportJob.findMany({
    where: { office: office.key, status: { in: ['running', 'sending'] } },
    orderBy: { id: 'asc' },
  });
  const ended: ExportJob[] = [];
  for (const row of rows.map(jobFromRow)) {
    const again = row.status === 'running' && row.attempts < MOST_ATTEMPTS;
    const status = again ? 'waiting' : row.status === 'sending' ? 'unknown' : 'failed';
    await db.exportJob.update({
      where: { id: row.id },
      data: { status, ...(again ? {} : { doneAt: services.now() }) },
    });
    if (!again) ended.push({ ...row, status });
  }
  return ended;
}

/** The newest exports of a member. */
export async function exportsOf(
  services: Services,
  member: string,
  take: number,
): Promise<readonly ExportJob[]> {
  const rows = await services.db.exportJob.findMany({
    where: { byMember: member },
    orderBy: { id: 'desc' },
    take,
  });
  return rows.map(jobFromRow);
}
