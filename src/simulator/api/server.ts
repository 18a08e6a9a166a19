import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../world/world.ts';
import { readBody, readParams } from './body.ts';
import type { Call } from './context.ts';
import { Faults, refusalOf } from './faults.ts';
import type { Limiter } from './limiter.ts';
import { METHODS } from './methods/index.ts';
import type { Params } from './params.ts';
import { Refusal } from './refusal.ts';
import { deviations, properName } from './specification.ts';

/** One call of the bot, as the simulator remembers it. */
export interface RecordedCall {
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  readonly code?: number;
  readonly description?: string;
  /** The answer's result; undefined when it was refused or cut off. */
  readonly result?: unknown;
}

export interface Violation {
  readonly method: string;
  readonly what: string;
}

export interface ApiHooks {
  readonly latencyMs: () => number;
  readonly keepsCalls: () => boolean;
  readonly called: (call: RecordedCall) => void;
  readonly violated: (violation: Violation) => void;
}

/** The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>. */
export class ApiServer {
  readonly faults = new Faults();
  readonly #world: World;
  readonly #limiter: Limiter;
  readonly #hooks: ApiHooks;

  constructor(world: World, limiter: Limiter, hooks: ApiHooks) {
    this.#world = world;
    this.#limiter = limiter;
    this.#hooks = hooks;
  }

  /** Serves a request under /bot or /file/bot; false when the path is none of them. */
  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    if (file !== null) {
      this.#sendFile(response, decode(file[1]), decode(file[2]));
      return true;
    }
    const path = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(url.pathname);
    if (path === null) return false;
    await this.#call(request, response, decode(path[1]), decode(path[2]), url.searchParams);
    return true;
  }

  async #call(
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
    methodAsWritten: string,
    query: URLSearchParams,
  ): Promise<void> {
    const name = properName(methodAsWritten) ?? methodAsWritten;
    let params: Params | undefined;
    try {
      const body = await readBody(request);
      if (token !== this.#world.token) throw new Refusal(401, 'Unauthorized');
      params = readParams(query, request.headers['content-type'] ?? '', body);
      const latency = name === 'getUpdates' ? 0 : this.#hooks.latencyMs();
      if (latency > 0) await delay(latency / 2);
      const fault = this.faults.take(name, params.integer('chat_id'));
      if (fault?.drop === 'before') {
        this.#record(name, params, { ok: false, description: 'dropped before' });
        request.socket.destroy();
        return;
      }
      if (fault !== undefined && fault.drop === undefined) throw refusalOf(fault);
      const result = await this.#run(name, params, request);
      if (latency > 0) await delay(latency / 2);
      this.#record(name, params, { ok: true, result });
      if (fault?.drop === 'after') request.socket.destroy();
      else reply(response, this.#world, 200, { ok: true, result });
    } catch (error) {
      this.#refuse(response, name, params, error);
    }
  }

  #run(name: string, params: Params, request: IncomingMessage): unknown {
    const violate = (what: string): void => this.#hooks.violated({ method: name, what });
    if (properName(name) === undefined) {
      violate('no such method');
      throw new Refusal(404, 'Not Found: method not found');
    }
    const method = METHODS.get(name);
    if (method === undefined) {
      violate('not implemented by the simulator');
      throw new Refusal(501, `Not Implemented: the simulator does not implement ${name}`);
    }
    for (const deviation of deviations(name, params)) violate(deviation);
    const call: Call = { world: this.#world, params, limiter: this.#limiter, request, violate };
    return method(call);
  }

  #refuse(response: ServerResponse, name: string, params: Params | undefined, error: unknown): void {
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(
            500,
            `Internal Server Error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
    const { code, message: description, parameters } = refusal;
    if (params !== undefined) this.#record(name, params, { ok: false, code, description });
    reply(response, this.#world, code, {
      ok: false,
      error_code: code,
      description,
      ...(parameters === undefined ? {} : { parameters }),
    });
  }

  #record(method: string, params: Params, outcome: Omit<RecordedCall, 'method' | 'parameters'>): void {
    // Polls would drown what a test looks for.
    if (method === 'getUpdates' || !this.#hooks.keepsCalls()) return;
    this.#hooks.called({ method, parameters: params.toRecord(), ...outcome });
  }

  #sendFile(response: ServerResponse, token: string, path: string): void {
    const file = token === this.#world.token ? this.#world.files.atPath(path) : undefined;
    const data = file === undefined ? undefined : this.#world.files.read(file);
    if (file === undefined || data === undefined) {
      const wrongToken = token !== this.#world.token;
      const code = wrongToken ? 401 : 404;
      reply(response, this.#world, code, {
        ok: false,
        error_code: code,
        description: wrongToken ? 'Unauthorized' : 'Not Found',
      });
      return;
    }
    response.writeHead(200, {
      date: new Date(this.#world.now()).toUTCString(),
      'content-type': 'application/octet-stream',
      'content-length': data.length,
    });
    response.end(data);
  }
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return part ?? '';
  }
}

function reply(response: ServerResponse, world: World, status: number, answer: object): void {
  if (response.destroyed) return;
  const body = JSON.stringify(answer);
  response.writeHead(status, {
    server: 'nginx/1.18.0',
    date: new Date(world.now()).toUTCString(),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
