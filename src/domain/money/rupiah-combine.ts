/** What several numbers in one text say together: a range, a product, two amounts, or the same one twice. */
import { THOUSAND } from './rupiah-lexicon.ts';
import { times, type Amount } from './rupiah-number.ts';
import type { RupiahReason } from './rupiah-reading.ts';
import type { AmountElement, Element } from './rupiah-tokens.ts';

export type Combined = {
  /** rupiah, likeliest or first named first */
  values: bigint[];
  certain: boolean;
  reason?: RupiahReason;
  approximate: boolean;
  /** more than one amount, so that `reason` says how they hang together */
  several: boolean;
  /** the same amount was written twice, in figures and in words */
  repeated: boolean;
  /** numbers that count something: days, pieces, people */
  counted: boolean;
  /** only "jutaan", "ratusan ribu" */
  vague: boolean;
  negative: boolean;
  typo: boolean;
  broken?: RupiahReason;
};

type SignName = Extract<Element, { type: 'sign' }>['sign'];
type Placed = AmountElement & { at: number };

const NOUNS: ReadonlySet<SignName> = new Set<SignName>(['DAYS', 'WEEKS', 'YEARS', 'COUNT', 'PERCENT']);

/** Combines the numbers of a text; numbers that count days, pieces or people are no amounts. */
export function combined(elements: readonly Element[]): Combined {
  const amounts: Placed[] = [];
  const counts: bigint[] = [];
  let typo = false;
  let vague = false;
  for (const [at, element] of elements.entries()) {
    if (element.type !== 'amount') continue;
    const { amount, currency } = element;
    if (amount.vague) vague = true;
    else if (amount.bare !== undefined && !currency && isCount(elements, at))
      counts.push(times(amount.bare, 1n));
    else {
      const next = elements[at + 1];
      const unit = next?.type === 'unknown' ? next.unit : undefined;
      if (unit !== undefined && amount.bare !== undefined) typo = true;
      const mended = unit === undefined || amount.bare === undefined ? amount : inUnit(amount, unit);
      amounts.push({ ...element, amount: mended, at });
    }
  }
  const base = {
    approximate: amounts.some(({ amount }) => amount.approximate),
    counted: counts.length > 0,
    vague,
    typo,
    negative: isNegative(elements),
    repeated: false,
  };
  const broken = amounts.find(
    ({ amount }) => amount.reason === 'broken-grouping' && amount.values.length === 0,
  );
  if (broken !== undefined)
    return { ...base, values: [], certain: false, several: false, broken: 'broken-grouping' };
  return { ...base, ...together(amounts, counts, elements) };
}

type Together = Pick<Combined, 'values' | 'certain' | 'several'> & {
  reason?: RupiahReason;
  repeated?: boolean;
};

function together(amounts: Placed[], counts: bigint[], elements: readonly Element[]): Together {
  const [first, second] = amounts;
  const has = (sign: SignName): boolean =>
    elements.some((each) => each.type === 'sign' && each.sign === sign);
  if (first === undefined) return { values: [], certain: false, several: false };
  const perCount = counts.length === 1 && (has('ITEM') || has('DAY'));
  if (has('TIMES') && (has('AND') || has('LESS'))) {
    return { values: [], certain: false, several: true, reason: 'product' };
  }
  if (has('TIMES') || perCount) {
    const product = multiplied(amounts, counts, elements);
    if (product !== undefined) return { values: product, certain: false, several: true, reason: 'product' };
  }
  if (second === undefined && counts.length === 1 && has('COUNT') && first.amount.certain) {
    // "20 porsi 15rb": each, or all of them
    const product = multiplied(amounts, counts, elements) ?? [];
    return { values: [...product, ...first.amount.values], certain: false, several: true, reason: 'product' };
  }
  if (second === undefined) return { ...single(first.amount), several: false };
  const agreed = amounts.slice(1).every((other) => agree(first, other)) ? exactOf(amounts) : undefined;
  if (agreed !== undefined) return { values: [agreed], certain: true, several: false, repeated: true };
  return { certain: false, several: true, ...between(first, second, amounts, elements) };
}

function single(amount: Amount): Pick<Combined, 'values' | 'certain'> & { reason?: RupiahReason } {
  const { values, certain, reason } = amount;
  return reason === undefined ? { values, certain } : { values, certain, reason };
}

function isCount(elements: readonly Element[], at: number): boolean {
  const before = elements[at - 1];
  if (before?.type === 'sign' && before.sign === 'CLOCK') return true;
  const next = elements.slice(at + 1).find((each) => !(each.type === 'sign' && each.sign === 'ABOUT'));
  if (next?.type !== 'sign') return false;
  if (NOUNS.has(next.sign)) return true;
  // "3 kali" alone counts; "50000 x 30" multiplies
  return next.sign === 'TIMES' && !elements.some((each, index) => index !== at && each.type === 'amount');
}

function inUnit(amount: Amount, unit: bigint): Amount {
  const value = amount.bare === undefined ? undefined : times(amount.bare, unit);
  return value === undefined ? amount : { ...amount, values: [value], certain: false };
}

function isNegative(elements: readonly Element[]): boolean {
  return elements.some(
    (each) => each.type === 'sign' && (each.sign === 'MINUS-GLUED' || each.sign === 'MINUS'),
  );
}

/** The same amount twice is fine when it is said in two ways: "2jt (dua juta)". */
function agree(first: Placed, other: Placed): boolean {
  const twoWays = other.aside || first.amount.words !== other.amount.words;
  return twoWays && other.amount.values.some((value) => first.amount.values.includes(value));
}

function exactOf(amounts: readonly Placed[]): bigint | undefined {
  return amounts.find(({ amount }) => amount.certain)?.amount.values[0];
}

function multiplied(amounts: Placed[], counts: bigint[], elements: readonly Element[]): bigint[] | undefined {
  const equals = elements.findIndex((each) => each.type === 'sign' && each.sign === 'EQUALS');
  const factors = amounts.filter(({ at }) => equals < 0 || at < equals);
  const stated = amounts.find(({ at }) => equals >= 0 && at > equals)?.amount.values[0];
  const numbers = [...counts, ...factors.map(({ amount }) => factorOf(amount))];
  if (numbers.length < 2 || numbers.includes(undefined)) return undefined;
  const product = numbers.reduce((all: bigint, number) => all * (number ?? 1n), 1n);
  if (product < 1000n) return undefined;
  return stated === undefined || stated === product ? [product] : [product, stated];
}

function factorOf({ bare, values }: Amount): bigint | undefined {
  if (bare !== undefined) return bare.scale === 0 ? bare.units : undefined;
  return values.length === 1 ? values[0] : undefined;
}

function between(
  first: Placed,
  second: Placed,
  amounts: readonly Placed[],
  elements: readonly Element[],
): { values: bigint[]; reason: RupiahReason } {
  const signs = new Set(
    elements.slice(first.at + 1, second.at).flatMap((each) => (each.type === 'sign' ? [each.sign] : [])),
  );
  const named = elements.slice(0, first.at).some((each) => each.type === 'sign' && each.sign === 'BETWEEN');
  const all = [...new Set(amounts.flatMap(({ amount }) => amount.values.slice(0, 1)))];
  const isRange = signs.has('TO') || signs.has('DASH') || signs.has('OR') || signs.has('SLASH');
  if (amounts.length === 2 && (isRange || (named && signs.has('AND')))) {
    const range = shareUnit(first.amount, second.amount);
    const part = signs.has('SLASH') ? fractionOf(first.amount, second.amount) : undefined;
    return { values: part === undefined ? range : [part, ...range], reason: 'range' };
  }
  const [one, two] = all;
  if (amounts.length === 2 && one !== undefined && two !== undefined) {
    // "2 juta dipotong belanja 1 juta" leaves profit
    const spent = elements.some(
      (each) => each.type === 'sign' && (each.sign === 'COST' || each.sign === 'CAPITAL'),
    );
    if (signs.has('LESS') && !spent && one > two) return { values: [one - two], reason: 'subtraction' };
    if (signs.has('AND')) return { values: [one + two, one, two], reason: 'sum' };
  }
  return { values: all, reason: 'two-amounts' };
}

/** In "2-3 juta" the unit belongs to both. */
function shareUnit(first: Amount, second: Amount): bigint[] {
  const left = withUnitOf(first, second);
  const right = withUnitOf(second, first);
  const high = right[0];
  const low = left[0];
  // "500-1 juta": the left number is in thousands
  if (low !== undefined && high !== undefined && low > high && first.bare !== undefined) {
    return [times(first.bare, THOUSAND), high];
  }
  return [...new Set([...left, ...right])];
}

/** "1/2 juta" is half a million for most, one or two million for some. */
function fractionOf(first: Amount, second: Amount): bigint | undefined {
  const { bare, lastUnit } = { bare: first.bare?.units, lastUnit: second.lastUnit };
  const whole = second.values[0];
  if (bare === undefined || lastUnit === undefined || whole === undefined) return undefined;
  const under = whole / lastUnit;
  return bare < under && (under === 2n || under === 4n) ? (bare * lastUnit) / under : undefined;
}

function withUnitOf(amount: Amount, other: Amount): bigint[] {
  if (amount.bare === undefined || other.lastUnit === undefined) return amount.values.slice(0, 1);
  return [times(amount.bare, other.lastUnit)];
}
