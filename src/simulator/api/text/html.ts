import type { Entity } from '../../types.ts';
import { badRequest } from '../refusal.ts';
import { linkProblem, normalLink } from './links.ts';

const ENTITY_OF: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
};
const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly tag: string;
  readonly offset: number;
  readonly argument: string | undefined;
}

/** Reads parse_mode HTML ("HTML style"), refusing in Telegram's words what it cannot read. */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  return new HtmlReader(source).read();
}

class HtmlReader {
  readonly #source: string;
  #at = 0;
  #text = '';
  readonly #open: OpenTag[] = [];
  readonly #entities: Entity[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  read(): { text: string; entities: Entity[] } {
    const source = this.#source;
    while (this.#at < source.length) {
      const char = source[this.#at];
      if (char === '&') this.#text += this.#character();
      else if (char !== '<') {
        this.#text += char;
        this.#at += 1;
      } else if (source[this.#at + 1] === '/') this.#endTag();
      else this.#startTag();
    }
    const left = this.#open.at(-1);
    if (left !== undefined) {
      throw this.#refuse(`Can't find end tag corresponding to start tag "${left.tag}"`);
    }
    return { text: this.#text, entities: this.#entities };
  }

  #refuse(what: string): Error {
    return badRequest(`can't parse entities: ${what}`);
  }

  #byte(at: number): number {
    return Buffer.byteLength(this.#source.slice(0, at));
  }

  /** A character reference at the current place; an unknown one stays as it is written. */
  #character(): string {
    const match = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/i.exec(
      this.#source.slice(this.#at, this.#at + 12),
    );
    const [whole, hex, decimal, name] = match ?? [];
    const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : 0;
    const decoded =
      name !== undefined
        ? CHARACTERS[name]
        : code > 0 && code < 0x10ffff
          ? String.fromCodePoint(code)
          : undefined;
    this.#at += decoded === undefined ? 1 : (whole ?? '&').length;
    return decoded ?? '&';
  }

  #startTag(): void {
    const source = this.#source;
    const begin = this.#at;
    this.#at += 1;
    const tag = this.#take(/[^\s>]/).toLowerCase();
    if (this.#at >= source.length)
      throw this.#refuse(`Unclosed start tag at byte offset ${this.#byte(begin)}`);
    if (ENTITY_OF[tag] === undefined) {
      throw this.#refuse(`Unsupported start tag "${tag}" at byte offset ${this.#byte(begin)}`);
    }
    const attributes = this.#attributes(tag, begin);
    if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw this.#refuse(`Tag "span" must have class "tg-spoiler" at byte offset ${this.#byte(begin)}`);
    }
    this.#open.push({ tag, offset: this.#text.length, argument: this.#argument(tag, attributes) });
  }

  #argument(tag: string, attributes: ReadonlyMap<string, string>): string | undefined {
    if (tag === 'a') return attributes.get('href');
    if (tag === 'tg-emoji') return attributes.get('emoji-id');
    if (tag === 'blockquote') return attributes.has('expandable') ? '1' : undefined;
    if (tag !== 'code' && tag !== 'pre') return undefined;
    const language = attributes.get('class');
    return language?.startsWith('language-') ? language.slice(9) : undefined;
  }

  #attributes(tag: string, begin: number): Map<string, string> {
    const source = this.#source;
    const found = new Map<string, string>();
    const unclosed = (): Error =>
      this.#refuse(`Unclosed start tag "${tag}" at byte offset ${this.#byte(begin)}`);
    for (;;) {
      this.#take(/\s/);
      if (this.#at >= source.length) throw unclosed();
      if (source[this.#at] === '>') {
        this.#at += 1;
        return found;
      }
      const name = this.#take(/[^\s=>/"']/).toLowerCase();
      if (name === '') {
        throw this.#refuse(`Empty attribute name in the tag "${tag}" at byte offset ${this.#byte(begin)}`);
      }
      this.#take(/\s/);
      if (source[this.#at] !== '=') {
        if (this.#at >= source.length) throw unclosed();
        found.set(name, '');
        continue;
      }
      this.#at += 1;
      this.#take(/\s/);
      found.set(name, this.#attributeValue(unclosed));
    }
  }

  #attributeValue(unclosed: () => Error): string {
    const quote = this.#source[this.#at];
    if (quote !== '"' && quote !== "'") return this.#take(/[^\s>]/);
    this.#at += 1;
    let value = '';
    while (this.#source[this.#at] !== quote) {
      if (this.#at >= this.#source.length) throw unclosed();
      if (this.#source[this.#at] === '&') value += this.#character();
      else {
        value += this.#source[this.#at];
        this.#at += 1;
      }
    }
    this.#at += 1;
    return value;
  }

  #endTag(): void {
    const begin = this.#at;
    const open = this.#open.pop();
    if (open === undefined) throw this.#refuse(`Unexpected end tag at byte offset ${this.#byte(begin)}`);
    this.#at += 2;
    const tag = this.#take(/[^\s>]/).toLowerCase();
    this.#take(/\s/);
    if (this.#source[this.#at] !== '>') {
      throw this.#refuse(`Unclosed end tag at byte offset ${this.#byte(begin)}`);
    }
    if (tag !== '' && tag !== open.tag) {
      throw this.#refuse(
        `Unmatched end tag at byte offset ${this.#byte(begin)}, expected "</${open.tag}>", found "</${tag}>"`,
      );
    }
    this.#at += 1;
    this.#close(open);
  }

  #close(open: OpenTag): void {
    const length = this.#text.length - open.offset;
    if (length === 0) return;
    const at = { offset: open.offset, length };
    switch (open.tag) {
      case 'a': {
        const url = open.argument ?? this.#text.slice(open.offset);
        // A link that Telegram cannot use becomes plain text, without a complaint.
        if (linkProblem(url) === undefined)
          this.#entities.push({ ...at, type: 'text_link', url: normalLink(url) });
        return;
      }
      case 'blockquote':
        this.#entities.push({
          ...at,
          type: open.argument === undefined ? 'blockquote' : 'expandable_blockquote',
        });
        return;
      case 'pre': {
        const inner = this.#entities.find(
          (e) => e.type === 'code' && e.offset === at.offset && e.length === length,
        );
        if (inner !== undefined) this.#entities.splice(this.#entities.indexOf(inner), 1);
        const language = inner?.language;
        this.#entities.push(
          language === undefined ? { ...at, type: 'pre' } : { ...at, type: 'pre', language },
        );
        return;
      }
      case 'code':
        this.#entities.push(
          open.argument === undefined
            ? { ...at, type: 'code' }
            : { ...at, type: 'code', language: open.argument },
        );
        return;
      case 'tg-emoji':
        if (!/^\d{1,19}$/.test(open.argument ?? ''))
          throw this.#refuse('Invalid custom emoji identifier specified');
        this.#entities.push({ ...at, type: 'custom_emoji', custom_emoji_id: open.argument });
        return;
      default:
        this.#entities.push({ ...at, type: ENTITY_OF[open.tag] ?? 'bold' });
    }
  }

  #take(allowed: RegExp): string {
    const from = this.#at;
    while (this.#at < this.#source.length && allowed.test(this.#source[this.#at] ?? '')) this.#at += 1;
    return this.#source.slice(from, this.#at);
  }
}
