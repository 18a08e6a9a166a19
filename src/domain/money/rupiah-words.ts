/** Money in figures and in words, as it is always echoed: "Rp2.500.000 (dua juta lima ratus ribu rupiah)". */

const ONES = [
  '',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
const SCALES: readonly (readonly [bigint, string])[] = [
  [1_000_000_000_000n, 'triliun'],
  [1_000_000_000n, 'miliar'],
  [1_000_000n, 'juta'],
];
const ENGLISH_ONES = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ENGLISH_SCALES: readonly (readonly [bigint, string])[] = [
  [1_000_000_000_000n, 'trillion'],
  [1_000_000_000n, 'billion'],
  [1_000_000n, 'million'],
  [1_000n, 'thousand'],
];

function whole(amount: number): bigint {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`expected whole rupiah, got ${amount}`);
  return BigInt(amount);
}

const sign = (amount: bigint): string => (amount < 0n ? '-' : '');
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Whole rupiah as "Rp2.500.000", dots between thousands, no space; negative as "-Rp500". Throws a RangeError on fractions. */
export function rupiahDigits(amount: number): string {
  const value = whole(amount);
  return `${sign(value)}Rp${String(size(value)).replaceAll(/\B(?=(?:\d{3})+$)/g, '.')}`;
}

/** Whole rupiah in Indonesian words, "dua juta lima ratus ribu rupiah"; 0 is "nol rupiah", -5 "minus lima rupiah". */
export function rupiahWords(amount: number): string {
  const value = whole(amount);
  const words = value === 0n ? 'nol' : indonesian(size(value));
  return `${value < 0n ? 'minus ' : ''}${words} rupiah`;
}

/** Figures and words: "Rp2.500.000 (dua juta lima ratus ribu rupiah)". */
export function rupiahFull(amount: number): string {
  return `${rupiahDigits(amount)} (${rupiahWords(amount)})`;
}

/** Whole rupiah in English words, "two million five hundred thousand rupiah". */
export function rupiahWordsEnglish(amount: number): string {
  const value = whole(amount);
  const words = value === 0n ? 'zero' : english(size(value));
  return `${value < 0n ? 'minus ' : ''}${words} rupiah`;
}

function join(...words: string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

function indonesian(value: bigint): string {
  for (const [scale, name] of SCALES) {
    if (value >= scale) return join(indonesian(value / scale), name, indonesian(value % scale));
  }
  const number = Number(value);
  if (number < 12) return ONES[number] ?? '';
  if (number < 20) return `${ONES[number - 10] ?? ''} belas`;
  if (number < 100) return join(ONES[Math.floor(number / 10)] ?? '', 'puluh', indonesian(value % 10n));
  if (number < 200) return join('seratus', indonesian(value - 100n));
  if (number < 1000) return join(ONES[Math.floor(number / 100)] ?? '', 'ratus', indonesian(value % 100n));
  if (number < 2000) return join('seribu', indonesian(value - 1000n));
  return join(indonesian(value / 1000n), 'ribu', indonesian(value % 1000n));
}

function english(value: bigint): string {
  for (const [scale, name] of ENGLISH_SCALES) {
    if (value >= scale) return join(english(value / scale), name, english(value % scale));
  }
  const number = Number(value);
  if (number === 0) return '';
  if (number < 20) return ENGLISH_ONES[number] ?? '';
  if (number < 100) {
    const tens = ENGLISH_TENS[Math.floor(number / 10) - 2] ?? '';
    return number % 10 === 0 ? tens : `${tens}-${ENGLISH_ONES[number % 10] ?? ''}`;
  }
  return join(ENGLISH_ONES[Math.floor(number / 100)] ?? '', 'hundred', english(value % 100n));
}
