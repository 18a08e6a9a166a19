import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isList, isRecord, parseJson } from '../json.ts';

type Key = string | number;

/** Rows of one kind, kept in memory and, with a journal behind it, over a restart. */
export class Shelf<K extends Key, T> {
  readonly #rows = new Map<K, T>();
  readonly #name: string;
  readonly #keyOf: (row: T) => K;
  readonly #note: ((name: string, key: Key, row?: unknown) => void) | undefined;

  constructor(
    name: string,
    keyOf: (row: T) => K,
    note: ((name: string, key: Key, row?: unknown) => void) | undefined,
  ) {
    this.#name = name;
    this.#keyOf = keyOf;
    this.#note = note;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: K): T | undefined {
    return this.#rows.get(key);
  }

  values(): IterableIterator<T> {
    return this.#rows.values();
  }

  put(row: T): void {
    const key = this.#keyOf(row);
    this.#rows.set(key, row);
    this.#note?.(this.#name, key, row);
  }

  remove(key: K): boolean {
    const had = this.#rows.delete(key);
    if (had) this.#note?.(this.#name, key);
    return had;
  }

  /** Takes over a row that was read from the journal. */
  restore(row: T): void {
    this.#rows.set(this.#keyOf(row), row);
  }

  snapshot(): string[] {
    return [...this.#rows].map(([key, row]) => JSON.stringify([this.#name, key, row]));
  }
}

const COMPACT_AFTER_LINES = 20_000;

/**
 * Keeps shelves in one file of JSON lines: `[shelf, key, row]` sets, `[shelf, key]` removes.
 * Lines of one turn of the event loop are written together and synchronously: a kill loses at most
 * that turn, and a torn last line is dropped at the next start. Without a folder nothing is written.
 */
export class Journal {
  readonly #path: string | undefined;
  readonly #stored = new Map<string, Map<unknown, unknown>>();
  readonly #shelves: { snapshot(): string[]; readonly size: number }[] = [];
  readonly #counters = new Map<string, number>();
  #descriptor: number | undefined;
  #waiting: string[] = [];
  #countersChanged = false;
  #scheduled = false;
  #lines = 0;

  constructor(folder: string | undefined) {
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, 'state.jsonl');
    this.#load(this.#path);
  }

  shelf<K extends Key, T>(
    name: string,
    keyOf: (row: T) => K,
    isRow: (value: unknown) => value is T,
  ): Shelf<K, T> {
    const note = this.#path === undefined ? undefined : this.#note.bind(this);
    const shelf = new Shelf<K, T>(name, keyOf, note);
    for (const row of this.#stored.get(name)?.values() ?? []) if (isRow(row)) shelf.restore(row);
    this.#stored.delete(name);
    this.#shelves.push(shelf);
    return shelf;
  }

  /** The next number of a series that never repeats, also not after a restart. */
  count(series: string, start: number): number {
    const value = (this.#counters.get(series) ?? start - 1) + 1;
    this.#counters.set(series, value);
    this.#countersChanged = true;
    return value;
  }

  /** Writes everything anew; called once all shelves are taken and from time to time after that. */
  compact(): void {
    if (this.#path === undefined) return;
    const lines = [this.#counterLine(), ...this.#shelves.flatMap((shelf) => shelf.snapshot())];
    const fresh = `${this.#path}.new`;
    writeFileSync(fresh, `${lines.join('\n')}\n`);
    renameSync(fresh, this.#path);
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = openSync(this.#path, 'a');
    this.#waiting = [];
    this.#lines = lines.length;
  }

  close(): void {
    this.#flush();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #note(name: string, key: Key, row?: unknown): void {
    this.#waiting.push(JSON.stringify(row === undefined ? [name, key] : [name, key, row]));
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #counterLine(): string {
    this.#countersChanged = false;
    return JSON.stringify(['counters', '', Object.fromEntries(this.#counters)]);
  }

  #flush(): void {
    if (this.#descriptor === undefined || this.#waiting.length === 0) return;
    // First, so that a torn write can only make the numbers too high, never too low.
    if (this.#countersChanged) this.#waiting.unshift(this.#counterLine());
    try {
      writeSync(this.#descriptor, `${this.#waiting.join('\n')}\n`);
    } catch (error) {
      // A full disk must not end the demo: the lines wait for the next turn that writes.
      process.emitWarning(`the simulator could not write its state: ${String(error)}`);
      return;
    }
    this.#lines += this.#waiting.length;
    this.#waiting = [];
    const rows = this.#shelves.reduce((sum, shelf) => sum + shelf.size, 0);
    if (this.#lines > COMPACT_AFTER_LINES && this.#lines > rows * 4) this.compact();
  }

  #load(path: string): void {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return;
    }
    for (const line of text.split('\n')) {
      const entry = parseJson(line);
      if (!isList(entry)) continue;
      const [name, key, row] = entry;
      if (typeof name !== 'string') continue;
      if (name === 'counters') this.#restoreCounters(row);
      else if (row === undefined) this.#stored.get(name)?.delete(key);
      else this.#storedShelf(name).set(key, row);
    }
  }

  #restoreCounters(row: unknown): void {
    if (!isRecord(row)) return;
    for (const [series, value] of Object.entries(row)) {
      if (typeof value === 'number') this.#counters.set(series, value);
    }
  }

  #storedShelf(name: string): Map<unknown, unknown> {
    let rows = this.#stored.get(name);
    if (rows === undefined) this.#stored.set(name, (rows = new Map()));
    return rows;
  }
}
