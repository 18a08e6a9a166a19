import { createApp, type App } from '../../src/app.ts';
import { answersOf, draftCodec } from '../../src/bot/conversations/engine/draft.ts';
import { pressData } from '../../src/bot/conversations/engine/input.ts';
import { registration } from '../../src/bot/conversations/people/register.ts';
import { trainingNews } from '../../src/bot/conversations/people/training-news.ts';
import { readConfig, type OfficeSettings } from '../../src/config.ts';
import type { Database } from '../../src/database.ts';
import type { Texts } from '../../src/i18n.ts';
import { createLog, type Log } from '../../src/log.ts';
import { officeTexts } from '../../src/office.ts';
import { accountOf } from '../../src/services/core/accounts.ts';
import { closeDraft, createDraft, type DraftRow } from '../../src/services/core/drafts.ts';
import { idFor } from '../../src/services/core/numbers.ts';
import { todayOf, type Services, type Transaction } from '../../src/services/core/services.ts';
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
import { isLong, type Disturbance } from './long.ts';

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
  /** What the desk answers a browser; settings have to name a DESK_URL. */
  desk(request: Request): Promise<Response>;
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

export interface OfficeOptions extends Disturbance {
  /** Exported files beyond this are continued in another one. */
  readonly exportBytes?: number;
  readonly clock?: TestClock;
  readonly database?: Database;
  readonly log?: Log;
  readonly settings?: Readonly<Record<string, string>>;
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
    async desk(request) {
      if (app.desk === undefined) throw new Error('expected DESK_URL in the settings, got none');
      return app.desk(request);
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

/** Somebody of the simulator as a person who chats with the bot of an office. */
export function createOwner(office: Office, person: Person, options: OfficeOptions): Owner {
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
    if (options.rebuildAlways === true && (isLong || actions % 2 === 1)) await office.rebuild();
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

/** Registrations as chats before sent them, by the steps that led there. */
const reviews = new Map<string, KeptDraft>();

/**
 * Somebody who has just registered by these steps; training news declined. The first one of a worker walks through
 * every question; the others leave the same rows by what the form does when it is sent. All of them see the menu.
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
    reviews.set(key, await keptDraft(office, owner));
    await owner.walk('>Kirim', '>Tidak usah');
  } else await sendRegistration(office, owner, review);
  await owner.say('/menu');
  return owner;
}

const LANGUAGE = 'id' as const;
const wordings = new WeakMap<Services['office'], Texts>();

async function sendRegistration(office: Office, owner: Owner, review: KeptDraft): Promise<void> {
  const { services } = office;
  const texts = wordings.get(services.office) ?? officeTexts(services.office);
  wordings.set(services.office, texts);
  await inTransaction(services, async (inside) => {
    const { id: accountId, chatId } = await accountOf(inside, owner.person.id, LANGUAGE);
    const now = inside.now();
    const draft = await putDraft(inside, owner, accountId, review);
    const answers = answersOf(draftCodec.decode(draft.payload).answers);
    const who = { accountId, chatId, language: LANGUAGE, personId: undefined, member: undefined };
    const moment = { now, today: todayOf(inside).toString(), wordings: () => [] };
    const context = await registration.load(inside, who, answers, moment);
    const to = { language: LANGUAGE, salutation: undefined, shortName: undefined };
    await registration.submit(inside, who, answers, context, {
      id: draft.id,
      now,
      wording: (text) => texts.plain(text, { ...to, ...registration.speaker?.(answers, context) }),
    });
    await closeDraft(inside, draft.id, 'submitted');
    const news = {
      form: trainingNews.name,
      version: trainingNews.version,
      status: 'discarded',
      remaining: 0,
    };
    const id = await idFor(inside, 'draft');
    await inside.db.draft.create({ data: { id, accountId, ...news, startedAt: now, closedAt: now } });
  });
}

/** Unfinished forms as chats before left them, by the hour and the steps that led there. */
const begun = new Map<string, KeptDraft>();

/**
 * Takes somebody by these steps into a form, whose question is then on the screen. The first one of a worker takes
 * each step; for the others the draft is put where that one's stood and gone on with.
 */
export async function walkTo(office: Office, owner: Owner, steps: readonly string[]): Promise<void> {
  const at = office.clock.now().toISOString().slice(0, 'YYYY-MM-DDTHH'.length);
  const keyOf = (count: number): string => [at, ...steps.slice(0, count)].join('\n');
  const counts = steps.map((_, taken) => steps.length - taken);
  const known = counts.find((count) => begun.has(keyOf(count))) ?? 0;
  const found = begun.get(keyOf(known));
  if (found !== undefined) await goOn(office, owner, found);
  if (known === steps.length) return;
  await owner.walk(...steps.slice(known));
  begun.set(keyOf(steps.length), await keptDraft(office, owner));
}

async function goOn(office: Office, owner: Owner, kept: KeptDraft): Promise<void> {
  if (owner.person.lastMessage === undefined) await owner.say('/start');
  const { services } = office;
  const { id: accountId } = await accountOf(services, owner.person.id, LANGUAGE);
  const draft = await inTransaction(services, (inside) => putDraft(inside, owner, accountId, kept));
  await services.db.draft.update({ where: { id: draft.id }, data: { revision: kept.revision } });
  const menu = owner.person.lastMessage?.message_id ?? 0;
  await owner.act((person) => person.pressData(menu, pressData(draft.id, kept.revision, 'continue')));
}

interface KeptDraft {
  readonly form: string;
  readonly version: number;
  readonly payload: string;
  readonly revision: number;
  readonly remaining: number;
  /** When it was filled: the clock of a test stands still meanwhile. */
  readonly at: string;
  readonly phone: string;
}

/** The form that is open in a chat. What names messages is left out: of another chat they are nothing to this one. */
async function keptDraft({ services }: Office, { person }: Owner): Promise<KeptDraft> {
  const found = await services.db.draft.findFirst({
    where: { account: { chatId: person.id }, status: 'open' },
    orderBy: { updatedAt: 'desc' },
  });
  if (found?.payload == null) throw new Error('expected an open form, found none');
  const payload = JSON.stringify({
    ...JSON.parse(services.seal.decrypt(`draft:${found.id}`, found.payload)),
    left: [],
    asked: {},
    figures: [],
  }).replaceAll(/,"messageId":\d+/g, '');
  const { form, version, revision, remaining, updatedAt } = found;
  const at = updatedAt.toISOString();
  return { form, version, payload, revision, remaining, at, phone: person.phone };
}

/** The same answers, given by this person now. */
function putDraft(
  inside: Transaction,
  { person }: Owner,
  accountId: number,
  kept: KeptDraft,
): Promise<DraftRow> {
  const now = inside.now().toISOString();
  return createDraft(inside, {
    accountId,
    form: kept.form,
    version: kept.version,
    payload: kept.payload.replaceAll(/"at":"[^"]*"/g, `"at":"${now}"`).replaceAll(kept.phone, person.phone),
    remaining: kept.remaining,
  });
}
