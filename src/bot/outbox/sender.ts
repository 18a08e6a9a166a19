import { GrammyError, HttpError, type Api } from 'grammy';
import type { Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { setReachable } from '../../services/accounts.ts';
import {
  claimOutgoing,
  dueOutgoing,
  finishOutgoing,
  postponeOutgoing,
  settleInterrupted,
  type Outgoing,
} from '../../services/outgoing.ts';
import type { Services } from '../../services/services.ts';
import { addresseeOf } from '../turn.ts';
import { isOutgoingKind, words } from './messages/index.ts';

export interface SenderOptions {
  readonly services: Services;
  /** An API that neither repeats nor waits: what may have arrived is never sent again. */
  readonly api: Api;
  readonly texts: Texts;
  readonly log: Log;
}

export interface Sender {
  /** At start: what a dead process was sending is *unknown* from now on. */
  recover(): Promise<void>;
  /** Sends what is due; one run at a time. */
  run(): Promise<void>;
}

const BATCH = 50;

/** Sends queued messages one by one, at most once each; the row says what became of it. */
export function createSender({ services, api, texts, log }: SenderOptions): Sender {
  let running: Promise<void> | undefined;

  async function sendOne(message: Outgoing): Promise<'go-on' | 'stop'> {
    if (!isOutgoingKind(message.kind))
      throw new Error(`expected a known kind of queued message, got ${message.kind}`);
    const worded = await words[message.kind](services, message);
    if (!(await claimOutgoing(services, message.id))) return 'go-on';
    if (worded === undefined || message.account.unreachable) {
      await finishOutgoing(services, message.id, worded === undefined ? 'skipped' : 'unreachable');
      return 'go-on';
    }
    const to = addresseeOf(message.account);
    try {
      const sent = await api.sendMessage(message.account.chatId, texts.html(worded.text, to), {
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        reply_markup: {
          inline_keyboard: worded.buttons.map((row) =>
            row.map((it) => ({ text: texts.plain(it.label, to), callback_data: it.data })),
          ),
        },
      });
      await finishOutgoing(services, message.id, 'sent', sent.message_id);
      return 'go-on';
    } catch (error) {
      return settle(message, error);
    }
  }

  async function settle(message: Outgoing, error: unknown): Promise<'go-on' | 'stop'> {
    if (error instanceof GrammyError && error.error_code === 403) {
      await setReachable(services, message.account.chatId, false);
      await finishOutgoing(services, message.id, 'unreachable');
      return 'go-on';
    }
    if (error instanceof GrammyError && error.error_code === 429) {
      const seconds = error.parameters.retry_after ?? 1;
      await postponeOutgoing(services, message.id, new Date(services.now().getTime() + seconds * 1000));
      log.warn({ seconds }, 'Telegram asks to wait; queued messages go on after that');
      return 'stop';
    }
    if (error instanceof GrammyError && error.error_code < 500) {
      // 401 stops the whole bot elsewhere; the message itself certainly did not arrive.
      if (error.error_code === 401) await postponeOutgoing(services, message.id, services.now());
      else await finishOutgoing(services, message.id, 'refused');
      log.error({ error }, 'Telegram refused a queued message');
      return error.error_code === 401 ? 'stop' : 'go-on';
    }
    if (error instanceof HttpError && neverConnected(error.error)) {
      await postponeOutgoing(services, message.id, services.now());
      return 'stop';
    }
    await finishOutgoing(services, message.id, 'unknown');
    log.warn({ error }, 'A queued message may or may not have arrived; it is not sent again');
    return 'go-on';
  }

  async function runAll(): Promise<void> {
    for (;;) {
      const due = await dueOutgoing(services, BATCH);
      for (const message of due) if ((await sendOne(message)) === 'stop') return;
      if (due.length < BATCH) return;
    }
  }

  return {
    async recover() {
      const unknown = await settleInterrupted(services);
      if (unknown > 0)
        log.warn(
          { messages: unknown },
          'Messages that were being sent when the last process died may or may not have arrived',
        );
    },
    run() {
      running ??= runAll().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

/** The connection was never made, so nothing can have arrived. */
function neverConnected(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (
      'code' in at &&
      typeof at.code === 'string' &&
      /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(at.code)
    )
      return true;
  return false;
}
