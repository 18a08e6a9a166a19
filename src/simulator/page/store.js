import { getChat, getState, getTour, listen } from './api.js';

/** People and open chats, kept in step with the server. Listeners hear a small event after each change. */
export class Store extends EventTarget {
  bot = { username: '' };
  latencyMs = 0;
  people = new Map();
  chats = new Map();
  unread = new Map();
  connected = true;
  /** Clock and scenes of the demo; undefined in a plain simulator. */
  tour = undefined;

  async begin() {
    await this.#reload();
    let first = true;
    listen(
      (event) => this.#hear(event),
      () => {
        this.#connection(true);
        if (!first) this.#reload().catch(() => this.#connection(false));
        first = false;
      },
      () => this.#connection(false),
    );
  }

  /** The chat's messages, loaded when they are first asked for. */
  async open(id) {
    this.unread.delete(id);
    if (!this.chats.has(id)) await this.#load(id);
    this.#tell('people', {});
  }

  async #load(id) {
    const { person, messages, waiting } = await getChat(id);
    this.people.set(id, person);
    const pressed = new Map(waiting.map((query) => [query.queryId, `${query.messageId}:${query.data}`]));
    this.chats.set(id, {
      messages: new Map(messages.map((message) => [message.message_id, message])),
      pressed,
    });
    this.#tell('chat', { id });
  }

  async #reload() {
    // The notes under the names come with the tour.
    await this.#reloadTour();
    await this.#reloadPeople();
    await Promise.all([...this.chats.keys()].map((id) => this.#load(id)));
  }

  async #reloadPeople() {
    const state = await getState();
    this.bot = state.bot;
    this.latencyMs = state.latencyMs;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.#tell('people', {});
  }

  async #reloadTour() {
    this.tour = await getTour();
    this.tourAt = Date.now();
    this.#tell('tour', {});
  }

  /** A jump of the clock tells every moment on its way, and every message may be the next step of a scene. */
  #tourMayChange() {
    this.tourTimer ??= setTimeout(() => {
      this.tourTimer = undefined;
      this.#reloadTour().catch(() => this.#connection(false));
    }, 300);
  }

  #connection(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.#tell('connection', {});
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #hear(event) {
    if (event.kind === 'profile') {
      // A bot that starts sets many things at once.
      clearTimeout(this.profileTimer);
      this.profileTimer = setTimeout(() => this.#reloadPeople().catch(() => this.#connection(false)), 150);
      return;
    }
    if (event.kind === 'tour') {
      this.#tourMayChange();
      return;
    }
    const id = event.chatId;
    if (event.kind === 'chat') {
      if (event.person) this.people.set(id, event.person);
      this.#tell('people', {});
      this.#tell('row', { id });
      return;
    }
    if (event.kind === 'message' || event.kind === 'edit') this.#tourMayChange();
    const chat = this.chats.get(id);
    if (event.kind === 'message' && event.message.byBot)
      this.#tell('arrived', { id, message: event.message });
    if (chat === undefined) return;
    switch (event.kind) {
      case 'message':
        chat.messages.set(event.message.message_id, event.message);
        this.#tell('message', { id, message: event.message });
        break;
      case 'edit':
        chat.messages.set(event.message.message_id, event.message);
        this.#tell('edit', { id, message: event.message });
        break;
      case 'reaction': {
        const message = chat.messages.get(event.messageId);
        if (message === undefined) break;
        message.reaction = event.emoji;
        this.#tell('edit', { id, message });
        break;
      }
      case 'delete':
        for (const messageId of event.messageIds) chat.messages.delete(messageId);
        this.#tell('delete', { id, messageIds: event.messageIds });
        break;
      case 'press':
        chat.pressed.set(event.queryId, `${event.messageId}:${event.data}`);
        this.#tell('press', { id, messageId: event.messageId });
        // A client gives up on a silent bot, too.
        setTimeout(() => this.#release(id, event.queryId), 60_000);
        break;
      case 'toast':
        this.#release(id, event.queryId);
        this.#tell('toast', { id, text: event.text, alert: event.alert });
        break;
      case 'action':
        this.#tell('action', { id, action: event.action });
        break;
      default:
    }
  }

  #release(id, queryId) {
    const chat = this.chats.get(id);
    const key = chat?.pressed.get(queryId);
    if (key === undefined) return;
    chat.pressed.delete(queryId);
    this.#tell('press', { id, messageId: Number(key.split(':')[0]) });
  }
}
