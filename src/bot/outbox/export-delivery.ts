import { setTimeout as sleep } from 'node:timers/promises';
import { InputFile } from 'grammy';
import type { Addressee } from '../../i18n.ts';
import type { Exported } from '../../reports/run.ts';
import { accountIdOf } from '../../services/core/accounts.ts';
import type { Services } from '../../services/core/services.ts';
import {
  disclosedNow,
  rememberShown,
  subjectsOf,
} from '../../services/partnership/candidates/disclosures.ts';
import type { ExportEnd, ExportJob } from '../../services/office/export-jobs.ts';
import { captionLines } from './export-message.ts';
import { isAllowed, type Exporting } from './exporting.ts';
import { htmlOf } from './queue.ts';
import { transmit } from './transmit.ts';

const LOOK_EVERY_MS = 500;
const NOT_MADE_TRIES = 5;

/** Sends the files; what becomes of the whole. */
export async function sendFiles(
  exporting: Exporting,
  job: ExportJob,
  to: Addressee,
  made: Exported,
): Promise<ExportEnd> {
  const { texts, api, budget, services, log, stopping } = exporting;
  for (const file of made.files) {
    const caption = htmlOf(texts, captionLines(job, file, made.asOf), to);
    for (let missed = 0; ;) {
      if (!(await hasRoom(exporting))) return 'unknown';
      if (!(await isAllowed(services, job))) return 'refused';
      const outcome = await transmit(() =>
        api.sendDocument(job.chatId, new InputFile(file.path, file.name), { caption, parse_mode: 'HTML' }),
      );
      if (outcome.kind === 'sent') {
        await rememberFile(services, job, outcome.messageId);
        break;
      }
      if (outcome.kind === 'wait') {
        budget.hold(new Date(services.now().getTime() + outcome.seconds * 1000));
        continue;
      }
      if (outcome.kind === 'not-made' && ++missed < NOT_MADE_TRIES) {
        await sleep(1_000 * missed, undefined, { signal: stopping }).catch(() => undefined);
        continue;
      }
      log.warn({ export: job.id, outcome: outcome.kind }, 'A file of an export could not be sent');
      return outcome.kind === 'unknown' ? 'unknown' : 'failed';
    }
  }
  return 'sent';
}

/** A file that shows applicants goes when one of them goes. */
async function rememberFile(
  services: Services,
  { chatId, request: { disclosures = [] } }: ExportJob,
  messageId: number,
): Promise<void> {
  const accountId = disclosures.length === 0 ? undefined : await accountIdOf(services, chatId);
  if (accountId === undefined) return;
  const shown = await disclosedNow(services, disclosures);
  await rememberShown(
    services,
    accountId,
    messageId,
    shown.flatMap((it) => (it === undefined ? [] : subjectsOf(it))),
  );
}

/** Waits until Telegram's wait is over and there is room for a message; false when the process stops. */
async function hasRoom({ budget, services, stopping }: Exporting): Promise<boolean> {
  for (;;) {
    if (stopping.aborted) return false;
    const until = budget.heldUntil(services.now());
    if (until === undefined) return budget.take(stopping);
    const ms = Math.max(1, Math.min(until.getTime() - services.now().getTime(), LOOK_EVERY_MS));
    await sleep(ms, undefined, { signal: stopping }).catch(() => undefined);
  }
}
