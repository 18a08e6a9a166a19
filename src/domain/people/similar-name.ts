import { COMMON, TITLES } from './name.ts';

/**
 * Whether two names may mean the same, for a hint to a person who looks: titles and spellings of Muhammad aside, the
 * same words in any order, with one slip from five letters on and two from ten.
 */
export function similarNames(one: string, other: string): boolean {
  const [a, b] = [core(one), core(other)];
  if (a === '' || b === '') return false;
  const length = Math.max(a.length, b.length);
  const slips = length >= 10 ? 2 : length >= 5 ? 1 : 0;
  return Math.abs(a.length - b.length) <= slips && distance(a, b) <= slips;
}

function core(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !TITLES.has(word) && !COMMON.has(word));
  return (telling.length > 0 ? telling : words).toSorted().join('');
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++)
      now.push(
        Math.min(
          (before[column] ?? 0) + 1,
          (now[column - 1] ?? 0) + 1,
          (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1),
        ),
      );
    before = now;
  }
  return before[b.length] ?? 0;
}
