/** Seats kept for kecamatan, as officers write them: "Cerme 10, Manyar 8, lainnya 12". */
import { findKecamatan, type Kecamatan } from '../people/area.ts';
import { ambiguous, none, ok, plain, type Reading } from '../words/reading.ts';

/** Seats by code of kecamatan; what is left of the whole is for everybody. */
export type Quota = Record<string, number>;

export type QuotaReason =
  /** No pair of name and number. */
  | 'no-pairs'
  | 'unknown-area'
  /** The same kecamatan twice. */
  | 'twice'
  /** More seats than there are. */
  | 'too-many'
  /** Together with "lainnya" fewer than there are, or a name that may be another. */
  | 'too-few'
  | 'spelling';

export type QuotaReading = Reading<Quota, QuotaReason, never>;

const OTHERS = /^(?:lainnya|lain|lain-lain|sisanya|sisa|umum|bebas|yang lain|others?|rest)$/;

/**
 * Reads the seats of each kecamatan out of `seats` in all. Without "lainnya" the rest is for everybody, and what
 * "lainnya" says has to agree with it. A near spelling is asked back with `likely`.
 */
export function readQuota(text: string, kecamatan: readonly Kecamatan[], seats: number): QuotaReading {
  const said = plain(text).replaceAll(/\b(?:kecamatan|kec\.?|kursi|orang|dan)\b/g, ' ');
  const pairs = [...said.matchAll(/([a-z][a-z' -]*?)\s*[:=-]?\s*(\d{1,5})(?!\d)/g)].map(
    ([, name = '', count = '']) => ({ name: name.trim(), count: Number(count) }),
  );
  const named = pairs.filter((it) => !OTHERS.test(it.name));
  if (named.length === 0) return none('no-pairs');
  const quota: Quota = {};
  let doubtful = false;
  for (const { name, count } of named) {
    const found = findKecamatan(name, kecamatan);
    const area = found.kind === 'ok' ? found.value : found.kind === 'ambiguous' ? found.likely : undefined;
    if (area === undefined) return none('unknown-area');
    if (quota[area.code] !== undefined) return none('twice');
    if (found.kind === 'ambiguous') doubtful = true;
    if (count > 0) quota[area.code] = count;
  }
  const reserved = Object.values(quota).reduce((sum, count) => sum + count, 0);
  if (reserved > seats) return none('too-many');
  const others = pairs.find((it) => OTHERS.test(it.name))?.count;
  if (others !== undefined && reserved + others > seats) return none('too-many');
  if (others !== undefined && reserved + others < seats) return ambiguous('too-few', [quota], quota);
  return doubtful ? ambiguous('spelling', [quota], quota) : ok<Quota, never>(quota);
}
