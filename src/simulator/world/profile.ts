import { isList, isRecord, type JsonRecord } from '../json.ts';
import type { BotCommand } from '../types.ts';
import type { WorldEvents } from './events.ts';
import type { Journal, Shelf } from './journal.ts';

export type ProfileText = 'name' | 'description' | 'short_description';

interface ProfileRow {
  readonly key: string;
  readonly value: unknown;
}

function isProfileRow(value: unknown): value is ProfileRow {
  return isRecord(value) && typeof value['key'] === 'string';
}

function isCommand(value: unknown): value is BotCommand {
  return isRecord(value) && typeof value['command'] === 'string';
}

/** What the bot says about itself: name, descriptions, commands by scope and language, menu buttons. */
export class Profile {
  readonly #rows: Shelf<string, ProfileRow>;
  readonly #events: WorldEvents;

  constructor(journal: Journal, events: WorldEvents) {
    this.#events = events;
    this.#rows = journal.shelf('profile', (row) => row.key, isProfileRow);
  }

  text(kind: ProfileText, language: string): string | undefined {
    const value = this.#rows.get(`${kind}:${language}`)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** As people of that language see it: their language's text, else the one without a language. */
  textFor(kind: ProfileText, language: string | undefined): string | undefined {
    return this.text(kind, language ?? '') ?? this.text(kind, '');
  }

  setText(kind: ProfileText, language: string, text: string): void {
    this.#set(`${kind}:${language}`, text === '' ? undefined : text);
  }

  commands(scope: string, language: string): readonly BotCommand[] | undefined {
    const value = this.#rows.get(`commands:${scope}:${language}`)?.value;
    return isList(value) ? value.filter(isCommand) : undefined;
  }

  setCommands(scope: string, language: string, commands: readonly BotCommand[] | undefined): void {
    this.#set(`commands:${scope}:${language}`, commands?.length === 0 ? undefined : commands);
  }

  /** The commands that a person sees in the private chat ("Determining list of commands"). */
  commandsFor(chatId: number, language: string | undefined): readonly BotCommand[] {
    for (const scope of [`chat:${chatId}`, 'all_private_chats', 'default']) {
      const found = this.commands(scope, language ?? '') ?? this.commands(scope, '');
      if (found !== undefined) return found;
    }
    return [];
  }

  menuButton(chatId: number | undefined): unknown {
    return (
      this.#rows.get(`menu:${chatId ?? ''}`)?.value ?? this.#rows.get('menu:')?.value ?? { type: 'commands' }
    );
  }

  setMenuButton(chatId: number | undefined, button: unknown): void {
    this.#set(`menu:${chatId ?? ''}`, button);
  }

  get webhook(): JsonRecord | undefined {
    const value = this.#rows.get('webhook')?.value;
    return isRecord(value) ? value : undefined;
  }

  set webhook(webhook: JsonRecord | undefined) {
    this.#set('webhook', webhook);
  }

  #set(key: string, value: unknown): void {
    if (value === undefined) this.#rows.remove(key);
    else this.#rows.put({ key, value });
    this.#events.emit({ kind: 'profile' });
  }
}
