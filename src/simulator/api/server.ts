import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../world/world.ts';
import { readBody, readParams } from './body.ts';
import type { Call, Caller } from './context.ts';
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

/** A request, however it arrived: over a socket, or handed over within the process. */
export interface ApiRequest extends Caller {
  readonly url: URL;
  readonly contentType: string;
  body(): Promise<Buffer>;
}

/** What is sent back; 'cut': the connection breaks instead. */
export type ApiAnswer =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer | string;
    }
  | 'cut';

/** The Bot API: /bot<token>/<method> and /file/bot<token>/<path>. */
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

  /** Serves a request under /bot or /file/bot over a socket; false when the path is none of them. */
  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const answer = await this.answer({
      url,
      contentType: request.headers['content-type'] ?? '',
      body: () => readBody(request),
      whenGone(listener) {
        request.socket.once('close', listener);
        return () => request.socket.off('close', listener);
      },
    });
    if (answer === undefined) return false;
    if (answer === 'cut') request.socket.destroy();
    else if (!response.destroyed) {
      response.writeHead(answer.status, {
        ...answer.headers,
        'content-length': Buffer.byteLength(answer.body),
      });
      response.end(answer.body);
    }
    return true;
  }

  /** Answers a request under /bot or /file/bot; undefined when the path is none of them. */
  async answer(request: ApiRequest): Promise<ApiAnswer | undefined> {
    const { pathname } = request.url;
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname);
    if (file !== null) return this.#file(decode(file[1]), decode(file[2]));
    const path = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(pathname);
    if (path === null) return undefined;
    return this.#call(request, decode(path[1]), decode(path[2]));
  }

  async #call(request: ApiRequest, token: string, methodAsWritten: string): Promise<ApiAnswer> {
    const name = properName(methodAsWritten) ?? methodAsWritten;
    let params: Params | undefined;
    try {
      const body = await request.body();
      if (token !== this.#world.token) throw new Refusal(401, 'Unauthorized');
      params = readParams(request.url.searchParams, request.contentType, body);
      const latency = name === 'getUpdates' ? 0 : this.#hooks.latencyMs();
      if (latency > 0) await delay(latency / 2);
      const fault = this.faults.take(name, params.integer('chat_id'));
      if (fault?.drop === 'before') {
        this.#record(name, params, { ok: false, description: 'dropped before' });
        return 'cut';
      }
      if (fault !== undefined && fault.drop === undefined) throw refusalOf(fault);
      const result = await this.#run(name, params, request);
      if (latency > 0) await delay(latency / 2);
      this.#record(name, params, { ok: true, result });
      return fault?.drop === 'after' ? 'cut' : this.#json(200, { ok: true, result });
    } catch (error) {
      return this.#refuse(name, params, error);
    }
  }

  #run(name: string, params: Params, caller: Caller): unknown {
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
    const call: Call = { world: this.#world, params, limiter: this.#limiter, caller, violate };
    return method(call);
  }

  #refuse(name: string, params: Params | undefined, error: unknown): ApiAnswer {
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(
            500,
            `Internal Server Error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
    const { code, message: description, parameters } = refusal;
    if (params !== undefined) this.#record(name, params, { ok: false, code, description });
    return this.#json(code, {
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

  #file(token: string, path: string): ApiAnswer {
    if (token !== this.#world.token)
      return this.#json(401, { ok: false, error_code: 401, description: 'Unauthorized' });
    const file = this.#world.files.atPath(path);
    const data = file === undefined ? undefined : this.#world.files.read(file);
    if (data === undefined) return this.#json(404, { ok: false, error_code: 404, description: 'Not Found' });
    return { status: 200, headers: this.#headers('application/octet-stream'), body: data };
  }

  #json(status: number, answer: object): ApiAnswer {
    return { status, headers: this.#headers('application/json'), body: JSON.stringify(answer) };
  }

  #headers(type: string): Readonly<Record<string, string>> {
    return {
      server: 'nginx/1.18.0',
      date: new Date(this.#world.now()).toUTCString(),
      'content-type': type,
    };
  }
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return part ?? '';
  }
}
