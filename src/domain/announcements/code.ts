/** Codes of six letters and digits as people type them from a wall or a poster. */
import { CODE_LENGTH } from './announcement.ts';
import { plain, withoutEmoji } from '../words/reading.ts';
import { readRupiah } from '../money/rupiah.ts';

const UNITS = /^\d+ ?(rb|ribu|jt|juta|jutaan|ribuan|orang|hari|tahun|thn|th|bulan|bln|kg|jam|wib)$/;

export interface TypedCode {
  /** Capitals and digits without spaces; compare it with the codes that are in force. */
  readonly code: string;
  /**
   * Whether somebody probably meant a code although none like it is in force: letters and digits mixed, or six
   * letters in one word. An amount ("25 juta") is none.
   */
  readonly isLikely: boolean;
}

/**
 * A code in a whole message such as "wed47a", "WED 47A", "w-e-d-4-7-a" or "kode WED47A"; undefined when what is
 * left without spaces has fewer than five or more than seven letters and digits.
 */
export function readCode(text: string): TypedCode | undefined {
  const said = withoutEmoji(plain(text))
    .replace(/^(ini |iki )?(kode|code|kodenya|kode nya)( saya| daftar hadir| hadir)?\s*[:=]?\s+/, '')
    .replaceAll(/["'“”‘’.,:;!?()*]+/g, ' ')
    .trim();
  const code = said.replaceAll(/[\s_–-]+/g, '').toUpperCase();
  if (!/^[A-Z0-9]{5,7}$/.test(code)) return undefined;
  const words = said.split(/[\s_–-]+/);
  const isMixed = /[A-Z]/.test(code) && /\d/.test(code);
  const isOneWord = code.length === CODE_LENGTH && !/\d/.test(code) && words.length === 1;
  const isSpelt = words.every((word) => word.length === 1);
  const isAmount = UNITS.test(said) || (/^[\d.,]/.test(said) && readRupiah(said).kind === 'ok');
  return { code, isLikely: (isMixed && !isAmount) || isOneWord || (isSpelt && code.length === CODE_LENGTH) };
}
