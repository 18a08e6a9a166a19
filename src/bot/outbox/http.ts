import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The connection was never made, so nothing can have arrived. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

/**
 * Connections are kept for the next call, but not longer than any server keeps them: one that the other side has
 * closed meanwhile fails a call of which nobody knows whether it arrived.
 */
const KEPT = { keepAlive: true, timeout: 4_000, maxSockets: 256, scheduling: 'lifo' } as const;
const CONNECT_MS = 10_000;

const ways = {
  'http:': { request: plainRequest, agent: new PlainAgent(KEPT), ready: 'connect' },
  'https:': { request: secureRequest, agent: new SecureAgent(KEPT), ready: 'secureConnect' },
} as const;

/** An answer that has arrived as a whole. The system's own keeps its words in a stream, which costs more than the call. */
class WholeAnswer extends Response {
  readonly #words: string;

  constructor(words: string, init: ResponseInit) {
    super(null, init);
    this.#words = words;
  }

  override readonly text = async (): Promise<string> => this.#words;

  override readonly json = async (): Promise<unknown> => JSON.parse(this.#words);

  override readonly clone = (): WholeAnswer =>
    new WholeAnswer(this.#words, { status: this.status, headers: this.headers });
}

/**
 * What the system's `fetch` does for the calls of a bot, at a third of its cost: http and https, kept connections, a
 * body of text, bytes or chunks, answers in JSON as a whole and files as a stream. Nothing is redirected or repeated.
 * @throws NotConnected, the system's error with its code, or the reason of the signal
 */
export const overHttp: typeof fetch = (input, init = {}) =>
  new Promise((resolve, reject) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new TypeError(`expected an address with http or https, got ${url.protocol}`);
    const { request, agent, ready } = ways[url.protocol];
    const { body, signal } = init;
    const headers = headersOf(init.headers);
    if (typeof body === 'string') headers['content-length'] = String(Buffer.byteLength(body));
    else if (body instanceof Uint8Array) headers['content-length'] = String(body.byteLength);

    const call = request(url, { agent, headers, method: init.method ?? 'GET' });
    const hangUp = (): void => {
      call.destroy(signal?.reason instanceof Error ? signal.reason : new Error('the call was ended'));
    };
    const fail = (error: unknown): void => {
      signal?.removeEventListener('abort', hangUp);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    call.on('error', fail);
    call.on('socket', (socket: Socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(
        () => call.destroy(new NotConnected(`expected a connection in ${CONNECT_MS} ms, got none`)),
        CONNECT_MS,
      );
      const stop = (): void => clearTimeout(late);
      socket.once(ready, stop);
      socket.once('close', stop);
    });
    call.on('response', (message) => {
      message.once('close', () => signal?.removeEventListener('abort', hangUp));
      answerOf(message).then(resolve, fail);
    });
    if (signal?.aborted === true) hangUp();
    else signal?.addEventListener('abort', hangUp);

    if (body === undefined || body === null) call.end();
    else if (typeof body === 'string' || body instanceof Uint8Array) call.end(body);
    // What fails here fails the call itself, too.
    else if (isChunks(body)) pipeline(Readable.from(body), call).catch(fail);
    else call.destroy(new TypeError('expected a body of text, bytes or chunks'));
  });

async function answerOf(message: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, headers } = message;
  const kept = Object.fromEntries(
    (['content-type', 'content-length', 'date'] as const).flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  if (headers['content-type']?.startsWith('application/json') !== true)
    return new Response(Readable.toWeb(message), { status, headers: kept });
  return new WholeAnswer(await wholeWords(message), { status, headers: kept });
}

/** By events, since an iterator over a stream costs as much as the rest of the call. */
const wholeWords = (message: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let words = '';
    message.setEncoding('utf8');
    message.on('data', (chunk: string) => {
      words += chunk;
    });
    message.once('end', () => resolve(words));
    message.once('error', reject);
  });

function headersOf(given: RequestInit['headers']): Record<string, string> {
  return Object.fromEntries(new Headers(given));
}

function isChunks(body: object): body is AsyncIterable<Uint8Array> {
  return Symbol.asyncIterator in body;
}
