import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { goesOn, isOwnAct, onlyOpens } from '../../../src/domain/cases/pieces.ts';

const TODAY = Temporal.PlainDate.from('2026-11-02');

describe('messages that are one act', () => {
  const last = { message: 10, at: 1_000, group: 'a' };
  it.each([
    ['within a minute', { message: 11, at: 1_060 }, true],
    ['later', { message: 11, at: 1_061 }, false],
    ['of the same album, however late', { message: 11, at: 9_000, group: 'a' }, true],
    ['of another album, late', { message: 11, at: 9_000, group: 'b' }, false],
    ['the same message once more', { message: 10, at: 1_000, group: 'a' }, false],
  ])('%s', (_what, next, expected) => {
    expect(goesOn(last, next)).toBe(expected);
  });
});

describe('a greeting alone', () => {
  it.each([
    'Permisi',
    'Assalamualaikum',
    "Assalamu'alaikum wr. wb.",
    'selamat pagi pak',
    'halo min 🙏',
    'saya mau tanya pak',
    'Permisi Bu, boleh tanya?',
    'Nyuwun sewu, badhe tanglet',
    'haloo',
  ])('%s asks nothing yet', (text) => expect(onlyOpens(text)).toBe(true));

  it.each([
    'kenapa NIB saya tidak terbaca?',
    'pagi, kapan pelatihan?',
    'Pak, izin usaha saya bagaimana',
    'pajak',
  ])('%s asks something', (text) => expect(onlyOpens(text)).toBe(false));
});

describe('words soon after a question', () => {
  it.each(['menu', 'batal', 'lapor oktober 2,5 juta', 'mau lapor', 'stop kabar', 'data saya'])(
    '%s is an act of its own',
    (text) => expect(isOwnAct(text, TODAY)).toBe(true),
  );
  it.each([
    'padahal sudah saya daftar di OSS',
    'soal pelatihan kemasan',
    'omzet saya 3 juta, apa bisa ikut KUR?',
    'ya',
  ])('%s goes on with it', (text) => expect(isOwnAct(text, TODAY)).toBe(false));
});
