/**
 * One amount: from the lexemes of a number ("2 juta", "500", "ribu") to whole rupiah.
 * Exact arithmetic on bigint; a fraction of a rupiah is dropped, never rounded up (test/cases/rupiah.json).
 */
import { BILLION, MILLION, THOUSAND, type Lexeme } from './rupiah-lexicon.ts';
import { coefficient, type NumberReason } from './rupiah-coefficient.ts';
import { bareLiteral, type Decimal } from './rupiah-literal.ts';

export type { NumberReason } from './rupiah-coefficient.ts';

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

/** The highest amount that is taken without asking back whether it is right: Rp50 billion. */
export const HARD_CAP = 50n * BILLION;
