const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** The characters of a text as people see them: an emoji of several signs is one. */
export function characters(text: string): Iterable<string> {
  return mapped(segmenter.segment(text));
}

function* mapped(segments: Intl.Segments): Generator<string> {
  for (const { segment } of segments) yield segment;
}

/** The first signs of a code, a date or a hash; never of what a person wrote, which `clip` shortens. */
export function prefix(code: string, length: number): string {
  return code.slice(0, length);
}

/**
 * Shortens a text for people to at most `most` UTF-16 units, as Telegram counts, with "…" where something is left
 * out. Only whole characters are cut off: half an emoji is refused by Telegram and by databases.
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const character of characters(text)) {
    if (kept.length + character.length >= most) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
