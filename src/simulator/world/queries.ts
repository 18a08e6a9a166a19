import { randomInt } from 'node:crypto';

export interface OpenQuery {
  readonly id: string;
  readonly chatId: number;
  readonly userId: number;
  readonly messageId: number;
  readonly data: string;
  readonly at: number;
}

/** Callback queries that wait for answerCallbackQuery; they live in memory, as presses do not outlive a server. */
export class OpenQueries {
  readonly #open = new Map<string, OpenQuery>();
  readonly #now: () => number;
  readonly #lifetime: number;

  constructor(now: () => number, lifetime: number) {
    this.#now = now;
    this.#lifetime = lifetime;
  }

  open(query: Omit<OpenQuery, 'id' | 'at'>): OpenQuery {
    this.#forgetOld();
    const id = `${query.userId}${String(randomInt(1e12)).padStart(12, '0')}`;
    const opened = { ...query, id, at: this.#now() };
    this.#open.set(id, opened);
    return opened;
  }

  /** Takes the query out; undefined when it was answered before, is too old or never was. */
  take(id: string): OpenQuery | undefined {
    this.#forgetOld();
    const query = this.#open.get(id);
    this.#open.delete(id);
    return query;
  }

  of(chatId: number): OpenQuery[] {
    this.#forgetOld();
    return [...this.#open.values()].filter((query) => query.chatId === chatId);
  }

  #forgetOld(): void {
    const oldest = this.#now() - this.#lifetime;
    for (const query of this.#open.values()) {
      if (query.at >= oldest) return;
      this.#open.delete(query.id);
    }
  }
}
