import { createApp, type App } from '../../src/app.ts';
import { pressData } from '../../src/bot/conversations/engine/input.ts';
import { registration } from '../../src/bot/conversations/people/register.ts';
import { readConfig, type OfficeSettings } from '../../src/config.ts';
import type { Database } from '../../src/database.ts';
import { createLog, type Log } from '../../src/log.ts';
import { accountOf } from '../../src/services/core/accounts.ts';
import { createDraft, findDraft, rewriteDraft } from '../../src/services/core/drafts.ts';
import type { Services } from '../../src/services/core/services.ts';
import { isMeant } from '../../src/simulator/people/chat-view.ts';
import {
  createSimulator,
  textOf,
  type Message,
  type Person,
  type Simulator,
  type Update,
} from '../../src/simulator/simulator.ts';
import { testClock, type TestClock } from './clock.ts';
import { testDatabase } from './database.ts';
import { inTransaction } from './in-transaction.ts';

const KEY = new Uint8Array(32).fill(7);

/** The whole system for a test: real bot, real database, simulator in the place of Telegram. */
export interface Office {
  readonly simulator: Simulator;
  /** Where the simulator answers as Telegram does, for files that the bot sent. */
  readonly apiRoot: string;
  /** Address of the demo page. */
  readonly pageUrl: string;
  readonly database: Database;
  readonly clock: TestClock;
  readonly services: Services;
  /** Somebody new with an empty chat. */
  owner(name?: string): Owner;
  /** Resolves when these updates are done. */
  done(...updates: (Update | undefined)[]): Promise<void>;
  /** Runs a scheduled job now, as its clock would. */
  runJob(name: string): Promise<void>;
  /** Resolves when everything that the bot could begin by itself now has gone out. */
  idle(): Promise<void>;
  /** Throws the bot away and builds it again from the database. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** A person who chats; every action waits until the bot has done with it, and returns what the bot wrote. */
export interface Owner {
  readonly person: Person;
  /** The newest text of the bot. */
  readonly last: string;
  /** Labels of the buttons under the newest message with buttons, or on the reply keyboard. */
  readonly buttons: readonly string[];
  /** Number of taps and texts so far. */
  readonly actions: number;
  say(text: string): Promise<readonly string[]>;
  tap(label: string | RegExp): Promise<readonly string[]>;
  /** Any other action of the simulator's person. */
  act(
    action: (person: Person) => { readonly update: Update | undefined } | Update | undefined,
  ): Promise<readonly string[]>;
  /** Several actions in order: `>Label` taps, everything else is typed. */
  walk(...steps: string[]): Promise<readonly string[]>;
}

export interface OfficeOptions {
  /** Exported files beyond this are continued in another one. */
  readonly exportBytes?: number;
  readonly clock?: TestClock;
  readonly database?: Database;
  readonly log?: Log;
  readonly settings?: Readonly<Record<string, string>>;
  /** Builds the bot anew between any two messages. */
  readonly rebuildAlways?: boolean;
  /** Delivers every update three times. */
  readonly tripled?: boolean;
  readonly retryDelays?: readonly number[];
  readonly onFatal?: () => void;
  /** The clock of Telegram, when it is not that of the bot. */
  readonly telegramNow?: () => Date;
  /** The bot reaches the simulator over a socket, as a real bot does; otherwise within the process. */
  readonly sockets?: boolean;
}

let nextPerson = 5000;

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const clock = options.clock ?? testClock();
  const database = options.database ?? (await testDatabase());
  const simulator = createSimulator({ now: options.telegramNow ?? clock.now, limits: false });
  const { apiRoot, pageUrl } = await simulator.start();
  const settings: OfficeSettings = readConfig(options.settings ?? {}).office;
  const finished = new Set<number>();
  const waiting = new Map<number, () => void>();

  const build = async (): Promise<App> => {
    const built = await createApp(
      {
        mode: 'demo',
        botToken: simulator.token,
        apiRoot,
        appKey: KEY,
        office: settings,
        ...(options.exportBytes === undefined ? {} : { exportBytes: options.exportBytes }),
      },
      database,
      {
        log: options.log ?? createLog('silent'),
        now: clock.now,
        onFatal: options.onFatal ?? (() => undefined),
        pollSeconds: 30,
        ticking: false,
        retryDelays: options.retryDelays ?? [5, 5],
        patience: 0.002,
        ...(options.sockets === true ? {} : { carrier: simulator.fetch }),
        onDone(id) {
          finished.add(id);
          waiting.get(id)?.();
        },
      },
    );
    await built.start();
    return built;
  };
  let app = await build();

  const isDone = (id: number): Promise<void> =>
    finished.has(id)
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiting.set(id, () => {
            waiting.delete(id);
            resolve();
          });
        });

  const office: Office = {
    simulator,
    apiRoot,
    pageUrl,
    database,
    clock,
    get services() {
      return app.services;
    },
    owner(name = 'Siti') {
      return createOwner(office, simulator.createPerson({ id: nextPerson++, firstName: name }), options);
    },
    async done(...updates) {
      await Promise.all(
        updates.flatMap((update) => (update === undefined ? [] : [isDone(update.update_id)])),
      );
      await app.collapsed();
    },
    runJob: (name) => app.runJob(name),
    idle: () => app.idle(),
    async rebuild() {
      await app.stop();
      app = await build();
    },
    async close() {
      await app.stop();
      await simulator.stop();
      await database.close();
    },
  };
  return office;
}

function createOwner(office: Office, person: Person, options: OfficeOptions): Owner {
  let actions = 0;
  const written = (): readonly Message[] => person.messages.filter((message) => message.from?.is_bot);
  /** The message that the last press made into a page of something else, and the last one in the chat then. */
  let page: { readonly id: number; readonly last: number | undefined } | undefined;
  const newest = (): Message | undefined => {
    const all = written();
    const last = all.at(-1);
    return page === undefined || page.last !== last?.message_id
      ? last
      : (all.find((message) => message.message_id === page?.id) ?? last);
  };
  const act: Owner['act'] = async (action) => {
    actions++;
    const before = new Set(written().map((message) => message.message_id));
    const toasts = person.toasts.length;
    const update = updateOf(action(person));
    // The bot has not heard of it yet.
    const pressed = written().find(
      (message) => message.message_id === update?.callback_query?.message?.message_id,
    );
    const words = pressed === undefined ? undefined : wordsOf(pressed);
    await office.done(update);
    if (options.tripled === true && update !== undefined) {
      office.simulator.inject(update);
      office.simulator.inject(update);
    }
    if (options.rebuildAlways === true) await office.rebuild();
    // What was answered may lose its buttons; what became another page has some.
    const paged = written().find(
      (message) =>
        message.message_id === pressed?.message_id &&
        message.reply_markup?.inline_keyboard !== undefined &&
        words !== wordsOf(message),
    );
    const sent = written().filter((message) => !before.has(message.message_id));
    for (const message of sent) checkButtons(message);
    if (paged !== undefined) page = { id: paged.message_id, last: written().at(-1)?.message_id };
    return [
      ...[...(paged === undefined ? [] : [paged]), ...sent].map(textOf),
      ...person.toasts
        .slice(toasts)
        .map((toast) => toast.text)
        .filter((text) => text !== ''),
    ];
  };
  const owner: Owner = {
    person,
    get last() {
      const message = newest();
      return message === undefined ? '' : textOf(message);
    },
    get buttons() {
      const under = [...written(), ...[newest()].flatMap((message) => message ?? [])].findLast(
        (message) => message.reply_markup?.inline_keyboard !== undefined,
      );
      const keys = person.keyboardButtons.map((button) => button.text);
      return keys.length > 0
        ? keys
        : (under?.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.text);
    },
    get actions() {
      return actions;
    },
    act,
    say: (text) => act((it) => it.sendText(text)),
    tap: (label) => act((it) => it.tap(...numberOf(it, label))),
    async walk(...steps) {
      let texts: readonly string[] = [];
      for (const step of steps)
        texts = await (step.startsWith('>') ? owner.tap(step.slice(1)) : owner.say(step));
      return texts;
    },
  };
  return owner;
}

const wordsOf = (message: Message): string => JSON.stringify([textOf(message), message.reply_markup]);

/** A label as it is pressed; where no button has it, the number of the row that says it, in the newest list. */
function numberOf(person: Person, label: string | RegExp): Parameters<Person['tap']> {
  const says = (text: string): boolean =>
    typeof label === 'string' ? text.includes(label) : label.test(text);
  const isThere = [...person.inlineButtons, ...person.keyboardButtons].some(({ text }) =>
    isMeant(text, label),
  );
  if (isThere) return [label];
  for (const { text, message } of person.inlineButtons) {
    const row = /^\d$/.test(text) ? rowOf(textOf(message), text) : undefined;
    if (row !== undefined && says(row)) return [text, { message: message.message_id }];
  }
  return [label];
}

/** What stands at a number of a list. */
const rowOf = (list: string, number: string): string | undefined =>
  list
    .split('\n\n')
    .find((row) => row.startsWith(`${number}. `))
    ?.slice(number.length + 2);

/** No message offers two ways back: which of them leads where nobody can tell. */
function checkButtons(message: Message): void {
  const labels = (message.reply_markup?.inline_keyboard ?? []).flat().map((it) => it.text);
  const back = labels.filter((it) => it.startsWith('Kembali'));
  if (back.length > 1)
    throw new Error(`expected one way back under "${textOf(message)}", got ${back.join(', ')}`);
}

/** An action gives the update itself, or what was sent together with it. */
function updateOf(outcome: { readonly update: Update | undefined } | Update | undefined): Update | undefined {
  if (outcome === undefined || isUpdate(outcome)) return outcome;
  return isUpdate(outcome.update) ? outcome.update : undefined;
}

function isUpdate(value: unknown): value is Update {
  return typeof value === 'object' && value !== null && 'update_id' in value;
}

/** What a hasty but correct owner does, from MULAI to the receipt. */
export const registrationSteps: readonly string[] = [
  '/start',
  '>Daftarkan usaha saya',
  '>Setuju',
  'Siti Aminah',
  '>Ibu (perempuan)',
  '>Gresik (kota)',
  'Lumpur',
  'Otak-otak Bu Siti',
  '>Makanan, minuman',
  '2009',
  '>Saya + 1 perempuan',
  '3 jt',
  '>Benar',
  '>Belum punya',
  '>Kirim nomor HP ini',
  '>Kirim',
];

interface Review {
  readonly payload: string;
  readonly revision: number;
  readonly phone: string;
}

/** Reviews of registrations as chats before left them, by the steps that led there. */
const reviews = new Map<string, Review>();

/**
 * Somebody who has just registered by these steps; training news declined. The first one of a worker walks through
 * every question; of the others the draft is put where that one's stood before *Kirim*, which is pressed by all of
 * them.
 */
export async function registeredOwner(
  office: Office,
  steps: readonly string[] = registrationSteps,
): Promise<Owner> {
  const owner = office.owner();
  const key = steps.join('\n');
  const review = reviews.get(key);
  if (review === undefined) {
    await owner.walk(...steps.slice(0, -1));
    reviews.set(key, await reviewOf(office, owner));
  } else await openAtReview(office, owner, review);
  await owner.walk('>Kirim', '>Tidak usah');
  return owner;
}

async function openAtReview(office: Office, owner: Owner, review: Review): Promise<void> {
  await owner.say('/start');
  const { services } = office;
  const account = await accountOf(services, owner.person.id, 'id');
  const now = services.now().toISOString();
  const draft = await inTransaction(services, (inside) =>
    createDraft(inside, {
      accountId: account.id,
      form: registration.name,
      version: registration.version,
      payload: review.payload
        .replaceAll(/"at":"[^"]*"/g, `"at":"${now}"`)
        .replaceAll(review.phone, owner.person.phone),
      remaining: 0,
    }),
  );
  await services.db.draft.update({ where: { id: draft.id }, data: { revision: review.revision } });
  const menu = owner.person.lastMessage?.message_id ?? 0;
  await owner.act((person) => person.pressData(menu, pressData(draft.id, review.revision, 'review')));
}

async function reviewOf(office: Office, owner: Owner): Promise<Review> {
  const account = await accountOf(office.services, owner.person.id, 'id');
  const draft = await findDraft(office.services, account.id, registration.name);
  if (draft === undefined) throw new Error('expected a registration that stands at its review, found none');
  // Messages of another chat are nothing to this one, and of two people whose rows are the same neither has more.
  const payload = JSON.stringify({ ...JSON.parse(draft.payload), left: [] });
  await inTransaction(office.services, (inside) =>
    rewriteDraft(inside, draft.id, { payload, revision: draft.revision, remaining: 0 }),
  );
  return { payload, revision: draft.revision, phone: owner.person.phone };
}
