import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  createServer as createRawServer,
  type AddressInfo,
  type Server as RawServer,
  type Socket,
} from 'node:net';
import { HttpError } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutboxFetch, RetryLater } from '../../../src/bot/outbox/fetch.ts';
import { NotConnected, overHttp } from '../../../src/bot/outbox/http.ts';
import { transmit } from '../../../src/bot/outbox/transmit.ts';
import { createLog } from '../../../src/log.ts';
import { selfSigned } from '../../support/certificate.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const open: (Server | RawServer)[] = [];

async function listening(server: Server | RawServer, scheme = 'http'): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return `${scheme}://localhost:${portOf(server)}`;
}

function portOf(server: Server | RawServer): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

/** Reads the whole request before it answers. */
const heard = (answer: Answer) => (request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => answer(request, response, Buffer.concat(chunks)));
};

const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
};

const post = (url: string, more: RequestInit = {}): Promise<Response> =>
  overHttp(`${url}/bot1:a/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"text":"Selamat pagi, Bu Siti 🙂"}',
    ...more,
  });

afterEach(async () => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('the way out over node:http', () => {
  it('carries a call and its answer, over a connection that is kept', async () => {
    const ports = new Set<number | undefined>();
    const bodies: string[] = [];
    const url = await listening(
      createServer(
        heard((request, response, body) => {
          ports.add(request.socket.remotePort);
          bodies.push(
            `${request.method} ${request.url} ${request.headers['content-length']} ${String(body)}`,
          );
          json(response, { ok: true, nth: bodies.length });
        }),
      ),
    );
    for (const nth of [1, 2, 3]) {
      const answer = await post(url);
      expect([answer.status, answer.ok]).toEqual([200, true]);
      expect(await answer.clone().json()).toEqual({ ok: true, nth });
      expect(await answer.text()).toBe(`{"ok":true,"nth":${nth}}`);
    }
    expect(ports.size).toBe(1);
    expect(bodies[0]).toBe('POST /bot1:a/sendMessage 37 {"text":"Selamat pagi, Bu Siti 🙂"}');
  });

  it('carries bytes and chunks, and hands on a file piece by piece', async () => {
    const url = await listening(
      createServer(
        heard((request, response, body) => {
          response.writeHead(200, { 'content-type': 'application/octet-stream' });
          response.end(
            Buffer.concat([Buffer.from(`${request.headers['content-length'] ?? 'chunked'}:`), body]),
          );
        }),
      ),
    );
    const whole = await post(url, { body: new Uint8Array([1, 2, 3]) });
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(Buffer.from([...Buffer.from('3:'), 1, 2, 3]));
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 64; at++) yield new Uint8Array(10_000).fill(at);
    }
    const poured = await post(url, { body: chunks() });
    let bytes = 0;
    for await (const piece of poured.body ?? []) bytes += piece.length;
    expect(bytes).toBe(640_000 + 'chunked:'.length);
  });

  it('ends a call whose body breaks off', async () => {
    const url = await listening(createServer((request) => request.resume()));
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(10);
      throw new Error('the picture cannot be read');
    }
    await expect(post(url, { body: chunks() })).rejects.toThrow('the picture cannot be read');
  });

  it('passes on an answer that is no success as it is', async () => {
    const url = await listening(
      createServer(
        heard((_request, response) =>
          json(response, { ok: false, error_code: 429, parameters: { retry_after: 7 } }, 429),
        ),
      ),
    );
    const answer = await post(url);
    expect([answer.status, answer.ok]).toEqual([429, false]);
    expect(await answer.json()).toMatchObject({ parameters: { retry_after: 7 } });
  });

  it('fails when the other side hangs up before or in the middle of its answer', async () => {
    const before = await listening(createRawServer((socket) => socket.once('data', () => socket.destroy())));
    await expect(post(before)).rejects.toMatchObject({ code: 'ECONNRESET' });
    const middle = await listening(
      createRawServer((socket) =>
        socket.once('data', () => {
          socket.write(
            'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"ok":',
          );
          socket.end();
        }),
      ),
    );
    await expect(post(middle)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('does not use a connection that the other side has closed in the meantime', async () => {
    const sockets: Socket[] = [];
    const server = createServer(heard((_request, response) => json(response, { ok: true })));
    server.on('connection', (socket: Socket) => sockets.push(socket));
    const url = await listening(server);
    await post(url);
    const [first] = sockets;
    first?.end();
    await new Promise((resolve) => first?.once('close', resolve));
    expect(await (await post(url)).json()).toEqual({ ok: true });
    expect(sockets).toHaveLength(2);
  });

  it('ends when its signal says so, before and during the call, and while a file arrives', async () => {
    const url = await listening(
      createServer((request, response) => {
        request.resume();
        if (request.url === '/file') {
          response.writeHead(200, { 'content-type': 'application/octet-stream' });
          response.write('the first bytes');
        }
      }),
    );
    const reason = new Error('the process stops');
    await expect(post(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const during = new AbortController();
    const call = post(url, { signal: during.signal });
    during.abort(reason);
    await expect(call).rejects.toBe(reason);
    const file = new AbortController();
    const answer = await overHttp(`${url}/file`, { signal: file.signal });
    const all = answer.text();
    file.abort(reason);
    await expect(all).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('speaks https, and with nobody whose certificate is not vouched for', async () => {
    const url = await listening(
      createSecureServer(
        selfSigned,
        heard((_request, response) => json(response, { ok: true })),
      ),
      'https',
    );
    await expect(post(url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const kept = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await (await post(url)).json()).toEqual({ ok: true });
    } finally {
      if (kept === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = kept;
    }
  });

  it('refuses an address of another kind', async () => {
    await expect(overHttp('ftp://localhost/file')).rejects.toThrow(
      'expected an address with http or https, got ftp:',
    );
  });
});

describe('what the outbox makes of it', () => {
  const outbox = (more: Partial<Parameters<typeof createOutboxFetch>[0]> = {}): typeof fetch =>
    createOutboxFetch({
      log: createLog('silent'),
      now: () => new Date('2026-11-24T03:00:00Z'),
      endPolling: new AbortController().signal,
      onUnauthorized: () => undefined,
      patience: 0,
      ...more,
    });
  const call = (send: typeof fetch, url: string): Promise<Response> =>
    send(`${url}/bot1:a/sendMessage`, { method: 'POST', body: '{"chat_id":5,"text":"Kabar"}' });

  it('repeats a reply whose connection was cut, before its request was read and after', async () => {
    for (const isRead of [false, true]) {
      let times = 0;
      const url = await listening(
        createRawServer((socket) => {
          if (++times < 3 && !isRead) socket.destroy();
          else
            socket.once('data', () => {
              if (times < 3) socket.destroy();
              else
                socket.end(
                  'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"ok":true}',
                );
            });
        }),
      );
      expect(await (await call(outbox(), url)).json()).toEqual({ ok: true });
      expect(times).toBe(3);
    }
  });

  it('makes a call of what the bot begins once: refused is not sent, cut off is not known', async () => {
    const once = outbox({ networkRetries: [], longestWaitSeconds: 0 });
    const outcomeAt = (url: string) =>
      transmit(async () => {
        const answer = await call(once, url).catch((error: unknown) => {
          throw new HttpError('Network request failed', error);
        });
        return { message_id: answer.status };
      });
    let times = 0;
    const cutting = await listening(
      createRawServer((socket) => {
        times++;
        socket.once('data', () => socket.destroy());
      }),
    );
    expect(await outcomeAt(cutting)).toEqual({ kind: 'unknown', detail: 'connection' });
    expect(times).toBe(1);
    const nobody = createServer();
    const url = await listening(nobody);
    await new Promise((resolve) => nobody.close(resolve));
    expect(await outcomeAt(url)).toEqual({ kind: 'not-made' });
    expect(
      await transmit(() => Promise.reject(new HttpError('Network request failed', new NotConnected('late')))),
    ).toEqual({ kind: 'not-made' });
  });

  it('waits as long as Telegram asks when that is short, and gives the update back when it is long', async () => {
    const seconds = [0, 60];
    const asked = new Map<number, number>();
    const url = await listening(
      createServer(
        heard((request, response) => {
          const wait = Number(new URL(request.url ?? '', 'http://x').searchParams.get('wait'));
          asked.set(wait, (asked.get(wait) ?? 0) + 1);
          if ((asked.get(wait) ?? 0) > 1) json(response, { ok: true });
          else json(response, { ok: false, error_code: 429, parameters: { retry_after: wait } }, 429);
        }),
      ),
    );
    const [short = 0, long = 0] = seconds;
    const ask = (wait: number) =>
      outbox()(`${url}/bot1:a/sendMessage?wait=${wait}`, { method: 'POST', body: '{"chat_id":5}' });
    expect(await (await ask(short)).json()).toEqual({ ok: true });
    await expect(ask(long)).rejects.toBeInstanceOf(RetryLater);
    expect(asked).toEqual(
      new Map([
        [short, 2],
        [long, 1],
      ]),
    );
  });

  it('gives up a call that is not answered in time', async () => {
    const url = await listening(createServer(() => undefined));
    await expect(
      call(outbox({ longestCallMs: 20, networkRetries: [], longestWaitSeconds: 0 }), url),
    ).rejects.toThrow('expected an answer from Telegram in 20 ms, got none');
  });
});
