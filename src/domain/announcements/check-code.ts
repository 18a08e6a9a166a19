/** Codes of announcements in what people write and in messages that were forwarded. */
import { CODE_LENGTH } from './announcement.ts';
import { tidy } from '../words/reading.ts';
import { readCode } from './code.ts';

const LABELLED = /\b(?:kode|code)(?:\s+\p{L}+)?\s*[:=]?\s*([a-z0-9](?:[ -]?[a-z0-9]){5})(?![a-z0-9])/giu;
const ONE_WORD = /(?<![a-z0-9])[a-z0-9]{6}(?![a-z0-9])/gi;
const TWO_WORDS = /(?<![a-z0-9])[A-Z0-9]{3} [A-Z0-9]{3}(?![a-z0-9])/g;
/** A message of Telegram has at most 4,096 characters; more candidates than this are not looked up. */
const MOST = 40;

/**
 * What may be a code in any text, in capitals without spaces, the likeliest first: six characters after "kode",
 * then words of six with a letter and a digit or all in capitals.
 */
export function codesIn(text: string): readonly string[] {
  const said = tidy(text);
  const found = [
    ...[...said.matchAll(LABELLED)].map(([, code = '']) => code),
    ...[...said.matchAll(ONE_WORD), ...said.matchAll(TWO_WORDS)].map(([code]) => code).filter(looksLikeCode),
  ].map((code) => code.toUpperCase().replaceAll(/[ -]/g, ''));
  return [...new Set(found)].slice(0, MOST);
}

function looksLikeCode(word: string): boolean {
  return /[a-z]/i.test(word) && (/\d/.test(word) || word === word.toUpperCase());
}

/** What follows "cek" ("cek K7M4QP", "cek kode k7m 4qp"); undefined for a text that does not begin with it. */
export function wordsAfterCheck(text: string): string | undefined {
  return /^(?:cek|ngecek|check|periksa|cocokkan)\s+(\S.*)$/is.exec(tidy(text))?.[1];
}

/** The one code that somebody typed to have it checked: any case, spaces and dashes between; undefined for none. */
export function typedCode(text: string): string | undefined {
  const whole = readCode(text)?.code;
  return whole?.length === CODE_LENGTH ? whole : codesIn(text)[0];
}
