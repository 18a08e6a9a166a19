import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWord } from '../../../src/domain/words/words.ts';

describe('one-word answers', () => {
  it.each([
    ['iyaaa', 'yes'],
    ['iya bu', 'yes'],
    ['Ya, benar.', 'yes'],
    ['y', 'yes'],
    ['nggih mas', 'yes'],
    ['inggih leres', 'yes'],
    ['oke bu terima kasih', 'yes'],
    ['iya 👍', 'yes'],
    ['gk', 'no'],
    ['mboten', 'no'],
    ['tidak usah bu', 'no'],
    ['sudah pak', 'already'],
    ['wes bu', 'already'],
    ['blm', 'not-yet'],
    ['dereng', 'not-yet'],
    ['ntar dulu ya', 'later'],
    ['engkok ae', 'later'],
    ['mandek', 'stop'],
    ['ga jadi', 'stop'],
    ['kembali', 'back'],
    ['lewat', 'skip'],
    ['ya lewati saja', 'skip'],
    ['lali', 'forgot'],
    ['sudah lupa', 'forgot'],
    ['gak tau', 'dont-know'],
    ['embuh', 'dont-know'],
    ['menu', 'menu'],
    ['minta dibantu', 'help'],
    ['podo ae', 'same'],
    ['masih sama bu', 'same'],
    ['berubah', 'changed'],
    ['tidak punya', 'not-yet'],
    ['ra nduwe', 'not-yet'],
    ['gak nduwe bu', 'not-yet'],
  ])('understands "%s" as %s', (text, word) => {
    expect(readWord(text)).toBe(word);
  });

  it.each([
    'iya saya jual bakso',
    'ya tidak',
    'iya tidak',
    'ya?',
    'tidak ada',
    'sudah 15 tahun',
    'bukan oktober tapi september',
    'terima kasih',
    '',
    '3 juta',
    'lupa-lupa ingat',
    'stop dulu kirim kabar pelatihan',
  ])('leaves "%s" to other readers', (text) => {
    expect(readWord(text)).toBeUndefined();
  });

  it('never throws and never finds a word inside a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        readWord(text);
        expect(readWord(`ya ${text.replaceAll(/[^a-z]/g, '')} qx penjualan turun terus`)).toBeUndefined();
      }),
    );
  });
});
