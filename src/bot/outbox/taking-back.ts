import { GrammyError, type Api } from 'grammy';
import type { Log } from '../../log.ts';
import type { Services } from '../../services/core/services.ts';
import { forgetShown, messagesToTakeBack } from '../../services/partnership/candidates/shown-messages.ts';
import { stopSignal } from '../stop-signal.ts';
import { oneRun, type OneRun } from './one-run.ts';

export interface TakingBack extends Pick<OneRun, 'run'> {
  stop(): Promise<void>;
}

/**
 * Takes messages out of the chats of companies that show somebody who has withdrawn. What fails stays in its rows, and
 * is tried again at the next run.
 */
export function createTakingBack(options: {
  readonly services: Services;
  readonly api: Api;
  readonly log: Log;
}): TakingBack {
  const { services, api, log } = options;
  const ended = stopSignal();
  const runs = oneRun(async () => {
    for (const shown of await messagesToTakeBack(services)) {
      if (ended.signal.aborted) return;
      try {
        for (const messageId of shown.messageIds) await takeBack(api, shown.chatId, messageId);
        await forgetShown(services, shown);
      } catch (error) {
        log.warn({ error }, 'A message that shows somebody who withdrew is still there; it is tried again');
      }
    }
  }, ended.signal);
  return {
    run: runs.run,
    async stop() {
      ended.abort();
      await runs.over();
    },
  };
}

/** One that is gone already, or whose chat is, needs nothing more. */
async function takeBack(api: Api, chatId: number, messageId: number): Promise<void> {
  try {
    await api.deleteMessage(chatId, messageId);
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403)) return;
    throw error;
  }
}
