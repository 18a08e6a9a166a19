import { prefix } from '../../domain/words/clip.ts';

/** The little XML that a workbook is made of. Linear, whatever the text. */

/** Elements of a name, one after another: their start tag and what stands in them. */
export function* elements(
  xml: string,
  name: string,
): Generator<{ readonly tag: string; readonly content: string }> {
  const end = `</${name}>`;
  for (let at = xml.indexOf(`<${name}`); at !== -1; at = xml.indexOf(`<${name}`, at)) {
    const close = xml.indexOf('>', at);
    if (close === -1) return;
    const tag = xml.slice(at, close);
    // "<row" is also how "<rowBreaks" begins.
    if (!/[\s/]|^$/.test(tag.charAt(name.length + 1))) {
      at = close;
      continue;
    }
    if (tag.endsWith('/')) {
      yield { tag, content: '' };
      at = close;
      continue;
    }
    const stop = xml.indexOf(end, close);
    if (stop === -1) return;
    yield { tag, content: xml.slice(close + 1, stop) };
    at = stop + end.length;
  }
}

const ATTRIBUTES = new Map<string, RegExp>();

/** An attribute of a start tag, in either kind of quotes; whatever its prefix where `name` begins with ":". */
export function attribute(tag: string, name: string): string | undefined {
  const known = ATTRIBUTES.get(name);
  const pattern =
    known ??
    new RegExp(
      String.raw`\s${name.startsWith(':') ? String.raw`[\w.-]+` : ''}${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`,
    );
  if (known === undefined) ATTRIBUTES.set(name, pattern);
  const found = pattern.exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decoded(value);
}

/** Whether an attribute says yes. */
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Some programs write "<x:row>" for "<row>": the prefix of the root element goes from all of them. */
export function withoutPrefix(xml: string): string {
  const root = /<([A-Za-z_][\w.-]*):(?:worksheet|workbook|sst|Relationships)[\s>]/.exec(prefix(xml, 4_000));
  const namespace = root?.[1];
  return namespace === undefined
    ? xml
    : xml.replaceAll(`<${namespace}:`, '<').replaceAll(`</${namespace}:`, '</');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only the five entities of XML and characters by number: what a file declares itself stays as it is. */
export function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? all;
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
}

/** The text of all elements "t" in a piece of XML. */
export function textIn(xml: string): string {
  let text = '';
  for (const { content } of elements(xml, 't')) text += content;
  return decoded(text);
}
