/**
 * Numbers written in digits, with the separators of two worlds: Indonesian 2.500.000,00 and English
 * 2,500,000.00. Rules: test/cases/rupiah.json, "conventions".
 */
import { MILLION, THOUSAND } from './rupiah-lexicon.ts';

/** An exact decimal: `units` / 10^`scale`. */
export type Decimal = { units: bigint; scale: number };

/** Readings of a written number, likeliest first; none when the separators cannot be right. */
export type Literal = {
  values: Decimal[];
  certain: boolean;
  grouped: boolean;
  reason?: 'mixed-separators' | 'broken-grouping' | 'unit-group';
};

const whole = (digits: string): Decimal => ({ units: BigInt(digits.replaceAll(/\D/g, '')), scale: 0 });

function decimal(before: string, after: string): Decimal {
  return { units: BigInt(before + after), scale: after.length };
}

const sure = (value: Decimal, grouped: boolean): Literal => ({ values: [value], certain: true, grouped });
const broken: Literal = { values: [], certain: false, grouped: true, reason: 'broken-grouping' };

function doubt(reason: 'mixed-separators' | 'unit-group', values: Decimal[]): Literal {
  return { values, certain: false, grouped: true, reason };
}

/**
 * A number without a unit behind it. Groups of three are thousands; a tail of one or two digits behind
 * thousands or behind four and more digits is sen and dropped; "2,5" stays a decimal for the caller.
 */
export function bareLiteral(text: string): Literal {
  if (/^(?:0|[1-9]\d*)$/.test(text)) return sure(whole(text), false);
  if (/^0[.,]0{1,2}$/.test(text)) return sure({ units: 0n, scale: 0 }, false);
  if (/^[1-9]\d{0,2}(?:([.,'])\d{3})(?:\1\d{3})*$/.test(text)) return sure(whole(text), true);
  if (/^[1-9]\d{0,2}(?: \d{3})+$/.test(text)) return spaced(text);
  const sen =
    /^([1-9]\d{0,2}(?:[.']\d{3})+),\d{1,2}$/.exec(text) ??
    /^([1-9]\d{0,2}(?:[,']\d{3})+)\.\d{1,2}$/.exec(text) ??
    /^([1-9]\d{3,})[.,]\d{1,2}$/.exec(text) ??
    /^([1-9]\d{0,2})[.,]00$/.exec(text);
  if (sen !== null) return sure(whole(sen[1] ?? ''), true);
  const small = /^(0|[1-9]\d{0,2})[.,](\d{1,2})$/.exec(text);
  if (small !== null) return sure(decimal(small[1] ?? '', small[2] ?? ''), false);
  if (/^[1-9]\d{0,2}(?:[.,']\d{3})+$/.test(text)) {
    const first = /^\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})*/.exec(text)?.[0] ?? text;
    return doubt('mixed-separators', [whole(text), whole(first)]);
  }
  const cents = /^([1-9]\d{0,2}(?:\.\d{3}){2,})\.00$/.exec(text);
  return cents === null ? broken : doubt('mixed-separators', [whole(cents[1] ?? '')]);
}

/** "2 500 000" is one number; "500 750" may be two. */
function spaced(text: string): Literal {
  const value = whole(text);
  if (text.endsWith(' 000')) return sure(value, true);
  const millions: Decimal = { units: value.units * THOUSAND, scale: 0 };
  return doubt('mixed-separators', value.units < 100_000n ? [millions, value] : [value]);
}

/**
 * A number before a unit (`unit` in rupiah); the values count units. A comma is a decimal comma, a dot
 * with one or two digits too; a dot with three digits can be either. Numbers so large that the unit may
 * have been written twice ("500.000 ribu", "1500 jt") are asked back.
 */
export function unitLiteral(text: string, unit: bigint): Literal {
  if (/^(?:0|[1-9]\d*)$/.test(text)) {
    const limit = unit === THOUSAND ? 10_000n : 1_000n;
    const value = whole(text);
    return value.units < limit ? sure(value, false) : doubt('unit-group', withoutUnit(value, unit));
  }
  if (/^0[1-9]$/.test(text)) return doubt('unit-group', [whole(text), decimal('0', text.slice(1))]);
  const one = /^(0|[1-9]\d*)([.,'])(\d+)$/.exec(text);
  if (one !== null) return oneSeparator(one[1] ?? '', one[2] ?? '', one[3] ?? '', unit);
  if (/^[1-9]\d{0,2}(?: \d{3})+$/.test(text)) return doubt('unit-group', [whole(text)]);
  const grouped = /^([1-9]\d{0,2}(?:([.,'])\d{3})(?:\2\d{3})*)(?:[.,](\d{1,2}))?$/.exec(text);
  if (grouped === null) return broken;
  const value = whole(grouped[1] ?? '');
  if (grouped[3] !== undefined) return doubt('mixed-separators', [decimal(String(value.units), grouped[3])]);
  return doubt('unit-group', withoutUnit(value, unit));
}

function oneSeparator(before: string, separator: string, after: string, unit: bigint): Literal {
  const exact = decimal(before, after);
  const group = before !== '0' && before.length <= 3 && after.length === 3;
  const thousands = whole(before + after);
  if (separator === "'") return group ? doubt('unit-group', [thousands]) : broken;
  // "1,250 jt" follows the rule for the comma; "1,250 rb" would be Rp1.250, which nobody sells in a month
  if (group && (separator === '.' || unit === THOUSAND)) return doubt('unit-group', [exact, thousands]);
  if (separator === '.' && after.length > 3) return broken;
  if (separator === '.' && after.length === 3) return doubt('unit-group', [exact]);
  if (before.length > 4) return doubt('unit-group', [exact]);
  return sure(exact, false);
}

/** The value taken as units, and as if the unit had been written twice. */
function withoutUnit(value: Decimal, unit: bigint): Decimal[] {
  const asRupiah: Decimal = { units: value.units, scale: unit === THOUSAND ? 3 : unit === MILLION ? 6 : 9 };
  const asThousands: Decimal = { units: value.units, scale: 3 };
  if (unit === THOUSAND || value.units >= 100_000n) return [asRupiah, value];
  return [asThousands, value];
}
