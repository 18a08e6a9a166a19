/** What in a text could lead people elsewhere: a thief of an officer's phone would use just these. */
export type Contact = 'link' | 'phone' | 'account';

/** The last part of a name on the internet: letters of any script, or their form in plain letters. */
const ENDING = String.raw`(?:\p{L}{2,}|xn--[a-z0-9-]{2,})(?![\p{L}\p{N}])`;
/** What Telegram makes a link of: a scheme, any "word.word", a mention, an address of mail, a hashtag. */
const LINKS: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\//iu,
  /(?<![\p{L}\p{N}])(?:mailto|tel|tg|sms):\S/iu,
  new RegExp(String.raw`[\p{L}\p{N}_-]\.${ENDING}`, 'iu'),
  /@(?!rp\s?\d)[a-z_]\w{2,}/iu,
  /#(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_]{2,}/u,
  /\$[A-Z]{3,8}(?![\p{L}\p{N}])/u,
];
const ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/gu;

/** Digits that stand together, whatever signs are between them: only a word ends them, one letter inside does not. */
const RUN = /\d(?:[^\p{L}\p{N}]*\d|\p{L}\d)*/gu;
const SPOKEN =
  /(?<!\p{L})(?:(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)(?!\p{L})[^\p{L}\p{N}]*){7,}/iu;
/** As long as the shortest numbers of accounts and of telephones with a wire. */
const LEAST = 7;
const PHONE = /^(?:00)?(?:62|0)8\d{7,12}$|^0\d{8,11}$/;

/**
 * Links, phone numbers and numbers long enough for a bank account in a text; empty for most. Whatever Telegram would
 * make a link of is one, and digits count in every script and with any signs between them. Amounts, dates and times
 * are none as long as a run of digits is nothing else.
 */
export function contactsIn(text: string): readonly Contact[] {
  const plain = plainForm(text);
  const found = new Set<Contact>();
  if (LINKS.some((link) => link.test(plain)) || hasAddress(plain)) found.add('link');
  for (const match of plain.matchAll(RUN)) {
    const [run] = match;
    const digits = run.replaceAll(/\D/gu, '');
    if (digits.length < LEAST || isHarmless(run, /rp[.\s]*$/iu.test(plain.slice(0, match.index)))) continue;
    found.add(PHONE.test(digits) ? 'phone' : 'account');
  }
  if (SPOKEN.test(plain)) found.add('phone');
  return [...found];
}

/** Letters and digits without width, marks, invisible signs and other scripts' digits; every kind of dot is one. */
function plainForm(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll(/[。․。‧∙]/gu, '.')
    .replaceAll(/\p{Nd}/gu, digitOf);
}

/** The digits of a script follow each other from 0 to 9, in Unicode always. */
function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value++)
    if (value === 9 || !/^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) return String(value);
  return sign;
}

function hasAddress(text: string): boolean {
  return [...text.matchAll(ADDRESS)].some(([, ...parts]) =>
    parts.every((part) => String(Number(part)) === part && Number(part) <= 255),
  );
}

/** Of everyday numbers; each with how many may stand in one run. */
interface Everyday {
  readonly form: RegExp;
  readonly most: number;
  fits(parts: readonly number[], before: readonly number[]): boolean;
}

const isDay = (day: number, month: number, year: number): boolean =>
  day >= 1 && day <= 31 && month >= 1 && month <= 12 && isYear(year);
const isYear = (year: number): boolean => year >= 1990 && year <= 2050;

const DATE: Everyday = {
  form: /(\d{1,2})([./-]| )(\d{1,2})\2(\d{4})(?!\d)/uy,
  most: 2,
  fits: ([day = 0, month = 0, year = 0]) => isDay(day, month, year),
};
const ISO_DATE: Everyday = {
  form: /(\d{4})-(\d\d)-(\d\d)(?!\d)/uy,
  most: 2,
  fits: ([year = 0, month = 0, day = 0]) => isDay(day, month, year),
};
/** Times of a programme follow each other, and nobody plans by the minute. */
const TIME: Everyday = {
  form: /(\d{1,2})[.:](\d\d)(?!\d)/uy,
  most: 4,
  fits: ([hour = 0, minute = 0], before) => {
    const [lastHour = -1, lastMinute = 0] = before;
    return hour < 24 && minute < 60 && minute % 5 === 0 && hour * 60 + minute > lastHour * 60 + lastMinute;
  },
};
const AMOUNT: Everyday = {
  form: /([1-9]\d{0,2}(?:[.,]\d{3})+)(?:,(?:00|-))?(?![.,]?\d)/uy,
  most: 2,
  fits: ([amount = 0]) => amount % (amount < 1_000_000 ? 50 : 1_000) === 0,
};
const YEAR: Everyday = { form: /(\d{4})(?!\d)/uy, most: 2, fits: ([year = 0]) => isYear(year) };
/** Of a list, or of a house; behind it the code of a post office nearby. */
const ORDINAL: Everyday = { form: /(\d{1,3})(?!\d)/uy, most: 1, fits: () => true };
const POST_CODE: Everyday = { form: /(61\d{3})(?!\d)/uy, most: 1, fits: () => true };

/** With "Rp" before it, an amount may also be written without dots. */
const BARE_AMOUNT: Everyday = {
  form: /([1-9]\d{0,8})(?!\d)/uy,
  most: 1,
  fits: ([amount = 0]) => amount < 1_000_000 || amount % 1_000 === 0,
};
const EVERYDAY = [DATE, ISO_DATE, TIME, AMOUNT, YEAR, POST_CODE] as const;

/** Whether a run of digits is nothing but amounts, dates, times, and what stands before them. */
function isHarmless(run: string, isMoney: boolean): boolean {
  const counts = new Map<Everyday, number>();
  let lastTime: readonly number[] = [];
  const kinds = isMoney ? [AMOUNT, BARE_AMOUNT, ...EVERYDAY] : EVERYDAY;
  for (let at = 0; at < run.length;) {
    if (!/\d/u.test(run[at] ?? '')) {
      at++;
      continue;
    }
    const found =
      readOne(run, at, kinds, lastTime) ?? (at === 0 ? readOne(run, 0, [ORDINAL], []) : undefined);
    if (found === undefined) return false;
    const count = (counts.get(found.kind) ?? 0) + 1;
    if (count > found.kind.most) return false;
    counts.set(found.kind, count);
    if (found.kind === TIME) lastTime = found.parts;
    at = found.end;
  }
  return true;
}

function readOne(
  run: string,
  at: number,
  kinds: readonly Everyday[],
  lastTime: readonly number[],
): { readonly kind: Everyday; readonly parts: readonly number[]; readonly end: number } | undefined {
  for (const kind of kinds) {
    kind.form.lastIndex = at;
    const match = kind.form.exec(run);
    const parts = (match ?? [])
      .slice(1)
      .filter((part) => /\d/u.test(part))
      .map((part) => Number(part.replaceAll(/\D/gu, '')));
    if (match !== null && kind.fits(parts, lastTime)) return { kind, parts, end: at + match[0].length };
  }
  return undefined;
}
