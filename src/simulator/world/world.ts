import type { Chat, User } from '../types.ts';
import { Chats } from './chats.ts';
import { WorldEvents } from './events.ts';
import { Files } from './files.ts';
import { Journal } from './journal.ts';
import { Profile } from './profile.ts';
import { OpenQueries } from './queries.ts';
import { Updates } from './updates.ts';

export interface WorldOptions {
  readonly token: string;
  readonly username: string;
  readonly firstName: string;
  readonly dataDir: string | undefined;
  readonly now: () => number;
  readonly history: number;
  readonly callbackLifetimeMs: number;
}

/** Everything the server knows: the bot, its people and chats, files, and updates on their way. */
export interface World {
  readonly token: string;
  readonly me: User & { readonly username: string };
  readonly now: () => number;
  readonly events: WorldEvents;
  readonly journal: Journal;
  readonly chats: Chats;
  readonly updates: Updates;
  readonly profile: Profile;
  readonly files: Files;
  readonly queries: OpenQueries;
}

const FILES_PER_KEPT_MESSAGE = 40;

/** Opens the world, with what an earlier one left in `dataDir`. */
export function createWorld(options: WorldOptions): World {
  const events = new WorldEvents();
  const journal = new Journal(options.dataDir);
  const world: World = {
    token: options.token,
    me: {
      id: Number(options.token.split(':')[0]),
      is_bot: true,
      first_name: options.firstName,
      username: options.username,
    },
    now: options.now,
    events,
    journal,
    chats: new Chats(journal, events, options.history),
    updates: new Updates(journal, options.now),
    profile: new Profile(journal, events),
    files: new Files(journal, options.dataDir, options.history * FILES_PER_KEPT_MESSAGE),
    queries: new OpenQueries(options.now, options.callbackLifetimeMs),
  };
  journal.compact();
  return world;
}

/** Unix time in whole seconds, as messages carry it. */
export function unixTime(world: World): number {
  return Math.floor(world.now() / 1000);
}

/** The private chat of a person, as it stands in messages. */
export function privateChat(user: User): Chat {
  const chat: { -readonly [K in keyof Chat]: Chat[K] } = {
    id: user.id,
    first_name: user.first_name,
    type: 'private',
  };
  if (user.last_name !== undefined) chat.last_name = user.last_name;
  if (user.username !== undefined) chat.username = user.username;
  return chat;
}
