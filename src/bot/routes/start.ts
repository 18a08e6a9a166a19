/** Every kind of link into the bot and its letter, which posters and messages that are out there carry. */
const kinds = [
  ['t', 'training'],
  ['h', 'checkin'],
  ['i', 'invitation'],
  ['a', 'takeover'],
  ['p', 'recovery'],
  ['k', 'group'],
] as const;

export type StartKind = (typeof kinds)[number][1];

/** Telegram allows 64 characters: letters, digits, `_` and `-`. */
const FORM = /^([a-z])-([\w-]{1,62})$/i;

/**
 * The link that opens a place of the bot for whoever follows it; where the name of the bot is not known, the message
 * that does the same. Throws a RangeError on a code that {@link readStart} would not read.
 */
export function startLink(bot: string | undefined, kind: StartKind, code: string): string {
  const payload = `${kinds.find(([, it]) => it === kind)?.[0] ?? ''}-${code}`;
  if (!FORM.test(payload)) throw new RangeError(`expected ${FORM.source} behind ?start=, got '${payload}'`);
  return bot === undefined ? `/start ${payload}` : `https://t.me/${bot}?start=${payload}`;
}

/** What somebody has followed; the code may be forged. Undefined: no link of ours looks like that. */
export function readStart(payload: string): { readonly kind: StartKind; readonly code: string } | undefined {
  const [, letter = '', code = ''] = FORM.exec(payload) ?? [];
  const kind = kinds.find(([it]) => it === letter.toLowerCase())?.[1];
  return kind === undefined ? undefined : { kind, code };
}
