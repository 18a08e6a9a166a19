/** A whole number of something, where the question has said of what. */

interface Whole {
  readonly least: number;
  readonly most: number;
  /** Words that may follow, as a pattern; left out: whatever is no number. */
  readonly unit?: string;
}

/** "2 ribu" is not two: the words that make a number larger are not read here. */
const SCALE = /\d\s*(?:ratus|ribu|rb|k|juta|jt|miliar|milyar)\b/iu;

/** "500", "1.500 buah", as it is written in Indonesian; undefined for anything else, and outside of the bounds. */
export function readWhole(text: string, { least, most, unit = '[^\\d]*' }: Whole): number | undefined {
  if (SCALE.test(text)) return undefined;
  const digits = new RegExp(`^\\s*(\\d{1,3}(?:\\.\\d{3})+|\\d{1,10})(?:\\s*(?:${unit}))?\\s*$`, 'iu').exec(
    text,
  )?.[1];
  const whole = Number(digits?.replaceAll('.', '') ?? Number.NaN);
  return whole >= least && whole <= most ? whole : undefined;
}
