import { describe, expect, it } from 'vitest';
import { isThanks, readSmallTalk, type SmallTalk } from '../../../src/domain/words/small-talk.ts';

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

const table: Readonly<Record<SmallTalk, readonly string[]>> = {
  salam: [
    'assalamualaikum',
    "Assalamu'alaikum wr. wb.",
    'Asalamualaikum pak budi',
    'ass wr wb',
    'assalamualaikum warahmatullahi wabarakatuh',
    'assalamualaikum selamat pagi bu',
    'samlekum',
  ],
  greeting: [
    'halo',
    'Haloooo',
    'selamat pagi bu ratna',
    'Pagi min',
    'permisi',
    'kulo nuwun',
    'p',
    'P?',
    'halo, apa kabar?',
    'piye kabare',
    'sugeng enjing bu',
    'test',
  ],
  thanks: ['makasih', 'matur nuwun nggih', 'terima kasih banyak Pak Budi', 'suwun mas'],
  ok: [
    'ok',
    'Oke bu',
    'iya',
    'iyaaa bu',
    'nggih',
    'nggih pak Budi',
    'siap',
    'baik bu',
    'oh begitu ya',
    'ya sudah',
    'hehe iya',
    'wkwkwk',
    'ok 👍',
  ],
  no: ['tidak', 'gak usah', 'mboten', 'nanti saja bu', 'gak jadi', 'lagi sibuk bu'],
  assent: ['👍', '👌👌', '👍🏽'],
  sign: ['🙏', '🙏🙏', '❤️', '😊'],
};

describe('small talk', () => {
  it.each(Object.entries(table).flatMap(([talk, texts]) => texts.map((text) => [text, talk] as const)))(
    '"%s" is %s',
    (text, talk) => expect(readSmallTalk(text)).toBe(talk),
  );

  it.each([
    'assalamualaikum mau lapor',
    'assalamualaikum, kantornya buka jam berapa?',
    'halo bu saya mau tanya',
    'selamat',
    'ok jam berapa?',
    'iya saya datang',
    'Siti Aminah',
    'Bu Siti',
    'pagi-pagi',
    'Pagi Sore Catering',
    'Salamun',
    'Assyifa',
    'sudah',
    'bisa',
    '3 jt',
    '😡',
    '?',
    '',
  ])('"%s" says more', (text) => expect(readSmallTalk(text)).toBeUndefined());
});
