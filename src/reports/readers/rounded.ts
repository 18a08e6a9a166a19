import type { BadListRow, ReadOwner } from '../../domain/people/owner-list.ts';

/** Fewer NIK that end in 0 than this may be chance, and so may be a smaller share of a list. */
const FEWEST = 3;
const SHARE = 0.3;

/**
 * A spreadsheet keeps 15 digits of a number: NIK that went through one end in 0, and one in ten does anyway. Where some
 * of a list are certainly rounded (a serial number 0000 does not exist) or too many end in 0, none that ends in 0 is
 * taken.
 */
export function withoutRounded(
  good: readonly ReadOwner[],
  bad: readonly BadListRow[],
): { readonly good: readonly ReadOwner[]; readonly bad: readonly BadListRow[] } {
  const proved = bad.filter(({ problems }) => problems.some(({ reason }) => reason === 'nik-rounded')).length;
  const withNik = good.filter(({ owner }) => owner.nik !== undefined).length;
  const isRound = ({ owner }: ReadOwner): boolean => owner.nik?.endsWith('0') ?? false;
  const round = good.filter(isRound);
  const isMany = round.length >= FEWEST && round.length >= SHARE * withNik;
  if (round.length === 0 || (proved === 0 && !isMany)) return { good, bad };
  const refused = round.map(({ row }) => ({
    row,
    problems: [{ column: 'nik' as const, reason: 'nik-rounded' as const }],
  }));
  return {
    good: good.filter((it) => !isRound(it)),
    bad: [...bad, ...refused].toSorted((a, b) => a.row - b.row),
  };
}
