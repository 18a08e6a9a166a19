import type { Addressee } from '../../i18n.ts';
import { runExport, type Exported } from '../../reports/run.ts';
import { beginSendingExport, isExportRunning, type ExportJob } from '../../services/office/export-jobs.ts';
import { progressLines } from './export-message.ts';
import { Ended, isAllowed, showExport, type Exporting } from './exporting.ts';

/** Below Telegram's 50 MB for a bot (Bot API, sendDocument), with room for what is still on its way to the disk. */
const MOST_BYTES = 44_000_000;
/** More belong on the command line. */
const MOST_PARTS = 10;
const EDIT_EVERY_MS = 3_000;
const LOOK_EVERY_MS = 500;

/**
 * Makes the files of a job in `folder`, showing how far it is.
 * @throws Ended when it was cancelled or may not be had any more
 * @throws TooLargeError when it has too many parts
 */
export async function makeFiles(
  exporting: Exporting,
  job: ExportJob,
  to: Addressee,
  folder: string,
): Promise<Exported> {
  const { services, log } = exporting;
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
      busy = busy.then(() => showExport(exporting, job, to, progressLines(job, rows, total, now - began)));
    }
    busy = busy.catch((error: unknown) => log.debug({ error }, 'An export could not be looked after'));
  };
  try {
    return await runExport(exporting, job.request, {
      actor: job.byMember,
      jobId: job.id,
      language: to.language,
      folder,
      mostBytes: exporting.mostBytes ?? MOST_BYTES,
      mostParts: MOST_PARTS,
      onProgress,
      signal: AbortSignal.any([exporting.stopping, ended.signal]),
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
