import type { Message } from '../types.ts';

/** What happened in a chat, for the people's side: tests that wait and pages that show. */
export type WorldEvent =
  | { readonly kind: 'message'; readonly chatId: number; readonly message: Message; readonly byBot: boolean }
  | { readonly kind: 'edit'; readonly chatId: number; readonly message: Message; readonly byBot: boolean }
  | { readonly kind: 'delete'; readonly chatId: number; readonly messageIds: readonly number[] }
  | {
      readonly kind: 'toast';
      readonly chatId: number;
      readonly userId: number;
      readonly queryId: string;
      readonly text: string;
      readonly alert: boolean;
      readonly url?: string | undefined;
    }
  | {
      readonly kind: 'press';
      readonly chatId: number;
      readonly messageId: number;
      readonly data: string;
      readonly queryId: string;
    }
  | { readonly kind: 'action'; readonly chatId: number; readonly action: string }
  | { readonly kind: 'pin'; readonly chatId: number; readonly messageId: number | undefined }
  | {
      readonly kind: 'reaction';
      readonly chatId: number;
      readonly messageId: number;
      readonly emoji: readonly string[];
    }
  /** Keyboard, block, membership: whatever else the chat row holds. */
  | { readonly kind: 'chat'; readonly chatId: number }
  /** Commands, name, descriptions, menu button of the bot. */
  | { readonly kind: 'profile' }
  /** What the page shows beside the chats: the clock. */
  | { readonly kind: 'tour' };

export type ChatEvent = Extract<WorldEvent, { readonly chatId: number }>;

export class WorldEvents {
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  readonly #ofChat = new Map<number, (event: ChatEvent) => void>();

  emit(event: WorldEvent): void {
    if ('chatId' in event) this.#ofChat.get(event.chatId)?.(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Listens to everything until the returned function is called. */
  on(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Listens to one chat; each chat has one view, so that thousands of people cost nothing. */
  onChat(chatId: number, listener: (event: ChatEvent) => void): void {
    this.#ofChat.set(chatId, listener);
  }
}
