import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { codecs, type Codec } from '../../../src/services/core/codecs.ts';

const place = z.object({ number: z.string(), at: z.number().optional() });

const keeps =
  <T>(codec: Codec<T>, value: T, stored: string) =>
  () => {
    expect(codec.encode(value)).toBe(stored);
    expect(codec.decode(stored)).toEqual(value);
  };

describe('what is stored as text', () => {
  it.each([
    ['nothing', keeps(codecs.nothing, undefined, '')],
    ['a number', keeps(codecs.number, 12, '12')],
    ['yes', keeps(codecs.boolean, true, 'true')],
    ['a string, without quotes', keeps(codecs.string, 'K-2611-0003', 'K-2611-0003')],
    ['a word, without quotes', keeps(codecs.word(['done', 'no']), 'done', 'done')],
    ['an object', keeps(codecs.json(place), { number: 'D-1' }, '{"number":"D-1"}')],
    ['null', keeps(codecs.json(place.nullable()), null, 'null')],
    ['none', keeps(codecs.optional(codecs.number), undefined, '')],
    ['one that may be none', keeps(codecs.optional(codecs.number), 0, '0')],
  ])('keeps %s', (_, holds) => holds());

  it('is read as rows hold it that were written without a codec', () => {
    expect(codecs.nothing.decode('noted')).toBeUndefined();
    expect(codecs.nothing.decode('true')).toBeUndefined();
    expect(codecs.optional(codecs.number).decode('undefined')).toBeUndefined();
    expect(codecs.json(place).decode('{"number":"D-1","more":[1]}')).toEqual({ number: 'D-1' });
  });

  it.each([
    ['is no JSON', () => codecs.json(place).decode('Siti Aminah')],
    ['has another form', () => codecs.json(z.strictObject({})).decode('{"Siti":"Aminah"}')],
    ['is another word', () => codecs.word(['done', 'no']).decode('Siti Aminah')],
  ])('is not quoted by the error when it %s', (_, read) => {
    expect(read).toThrow(/^(?!.*(?:Siti|Aminah))expected a stored value in the form that this version knows/);
  });
});
