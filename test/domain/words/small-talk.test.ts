import { describe, expect, it } from 'vitest';
import { isThanks } from '../../../src/domain/words/small-talk.ts';

describe('thanks and nothing else', () => {
  it.each([
    'makasih',
    'Makasiiih bu',
    'mksh',
    'trims',
    'terima kasih',
    'Terimakasih banyak Pak Budi',
    'trima kasih atas informasinya',
    'ok makasih ya bu ratna',
    'oke siap, terima kasih infonya 🙏',
    'matur nuwun sanget',
    'Matur suwun nggih',
    'suwun mas',
    'thanks',
    'thank you',
    'alhamdulillah terima kasih sudah dibantu',
    'syukron',
    '🙏',
    '👍👍',
  ])('%s', (text) => expect(isThanks(text)).toBe(true));

  it.each([
    'makasih, tapi jam berapa ya?',
    'terima kasih, saya jadi ikut',
    'makasih bu ratna besok saya kesana',
    'terima kasih pinjamannya belum cair',
    // May answer a question of the officer.
    'ya, terima kasih',
    'sudah, makasih',
    'kasih tahu saya',
    'oke',
    'halo',
    '2 juta',
    '😡',
    '',
  ])('not "%s"', (text) => expect(isThanks(text)).toBe(false));
});
