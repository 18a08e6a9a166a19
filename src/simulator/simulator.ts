import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Fault } from './api/faults.ts';
import { Limiter, type Limits } from './api/limiter.ts';
import { inProcessFetch } from './api/in-process.ts';
import { ApiServer, type RecordedCall, type Violation } from './api/server.ts';
import {
  NO_LIMITS,
  TELEGRAM_LIMITS,
  type GroupOptions,
  type PersonOptions,
  type SimulatorOptions,
} from './options.ts';
import { CallLog } from './call-log.ts';
import { Group } from './people/group.ts';
import { Person } from './people/person.ts';
import type { Update, UpdateBody, User } from './types.ts';
import { isTrusted } from './web/guard.ts';
import { PageServer } from './web/page-server.ts';
import type { Tour } from './tour.ts';
import { createWorld, privateChat, type World } from './world/world.ts';

export type { Fault } from './api/faults.ts';
export type { Limits } from './api/limiter.ts';
export type { RecordedCall, Violation } from './api/server.ts';
export type { GroupOptions, PersonOptions, SimulatorOptions } from './options.ts';
export type { Scene, Stop, Tour } from './tour.ts';
export type { Sent } from './people/actions.ts';
export type * from './types.ts';
export { Group } from './people/group.ts';
export { Person } from './people/person.ts';
export { textOf } from './people/chat-view.ts';

export interface Started {
  /** What grammY takes as client.apiRoot. */
  readonly apiRoot: string;
  readonly pageUrl: string;
  readonly port: number;
}

/** Creates a simulator: a Bot API server with people to chat with and a page to watch; call start() to open it. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new Simulator(options);
}

export class Simulator {
  readonly token: string;
  /** Answers a bot in this process as the server does, without a socket; start() is not needed for it. */
  readonly fetch: typeof fetch;
  /** How long every call takes, getUpdates excepted; may be changed at any time. */
  latencyMs: number;
  readonly #options: SimulatorOptions;
  readonly #history: number;
  readonly #limiter: Limiter;
  readonly #people = new Map<number, Person>();
  readonly #groups = new Map<number, Group>();
  readonly #api: ApiServer;
  readonly #world: World;
  readonly #page: PageServer;
  readonly #log: CallLog;
  #server: Server | undefined;
  #port = 0;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.token = options.token ?? '123456:SIMULATOR';
    if (!/^\d+:[\w-]+$/.test(this.token)) throw new Error(`a token looks like 123456:ABC, not ${this.token}`);
    this.latencyMs = options.latencyMs ?? 0;
    this.#history = options.history ?? 10_000;
    this.#log = new CallLog(this.#history);
    const limits = options.limits === false ? NO_LIMITS : { ...TELEGRAM_LIMITS, ...options.limits };
    this.#limiter = new Limiter(limits, options.elapsed ?? (() => performance.now()));
    const now = options.now ?? Date.now;
    this.#world = createWorld({
      token: this.token,
      username: options.username ?? 'umkm_gresik_demo_bot',
      firstName: options.botName ?? 'UMKM Gresik',
      dataDir: options.dataDir,
      now: () => Number(now()),
      history: this.#history,
      callbackLifetimeMs: options.callbackLifetimeMs ?? 60_000,
    });
    this.#api = new ApiServer(this.#world, this.#limiter, {
      latencyMs: () => this.latencyMs,
      keepsCalls: () => options.keepCalls ?? true,
      called: (call) => this.#log.add(call),
      violated: (violation) => this.#log.violated(violation),
    });
    this.fetch = inProcessFetch(this.#api);
    for (const row of this.#world.chats.all()) this.#adopt(row.user, row.chat.id, row.chat.title);
    for (const person of options.people ?? []) this.createPerson(person);
    this.#page = new PageServer(this.#world, this);
  }

  /** Opens the server on 127.0.0.1; the folder of `dataDir` belongs to this simulator from the constructor on. */
  async start(): Promise<Started> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) =>
        response.destroy(error instanceof Error ? error : undefined),
      );
    });
    server.keepAliveTimeout = 75_000;
    server.requestTimeout = 0;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port ?? 0, '127.0.0.1', resolve);
    });
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : 0;
    const apiRoot = `http://127.0.0.1:${this.#port}`;
    return { apiRoot, pageUrl: `${apiRoot}/`, port: this.#port };
  }

  /** Closes all connections and writes the rest of the state. */
  async stop(): Promise<void> {
    this.#world.updates.endPolls('stop');
    this.#page.close();
    const server = this.#server;
    this.#server = undefined;
    if (server !== undefined) {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    }
    this.#world.journal.close();
  }

  /** Creates somebody, or gives them back when they exist (after a restart their chat is there). */
  createPerson(options: PersonOptions): Person {
    const existing = this.#people.get(options.id);
    if (existing !== undefined) {
      const { row } = existing;
      const { phone = row.phone, note = row.note, group = row.group } = options;
      if (phone !== row.phone || note !== row.note || group !== row.group)
        this.#world.chats.update(options.id, { phone, note, group });
      return existing;
    }
    const user: { -readonly [K in keyof User]: User[K] } = {
      id: options.id,
      is_bot: false,
      first_name: options.firstName,
    };
    if (options.lastName !== undefined) user.last_name = options.lastName;
    if (options.username !== undefined) user.username = options.username;
    if (options.languageCode !== null) user.language_code = options.languageCode ?? 'id';
    this.#world.chats.put({
      chat: privateChat(user),
      user,
      phone: options.phone,
      note: options.note,
      group: options.group,
      unlisted: options.listed === false ? true : undefined,
      started: options.started ?? false,
      blocked: false,
      deactivated: false,
      member: false,
      pinned: [],
    });
    return this.#adopt(user, user.id, undefined) ?? this.person(options.id);
  }

  /** Somebody by id, or created from options. */
  person(who: number | PersonOptions): Person {
    if (typeof who !== 'number') return this.createPerson(who);
    const found = this.#people.get(who);
    if (found === undefined) throw new Error(`no person ${who} in the simulator`);
    return found;
  }

  get people(): readonly Person[] {
    return [...this.#people.values()];
  }

  /** Shows on the page what there is beside the chats, or, without anything, that it has changed. */
  changeTour(tour?: Tour): void {
    if (tour !== undefined) this.#page.tour = tour;
    this.#world.events.emit({ kind: 'tour' });
  }

  /** A group chat without the bot; its id must be negative. */
  createGroup({ id, title }: GroupOptions): Group {
    const existing = this.#groups.get(id);
    if (existing !== undefined) return existing;
    if (id >= 0) throw new Error(`the id of a group is negative, not ${id}`);
    this.#world.chats.put({
      chat: { id, type: 'group', title },
      started: true,
      blocked: false,
      deactivated: false,
      member: false,
      pinned: [],
    });
    const group = new Group(this.#world, id, title, this.#history);
    this.#groups.set(id, group);
    return group;
  }

  /** Calls of the bot since the start or clearCalls(), getUpdates excepted. */
  get calls(): readonly RecordedCall[] {
    return this.#log.calls;
  }

  callsOf(method: string): RecordedCall[] {
    return this.#log.calls.filter((call) => call.method.toLowerCase() === method.toLowerCase());
  }

  clearCalls(): void {
    this.#log.clearCalls();
  }

  /** The next call of a method that matches; waits as long as it takes. Needs keepCalls. */
  nextCall(method: string, matches: (call: RecordedCall) => boolean = () => true): Promise<RecordedCall> {
    return this.#log.next(method, matches);
  }

  /** What the bot did against the official description although Telegram might let it pass. */
  get violations(): readonly Violation[] {
    return this.#log.violations;
  }

  clearViolations(): void {
    this.#log.clearViolations();
  }

  /** Lets the next calls fail, or cuts their connections. */
  failNext(fault: Fault): void {
    this.#api.faults.add(fault);
  }

  clearFaults(): void {
    this.#api.faults.clear();
  }

  get limits(): Limits {
    return this.#limiter.limits;
  }

  /** Changes the flood limits from now on; false turns them off. */
  setLimits(limits: Partial<Limits> | false): void {
    this.#limiter.limits = limits === false ? NO_LIMITS : { ...this.#limiter.limits, ...limits };
  }

  /** Holds updates back, or delivers again; polls go on waiting meanwhile. */
  pauseUpdates(paused = true): void {
    this.#world.updates.paused = paused;
  }

  get pendingUpdates(): number {
    return this.#world.updates.pendingCount;
  }

  /** Queues any update: numbered when it has no number, as it is when it has one. */
  inject(update: UpdateBody | Update): Update | undefined {
    return isNumbered(update) ? this.#world.updates.inject(update) : this.#world.updates.push(update);
  }

  /** Delivers an update again under its old number, as Telegram does when it did not hear of the first. */
  repeat(updateId: number): boolean {
    return this.#world.updates.repeat(updateId);
  }

  /** Resolves when the bot waits in getUpdates with nothing left to deliver or to confirm. */
  whenPolling(): Promise<void> {
    const updates = this.#world.updates;
    if (updates.polling && updates.pendingCount === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = updates.onIdlePoll(() => {
        if (updates.pendingCount > 0) return;
        stop();
        resolve();
      });
    });
  }

  #adopt(user: User | undefined, id: number, title: string | undefined): Person | undefined {
    if (user === undefined) {
      this.#groups.set(id, new Group(this.#world, id, title ?? '', this.#history));
      return undefined;
    }
    const person = new Person(this.#world, user, this.#history);
    this.#people.set(id, person);
    return person;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!isTrusted(request.headers, this.#port)) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end('Forbidden\n');
      return;
    }
    if (await this.#api.serve(request, response, url)) return;
    await this.#page.serve(request, response, url);
  }
}

function isNumbered(update: UpdateBody | Update): update is Update {
  return typeof update['update_id'] === 'number';
}
