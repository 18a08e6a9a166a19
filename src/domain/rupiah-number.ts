/**
 * One amount: from the lexemes of a number ("2 juta", "500", "ribu") to whole rupiah.
 * Exact arithmetic on bigint; a fraction of a rupiah is dropped, never rounded up (test/cases/rupiah.json).
 */
import { BILLION, MILLION, THOUSAND, type Lexeme } from './rupiah-lexicon.ts';
import { bareLiteral, unitLiteral, type Decimal } from './rupiah-literal.ts';

/** Why a number by itself is not certain. */
export type NumberReason =
  | 'no-unit'
  | 'low'
  | 'missing-ribu'
  | 'mixed-separators'
  | 'unit-group'
  | 'descending'
  | 'broken-grouping'
  | 'range'
  | 'two-amounts'
  | 'slang'
  | 'fraction'
  | 'unclear';

/**
 * What one number can mean, likeliest first. `certain` only with exactly one value. `bare` is the plain
 * number when it had no unit: a count ("26 hari"), or the left side of a range ("2-3 juta").
 */
export type Amount = {
  values: bigint[];
  certain: boolean;
  reason?: NumberReason;
  approximate: boolean;
  bare?: Decimal;
  lastUnit?: bigint;
  words: boolean;
  /** only units, as in "jutaan" */
  vague: boolean;
};

type Part = { lexemes: Lexeme[]; unit?: bigint };
type Coefficient = { values: Decimal[]; reason?: NumberReason; fraction: boolean; range?: boolean };

/** Reads the lexemes of one number. `low` is the bound in rupiah below which a unitless number is asked back. */
export function readAmount(lexemes: readonly Lexeme[], low: bigint): Amount {
  const approximate = lexemes.some((each) => 'about' in each && each.about);
  const words = lexemes.every((each) => each.kind !== 'literal');
  const parts = split(lexemes);
  const amount = combine(parts, low);
  const lastUnit = parts.findLast((part) => part.unit !== undefined)?.unit;
  const vague = lexemes.every(
    (each) => each.kind === 'unit' || each.kind === 'times' || each.kind === 'point',
  );
  return { ...amount, approximate, words, vague, ...(lastUnit === undefined ? {} : { lastUnit }) };
}

/** A decimal times a unit in whole rupiah, the fraction dropped. */
export function times({ units, scale }: Decimal, unit: bigint): bigint {
  return (units * unit) / 10n ** BigInt(scale);
}

function split(lexemes: readonly Lexeme[]): Part[] {
  const parts: Part[] = [];
  let current: Lexeme[] = [];
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'unit') {
      parts.push({ lexemes: current, unit: lexeme.value });
      current = [];
    } else current.push(lexeme);
  }
  if (current.length > 0) parts.push({ lexemes: current });
  return parts;
}

type Result = Pick<Amount, 'values' | 'certain' | 'reason' | 'bare'>;

const doubt = (reason: NumberReason, values: bigint[]): Result => ({ values, certain: false, reason });
const sure = (value: bigint): Result => ({ values: [value], certain: true });

function combine(parts: Part[], low: bigint): Result {
  const [first, ...rest] = parts;
  if (first === undefined) return doubt('unclear', []);
  if (first.unit === undefined) return bareAmount(first.lexemes, low);
  let sum = unitAmount(first.lexemes, first.unit);
  let smallest = first.unit;
  let fraction = sum.fraction;
  for (const part of rest) {
    const before = sum.result;
    const only = before.certain ? before.values[0] : undefined;
    if (part.unit === undefined) {
      return tail(before, part.lexemes, { unit: smallest, fraction, compound: parts.length > 2 });
    }
    if (part.lexemes.length === 0) return doubt('unit-group', unitTwice(before.values, smallest, part.unit));
    const next = unitAmount(part.lexemes, part.unit);
    const value = next.result.certain ? next.result.values[0] : undefined;
    if (only === undefined || value === undefined) {
      return doubt(before.reason ?? next.result.reason ?? 'unclear', sums(before.values, next.result.values));
    }
    if (part.unit === smallest) return doubt('two-amounts', [only, value]);
    if (part.unit > smallest || value >= smallest) return doubt('descending', [only + value, only, value]);
    if (fraction) return doubt('two-amounts', [only + value, only, value]);
    sum = { result: sure(only + value), fraction: next.fraction };
    fraction = next.fraction;
    smallest = part.unit;
  }
  return sum.result;
}

function unitTwice(values: readonly bigint[], first: bigint, second: bigint): bigint[] {
  return first === second ? [...values] : values.map((value) => value * second);
}

function sums(left: readonly bigint[], right: readonly bigint[]): bigint[] {
  return left.flatMap((one) => right.map((other) => one + other)).slice(0, 4);
}

function unitAmount(lexemes: Lexeme[], unit: bigint): { result: Result; fraction: boolean } {
  const [only] = lexemes;
  if (lexemes.length === 1 && only?.kind === 'slang') {
    return { result: doubt('slang', only.candidates.slice(0, 1)), fraction: false };
  }
  const read = coefficient(lexemes, unit);
  const values = read.values.map((value) => times(value, unit));
  const result =
    read.reason === undefined && values[0] !== undefined
      ? sure(values[0])
      : doubt(read.reason ?? 'unclear', values);
  return { result, fraction: read.fraction };
}

/** A number behind the last unit: "2 juta 500", "dua juta lima ratus", "sejuta setengah". */
function tail(
  before: Result,
  lexemes: Lexeme[],
  { unit, fraction, compound }: { unit: bigint; fraction: boolean; compound: boolean },
): Result {
  const base = before.certain ? before.values[0] : undefined;
  const [only] = lexemes;
  if (base === undefined) return doubt(before.reason ?? 'unclear', before.values);
  if (lexemes.length === 1 && only?.kind === 'quarters') {
    const value = base + (unit * BigInt(only.count)) / 4n;
    return fraction || compound ? doubt('fraction', [value]) : sure(value);
  }
  if (fraction) return doubt('two-amounts', [base]);
  const read = bareCoefficient(lexemes);
  const rest = read?.scale === 0 ? read.units : undefined;
  if (rest === undefined || rest >= unit || rest === 0n) return doubt('two-amounts', [base]);
  if (unit === THOUSAND) {
    const spoken = lexemes.some((each) => each.kind === 'times' && each.by === 'ratus');
    return spoken ? sure(base + rest) : doubt('missing-ribu', [base + rest]);
  }
  if (rest >= 1000n) return doubt('missing-ribu', [base + rest]);
  // speech drops "ribu", and with a single digit even "ratus ribu": "dua juta lima" can be 2.500.000
  const values = [base + (rest * unit) / 1000n, base + rest];
  return doubt('missing-ribu', rest < 10n ? [base + (rest * unit) / 10n, ...values] : values);
}

function bareCoefficient(lexemes: Lexeme[]): Decimal | undefined {
  const [only] = lexemes;
  if (lexemes.length === 1 && only?.kind === 'literal') {
    const literal = bareLiteral(only.text);
    return literal.certain ? literal.values[0] : undefined;
  }
  const read = coefficient(lexemes, 1n);
  return read.reason === undefined ? read.values[0] : undefined;
}

function bareAmount(lexemes: Lexeme[], low: bigint): Result {
  const [only] = lexemes;
  if (lexemes.length === 1 && only?.kind === 'slang') {
    const [single, other] = only.candidates;
    return single !== undefined && other === undefined ? sure(single) : doubt('slang', only.candidates);
  }
  if (lexemes.length === 1 && only?.kind === 'literal') {
    const literal = bareLiteral(only.text);
    const [value] = literal.values;
    if (value === undefined) return doubt(literal.reason ?? 'broken-grouping', []);
    if (!literal.certain)
      return doubt(
        literal.reason ?? 'unclear',
        literal.values.map((each) => times(each, 1n)),
      );
    const result = withoutUnit(value, low, literal.grouped ? 'low' : 'no-unit');
    return { ...result, bare: value };
  }
  const read = coefficient(lexemes, 1n);
  const [value] = read.values;
  if (value === undefined || read.reason !== undefined) return doubt(read.reason ?? 'unclear', []);
  const spoken = lexemes.some((each) => each.kind === 'times' && each.by === 'ratus');
  return { ...withoutUnit(value, low, spoken ? 'missing-ribu' : 'no-unit'), bare: value };
}

/** Rule: unitless below `low` (10.000 for a month) is asked back, except 0 (test/cases/rupiah.json). */
function withoutUnit(value: Decimal, low: bigint, reason: NumberReason): Result {
  const literal = times(value, 1n);
  if (value.units === 0n) return sure(0n);
  if (literal >= low && literal >= 1000n) return sure(literal);
  const thousands = times(value, THOUSAND);
  const millions = times(value, MILLION);
  if (literal >= 1000n) return doubt('low', [thousands, literal]);
  if (value.scale > 0) return doubt(reason, literal < 100n ? [millions, thousands] : [thousands, literal]);
  if (literal < 10n) return doubt(reason, [millions, thousands]);
  return doubt(reason, literal < 100n ? [millions, thousands] : [thousands, literal]);
}

/** The number before a unit. */
function coefficient(lexemes: Lexeme[], unit: bigint): Coefficient {
  const [first, ...rest] = lexemes;
  if (first === undefined) return { values: [], reason: 'unclear', fraction: false };
  if (first.kind === 'quarters' && rest.length === 0) return certain(quarter(0n, first.count), true);
  const last = lexemes.at(-1);
  if (last?.kind === 'quarters') return withQuarters(lexemes.slice(0, -1), last.count, unit);
  if (last?.kind === 'quarter-of') {
    const whole = integer(lexemes.slice(0, -1));
    return whole === undefined || whole > 3n
      ? { values: [], reason: 'fraction', fraction: true }
      : certain({ units: whole * 25n, scale: 2 }, true);
  }
  if (first.kind === 'literal' && rest.length === 0) {
    const read = unitLiteral(first.text, unit);
    return read.certain && read.values[0] !== undefined
      ? certain(read.values[0], read.values[0].scale > 0)
      : { values: read.values, reason: read.reason ?? 'unit-group', fraction: true };
  }
  const point = lexemes.findIndex((each) => each.kind === 'point');
  if (point >= 0) return withPoint(lexemes.slice(0, point), lexemes.slice(point + 1));
  const whole = integer(lexemes);
  return whole === undefined ? adjacent(lexemes, unit) : certain({ units: whole, scale: 0 }, false);
}

function certain(value: Decimal, fraction: boolean): Coefficient {
  return { values: [value], fraction };
}

function quarter(whole: bigint, count: number): Decimal {
  return { units: whole * 100n + BigInt(count) * 25n, scale: 2 };
}

/** "dua setengah juta" is 2,5 juta, not two times half a million (test/cases/rupiah.json). */
function withQuarters(lexemes: Lexeme[], count: 1 | 2, unit: bigint): Coefficient {
  const read = coefficient(lexemes, unit);
  const [value] = read.values;
  if (value === undefined || read.reason !== undefined || value.scale > 0) {
    return { values: [], reason: 'fraction', fraction: true };
  }
  const half = quarter(value.units, count);
  return value.units < 100n ? certain(half, true) : { values: [half], reason: 'fraction', fraction: true };
}

/** "satu koma lima", "2 koma 25": the digits behind the comma one by one or as one number below 100. */
function withPoint(before: Lexeme[], after: Lexeme[]): Coefficient {
  const failed: Coefficient = { values: [], reason: 'unclear', fraction: true };
  const whole = integer(before);
  if (whole === undefined || after.length === 0) return failed;
  const [only] = after;
  let digits = '';
  if (after.every((each) => each.kind === 'ones')) {
    digits = after.map((each) => (each.kind === 'ones' ? String(each.value) : '')).join('');
  } else if (after.length === 1 && only?.kind === 'literal' && /^\d{1,6}$/.test(only.text)) {
    digits = only.text;
  } else {
    const number = integer(after);
    if (number === undefined || number < 10n || number > 99n) return failed;
    digits = String(number);
  }
  return certain(
    { units: whole * 10n ** BigInt(digits.length) + BigInt(digits), scale: digits.length },
    true,
  );
}

/** "dua tiga juta", "2 3 juta": people mean between two and three. */
function adjacent(lexemes: Lexeme[], unit: bigint): Coefficient {
  for (let cut = 1; cut < lexemes.length; cut += 1) {
    const left = integer(lexemes.slice(0, cut));
    const right = integer(lexemes.slice(cut));
    if (left === undefined || right === undefined) continue;
    // "lima enam ratus ribu": the hundreds belong to both
    const last = lexemes.at(-1);
    const both = last?.kind === 'times' && left < 10n ? (multiplied(left, last.by) ?? left) : left;
    const values = [both, right].map((units) => ({ units, scale: 0 }));
    return { values: unit === 1n && both < 10_000n ? [] : values, reason: 'range', fraction: false };
  }
  return { values: [], reason: 'unclear', fraction: false };
}

/** A whole number below a million in words, digits, or both ("7 ratus 50"); undefined when not well formed. */
export function integer(lexemes: readonly Lexeme[]): bigint | undefined {
  const [only] = lexemes;
  if (lexemes.length === 1 && only?.kind === 'literal') return digits(only);
  let total = 0n;
  let bound = 1000n;
  let at = 0;
  while (at < lexemes.length) {
    const lexeme = lexemes[at];
    const next = lexemes[at + 1];
    const value = lexeme === undefined ? undefined : digits(lexeme);
    if (value === undefined) return undefined;
    if (next?.kind === 'times') {
      const part = multiplied(value, next.by);
      const size = next.by === 'ratus' ? 100n : 10n;
      if (part === undefined || size >= bound) return undefined;
      total += part;
      // behind "belas" nothing smaller can follow
      bound = next.by === 'belas' || next.by === 'likur' ? 1n : size;
      at += 2;
      continue;
    }
    if (value >= bound || (value === 0n && lexemes.length > 1)) return undefined;
    total += value;
    bound = 1n;
    at += 1;
  }
  return lexemes.length === 0 ? undefined : total;
}

function multiplied(value: bigint, by: 'belas' | 'likur' | 'puluh' | 'ratus'): bigint | undefined {
  if (value < 1n || value > 9n) return undefined;
  if (by === 'belas') return value + 10n;
  if (by === 'likur') return value + 20n;
  return value * (by === 'puluh' ? 10n : 100n);
}

function digits(lexeme: Lexeme): bigint | undefined {
  if (lexeme.kind === 'ones' || lexeme.kind === 'tens') return BigInt(lexeme.value);
  if (lexeme.kind === 'literal' && /^(?:0|[1-9]\d{0,5})$/.test(lexeme.text)) return BigInt(lexeme.text);
  return undefined;
}

/** The highest amount that is taken without asking back whether it is right: Rp50 billion. */
export const HARD_CAP = 50n * BILLION;
