import { GrammyError, HttpError } from 'grammy';
import { clip } from '../../domain/words/clip.ts';
import { RetryLater } from './fetch.ts';
import { NotConnected } from './http.ts';

/** What became of one request that is never repeated by itself. */
export type Outcome =
  | { readonly kind: 'sent'; readonly messageId: number }
  /** Telegram will not take this message. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** 403: blocked, deactivated, or never started. */
  | { readonly kind: 'gone' }
  /** Telegram does not find the chat: it may be gone, or Telegram may be in trouble. */
  | { readonly kind: 'not-found'; readonly detail: string }
  /** 429, or such a wait is still on: not sent; nothing the bot begins before that many seconds. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** 401: not sent; the token is refused. */
  | { readonly kind: 'token' }
  /** The connection was never made: not sent. */
  | { readonly kind: 'not-made' }
  /** It may or may not have arrived. */
  | { readonly kind: 'unknown'; readonly detail: string };

/** Whether Telegram has said something about this message, not only about itself. */
export function isVerdict({ kind }: Outcome): boolean {
  return kind !== 'wait' && kind !== 'token' && kind !== 'not-made';
}

/** Whether it says that something is wrong which is no matter of this one person. */
export function isFailure(
  it: Outcome,
): it is Extract<Outcome, { readonly kind: 'refused' | 'not-found' | 'unknown' }> {
  return it.kind === 'refused' || it.kind === 'not-found' || it.kind === 'unknown';
}

const NOT_FOUND = /chat not found|user is deactivated|bot can't initiate conversation/i;

/** Makes one request and says what is known of its fate (Bot API, "Making requests"). Never throws for Telegram's answers. */
export async function transmit(request: () => Promise<{ readonly message_id: number }>): Promise<Outcome> {
  try {
    return { kind: 'sent', messageId: (await request()).message_id };
  } catch (error) {
    if (error instanceof GrammyError) return judged(error);
    if (error instanceof HttpError && error.error instanceof RetryLater)
      return { kind: 'wait', seconds: error.error.seconds };
    if (error instanceof HttpError)
      return neverConnected(error.error) ? { kind: 'not-made' } : { kind: 'unknown', detail: 'connection' };
    throw error;
  }
}

function judged({ error_code: code, description, parameters }: GrammyError): Outcome {
  if (code === 429) return { kind: 'wait', seconds: parameters.retry_after ?? 1 };
  if (code === 401) return { kind: 'token' };
  if (code === 403) return { kind: 'gone' };
  if (code >= 500) return { kind: 'unknown', detail: `answer ${code}` };
  const detail = clip(description, 200);
  return { kind: code === 400 && NOT_FOUND.test(description) ? 'not-found' : 'refused', detail };
}

/** The connection was never made, so nothing can have arrived. */
function neverConnected(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (
      at instanceof NotConnected ||
      ('code' in at &&
        typeof at.code === 'string' &&
        /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(at.code))
    )
      return true;
  return false;
}
