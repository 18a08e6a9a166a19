import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TooLargeError } from '../../reports/making.ts';
import type { Exported } from '../../reports/run.ts';
import { outageOf } from '../../services/core/outage.ts';
import {
  claimExport,
  finishExport,
  recoverExports,
  releaseExport,
  type ExportEnd,
  type ExportJob,
} from '../../services/office/export-jobs.ts';
import { stopSignal } from '../stop-signal.ts';
import { sendFiles } from './export-delivery.ts';
import { makeFiles } from './export-making.ts';
import { endLines, progressLines } from './export-message.ts';
import {
  addresseeOfJob,
  Ended,
  isAllowed,
  showExport,
  type ExporterOptions,
  type Exporting,
} from './exporting.ts';
import { oneRun } from './one-run.ts';

/** Makes the files that members have ordered, one order after another, and sends them. */
export interface Exporter {
  /** At start: tells what a death has interrupted. */
  recover(): Promise<void>;
  /** Works off what is ordered; one run at a time. */
  run(): Promise<void>;
  /** Gives back what is being made, and ends when what is being sent has gone out. */
  stop(): Promise<void>;
}

export function createExporter(options: ExporterOptions): Exporter {
  const stopping = stopSignal();
  const exporting = { ...options, stopping: stopping.signal };
  const runs = oneRun(() => workOff(exporting), stopping.signal);
  return {
    recover: () => recover(exporting),
    run: runs.run,
    async stop() {
      stopping.abort();
      await runs.over();
    },
  };
}

async function recover(exporting: Exporting): Promise<void> {
  const { folder, services } = exporting;
  if (folder !== undefined)
    for (const left of await readdir(folder).catch(() => []))
      await rm(join(folder, left), { recursive: true, force: true });
  for (const job of await recoverExports(services)) {
    if (job.status !== 'unknown' && job.status !== 'failed') continue;
    // A message of its own: the old one stands far above.
    const anew = { ...job, progressId: undefined };
    await showExport(
      exporting,
      anew,
      await addresseeOfJob(services, job),
      endLines(job, job.status, undefined),
    );
  }
}

async function workOff(exporting: Exporting): Promise<void> {
  const { services } = exporting;
  while (!exporting.stopping.aborted) {
    const job = await claimExport(services);
    if (job === undefined) return;
    try {
      await work(exporting, job);
    } catch (error) {
      await releaseExport(services, job.id).catch(() => undefined);
      throw error;
    }
  }
}

async function work(exporting: Exporting, claimed: ExportJob): Promise<void> {
  const { services, log } = exporting;
  const to = await addresseeOfJob(services, claimed);
  let job = claimed;
  let status: ExportEnd = 'refused';
  let made: Exported | undefined;
  const folder = await mkdtemp(join(exporting.folder ?? tmpdir(), 'umkm-export-'));
  try {
    if (await isAllowed(services, job)) {
      job = await showExport(exporting, job, to, progressLines(job, 0, undefined, 0));
      made = await makeFiles(exporting, job, to, folder);
      status = await sendFiles(exporting, job, to, made);
    }
  } catch (error) {
    if (exporting.stopping.aborted) return await releaseExport(services, job.id);
    if (outageOf(error) !== undefined) throw error;
    if (error instanceof Ended) ({ status } = error);
    else status = error instanceof TooLargeError ? 'too-large' : 'failed';
    if (status === 'failed') log.error({ error, export: job.id }, 'An export failed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await finishExport(services, job.id, status);
  await showExport(exporting, job, to, endLines(job, status, made));
}
