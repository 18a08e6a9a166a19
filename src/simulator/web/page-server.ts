import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../api/body.ts';
import { imageSize } from '../api/images.ts';
import { integerOf, isRecord, numberOf, parseJson, stringOf } from '../json.ts';
import type { Person } from '../people/person.ts';
import type { WorldEvent } from '../world/events.ts';
import type { World } from '../world/world.ts';
import { act, ImpossibleAct } from './acts.ts';
import { pageFile, SECURITY_HEADERS } from './static-files.ts';
import { tourView, type Tour } from '../tour.ts';
import { EventStream } from './stream.ts';
import { chatView, messageView, personView } from './views.ts';

/** What the page may do with the people; the simulator itself fits. */
export interface People {
  latencyMs: number;
  readonly people: readonly Person[];
  createPerson(options: { readonly id: number; readonly firstName: string; readonly note: string }): Person;
}

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const UPLOAD_LIMIT = 50 * 1024 * 1024;
const FIRST_NEW_PERSON = 900_001;

/** The chat page at / and its own JSON and event API under /sim/. */
export class PageServer {
  /** Undefined where there are only chats. */
  tour: Tour | undefined;
  readonly #world: World;
  readonly #people: People;
  readonly #stream = new EventStream();
  readonly #stopListening: () => void;

  constructor(world: World, people: People) {
    this.#world = world;
    this.#people = people;
    this.#stopListening = world.events.on((event) => {
      if (this.#stream.watched && !this.#isUnlisted(event)) this.#stream.send(this.#eventView(event));
    });
  }

  close(): void {
    this.#stopListening();
    this.#stream.close();
  }

  /** Serves everything that is not the Bot API. */
  async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (!url.pathname.startsWith('/sim/')) return this.#static(request, response, url.pathname);
    try {
      if (request.method === 'POST') return await this.#post(request, response, url);
      if (request.method === 'GET') return await this.#get(response, url);
      json(response, 405, { error: 'method not allowed' });
    } catch (error) {
      if (!(error instanceof ImpossibleAct)) throw error;
      json(response, 400, { error: error.message });
    }
  }

  async #static(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = request.method === 'GET' || request.method === 'HEAD' ? await pageFile(path) : undefined;
    if (file === undefined) {
      json(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
      return;
    }
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': file.type,
      'content-length': file.data.length,
    });
    response.end(request.method === 'HEAD' ? undefined : file.data);
  }

  async #get(response: ServerResponse, url: URL): Promise<void> {
    const [, , what, id] = url.pathname.split('/');
    if (what === 'events') this.#stream.add(response);
    else if (what === 'state') json(response, 200, this.#state());
    else if (what === 'tour') json(response, 200, { tour: this.tour && (await tourView(this.tour)) });
    else if (what === 'chat') json(response, 200, chatView(this.#world, Number(id)) ?? {});
    else if (what === 'file') this.#file(response, id ?? '', url.searchParams.has('download'));
    else json(response, 404, { error: 'not found' });
  }

  async #post(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const what = url.pathname.split('/')[2];
    if (what === 'upload') {
      const data = await readBody(request, UPLOAD_LIMIT);
      this.#upload(
        this.#person(Number(url.searchParams.get('person'))),
        data,
        url.searchParams.get('name') ?? '',
      );
      json(response, 200, {});
      return;
    }
    // Only a page of this origin can send JSON without asking first.
    if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
      json(response, 415, { error: 'JSON expected' });
      return;
    }
    const body = parseJson((await readBody(request, 1024 * 1024)).toString('utf8'));
    const fields = isRecord(body) ? body : {};
    if (what === 'act') {
      act(this.#person(integerOf(fields, 'person')), fields);
      json(response, 200, {});
    } else if (what === 'people') {
      const person = this.#newPerson(stringOf(fields, 'firstName') ?? '');
      json(response, 200, { id: person.id });
    } else if (what === 'settings') {
      this.#people.latencyMs = Math.min(10_000, Math.max(0, numberOf(fields, 'latencyMs') ?? 0));
      json(response, 200, { latencyMs: this.#people.latencyMs });
    } else if (what === 'clock' && this.tour !== undefined) {
      go(this.tour, stringOf(fields, 'stop') ?? '');
      json(response, 200, {});
    } else if (what === 'anew' && this.tour !== undefined) {
      const { tour } = this;
      // The answer goes out first: beginning anew closes every connection.
      response.once('close', () => tour.beginAnew());
      json(response, 202, {});
    } else json(response, 404, { error: 'not found' });
  }

  #person(id: number | undefined): Person {
    const person = this.#people.people.find((one) => one.id === id);
    if (person === undefined) throw new ImpossibleAct('no such person');
    return person;
  }

  #newPerson(firstName: string): Person {
    const name = firstName.trim().slice(0, 40);
    if (name === '') throw new ImpossibleAct('firstName is missing');
    const highest = Math.max(FIRST_NEW_PERSON - 1, ...this.#people.people.map((person) => person.id));
    return this.#people.createPerson({ id: highest + 1, firstName: name, note: 'orang baru' });
  }

  #upload(person: Person, data: Buffer, name: string): void {
    const clean = name.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-80) || 'berkas';
    if (imageSize(data) !== undefined && data.length <= 10 * 1024 * 1024)
      person.sendPhoto({ data, name: clean });
    else person.sendDocument(clean, data);
  }

  #state(): object {
    const { me } = this.#world;
    return {
      bot: { id: me.id, username: me.username },
      latencyMs: this.#people.latencyMs,
      people: this.#people.people
        .filter(({ row }) => row.unlisted !== true)
        .map((person) => personView(this.#world, person.id)),
    };
  }

  #file(response: ServerResponse, id: string, download: boolean): void {
    const file = this.#world.files.get(id);
    const data = file === undefined ? undefined : this.#world.files.read(file);
    if (file === undefined || data === undefined) {
      json(response, 404, { error: 'not found' });
      return;
    }
    // Only true pictures and sounds are shown; anything else, HTML above all, is only handed down.
    const sound = /^audio\/(?:ogg|mpeg)$/.test(file.mime);
    const shown = !download && (PICTURES.has(file.mime) || sound);
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': shown ? file.mime : 'application/octet-stream',
      'content-length': data.length,
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
    response.end(data);
  }

  #isUnlisted(event: WorldEvent): boolean {
    return 'chatId' in event && this.#world.chats.get(event.chatId)?.unlisted === true;
  }

  #eventView(event: WorldEvent): object {
    if (event.kind === 'message' || event.kind === 'edit') {
      const { kind, chatId, message } = event;
      const stored = this.#world.chats.message(chatId, message.message_id);
      return { kind, chatId, message: stored === undefined ? message : messageView(stored) };
    }
    return event.kind === 'chat' ? { ...event, person: personView(this.#world, event.chatId) } : event;
  }
}

function go(tour: Tour, stop: string): void {
  try {
    tour.go(stop);
  } catch (error) {
    throw new ImpossibleAct(error instanceof Error ? error.message : String(error));
  }
}

function json(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
