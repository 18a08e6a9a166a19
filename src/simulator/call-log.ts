import type { RecordedCall, Violation } from './api/server.ts';

/** What the bot called and what was odd about it, for tests. */
export class CallLog {
  readonly #kept: number;
  readonly #listeners = new Set<(call: RecordedCall) => void>();
  #calls: RecordedCall[] = [];
  #violations: Violation[] = [];

  constructor(kept: number) {
    this.#kept = kept;
  }

  get calls(): readonly RecordedCall[] {
    return this.#calls;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  add(call: RecordedCall): void {
    this.#calls.push(call);
    if (this.#calls.length > this.#kept) this.#calls.shift();
    for (const listener of this.#listeners) listener(call);
  }

  violated(violation: Violation): void {
    if (this.#violations.length < this.#kept) this.#violations.push(violation);
  }

  clearCalls(): void {
    this.#calls = [];
  }

  clearViolations(): void {
    this.#violations = [];
  }

  /** The next call of a method that matches; waits as long as it takes. */
  next(method: string, matches: (call: RecordedCall) => boolean): Promise<RecordedCall> {
    return new Promise((resolve) => {
      const listener = (call: RecordedCall): void => {
        if (call.method.toLowerCase() !== method.toLowerCase() || !matches(call)) return;
        this.#listeners.delete(listener);
        resolve(call);
      };
      this.#listeners.add(listener);
    });
  }
}
