/** The short words of a language for thousand, million and billion: rb, jt, M. */
export interface ShortUnits {
  readonly thousand: string;
  readonly million: string;
  readonly billion: string;
}

/**
 * Whole rupiah (from 0) in the short form for a chart: "750 rb", "2,5 jt",
 * "1,2 M"; one decimal at most, with a comma, and none from 100 on. Rounded to
 * the nearest, half up; below a thousand as it is.
 */
export function shortRupiah(amount: number, units: ShortUnits): string {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`expected whole rupiah from 0, got ${amount}`);
  }
  if (amount < 1_000) return String(amount);
  const steps = [
    { size: 1_000, word: units.thousand },
    { size: 1_000_000, word: units.million },
    { size: 1_000_000_000, word: units.billion },
  ];
  // 999.500 would round to 1.000 rb and has to read "1 jt".
  const step = steps.find(({ size }) => Math.round(amount / size) < 1_000) ?? steps.at(-1);
  if (step === undefined) return String(amount);
  const tenths = Math.round(amount / (step.size / 10));
  if (tenths >= 1_000 || tenths % 10 === 0) return `${Math.round(amount / step.size)} ${step.word}`;
  return `${Math.floor(tenths / 10)},${tenths % 10} ${step.word}`;
}
