import { settleInterruptedDeliveries } from '../../services/announcements/deliveries.ts';
import { heldUntil } from '../../services/core/instance.ts';
import { outageOf } from '../../services/core/outage.ts';
import { settleInterrupted } from '../../services/core/outgoing.ts';
import { stopSignal } from '../stop-signal.ts';
import { oneRun } from './one-run.ts';
import { sendRound, type Round } from './round.ts';
import { createSending, type Sending, type SendingOptions } from './sending.ts';

export interface Dispatcher {
  /** At start: what a dead process was sending is *unknown* from now on. */
  recover(): Promise<void>;
  /** Sends what is due; one run at a time. Resolves when nothing more can be sent now. */
  run(): Promise<void>;
  /** Begins nothing more; resolves when what is in flight has ended. */
  stop(): Promise<void>;
}

const AGAIN_AFTER_MS = 1_000;
const LONGEST_TIMER_MS = 60_000;

/**
 * Sends everything that the bot begins, out of rows, at most once each. Replies do not pass here: they go out at once
 * and only take from the same budget.
 */
export function createDispatcher(options: SendingOptions): Dispatcher {
  const ended = stopSignal();
  const sending = createSending(options, ended.signal);
  let timer: NodeJS.Timeout | undefined;

  /** Goes on by itself when Telegram's wait is over, or the network may be back. */
  const later = (): void => {
    clearTimeout(timer);
    if (ended.signal.aborted) return;
    timer = setTimeout(() => {
      runs
        .run()
        .catch((error: unknown) => sending.log.error({ error }, 'What the bot begins could not be sent'));
    }, waitMs(sending));
    timer.unref();
  };
  const runs = oneRun(async () => {
    if ((await sendAll(sending)) === 'wait') later();
  }, ended.signal);

  return {
    recover: () => recover(sending),
    run: runs.run,
    async stop() {
      ended.abort();
      clearTimeout(timer);
      await runs.over();
    },
  };
}

/** Rounds until nothing more can be sent now. */
async function sendAll(sending: Sending): Promise<Round> {
  while (!sending.ended.aborted) {
    try {
      const round = await sendRound(sending);
      if (round !== 'more') return round;
    } catch (error) {
      if (outageOf(error) === undefined) throw error;
      sending.log.warn({ error }, 'The database cannot be reached; sending goes on when it can');
      return 'wait';
    }
  }
  return 'nothing';
}

function waitMs({ services, budget, unreachable }: Sending): number {
  const now = services.now();
  const until = budget.heldUntil(now);
  const ms =
    until === undefined
      ? Math.min(AGAIN_AFTER_MS * 2 ** Math.min(unreachable, 5), 30_000)
      : Math.max(1, until.getTime() - now.getTime());
  return Math.min(ms, LONGEST_TIMER_MS);
}

async function recover({ services, budget, log }: Sending): Promise<void> {
  const until = await heldUntil(services);
  if (until !== undefined && until > services.now()) budget.hold(until);
  const unknown = (await settleInterrupted(services)) + (await settleInterruptedDeliveries(services));
  if (unknown > 0)
    log.warn(
      { messages: unknown },
      'Messages that were being sent when the last process died may or may not have arrived',
    );
}
