import { Refusal, type ResponseParameters } from './refusal.ts';

/** A failure that a test orders for the next calls of a method. */
export interface Fault {
  /** The method it strikes, in any case; '*' for every one except getUpdates. */
  readonly method: string;
  /** How many calls it strikes; one when left out. */
  readonly times?: number;
  /** Only calls with this chat_id. */
  readonly chatId?: number;
  /** Answers `ok: false` with this code … */
  readonly code?: number;
  readonly description?: string;
  readonly parameters?: ResponseParameters;
  /** … or cuts the connection before the call was processed, or after it was. */
  readonly drop?: 'before' | 'after';
}

const USUAL: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  429: 'Too Many Requests: retry after 1',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

export class Faults {
  #ordered: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#ordered.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#ordered = [];
  }

  take(method: string, chatId: number | undefined): Fault | undefined {
    const wanted = method.toLowerCase();
    const hit = this.#ordered.find(
      ({ fault }) =>
        (fault.method.toLowerCase() === wanted || (fault.method === '*' && wanted !== 'getupdates')) &&
        (fault.chatId === undefined || fault.chatId === chatId),
    );
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#ordered = this.#ordered.filter((other) => other !== hit);
    return hit.fault;
  }
}

export function refusalOf(fault: Fault): Refusal {
  const code = fault.code ?? 500;
  const parameters = fault.parameters ?? (code === 429 ? { retry_after: 1 } : undefined);
  return new Refusal(code, fault.description ?? USUAL[code] ?? 'Internal Server Error', parameters);
}
