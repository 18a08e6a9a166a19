import type { Child } from 'hono/jsx';
import { localDate } from '../domain/month/month.ts';
import { may, type Duty } from '../domain/office/roles.ts';
import { line, type Addressee, type Line, type TextKey, type Texts } from '../i18n.ts';
import type { Codec } from '../services/core/codecs.ts';
import { once } from '../services/core/effects.ts';
import {
  type DatabaseClient,
  atomically,
  type Services,
  type Transaction,
} from '../services/core/services.ts';
import type { MemberRow } from '../services/office/members.ts';

/** One request of an open desk: who is there, read anew from the database, and what the address says. */
export interface At {
  readonly services: Services;
  readonly member: MemberRow;
  /** Of the member: files that are ordered here arrive there. */
  readonly chatId: number;
  /** Number of the open desk. */
  readonly desk: number;
  readonly demo: boolean;
  readonly to: Addressee;
  /** For what is worded elsewhere. */
  readonly texts: Texts;
  readonly url: URL;
  /** The parts of the path that the screen left open. */
  readonly params: Readonly<Record<string, string>>;
  /** Words of a line, as the member reads them. */
  say(it: Line): string;
  /** Words of a text without parameters. */
  text(key: TextKey): string;
  /** Words of a line with its bold ones as HTML; all that is data is escaped. */
  html(it: Line): string;
  /** A sentence as owners read it, in the language of the office: for what is stored. */
  forOwners(it: Line): string;
  /** Writes down who looks at what, before it is shown. */
  note<T>(write: (inside: Transaction) => Promise<T>): Promise<T>;
}

/** A form that was sent: its fields, and a write that happens once however often it is pressed. */
export interface Sent {
  readonly act: string;
  field(name: string): string | undefined;
  /** A file that was handed in; undefined when none was chosen. */
  file(name: string): Promise<{ readonly name: string; readonly data: Uint8Array } | undefined>;
  /** Every value of a name: what is ticked. */
  all(name: string): readonly string[];
  once<T>(name: string, codec: Codec<T>, write: (inside: Transaction) => Promise<NoInfer<T>>): Promise<T>;
}

/** A page: what a screen shows, or what an act asks to be confirmed before anything is stored. */
export interface Shown {
  readonly title: Line;
  readonly body: Child;
  /** A list as rows of a file, heads first. */
  readonly file?: () => readonly (readonly string[])[];
  /** It changes by itself, and is asked for again after some seconds. */
  readonly moves?: boolean;
}

/** What an act comes to: what is said above the page, and where it goes on (left out: the same address). */
export interface Acted {
  readonly say: Said;
  readonly to?: string;
}

/** What can be said above a page, by the name in its address. */
export const saids = {
  taken: 'desk.said.taken',
  answered: 'desk.said.answered',
  held: 'desk.said.held',
  noted: 'desk.said.noted',
  given: 'desk.said.given',
  resolved: 'desk.said.resolved',
  checked: 'desk.said.checked',
  twice: 'desk.said.twice',
  closed: 'desk.said.closed',
  late: 'desk.said.late',
  empty: 'desk.said.empty',
  sold: 'desk.said.sold',
  same: 'desk.said.same',
  locked: 'desk.said.locked',
  unlocked: 'desk.said.unlocked',
  reminded: 'desk.said.reminded',
  told: 'application.done.told',
  call: 'application.done.call',
  second: 'desk.said.second',
  alone: 'desk.said.alone',
  signs: 'desk.said.signs',
  words: 'desk.said.words',
  barred: 'application.barred.note',
  another: 'application.same.note',
  incomplete: 'desk.said.incomplete',
  size: 'desk.said.size',
  related: 'desk.said.related',
  ordered: 'desk.said.ordered',
  busy: 'export.form.busy',
  refused: 'export.form.refused',
  noLetter: 'paper.file.letter.hint',
  returned: 'desk.said.returned',
  dropped: 'desk.said.dropped',
  vendor: 'candidate.vendor.done',
  vendorHint: 'candidate.vendor.hint',
  seen: 'document.desk.seen',
  removed: 'desk.said.removed',
  letterDone: 'change.decided.done',
  letterRefused: 'change.decided.refused',
  letterBack: 'change.decided.taken-back',
  letterOwn: 'change.decided.own',
  letterGone: 'change.decided.gone',
  letterLate: 'change.decided.late',
  announced: 'desk.said.announced',
  saved: 'desk.said.saved',
  bulk: 'desk.said.bulk',
  unticked: 'desk.said.unticked',
  decided: 'desk.said.decided',
  own: 'broadcast.approval.own',
  inChat: 'desk.announcement.poster',
  ticked: 'desk.said.ticked',
  seatless: 'desk.said.seatless',
  invitationBack: 'member.withdraw.done',
  memberDone: 'desk.members.said.done',
  memberBeyond: 'member.result.not-yours',
  memberLast: 'member.result.last-admin',
  memberEnded: 'desk.members.said.ended',
  memberNowhere: 'desk.members.said.nowhere',
  started: 'desk.sending.said.started',
  stillStopped: 'desk.sending.said.still',
  stopped: 'broadcast.stop.done',
  listTaken: 'desk.lists.said.taken',
  listDropped: 'desk.lists.said.dropped',
} as const satisfies Readonly<Record<string, TextKey>>;
export type Said = keyof typeof saids;

/** A document that is looked at as it is. */
export interface Opened {
  readonly name: string;
  readonly type: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface Screen {
  /** As Hono writes paths: /permintaan/:id */
  readonly path: string;
  /** Undefined for what everybody with a role may see. */
  readonly duty: Duty | undefined;
  /** Its name in the list of sections; those without one are reached from another screen. */
  readonly nav?: TextKey;
  /** What a form of it may weigh, in bytes, where that is more than a form without a file. */
  readonly mostBytes?: number;
  /** Undefined for what is not there, or not this member's to see. */
  show(at: At): Promise<Shown | Opened | undefined>;
  /** Undefined for what is not there, not theirs, or no act of this screen. */
  act?(at: At, sent: Sent): Promise<Acted | Shown | undefined>;
}

interface Parts<T> extends Omit<Screen, 'show'> {
  load(at: At): Promise<T | undefined>;
  view(data: T, at: At): Shown;
}

/** A screen that reads first and shows then. */
export function screen<T>({ load, view, ...rest }: Parts<T>): Screen {
  return {
    ...rest,
    async show(at) {
      const data = await load(at);
      return data === undefined ? undefined : view(data, at);
    },
  };
}

/** Whether a member may open a screen. */
export const mayOpen = ({ duty }: Pick<Screen, 'duty'>, member: MemberRow): boolean =>
  duty === undefined || may(member, duty);

interface AtParts {
  readonly prisma: DatabaseClient;
  readonly services: Services;
  readonly texts: Texts;
  readonly demo: boolean;
  readonly member: MemberRow;
  readonly chatId: number;
  readonly desk: number;
  readonly to: Addressee;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
}

export function createAt({ prisma, ...rest }: AtParts): At {
  const { services, texts, to } = rest;
  return {
    ...rest,
    say: (it) => texts.plain(it, to),
    text: (key) => texts.plain(line(key), to),
    html: (it) => texts.html(it, to),
    forOwners: (it) => texts.plain(it, { language: 'id', salutation: undefined, shortName: undefined }),
    note: (write) => atomically(prisma, services, write),
  };
}

/** The number of a row in the address; undefined for anything else. */
export function idIn({ params }: At): number | undefined {
  const text = params['id'] ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The name of a kecamatan or desa. */
export function placeName({ services }: Pick<At, 'services'>, code: string | undefined): string {
  const { kecamatan, desa } = services.office.areas;
  return [...kecamatan, ...desa].find((it) => it.code === code)?.name ?? '–';
}

/** The day of a moment at the office, as a file holds it. */
export const dayAt = ({ services }: Pick<At, 'services'>, moment: Date): string =>
  localDate(moment, services.office.zone).toString();

/** Desks cause writes as bot 0, which no bot of Telegram is. */
const DESK = 0;
const HIGHEST = 2 ** 47;

/** Undefined for a form that lacks what every form of a page has. */
export function createSent(prisma: DatabaseClient, at: At, form: FormData): Sent | undefined {
  const field = (name: string): string | undefined => {
    const value = form.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const act = field('act');
  const updateId = /^\d{1,15}$/.test(field('once') ?? '') ? Number(field('once')) : HIGHEST;
  if (act === undefined || updateId >= HIGHEST) return undefined;
  return {
    act,
    field,
    async file(name) {
      const value = form.get(name);
      if (value === null || typeof value === 'string' || value.size === 0) return undefined;
      return { name: value.name, data: new Uint8Array(await value.arrayBuffer()) };
    },
    all: (name) => form.getAll(name).filter((value) => typeof value === 'string'),
    once: (name, codec, write) =>
      once(
        prisma,
        at.services,
        { botId: DESK, updateId },
        `desk:${at.member.number}:${at.url.pathname}:${name}`,
        codec,
        write,
      ),
  };
}

/** The address of a page with the filter of this one and other values in it; undefined takes one away. */
export function onward(
  at: At,
  path: string,
  values: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams(at.url.search);
  for (const passing of ['kata', 'csv', 'segar']) query.delete(passing);
  for (const [name, value] of Object.entries(values))
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The address of the same page with other values in its filter. */
export const elsewhere = (at: At, values: Readonly<Record<string, string | undefined>>): string =>
  onward(at, at.url.pathname, values);
