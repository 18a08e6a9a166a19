import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { isCounted, type Budget } from './budget.ts';
import type { ChatCalls } from './chat-calls.ts';
import { overHttp } from './http.ts';

/** Telegram asked to wait longer than a reply may hold up its chat: the update goes back to the inbox. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly seconds: number;
  constructor(seconds: number) {
    super(`Telegram asked to wait ${seconds} s`);
    this.seconds = seconds;
  }
}

export interface OutboxOptions {
  readonly log: Log;
  readonly now: () => Date;
  /** What carries the requests; {@link overHttp} when left out. */
  readonly carrier?: typeof fetch | undefined;
  /** Waits between the tries of one reply whose connection failed, in ms. */
  readonly networkRetries?: readonly number[];
  /** Multiplies those waits. */
  readonly patience?: number | undefined;
  /** Longest wait that Telegram may ask of a reply before it goes back to the inbox, in s. */
  readonly longestWaitSeconds?: number;
  /** Gives a call up after this long without an answer. */
  readonly longestCallMs?: number;
  readonly onUnauthorized: () => void;
  /** What replies take from; left out where room was taken already. */
  readonly budget?: Budget;
  /** Told of every call that puts or changes a message in a chat. */
  readonly calls?: ChatCalls;
  /** Ends a long poll that is under way when the process stops. */
  readonly endPolling: AbortSignal;
}

const LONGEST_WAIT_S = 10;
const NETWORK_RETRIES = [250, 1_000] as const;
const SKEW_MS = 5 * 60 * 1000;
/** Longer than the long poll (30 s) and than a picture on a slow line. */
const LONGEST_CALL_MS = 60_000;
const LAST_CALL_MS = 2_000;

/**
 * The one way out to Telegram, under grammY and its plugins: replies are repeated when the connection fails
 * or Telegram asks for a short wait (at least once; Bot API has no key against repeats).
 *
 * `getUpdates` is passed through: the poller has its own patience.
 */
export function createOutboxFetch(options: OutboxOptions): typeof fetch {
  const {
    log,
    now,
    networkRetries: retries = NETWORK_RETRIES,
    patience = 1,
    longestWaitSeconds = LONGEST_WAIT_S,
    longestCallMs = LONGEST_CALL_MS,
    carrier = overHttp,
  } = options;
  const networkRetries = retries.map((ms) => ms * patience);
  /** Without any repeat a file is passed on as it is read, and never held as a whole. */
  const mayRepeat = networkRetries.length > 0 || longestWaitSeconds > 0;
  const chats = createChats();
  let skewLoggedAt = 0;

  function watchClock(response: Response): void {
    const stamp = Date.parse(response.headers.get('date') ?? '');
    const skew = now().getTime() - stamp;
    if (Number.isNaN(skew) || Math.abs(skew) < SKEW_MS || now().getTime() - skewLoggedAt < 3_600_000) return;
    skewLoggedAt = now().getTime();
    log.warn(
      { minutes: Math.round(skew / 60_000) },
      'The clock of this machine differs from Telegram; set it right (NTP), or reminders come at the wrong time',
    );
  }

  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const isPolling = url.endsWith('/getUpdates');
    const { signal: own } = init ?? {};
    // The last call after the end only confirms what has arrived: it may go through, but not hold up the end.
    const polling = !isPolling
      ? undefined
      : options.endPolling.aborted
        ? AbortSignal.timeout(LAST_CALL_MS)
        : options.endPolling;
    const ended = (): boolean => own?.aborted === true || polling?.aborted === true;
    const body = mayRepeat ? await wholeBody(init?.body) : passedOn(init?.body);
    const request: RequestInit = {
      method: init?.method ?? 'GET',
      ...(init?.headers === undefined ? {} : { headers: init.headers }),
      ...(body === undefined ? {} : { body }),
      ...(typeof body === 'object' && !(body instanceof Uint8Array) ? { duplex: 'half' } : {}),
    };

    let waited = 0;
    const chat = chatOf(body);
    for (let attempt = 0; ; attempt++) {
      let response: Response;
      const pause = isPolling ? 0 : chats.pause(now());
      if (pause > longestWaitSeconds * 1000) throw new RetryLater(pause / 1000);
      if (pause > 0) await sleep(pause);
      if (isCounted(url)) {
        options.budget?.spend();
        if (chat !== undefined) options.calls?.spend(chat);
      }
      try {
        response = await withPatience(carrier, url, request, { own, polling }, longestCallMs);
      } catch (error) {
        const pause = networkRetries[attempt];
        if (isPolling || pause === undefined || ended()) throw error;
        await sleep(pause);
        continue;
      }
      watchClock(response);
      if (response.status === 401) options.onUnauthorized();
      if (response.status === 429 && !isPolling) {
        const seconds = retryAfter(await answerOf(response)) ?? 1;
        const until = new Date(now().getTime() + seconds * 1000);
        options.budget?.hold(until);
        chats.refused(chat, until);
        if (chat !== undefined) options.calls?.refused(chat);
      }
      const again = isPolling ? undefined : await waitAsked(response, attempt, networkRetries);
      if (again === undefined) return response;
      if (waited + again > longestWaitSeconds * 1000) {
        if (response.status === 429 && longestWaitSeconds > 0) throw new RetryLater(again / 1000);
        return response;
      }
      waited += again;
      await sleep(again);
      if (ended()) return response;
    }
  };
}

/** What ends a call: the process, grammY (whose signals are not the system's), or its own limit of time. */
interface Ending {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A connection that dies silently would hold up its chat for minutes. */
async function withPatience(
  carrier: typeof fetch,
  url: string,
  request: RequestInit,
  { own, polling }: { readonly own?: Ending | null | undefined; readonly polling?: Ending | undefined },
  ms: number,
): Promise<Response> {
  const call = new AbortController();
  const end = (): void => call.abort(polling?.reason ?? own?.reason);
  const timer = setTimeout(
    () => call.abort(new Error(`expected an answer from Telegram in ${ms} ms, got none`)),
    ms,
  );
  if (own?.aborted === true || polling?.aborted === true) end();
  // What the caller ends may be a file that is still arriving: it goes on listening.
  own?.addEventListener('abort', end);
  polling?.addEventListener('abort', end);
  try {
    return await carrier(url, { ...request, signal: call.signal });
  } finally {
    clearTimeout(timer);
    polling?.removeEventListener('abort', end);
  }
}

/** Milliseconds after which the same request may be made again; undefined when the answer stands. */
async function waitAsked(
  response: Response,
  attempt: number,
  retries: readonly number[],
): Promise<number | undefined> {
  if (response.status >= 500) return retries[attempt];
  if (response.status !== 429) return undefined;
  return (retryAfter(await answerOf(response)) ?? 1) * 1000;
}

function answerOf(response: Response): Promise<unknown> {
  return response
    .clone()
    .json()
    .catch(() => undefined);
}

/** The chat that a request is about; undefined for requests about none, and for uploads. */
function chatOf(body: unknown): string | undefined {
  return typeof body === 'string' ? /"chat_id":"?(-?\d+)/.exec(body)?.[1] : undefined;
}

/**
 * A 429 to a reply is first taken as that chat's own limit (one message a second), which only holds up that chat.
 * A second chat that gets one while the first is still waiting means the limit of the whole bot: all replies wait.
 */
function createChats(): {
  pause(now: Date): number;
  refused(chat: string | undefined, until: Date): void;
} {
  let single: { readonly chat: string | undefined; readonly until: Date } | undefined;
  let all: Date | undefined;
  return {
    pause: (now) => Math.max(0, (all?.getTime() ?? 0) - now.getTime()),
    refused(chat, until) {
      const other = single !== undefined && single.chat !== chat ? single.until : undefined;
      const soonest = other === undefined ? undefined : Math.min(other.getTime(), until.getTime());
      if (soonest !== undefined && other !== undefined && (all === undefined || all.getTime() < soonest))
        all = new Date(soonest);
      single = { chat, until };
    },
  };
}

function retryAfter(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('parameters' in answer)) return undefined;
  const { parameters } = answer;
  if (typeof parameters !== 'object' || parameters === null || !('retry_after' in parameters))
    return undefined;
  return typeof parameters.retry_after === 'number' ? parameters.retry_after : undefined;
}

/** A request that is made once: a text, or what arrives piece by piece. */
function passedOn(body: unknown): string | AsyncIterable<Uint8Array> | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (typeof body === 'object' && isChunks(body)) return asBytes(body);
  throw new TypeError('expected a request body of text or chunks');
}

async function* asBytes(chunks: AsyncIterable<Uint8Array | string>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

/** A request that may be repeated must not be a stream. */
async function wholeBody(body: unknown): Promise<string | Uint8Array<ArrayBuffer> | undefined> {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (typeof body === 'object' && isChunks(body)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of asBytes(body)) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
  }
  throw new TypeError('expected a request body of text or chunks');
}

function isChunks(body: object): body is AsyncIterable<Uint8Array | string> {
  return Symbol.asyncIterator in body;
}
