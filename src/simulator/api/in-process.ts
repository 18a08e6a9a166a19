import type { ApiServer } from './server.ts';

/**
 * The Bot API without a socket, for a bot in the same process: the same answers, faults and order as over HTTP.
 * A cut connection fails as the system's fetch does, with `fetch failed` and its cause.
 */
export function inProcessFetch(api: ApiServer): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? undefined;
    signal?.throwIfAborted();
    const headers = new Headers(init?.headers);
    const listeners = new Set<() => void>();
    const answered = api.answer({
      url: new URL(input instanceof Request ? input.url : input),
      contentType: headers.get('content-type') ?? '',
      body: () => bytesOf(init?.body),
      whenGone(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const answer = await (signal === undefined
      ? answered
      : Promise.race([answered, gone(signal, listeners, answered)]));
    if (answer === undefined) return new Response('not found', { status: 404 });
    if (answer === 'cut')
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
      });
    const body = typeof answer.body === 'string' ? answer.body : new Uint8Array(answer.body);
    return new Response(body, { status: answer.status, headers: { ...answer.headers } });
  };
}

/** Rejects when the caller hangs up; the listener goes when the answer is there. */
function gone(
  signal: AbortSignal,
  listeners: ReadonlySet<() => void>,
  answered: Promise<unknown>,
): Promise<never> {
  return new Promise((_resolve, reject) => {
    const hangUp = (): void => {
      for (const listener of listeners) listener();
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', hangUp, { once: true });
    const forget = (): void => signal.removeEventListener('abort', hangUp);
    answered.then(forget, forget);
  });
}

async function bytesOf(body: RequestInit['body']): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.from(await new Response(body).arrayBuffer());
}
