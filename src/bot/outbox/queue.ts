import { GrammyError, type Api } from 'grammy';
import { quietUntil } from '../../domain/when/quiet-hours.ts';
import type { Addressee, Line, Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { noteNotFound, setReachable } from '../../services/core/accounts.ts';
import {
  closeUnsent,
  finishOutgoing,
  postponeOutgoing,
  type Outgoing,
  type Sent,
} from '../../services/core/outgoing.ts';
import type { Services } from '../../services/core/services.ts';
import { protection, sendFile } from '../send.ts';
import { keyboardOf } from '../buttons.ts';
import { addresseeOf } from '../turn.ts';
import { isOutgoingKind, words } from './messages/index.ts';
import type { Worded } from './messages/words.ts';
import { transmit, type Outcome } from './transmit.ts';

export interface QueueOptions {
  readonly services: Services;
  /** An API that neither repeats nor waits: what may have arrived is never sent again. */
  readonly api: Api;
  readonly texts: Texts;
  readonly log: Log;
}

/** Kinds that are somebody's answer to what an officer has just done: they do not wait for the morning. */
const PASSES_QUIET = 'anytime';

/** Several lines as one HTML text. */
export function htmlOf(texts: Texts, text: Line | readonly Line[], to: Addressee): string {
  const lines = 'length' in text ? text : [text];
  return lines.map((it) => texts.html(it, to)).join('\n');
}

/** Prepares one queued message; undefined when it is not to be sent now, and the row says why. */
export async function prepareQueued(
  { services }: QueueOptions,
  message: Outgoing,
): Promise<Worded | undefined> {
  if (!isOutgoingKind(message.kind))
    throw new Error(`expected a known kind of queued message, got ${message.kind}`);
  const quiet =
    message.forOwner && !passesQuiet(message) ? quietUntil(services.now(), services.office.quiet) : undefined;
  if (quiet !== undefined) {
    await postponeOutgoing(services, message.id, quiet);
    return undefined;
  }
  const worded = await words[message.kind](services, message);
  if (worded !== undefined && !message.account.unreachable) return worded;
  await closeUnsent(services, message.id, worded === undefined ? 'skipped' : 'unreachable');
  return undefined;
}

function passesQuiet({ params }: Outgoing): boolean {
  return typeof params === 'object' && params !== null && PASSES_QUIET in params;
}

/** Sends one that was claimed. */
export function sendQueued(
  { api, texts }: QueueOptions,
  message: Outgoing,
  worded: Worded,
): Promise<Outcome> {
  const to = addresseeOf({ language: message.account.language, person: message.person });
  const html = htmlOf(texts, worded.text, to);
  const markup = worded.buttons.length === 0 ? {} : { reply_markup: keyboardOf(texts, worded.buttons, to) };
  const guard = {
    ...protection(worded.use ?? 'pass-on'),
    ...(worded.silent === true ? { disable_notification: true } : {}),
  };
  const { chatId } = message.account;
  const { photo, file } = worded;
  if (file !== undefined)
    return transmit(() =>
      sendFile(api, chatId, file, { caption: html, parse_mode: 'HTML', ...guard, ...markup }),
    );
  if (photo !== undefined)
    return transmit(() =>
      api.sendPhoto(chatId, photo, {
        caption: html,
        parse_mode: 'HTML',
        ...guard,
        ...markup,
      }),
    );
  const more = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true }, ...markup };
  const { replaces } = worded;
  return transmit(async () =>
    replaces !== undefined && (await isEdited(api, chatId, replaces, html, more))
      ? { message_id: replaces }
      : api.sendMessage(chatId, html, { ...more, ...guard }),
  );
}

/** Changes a message into another one; false where that is not possible any more (the person deleted it). */
export async function isEdited(
  api: Api,
  chatId: number,
  messageId: number,
  html: string,
  more: Parameters<Api['editMessageText']>[3],
): Promise<boolean> {
  try {
    await api.editMessageText(chatId, messageId, html, more);
    return true;
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    return /message is not modified/i.test(error.description);
  }
}

/** Writes what became of one; the row says it for ever. */
export async function settleQueued(
  { services, log }: QueueOptions,
  message: Outgoing,
  outcome: Outcome,
): Promise<void> {
  const { id } = message;
  const finish = (status: Sent, messageId?: number): Promise<void> =>
    finishOutgoing(services, id, status, messageId);
  switch (outcome.kind) {
    case 'sent':
      if (message.account.doubtful) await setReachable(services, message.account.chatId, true);
      return finish('sent', outcome.messageId);
    case 'not-found':
      return finish(
        (await noteNotFound(services, message.account.chatId, `message:${id}`)) ? 'unreachable' : 'refused',
      );
    case 'gone':
      await setReachable(services, message.account.chatId, false);
      return finish('unreachable');
    case 'refused':
      log.error({ detail: outcome.detail, kind: message.kind }, 'Telegram refused a queued message');
      return finish('refused');
    case 'unknown':
      log.warn(
        { detail: outcome.detail },
        'A queued message may or may not have arrived; it is not sent again',
      );
      return finish('unknown');
    case 'wait':
      return postponeOutgoing(services, id, new Date(services.now().getTime() + outcome.seconds * 1000));
    case 'token':
    case 'not-made':
      return postponeOutgoing(services, id, services.now());
  }
}
