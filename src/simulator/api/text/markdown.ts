import type { Entity } from '../../types.ts';
import { badRequest } from '../refusal.ts';
import { linkProblem, normalLink } from './links.ts';

const RESERVED = new Set('_*[]()~`>#+-=|{}.!');
const NAMES: Readonly<Record<string, readonly [type: string, name: string]>> = {
  '*': ['bold', 'Bold'],
  _: ['italic', 'Italic'],
  __: ['underline', 'Underline'],
  '~': ['strikethrough', 'Strikethrough'],
  '||': ['spoiler', 'Spoiler'],
  '`': ['code', 'Code'],
  '```': ['pre', 'Pre'],
};
const MARKERS = ['```', '__', '||', '*', '_', '~', '`'] as const;
const LEGACY_MARKERS = ['```', '*', '_', '`'] as const;

/** Reads parse_mode MarkdownV2 or the legacy Markdown ("MarkdownV2 style", "Markdown style"), without quotes and emoji. */
export function parseMarkdown(source: string, v2: boolean): { text: string; entities: Entity[] } {
  const refuse = (what: string): Error => badRequest(`can't parse entities: ${what}`);
  const entities: Entity[] = [];
  const open: { marker: string; offset: number; byte: number }[] = [];
  const bytes = (at: number): number => Buffer.byteLength(source.slice(0, at));
  let text = '';
  let at = 0;
  while (at < source.length) {
    const char = source[at] ?? '';
    const inCode = open.at(-1)?.marker.startsWith('`') === true;
    const next = source[at + 1] ?? '';
    if (char === '\\' && (v2 ? next > '\0' && next <= '~' : RESERVED.has(next))) {
      text += next;
      at += 2;
      continue;
    }
    const marker = (v2 ? MARKERS : LEGACY_MARKERS).find((candidate) => source.startsWith(candidate, at));
    if (marker !== undefined && (!inCode || open.at(-1)?.marker === marker)) {
      const last = open.at(-1);
      if (last?.marker === marker) {
        open.pop();
        const length = text.length - last.offset;
        if (length > 0) entities.push({ type: NAMES[marker]?.[0] ?? 'bold', offset: last.offset, length });
      } else open.push({ marker, offset: text.length, byte: bytes(at) });
      at += marker.length;
      continue;
    }
    const link = inCode ? null : /^\[([^\]]*)\]\(((?:\\.|[^)\\])*)\)/.exec(source.slice(at));
    if (link !== null) {
      const inner = parseMarkdown(link[1] ?? '', v2);
      const url = (link[2] ?? '').replace(/\\(.)/g, '$1');
      for (const entity of inner.entities) entities.push({ ...entity, offset: entity.offset + text.length });
      if (linkProblem(url) === undefined && inner.text !== '') {
        entities.push({
          type: 'text_link',
          offset: text.length,
          length: inner.text.length,
          url: normalLink(url),
        });
      }
      text += inner.text;
      at += link[0].length;
      continue;
    }
    if (v2 && !inCode && RESERVED.has(char)) {
      throw refuse(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
    }
    text += char;
    at += 1;
  }
  const left = open.at(-1);
  if (left !== undefined) {
    throw refuse(
      v2
        ? `Can't find end of ${NAMES[left.marker]?.[1] ?? ''} entity at byte offset ${left.byte}`
        : `Can't find end of the entity starting at byte offset ${left.byte}`,
    );
  }
  return { text, entities };
}
