import type { Update } from '../types.ts';
import type { World } from '../world/world.ts';
import { send, setMember, textContent, type SendContext, type Sent } from './actions.ts';
import { ChatView } from './chat-view.ts';
import type { Person } from './person.ts';

/** A group chat that people may take the bot into. */
export class Group extends ChatView {
  readonly #world: World;

  constructor(world: World, id: number, title: string, history: number) {
    super(world, id, `${title} (${id})`, history);
    this.#world = world;
  }

  /** Takes the bot in ("my_chat_member", then a service message). */
  addBot(by: Person): Update | undefined {
    const update = setMember(this.#world, this.chatId, by.user, true);
    if (update !== undefined) {
      send(this.#world, this.chatId, by.user, { new_chat_members: [this.#world.me] });
    }
    return update;
  }

  removeBot(by: Person): Update | undefined {
    return setMember(this.#world, this.chatId, by.user, false);
  }

  /** Somebody writes; in privacy mode the bot hears only commands, mentions and replies to it. */
  sendText(from: Person, text: string, context: SendContext = {}): Sent {
    return send(this.#world, this.chatId, from.user, textContent(text), context);
  }
}
