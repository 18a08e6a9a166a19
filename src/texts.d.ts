/**
 * Texts of people are shortened by `clip`, which never leaves half a character behind; lint refuses these. Lengths of
 * codes and dates are taken by `prefix`.
 */
interface String {
  /** @deprecated `clip` for texts, `prefix` for codes and dates (domain/words/clip.ts). */
  slice(start: 0, end: number): string;
  /** @deprecated `clip` for texts, `prefix` for codes and dates (domain/words/clip.ts). */
  substring(start: number, end?: number): string;
  /** @deprecated `clip` for texts, `prefix` for codes and dates (domain/words/clip.ts). */
  substr(from: number, length?: number): string;
}
