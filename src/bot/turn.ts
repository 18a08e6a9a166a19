import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { clip } from '../domain/words/clip.ts';
import type { Intent } from '../domain/words/intent.ts';
import { shortName } from '../domain/people/name.ts';
import type { Duty } from '../domain/office/roles.ts';
import { isLanguage, type Addressee, type Line, type Texts } from '../i18n.ts';
import type { Log } from '../log.ts';
import type { Account, PersonName } from '../services/core/accounts.ts';
import type { Codec } from '../services/core/codecs.ts';
import { once, type Cause } from '../services/core/effects.ts';
import type { MemberRow } from '../services/office/members.ts';
import type { DatabaseClient, Services, Transaction } from '../services/core/services.ts';
import type { Chat } from '../services/office/chats.ts';
import type { Sql } from '../sql.ts';
import type { Change, Changes } from './outbox/changes.ts';
import type { Pictures } from './pictures.ts';

/** What the bot needs beside grammY; made once in app.ts. */
export interface BotDependencies {
  readonly prisma: DatabaseClient;
  readonly sql: Sql;
  readonly services: Services;
  readonly texts: Texts;
  readonly log: Log;
  readonly pictures: Pictures;
  /** Changes answered questions into one line; undefined: they stay as they are. */
  readonly changes: Changes | undefined;
}

/** Everything that belongs to one update of one private chat. */
export interface Turn {
  readonly cause: Cause;
  readonly services: Services;
  /** Outside of every transaction. */
  readonly sql: Sql;
  readonly texts: Texts;
  readonly log: Log;
  /** Whose chat this is; read anew when somebody else takes the phone. */
  account: Account;
  /** Who this chat is in the office now; undefined for everybody else. */
  readonly member: MemberRow | undefined;
  /** As what of the office this update is answered; undefined for what somebody does for themselves. */
  duty: Duty | undefined;
  /** True when this update was tried before: replies may repeat, and older prompts may be on the screen. */
  readonly repeated: boolean;
  /** How this person is addressed; a form may learn it on the way. */
  to: Addressee;
  readonly pictures: Pictures;
  readonly changes: Changes | undefined;
  /** Messages of this chat to be changed once all is answered. */
  toChange: readonly Change[];
  /** The state that the conversation plugin wants kept; stored together with "handled". */
  noted: { state?: string | null; prompt?: { readonly draftId: number; readonly messageId: number } };
  /** What a conversation's call outside has thrown: the plugin passes on a copy without class and fields. */
  failure?: unknown;
  /** Where whoever is in a form wants to go first. */
  aim?: Intent;
  /** Whether this callback query was answered. */
  answered: boolean;
  /** Whether this update has queued a message of the bot's own. */
  queued: boolean;
  /** Whether this update has stored something beside its own answer, which may make an announcement or a file due. */
  wrote: boolean;
  /** A write that this update causes once; a repeat gets the result that was remembered. */
  once<T>(name: string, codec: Codec<T>, write: (inside: Transaction) => Promise<NoInfer<T>>): Promise<T>;
}

export type BotContext = ConversationFlavor<Context & { turn: Turn }>;

/** How a person of this chat is addressed. */
export function addresseeOf(
  account: Pick<Account, 'language'> & { readonly person?: Omit<PersonName, 'id' | 'number'> | undefined },
): Addressee {
  const name = account.person?.name;
  return {
    language: isLanguage(account.language) ? account.language : 'id',
    salutation: account.person?.salutation,
    shortName: name === undefined ? undefined : shortName(name),
  };
}

export function createTurn(
  dependencies: BotDependencies,
  { account, member, ahead }: Chat,
  cause: Cause,
  repeated: boolean,
): Turn {
  const services: Services = {
    ...dependencies.services,
    ahead,
    noteQueued() {
      turn.queued = true;
    },
  };
  const turn: Turn = {
    cause,
    member,
    duty: undefined,
    services,
    sql: dependencies.sql,
    texts: dependencies.texts,
    log: dependencies.log,
    account,
    repeated,
    to: addresseeOf(account),
    pictures: dependencies.pictures,
    changes: dependencies.changes,
    toChange: [],
    noted: {},
    answered: false,
    queued: false,
    wrote: false,
    once(name, codec, write) {
      turn.wrote = true;
      return once(dependencies.prisma, services, cause, name, codec, write, !repeated);
    },
  };
  return turn;
}

/** A notice on the screen (or none); every press is answered exactly once, or its button spins. */
export async function answerPress(ctx: BotContext, toast?: Line): Promise<void> {
  if (ctx.callbackQuery === undefined || ctx.turn.answered) return;
  ctx.turn.answered = true;
  const { texts, to } = ctx.turn;
  await ctx
    .answerCallbackQuery(toast === undefined ? {} : { text: clip(texts.plain(toast, to), 200) })
    // A press older than a restart can no longer be answered; that is no reason to fail.
    .catch((error: unknown) => ctx.turn.log.debug({ error }, 'A press could not be answered'));
}
