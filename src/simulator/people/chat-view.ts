import type { InlineButton, KeyboardButton, Message, ReplyKeyboard } from '../types.ts';
import type { WorldEvent } from '../world/events.ts';
import type { World } from '../world/world.ts';

/** What reaches a person from the bot. */
export type BotEvent =
  | { readonly kind: 'message'; readonly message: Message; readonly text: string }
  | { readonly kind: 'edit'; readonly message: Message; readonly text: string }
  | { readonly kind: 'toast'; readonly text: string; readonly alert: boolean; readonly queryId: string }
  | { readonly kind: 'delete'; readonly messageIds: readonly number[]; readonly text: '' }
  | { readonly kind: 'action'; readonly action: string; readonly text: '' }
  | { readonly kind: 'pin'; readonly messageId: number | undefined; readonly text: '' }
  | {
      readonly kind: 'reaction';
      readonly messageId: number;
      readonly emoji: readonly string[];
      readonly text: '';
    };

/** Part of the text, a pattern for the text, or any test of the event. */
export type Match<E extends BotEvent = BotEvent> = string | RegExp | ((event: E) => boolean);

export interface Toast {
  readonly text: string;
  readonly alert: boolean;
  readonly queryId: string;
}

export interface VisibleButton {
  readonly text: string;
  readonly message: Message;
  readonly button: InlineButton;
}

const KEPT_EVENTS = 1000;

/** The chat with the bot as one sees it, and waiting for what comes. */
export class ChatView {
  readonly chatId: number;
  readonly name: string;
  readonly #world: World;
  readonly #kept: number;
  /** Events that no next() has consumed yet. */
  #events: BotEvent[] = [];
  #toasts: Toast[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(world: World, chatId: number, name: string, history: number) {
    this.chatId = chatId;
    this.name = name;
    this.#world = world;
    this.#kept = Math.min(KEPT_EVENTS, history);
    world.events.onChat(chatId, (event) => this.#hear(event));
  }

  /** The bot's messages that are still there, oldest first. */
  get messages(): Message[] {
    return this.#world.chats
      .messages(this.chatId)
      .flatMap((stored) => (stored.byBot ? [stored.message] : []));
  }

  /** Everything in the chat that is still there, the people's own messages included. */
  get log(): Message[] {
    return this.#world.chats.messages(this.chatId).map((stored) => stored.message);
  }

  /** The bot's newest message. */
  get lastMessage(): Message | undefined {
    return this.#world.chats.last(this.chatId, (stored) => stored.byBot)?.message;
  }

  /** The reply keyboard below the input, if the bot showed one. */
  get keyboard(): ReplyKeyboard | undefined {
    return this.#world.chats.get(this.chatId)?.keyboard?.markup;
  }

  get toasts(): readonly Toast[] {
    return this.#toasts;
  }

  /** Inline buttons in sight, those of the newest message first. */
  get inlineButtons(): VisibleButton[] {
    return this.#world.chats
      .messages(this.chatId)
      .toReversed()
      .flatMap(({ message }) =>
        (message.reply_markup?.inline_keyboard ?? []).flatMap((row) =>
          row.map((button) => ({ text: shownLabel(button.text, row.length), message, button })),
        ),
      );
  }

  get keyboardButtons(): readonly KeyboardButton[] {
    return (this.keyboard?.keyboard ?? []).flat();
  }

  /**
   * The next thing from the bot that matches and that no next() gave before; what came meanwhile counts,
   * what stood before it is passed over. Waits as long as it takes; with `timeoutMs` it rejects then, telling what
   * came instead.
   */
  next(match?: Match, timeoutMs?: number): Promise<BotEvent> {
    return this.#next(isAny, match, timeoutMs);
  }

  /** The next new message that matches. */
  async nextMessage(
    match?: Match<Extract<BotEvent, { kind: 'message' }>>,
    timeoutMs?: number,
  ): Promise<Message> {
    return (await this.#next(isNewMessage, match, timeoutMs)).message;
  }

  /** The next edit of one of the bot's messages that matches. */
  async nextEdit(match?: Match<Extract<BotEvent, { kind: 'edit' }>>, timeoutMs?: number): Promise<Message> {
    return (await this.#next(isEdit, match, timeoutMs)).message;
  }

  /** The next answer to a press that matches; its text may be empty. */
  nextToast(match?: Match<Extract<BotEvent, { kind: 'toast' }>>, timeoutMs?: number): Promise<Toast> {
    return this.#next(isToast, match, timeoutMs);
  }

  /** The numbers of the messages that the bot deletes next. */
  async nextDeletion(timeoutMs?: number): Promise<readonly number[]> {
    return (await this.#next(isDeletion, undefined, timeoutMs)).messageIds;
  }

  /** Passes over everything that came so far. */
  skip(): void {
    this.#events = [];
  }

  #next<E extends BotEvent>(
    isKind: (event: BotEvent) => event is E,
    match: Match<E> | undefined,
    timeoutMs?: number,
  ): Promise<E> {
    // Made here, so that its stack leads to the line that waits.
    const late = new Error();
    return new Promise((resolve, reject) => {
      const seen: string[] = [];
      const look = (): void => {
        for (const [at, event] of this.#events.entries()) {
          if (!isKind(event) || !fits(event, match)) continue;
          this.#events = this.#events.slice(at + 1);
          clearTimeout(timer);
          this.#waiting.delete(look);
          resolve(event);
          return;
        }
      };
      const giveUp = (): void => {
        this.#waiting.delete(look);
        seen.push(...this.#events.map(describe));
        late.message = `${this.name}: nothing like ${String(match ?? 'anything')} in ${timeoutMs} ms; came instead: ${seen.join(' | ') || 'nothing'}`;
        reject(late);
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }

  #hear(event: WorldEvent): void {
    const heard = botEvent(event);
    if (heard === undefined) return;
    if (heard.kind === 'toast') {
      const { text, alert, queryId } = heard;
      this.#toasts = [...this.#toasts, { text, alert, queryId }].slice(-this.#kept);
    }
    this.#events.push(heard);
    if (this.#events.length > this.#kept) this.#events.shift();
    for (const look of this.#waiting) look();
  }
}

function botEvent(event: WorldEvent): BotEvent | undefined {
  switch (event.kind) {
    case 'message':
    case 'edit':
      return event.byBot
        ? { kind: event.kind, message: event.message, text: textOf(event.message) }
        : undefined;
    case 'toast':
      return { kind: 'toast', text: event.text, alert: event.alert, queryId: event.queryId };
    case 'delete':
      return { kind: 'delete', messageIds: event.messageIds, text: '' };
    case 'action':
      return { kind: 'action', action: event.action, text: '' };
    case 'pin':
      return { kind: 'pin', messageId: event.messageId, text: '' };
    case 'reaction':
      return { kind: 'reaction', messageId: event.messageId, emoji: event.emoji, text: '' };
    case 'press':
    case 'chat':
    case 'profile':
    case 'tour':
      return undefined;
  }
}

/** Letters that a phone of 360 px shows on each button of a row of one, two, three and so on. */
const SHOWN_LETTERS = [24, 20, 12, 9, 7, 5, 4, 3] as const;

/** What phones show of a button; they cut what does not fit. */
function shownLabel(text: string, inRow: number): string {
  const letters = Array.from(text);
  const room = SHOWN_LETTERS[inRow - 1] ?? 3;
  return letters.length <= room ? text : `${letters.slice(0, room - 1).join('')}…`;
}

/** Whether a button that shows this is the one that is meant: by its pattern, or by its words, of which some may be cut. */
export function isMeant(shown: string, meant: string | RegExp): boolean {
  if (typeof meant !== 'string') return meant.test(shown);
  if (shown === meant) return true;
  const pieces = shown.split('…').map((it) => it.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return pieces.length > 1 && new RegExp(`^${pieces.join('.+')}$`, 'u').test(meant);
}

/** The words of a message: its text or its caption. */
export function textOf(message: Message): string {
  return message.text ?? message.caption ?? '';
}

function isAny(_event: BotEvent): _event is BotEvent {
  return true;
}

function isNewMessage(event: BotEvent): event is Extract<BotEvent, { kind: 'message' }> {
  return event.kind === 'message';
}

function isEdit(event: BotEvent): event is Extract<BotEvent, { kind: 'edit' }> {
  return event.kind === 'edit';
}

function isToast(event: BotEvent): event is Extract<BotEvent, { kind: 'toast' }> {
  return event.kind === 'toast';
}

function isDeletion(event: BotEvent): event is Extract<BotEvent, { kind: 'delete' }> {
  return event.kind === 'delete';
}

function fits<E extends BotEvent>(event: E, match: Match<E> | undefined): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(event);
  if (typeof match === 'string') return event.text.includes(match);
  match.lastIndex = 0;
  return match.test(event.text);
}

function describe(event: BotEvent): string {
  if (event.kind !== 'message' && event.kind !== 'edit') return `${event.kind} "${event.text}"`;
  const buttons = (event.message.reply_markup?.inline_keyboard ?? [])
    .flat()
    .map((button) => `[${button.text}]`);
  return `${event.kind} "${event.text.slice(0, 120)}" ${buttons.join('')}`.trim();
}
