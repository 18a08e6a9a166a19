import type { StoredMessage } from '../world/chats.ts';
import type { World } from '../world/world.ts';

const SHOWN_MESSAGES = 300;

/** A chat's row for the list of people. */
export function personView(world: World, id: number): object | undefined {
  const row = world.chats.get(id);
  if (row?.user === undefined) return undefined;
  const { user, phone, note, group, started, blocked, deactivated, keyboard, forceReply, pinned } = row;
  return {
    id,
    firstName: user.first_name,
    lastName: user.last_name,
    username: user.username,
    language: user.language_code,
    phone,
    note,
    group,
    started,
    blocked,
    deactivated,
    keyboard: keyboard?.markup,
    forceReply,
    pinned,
    commands: world.profile.commandsFor(id, user.language_code),
    description: world.profile.textFor('description', user.language_code),
    botName: world.profile.textFor('name', user.language_code) ?? world.me.first_name,
  };
}

export function messageView({ message, byBot, reaction }: StoredMessage): object {
  return { ...message, byBot, reaction };
}

/** Everything an opened chat shows. */
export function chatView(world: World, id: number): object | undefined {
  const person = personView(world, id);
  if (person === undefined) return undefined;
  return {
    person,
    messages: world.chats.messages(id).slice(-SHOWN_MESSAGES).map(messageView),
    waiting: world.queries.of(id).map(({ messageId, data, id: queryId }) => ({ messageId, data, queryId })),
  };
}
