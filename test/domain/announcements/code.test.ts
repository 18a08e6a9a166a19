import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET, CODE_LENGTH } from '../../../src/domain/announcements/announcement.ts';
import { readCode } from '../../../src/domain/announcements/code.ts';
import { same } from '../../support/same.ts';

const random = fc
  .array(fc.constantFrom(...CODE_ALPHABET.split('')), { minLength: CODE_LENGTH, maxLength: CODE_LENGTH })
  .map((letters) => letters.join(''));

describe('a typed code', () => {
  it('is read in any case, with spaces, dashes and a word before it', () => {
    for (const typed of [
      'wed47a',
      'WED47A',
      'Wed 47a',
      ' w e d 4 7 a ',
      'WED-47A',
      'kode WED47A',
      'Kode: wed47a',
      'WED47A.',
    ])
      expect(readCode(typed), typed).toEqual({ code: 'WED47A', isLikely: true });
  });

  it('of any letters comes back as it was made, however it is spaced', () => {
    fc.assert(
      fc.property(random, fc.boolean(), fc.nat(5), (code, small, at) => {
        const typed = `${code.slice(0, at)} ${code.slice(at)}`.trim();
        same(readCode(small ? typed.toLowerCase() : typed)?.code, code);
      }),
    );
  });

  it.each([
    '25 juta',
    '2,5 jt',
    '750rb',
    '3 jt',
    '12 orang',
    '26 hari',
    'nggih pak',
    'sudah',
    'saya di',
    'terima kasih',
    '🙏',
    '',
    '750000',
  ])('is not suspected in %j', (text) => expect(readCode(text)?.isLikely ?? false).toBe(false));

  it.each(['WED47', 'wed47aa', 'QWERTY', '7x9k2m'])('is suspected in %j', (text) =>
    expect(readCode(text)?.isLikely).toBe(true),
  );

  it('any text at all is read without a mistake', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void readCode(text)));
  });
});
