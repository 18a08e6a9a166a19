import { integerOf, isList, isRecord } from '../json.ts';
import type { Update, UpdateBody } from '../types.ts';
import type { Journal, Shelf } from './journal.ts';

interface PendingUpdate {
  readonly update: Update;
  readonly at: number;
  /** Delivered once more although its number was confirmed, then forgotten. */
  readonly repeated?: true;
}

type PollResult = Update[] | 'replaced' | 'webhook';

interface Poll {
  finish(result: PollResult): void;
  readonly limit: number;
}

const DAY = 24 * 60 * 60 * 1000;
// Telegram sends these only to bots that ask for them by name.
const ONLY_ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

function isPendingUpdate(value: unknown): value is PendingUpdate {
  return (
    isRecord(value) && isRecord(value['update']) && integerOf(value['update'], 'update_id') !== undefined
  );
}

function isAllowedRow(value: unknown): value is { readonly kinds: readonly string[] } {
  return isRecord(value) && isList(value['kinds']);
}

/** Updates on their way to the bot ("Getting updates"). */
export class Updates {
  readonly #pending: Shelf<number, PendingUpdate>;
  readonly #allowed: Shelf<string, { readonly kinds: readonly string[] }>;
  readonly #journal: Journal;
  readonly #now: () => number;
  #queue: PendingUpdate[];
  #poll: Poll | undefined;
  #paused = false;
  readonly #pollListeners = new Set<() => void>();
  /** The last updates by number, so that a test can repeat one. */
  readonly #recent = new Map<number, Update>();

  constructor(journal: Journal, now: () => number) {
    this.#journal = journal;
    this.#now = now;
    this.#allowed = journal.shelf('allowed_updates', () => '', isAllowedRow);
    this.#pending = journal.shelf('updates', (row) => row.update.update_id, isPendingUpdate);
    // Undelivered updates are kept no longer than 24 hours.
    const oldest = now() - DAY;
    for (const row of this.#pending.values()) {
      if (row.at < oldest) this.#pending.remove(row.update.update_id);
    }
    this.#queue = [...this.#pending.values()].toSorted((a, b) => a.update.update_id - b.update.update_id);
  }

  get pendingCount(): number {
    return this.#queue.length;
  }

  get allowed(): readonly string[] {
    return this.#allowed.get('')?.kinds ?? [];
  }

  set allowed(kinds: readonly string[]) {
    this.#allowed.put({ kinds });
  }

  get polling(): boolean {
    return this.#poll !== undefined;
  }

  get paused(): boolean {
    return this.#paused;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#deliver();
  }

  /** Numbers an update and queues it; undefined when the bot did not ask for this kind. */
  push(body: UpdateBody): Update | undefined {
    const kind = Object.keys(body)[0] ?? '';
    const wanted = this.allowed;
    if (wanted.length === 0 ? ONLY_ON_REQUEST.has(kind) : !wanted.includes(kind)) return undefined;
    return this.inject({ update_id: this.#journal.count('update', 100_001), ...body });
  }

  /** Queues an update as it is, number included. */
  inject(update: Update): Update {
    const row = { update, at: this.#now() };
    this.#pending.put(row);
    this.#queue.push(row);
    this.#recent.set(update.update_id, update);
    for (const id of this.#recent.keys()) {
      if (this.#recent.size <= 1000) break;
      this.#recent.delete(id);
    }
    this.#deliver();
    return update;
  }

  /** Delivers an update once more under its old number, as Telegram does when it did not hear of the first. */
  repeat(updateId: number): boolean {
    const update = this.#recent.get(updateId);
    if (update === undefined) return false;
    this.#queue.push({ update, at: this.#now(), repeated: true });
    this.#deliver();
    return true;
  }

  dropPending(): void {
    for (const row of this.#queue) this.#pending.remove(row.update.update_id);
    this.#queue = [];
  }

  /** Forgets what `offset` confirms; negative: all but the last -offset. */
  confirm(offset: number): void {
    if (offset === 0) return;
    const cut = Math.max(0, this.#queue.length + offset);
    const keeps = (row: PendingUpdate, at: number): boolean =>
      offset > 0 ? row.repeated === true || row.update.update_id >= offset : at >= cut;
    if (this.#queue.every(keeps)) return;
    const left: PendingUpdate[] = [];
    for (const [at, row] of this.#queue.entries()) {
      if (keeps(row, at)) left.push(row);
      else this.#pending.remove(row.update.update_id);
    }
    this.#queue = left;
  }

  /** Waits for updates up to `timeoutMs`; a newer poll ends it with 'replaced', abandon() with nothing. */
  poll(
    limit: number,
    timeoutMs: number,
  ): { readonly result: Promise<PollResult>; readonly abandon: () => void } {
    this.#poll?.finish('replaced');
    let resolve: (result: PollResult) => void = () => undefined;
    const result = new Promise<PollResult>((settle) => {
      resolve = settle;
    });
    const poll: Poll = {
      limit,
      finish: (outcome) => {
        clearTimeout(timer);
        if (this.#poll === poll) this.#poll = undefined;
        resolve(outcome);
      },
    };
    const timer = setTimeout(() => poll.finish([]), timeoutMs);
    this.#poll = poll;
    this.#deliver();
    if (this.#poll === poll) for (const listener of this.#pollListeners) listener();
    return { result, abandon: () => poll.finish([]) };
  }

  endPolls(reason: 'webhook' | 'stop'): void {
    this.#poll?.finish(reason === 'webhook' ? 'webhook' : []);
  }

  /** Calls back whenever a poll begins to wait with nothing to deliver. */
  onIdlePoll(listener: () => void): () => void {
    this.#pollListeners.add(listener);
    return () => {
      this.#pollListeners.delete(listener);
    };
  }

  #deliver(): void {
    const poll = this.#poll;
    if (poll === undefined || this.#paused || this.#queue.length === 0) return;
    const rows = this.#queue.slice(0, poll.limit);
    if (rows.some((row) => row.repeated)) {
      this.#queue = this.#queue.filter((row) => row.repeated !== true || !rows.includes(row));
    }
    poll.finish(rows.map((row) => row.update));
  }
}
