/** The number before a unit: "2,5", "dua setengah", "satu koma lima", "7 ratus 50". */
import type { Lexeme } from './rupiah-lexicon.ts';
import { unitLiteral, type Decimal } from './rupiah-literal.ts';

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

/** Readings of a coefficient, likeliest first; certain only without a `reason`. */
export type Coefficient = { values: Decimal[]; reason?: NumberReason; fraction: boolean; range?: boolean };

/** The number before a unit. */
export function coefficient(lexemes: Lexeme[], unit: bigint): Coefficient {
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
