import type { Entity } from '../../types.ts';

const PATTERNS: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  [
    'url',
    /(?<![\w@])(?:https?:\/\/[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:id|com|org|net|me|io)(?:\/[^\s<>"]*)?)(?<![.,;:!?)'"])/gi,
  ],
  ['mention', /(?<![\w@/])@[a-zA-Z]\w{3,31}/g],
  ['bot_command', /(?<![\w/@<])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z]\w{3,31})?(?![\w/])/g],
  ['hashtag', /(?<![\w#])#(?=[^\s]*[\p{L}_])[\p{L}\p{N}_]{1,256}/gu],
];

/** Entities that Telegram finds by itself: links, addresses, commands, mentions, hashtags. */
export function detectEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const offset = match.index;
      const length = match[0].length;
      const overlaps = found.some(
        (other) => offset < other.offset + other.length && other.offset < offset + length,
      );
      if (!overlaps) found.push({ offset, length, type });
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}
