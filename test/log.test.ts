import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeError, scrub } from '../src/log.ts';
import { heardLog } from './support/log.ts';

const TOKEN = '123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0';

describe('the log', () => {
  it.each([
    [
      `request to https://api.telegram.org/bot${TOKEN}/getMe failed`,
      'request to https://api.telegram.org/bot[token]/getMe failed',
    ],
    ['nik 3525014107740001', 'nik [number]'],
    ['3525 0141 0774 0001', '[number]'],
    ['3525-0141-0774-0001', '[number]'],
    ['+6281234567890', '[number]'],
    ['0812-3456-7890', '[number]'],
    ['1203000123456', '[number]'],
    ['update 100023 took 15 ms', 'update 100023 took 15 ms'],
    ['2026-11-02T03:00:00.000Z', '2026-11-02T03:00:00.000Z'],
  ])('scrubs "%s"', (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });

  it('shows of an error its kind, code, last line and places, scrubbed, with its causes', () => {
    const cause = Object.assign(new Error(`connect to bot${TOKEN}`), { code: 'ECONNREFUSED' });
    const error = new Error('sending to 3525014107740001 failed', { cause });
    const described = describeError(error);
    expect(described).toMatchObject({
      kind: 'Error',
      message: 'sending to [number] failed',
      cause: { code: 'ECONNREFUSED', message: 'connect to bot[token]' },
    });
    expect(String(described['stack'])).toMatch(/^ +at /);
    expect(JSON.stringify(described)).not.toMatch(/3525014107740001|AAHfiqks/);
  });

  it('leaves the values of a call out that Prisma prints', () => {
    class PrismaClientValidationError extends Error {
      override readonly name = 'PrismaClientValidationError';
    }
    const error = new PrismaClientValidationError(
      '\nInvalid `prisma.person.create()` invocation:\n{\n  data: { name: "Siti Aminah" }\n}\n\nArgument `number` is missing.',
    );
    expect(JSON.stringify(describeError(error))).not.toContain('Siti');
    expect(describeError(error)).toMatchObject({ message: 'Argument `number` is missing.' });
  });

  it.each([
    ['zod has against a value', () => z.strictObject({}).parse({ Siti: 'Aminah' })],
    ['JSON.parse has against a text', () => z.unknown().parse(JSON.parse('Siti Aminah'))],
  ])('leaves out what %s', (_, read) => {
    const described = JSON.stringify(describeError(thrownBy(read)));
    expect(described).toMatch(/ZodError|SyntaxError/);
    expect(described).not.toMatch(/Siti/);
  });

  it('describes what is no error, too', () => {
    expect(describeError(`bot${TOKEN}`)).toEqual({ kind: 'string', message: 'bot[token]' });
    expect(describeError(undefined)).toEqual({ kind: 'undefined', message: 'undefined' });
    expect(describeError({ code: 5, name: 'Siti' })['message']).toBe('an object with code, name');
    expect(describeError({ message: 'nik 3525014107740001' })['message']).toBe('nik [number]');
    expect(describeError(Object.create(null))['message']).toBe('an object without fields');
  });

  it('survives an error that is its own cause', () => {
    const error: Error & { cause?: unknown } = new Error('round and round');
    error.cause = error;
    expect(describeError(error)).toMatchObject({ message: 'round and round' });
  });

  it('writes one line an event', () => {
    const ear = heardLog();
    ear.log.error({ error: new Error('a\nb') }, 'Something went wrong');
    expect(ear.text.trim().split('\n')).toHaveLength(1);
    expect(ear.sentences).toEqual(['Something went wrong']);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
