/**
 * What every reader of typed text returns.
 *
 * ok:        one meaning only. `warnings` say what the bot has to show or ask before it stores the value.
 * ambiguous: more than one meaning, or one that is too uncertain to take; the bot asks. `likely` is set
 *            when one candidate is worth a one-button question ("Maksudnya Rp750.000?"); without it the
 *            candidates are offered as choices, or the question is put again. Candidates may be empty.
 * none:      no usable value; `reason` picks the hint.
 *
 * All of it is plain JSON, so a reading can be kept in a conversation or a draft.
 */
export type Reading<T, Reason extends string = string, Warning extends string = string> =
  | OkReading<T, Warning>
  | AmbiguousReading<T, Reason, Warning>
  | NoReading<Reason>;

export type OkReading<T, Warning extends string = string> = {
  kind: 'ok';
  value: T;
  approximate?: boolean;
  warnings: Warning[];
};

export type AmbiguousReading<T, Reason extends string = string, Warning extends string = string> = {
  kind: 'ambiguous';
  candidates: T[];
  likely?: T;
  reason: Reason;
  approximate?: boolean;
  warnings: Warning[];
};

export type NoReading<Reason extends string = string> = { kind: 'none'; reason: Reason };

/** A certain reading. */
export function ok<T, W extends string>(value: T, warnings: W[] = []): OkReading<T, W> {
  return { kind: 'ok', value, warnings };
}

/** A reading that has to be asked back; pass `likely` only when a one-button question is right. */
export function ambiguous<T, R extends string>(
  reason: R,
  candidates: T[],
  likely?: T,
): { kind: 'ambiguous'; candidates: T[]; likely?: T; reason: R; warnings: never[] } {
  return likely === undefined
    ? { kind: 'ambiguous', candidates, reason, warnings: [] }
    : { kind: 'ambiguous', candidates, likely, reason, warnings: [] };
}

/** No reading, with the reason for the hint. */
export function none<R extends string>(reason: R): NoReading<R> {
  return { kind: 'none', reason };
}

// first code point of each block of ten digits that a phone keyboard in use here can type
const DIGIT_BLOCKS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x1b50, 0x1bb0, 0xa9d0];

/** Printable and without the grave accent, which is read as an apostrophe. */
const PLAIN_ASCII = /^[ -_a-~]*$/;

/**
 * Text as the readers want it: NFKC, ASCII digits, straight quotes and dashes, no invisible or control
 * characters, single spaces, lower case, trimmed. Superscripts become `^2` and vulgar fractions words,
 * because NFKC would glue them to the number before them ("2½" → "21⁄2").
 */
export function plain(text: string): string {
  return tidy(text).toLowerCase();
}

/** As `plain`, but with the capitals the person typed. */
export function tidy(text: string): string {
  // What everybody types has none of all that; a list of owners comes through here a million times.
  if (PLAIN_ASCII.test(text)) return text.replaceAll(/ {2,}/g, ' ').trim();
  return (
    text
      .replaceAll(/[\p{Cs}\uFFFD]/gu, '')
      .replaceAll('½', ' setengah ')
      .replaceAll('¼', ' seperempat ')
      .replaceAll('¾', ' tiga perempat ')
      .replaceAll(/[\u2150-\u215F\u2189²³¹\u2070-\u209C]+/gu, ' ^ ')
      // keycap, emoji variation: "3️⃣" is a 3
      .replaceAll(/[\uFE00-\uFE0F\u20E3]/gu, '')
      .normalize('NFKC')
      .replaceAll(/\p{Nd}/gu, asciiDigit)
      .replaceAll('\u066B', ',')
      .replaceAll('\u066C', '.')
      .replaceAll(/[\u2018\u2019\u201A\u201B\u02BB\u02BC\u02B9\u2032`\u00B4]/gu, "'")
      .replaceAll(/[\u201C\u201D\u201E\u201F\u2033]/gu, '"')
      .replaceAll(/[\u2010-\u2015\u2212\uFE63]/gu, '-')
      .replaceAll(/[\s\u0085]+/gu, ' ')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
      .replaceAll(/ {2,}/gu, ' ')
      .trim()
  );
}

/** As `tidy`, line by line: line breaks stay, at most one empty line between two others. */
export function tidyLines(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(tidy)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = DIGIT_BLOCKS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}

/** The text without emoji and other pictures; each becomes a space. */
export function withoutEmoji(text: string): string {
  return text
    .replaceAll(/[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
}

/** "iyaaa" → "iya", "jutaaan" → ["jutaaan", "jutaan", "jutan"]: the spellings to try, as typed first. */
export function spellings(word: string): string[] {
  const doubled = word.replaceAll(/(.)\1{2,}/gu, '$1$1');
  const single = word.replaceAll(/(.)\1{2,}/gu, '$1');
  const bare = word.replaceAll(/(.)\1+/gu, '$1');
  return [...new Set([word, doubled, single, bare])];
}

/**
 * Edits between two words, a swap of neighbours counting as one (restricted Damerau-Levenshtein).
 * Returns `limit + 1` when they are further apart than `limit`.
 */
export function editDistance(a: string, b: string, limit = 3): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
}
