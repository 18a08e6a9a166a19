import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, type Api } from 'grammy';
import type { Update } from 'grammy/types';
import { describeError, type Log } from '../../log.ts';
import { outageOf } from '../../services/core/outage.ts';
import type { Intake } from './intake.ts';

/** The kinds of update that are really handled; Telegram keeps the others to itself. */
const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export interface PollerOptions {
  readonly api: Api;
  readonly intake: Intake;
  readonly log: Log;
  /** Another process fetches the updates of this bot. */
  readonly onConflict: () => Promise<void>;
  /** Noted now and then, so that a stop of more than 24 hours is seen at the next start. */
  readonly onPolled: () => Promise<void>;
  readonly timeoutSeconds?: number | undefined;
  /** Multiplies the waits during an outage. */
  readonly patience?: number | undefined;
  /** Ends a long poll that is under way; the outbox listens to the same signal. */
  readonly abort: AbortController;
}

export interface Poller {
  /** Polls until stopped; ends by itself only when the token is refused (401). */
  run(): Promise<'stopped' | 'unauthorized'>;
  stop(): void;
}

const BATCH = 100;
const MOST_PENDING = 1_000;
const WAITS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

/**
 * Long polling (Bot API, getUpdates) that confirms an update only after it was stored: the offset moves with
 * the next call, which is made when the batch before is in the inbox.
 */
export function createPoller(options: PollerOptions): Poller {
  const { api, intake, log, abort, timeoutSeconds = 30, patience = 1 } = options;
  let offset: number | undefined;
  let failures = 0;
  let told = '';

  /** One log line when trouble begins or changes, not one a try. */
  function trouble(kind: string, say: () => void): void {
    if (told !== kind) say();
    told = kind;
  }

  async function fetchBatch(): Promise<readonly Update[]> {
    return api.getUpdates({
      ...(offset === undefined ? {} : { offset }),
      limit: BATCH,
      timeout: timeoutSeconds,
      allowed_updates: [...allowedUpdates],
    });
  }

  async function pause(): Promise<void> {
    const ms = (WAITS[Math.min(failures, WAITS.length - 1)] ?? 30_000) * patience;
    failures++;
    await sleep(ms, undefined, { signal: abort.signal }).catch(() => undefined);
  }

  async function failed(error: unknown): Promise<'unauthorized' | undefined> {
    if (error instanceof GrammyError && error.error_code === 401) {
      log.error(
        'Telegram refuses the token (401). Take a new one from BotFather, put it into BOT_TOKEN and start again',
      );
      return 'unauthorized';
    }
    if (error instanceof GrammyError && error.error_code === 409) {
      trouble('409', () =>
        log.error(
          'Another process fetches the updates of this bot (409). Stop it; this one goes on by itself',
        ),
      );
      await options.onConflict().catch(() => undefined);
    } else if (error instanceof GrammyError && error.parameters.retry_after !== undefined) {
      const seconds = error.parameters.retry_after;
      trouble('429', () => log.warn({ seconds }, 'Telegram asks to wait before the next getUpdates'));
      await sleep(seconds * 1000, undefined, { signal: abort.signal }).catch(() => undefined);
      return undefined;
    } else if (outageOf(error) === 'disk-full')
      trouble('disk', () =>
        log.error(
          'The disk is full: updates cannot be stored and stay with Telegram. Free space; the bot goes on by itself',
        ),
      );
    else if (outageOf(error) === 'read-only')
      trouble('read-only', () =>
        log.error(
          'The database only lets itself be read (25006): updates cannot be stored and stay with Telegram. Is DATABASE_URL the primary?',
        ),
      );
    else if (outageOf(error) !== undefined && !(error instanceof GrammyError) && !isNetwork(error))
      trouble('database', () =>
        log.error(
          { error: describeError(error) },
          'The database cannot be reached: updates stay with Telegram; the bot goes on by itself',
        ),
      );
    else if (isNetwork(error) || error instanceof GrammyError)
      trouble('network', () =>
        log.warn({ error: describeError(error) }, 'Telegram cannot be reached; the bot keeps trying'),
      );
    else
      trouble('store', () =>
        log.error(
          { error: describeError(error) },
          'Updates could not be stored and stay with Telegram; the bot keeps trying',
        ),
      );
    await pause();
    return undefined;
  }

  return {
    async run() {
      const aborted = new Promise<void>((resolve) =>
        abort.signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      while (!abort.signal.aborted) {
        await Promise.race([intake.below(MOST_PENDING), aborted]);
        if (abort.signal.aborted) break;
        try {
          const updates = await fetchBatch();
          await intake.accept(updates);
          const last = updates.at(-1);
          if (last !== undefined) offset = last.update_id + 1;
          if (told !== '') log.info('Updates arrive again');
          told = '';
          failures = 0;
          await options.onPolled();
        } catch (error) {
          if (abort.signal.aborted) break;
          if ((await failed(error)) === 'unauthorized') return 'unauthorized';
        }
      }
      // Tells Telegram that the last batch arrived, so that a restart does not fetch it again.
      if (offset !== undefined) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
      return 'stopped';
    },
    stop() {
      abort.abort();
    },
  };
}

function isNetwork(error: unknown): boolean {
  return error instanceof Error && error.name === 'HttpError';
}
