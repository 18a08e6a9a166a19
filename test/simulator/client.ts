import type { Simulator, Started } from '../../src/simulator/simulator.ts';

export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number };
}

function isAnswer(value: unknown): value is Omit<Answer, 'status'> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const body: unknown = await response.json();
  if (!isAnswer(body)) throw new Error(`no answer of the Bot API: ${JSON.stringify(body)}`);
  return { ...body, status: response.status };
}

/** A client that knows nothing but HTTP. */
export function clientOf(
  simulator: Simulator,
  started: Started,
): (method: string, parameters?: object) => Promise<Answer> {
  return async (method, parameters = {}) =>
    readAnswer(
      await fetch(`${started.apiRoot}/bot${simulator.token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(parameters),
      }),
    );
}

/** A number inside an answer's result. */
export function numberIn(answer: Answer, key: string): number {
  const { result } = answer;
  const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, key) : undefined;
  if (typeof value !== 'number') throw new Error(`no number ${key} in ${JSON.stringify(answer)}`);
  return value;
}

export function textIn(answer: Answer, key: string): string {
  const { result } = answer;
  const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, key) : undefined;
  if (typeof value !== 'string') throw new Error(`no text ${key} in ${JSON.stringify(answer)}`);
  return value;
}
