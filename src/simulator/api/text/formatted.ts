import { integerOf, isList, isRecord, stringOf } from '../../json.ts';
import type { Entity } from '../../types.ts';
import type { Params } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { detectEntities } from './detect.ts';
import { parseHtml } from './html.ts';
import { linkProblem } from './links.ts';
import { parseMarkdown } from './markdown.ts';

export interface Formatted {
  readonly text: string;
  readonly entities: readonly Entity[];
}

const TYPES = new Set(
  (
    'mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler ' +
    'blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time'
  ).split(' '),
);

/** Text as a client shows it: markup read, trimmed, links and commands found ("Formatting options"). */
export function readFormatted(
  params: Params,
  raw: string,
  keys: { readonly mode: string; readonly entities: string } = { mode: 'parse_mode', entities: 'entities' },
): Formatted {
  return formatted(raw, params.text(keys.mode) ?? '', params.json(keys.entities));
}

export function formatted(raw: string, mode: string, given: unknown): Formatted {
  const parsed = parse(raw, mode, given);
  const trimmed = trim(parsed);
  return { text: trimmed.text, entities: withDetected(trimmed) };
}

function parse(raw: string, mode: string, given: unknown): Formatted {
  switch (mode.toLowerCase()) {
    case '':
    case 'none':
      return { text: raw, entities: readEntities(given, raw) };
    case 'html':
      return parseHtml(raw);
    case 'markdown':
    case 'markdownv2':
      return parseMarkdown(raw, mode.toLowerCase() === 'markdownv2');
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function readEntities(given: unknown, text: string): Entity[] {
  if (!isList(given)) return [];
  return given.filter(isRecord).map((item) => {
    const type = stringOf(item, 'type') ?? '';
    const offset = integerOf(item, 'offset') ?? 0;
    const length = integerOf(item, 'length') ?? 0;
    if (!TYPES.has(type)) throw badRequest("can't parse MessageEntity: Unsupported type specified");
    if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
    if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
    if (offset > text.length) {
      throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
    }
    if (offset + length > text.length) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
      );
    }
    const url = stringOf(item, 'url');
    if (type === 'text_link') {
      if (url === undefined) throw badRequest('can\'t parse MessageEntity: Can\'t find field "url"');
      const problem = linkProblem(url);
      if (problem !== undefined) throw badRequest(`entity URL '${url}' is invalid: ${problem}`);
      return { type, offset, length, url };
    }
    const language = stringOf(item, 'language');
    return language === undefined ? { type, offset, length } : { type, offset, length, language };
  });
}

/** Telegram cuts white space off both ends and moves the entities along. */
function trim(value: Formatted): Formatted {
  const clean = value.text.replaceAll('\r', '');
  if (clean !== value.text) return trim({ text: clean, entities: value.entities });
  const start = value.text.length - value.text.trimStart().length;
  const text = value.text.trim();
  const entities = value.entities
    .map((entity) => {
      const offset = Math.max(0, entity.offset - start);
      const end = Math.min(text.length, entity.offset + entity.length - start);
      return { ...entity, offset, length: end - offset };
    })
    .filter((entity) => entity.length > 0)
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities };
}

function withDetected(value: Formatted): Entity[] {
  const taken = value.entities.filter((entity) =>
    ['code', 'pre', 'text_link', 'bot_command', 'url'].includes(entity.type),
  );
  const found = detectEntities(value.text).filter(
    (entity) =>
      !taken.some((t) => entity.offset < t.offset + t.length && t.offset < entity.offset + entity.length),
  );
  return [...value.entities, ...found].toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}
