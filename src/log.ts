import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

// No word boundary before it: in an address it stands right behind "bot".
const TOKEN = /\d{5,}(?::|%3A)[\w-]{20,}/gi;
const LONG_NUMBER = /\+?\d(?:[\s.-]?\d){9,19}/g;
const DEEPEST_CAUSE = 5;

/**
 * Removes what must never stand in a log: bot tokens (a network error of grammY carries the token in its
 * address) and every run of ten or more digits (NIK, NIB, phone; errors of Prisma print values).
 */
export function scrub(text: string): string {
  return text.replace(TOKEN, '[token]').replace(LONG_NUMBER, '[number]');
}

/** The parts of an error that are safe to log: kind, code, scrubbed message and stack. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error, message: scrub(wordsOf(error)) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cause =
    error.cause === undefined || depth >= DEEPEST_CAUSE ? undefined : describeError(error.cause, depth + 1);
  return {
    kind: error.name,
    ...(code === undefined ? {} : { code }),
    message: scrub(messageOf(error)),
    stack: scrub(
      (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 12)
        .join('\n'),
    ),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** What an error says, without what it quotes. */
function messageOf({ name, message }: Error): string {
  // Prisma prints the whole call with its values before the last line, which alone says what is wrong.
  if (name.startsWith('Prisma')) return message.trim().split('\n').at(-1) ?? '';
  // The issues of zod name keys, and what JSON.parse throws quotes the text: both may be about a person.
  if (name === 'ZodError') return 'A value does not have the form that is expected of it';
  if (name === 'SyntaxError' && message.includes('JSON')) return 'A text is not JSON';
  return message;
}

/** What was thrown and is no error: its own message, or what fields it has; never their values. */
function wordsOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  if ('message' in thrown && typeof thrown.message === 'string') return thrown.message;
  const fields = Object.keys(thrown);
  return fields.length === 0 ? 'an object without fields' : `an object with ${fields.join(', ')}`;
}

/** One JSON line per event on standard output (or elsewhere, in tests); errors under `error` are described by {@link describeError}. */
export function createLog(
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  destination: DestinationStream = pino.destination(1),
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (error: unknown) => describeError(error) },
    },
    destination,
  );
}
