/**
 * Kecamatan and desa by name. The lists come in as arguments, so that another kabupaten is another file.
 * Some village names of a kabupaten occur in two or three kecamatan (domain.md §5): a desa is only looked for
 * within one kecamatan.
 */
import {
  editDistance,
  none,
  ok,
  plain,
  withoutEmoji,
  type AmbiguousReading,
  type NoReading,
  type OkReading,
} from '../words/reading.ts';

export type Kecamatan = {
  /** Kemendagri code, such as '35.25.16' */
  code: string;
  /** first six digits of a NIK first registered there */
  nik_prefix: string;
  name: string;
  alias: string[];
  island: string;
  /** Column and row of its square on the map of the area, from the top left. */
  tile?: [number, number] | undefined;
};

export type Desa = {
  /** Kemendagri code, such as '35.25.16.1001' */
  code: string;
  /** code of the kecamatan */
  district: string;
  name: string;
  type: 'desa' | 'kelurahan';
  /** Other spellings that people use. */
  alias?: string[] | undefined;
};

/** Fewer could be the beginning of almost anything. */
const LEAST_LETTERS = 3;

/** Why a place is asked back. */
type AreaDoubt = 'several' | 'spelling' | 'island';
/** Why a text names no place. */
export type AreaReason = 'no-letters' | 'too-short' | 'not-found';

type FoundArea<T> = OkReading<T, 'prefix'> | AmbiguousReading<T, AreaDoubt, 'prefix'>;

export type KecamatanReading = FoundArea<Kecamatan> | NoReading<AreaReason>;
export type DesaReading =
  | FoundArea<Desa>
  | NoReading<AreaReason>
  /** `elsewhere`: codes of other kecamatan that have a desa of this name */
  | (NoReading<'elsewhere'> & { elsewhere: string[] });

/**
 * The kecamatan a person names: by name or alias, whatever the spaces, capitals and apostrophes, with or without
 * "kec."; an island's name gives its kecamatan to choose from; a beginning of three letters and more is ok when
 * only one fits ('prefix'); a near spelling is asked back with `likely`.
 */
export function findKecamatan(text: string, list: readonly Kecamatan[]): KecamatanReading {
  const wanted = core(text, KECAMATAN_PREFIX);
  const island = list.filter((it) => it.island !== mainIsland(list) && bare(it.island) === islandOf(wanted));
  if (island.length > 0) return several('island', island);
  return find(wanted, list, namesOf, (it) => [
    `${it.name} kota`,
    `kota ${it.name}`,
    `${it.name} ${it.island}`,
  ]);
}

const namesOf = (it: {
  readonly name: string;
  readonly alias?: readonly string[] | undefined;
}): readonly string[] => [it.name, ...(it.alias ?? [])];

/** Whether it is the town after which the kabupaten is called. */
export function isTown({ alias }: Kecamatan): boolean {
  return alias.some((it) => bare(it) === 'kota');
}

/**
 * The one kecamatan that a whole table is about: by the name of its sheet ("Kec. Cerme", "UMKM Cerme 2026") or the
 * titles above it ("Data UMKM Kecamatan Cerme, Tahun 2026"). The kecamatan that is called like its kabupaten only counts
 * where it is called a kecamatan or the town.
 */
export function kecamatanNamed(
  sheet: string | undefined,
  titles: readonly string[],
  list: readonly Kecamatan[],
): Kecamatan | undefined {
  const about = (text: string): readonly Kecamatan[] => {
    const said = ` ${plain(text)
      .replaceAll(/\b(?:kabupaten|kab)\b\.? *[a-z]+/g, ' ')
      .replaceAll(/[^a-z']+/g, ' ')} `;
    const isKecamatan = / (?:se|sa)?(?:kecamatan|kec) /.test(said);
    return list.filter((it) => {
      return (
        (isKecamatan || !isTown(it) || / kota /.test(said)) &&
        namesOf(it).some((name) => said.includes(` ${plain(name)} `))
      );
    });
  };
  const found = new Set([
    ...(sheet === undefined ? [] : about(sheet)),
    ...titles.filter((title) => /\bkec(?:amatan)?\b/i.test(title)).flatMap(about),
  ]);
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/**
 * The desa or kelurahan a person names within the kecamatan with code `within`. When the name is only found in
 * other kecamatan, none with their codes in `elsewhere`.
 */
export function findDesa(text: string, list: readonly Desa[], within: string): DesaReading {
  const wanted = core(text, DESA_PREFIX);
  const found = find(
    wanted,
    list.filter((it) => it.district === within),
    namesOf,
  );
  if (found.kind === 'ok' && namesOf(found.value).some((name) => bare(name) === wanted)) return found;
  const others = list.filter(
    (it) => it.district !== within && namesOf(it).some((name) => bare(name) === wanted),
  );
  const elsewhere = [...new Set(others.map((it) => it.district))];
  if (elsewhere.length > 0 && found.kind !== 'none') {
    // a full name of a desa elsewhere is not taken for the beginning or another spelling of one here
    const candidates = found.kind === 'ok' ? [found.value] : found.candidates;
    return { kind: 'ambiguous', candidates, reason: 'spelling', warnings: [] };
  }
  if (found.kind !== 'none') return found;
  return elsewhere.length > 0 ? { kind: 'none', reason: 'elsewhere', elsewhere } : found;
}

const KECAMATAN_PREFIX = /^(?:di |ada di )?(?:kecamatan|kec|kcmtn|kecmtan)(?:[. :]+|$)/;
const DESA_PREFIX = /^(?:di |ada di )?(?:desa|ds|dsa|dusun|kelurahan|kel|klurahan|kampung)(?:[. :]+|$)/;
const POLITE =
  /(?:^| )(?:di|daerah|bu|pak|mas|mbak|kak|min|ya|saja|aja|kab gresik|kabupaten gresik|kab\. gresik|jawa timur)(?= |$)/g;

function core(text: string, prefix: RegExp): string {
  const said = withoutEmoji(plain(text)).replaceAll(/[!?]+/g, ' ').replace(prefix, '');
  const polite = said.replaceAll(/[,;]/g, ' ').replaceAll(POLITE, ' ').trim();
  return bare(polite === '' ? said : polite);
}

/** A name without anything but its letters: "Ambeng - ambeng" and "ambengambeng" are the same. */
function bare(name: string): string {
  return plain(name).replaceAll(/[^a-z]/g, '');
}

function mainIsland(list: readonly Kecamatan[]): string {
  const counts = new Map<string, number>();
  for (const { island } of list) counts.set(island, (counts.get(island) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function islandOf(wanted: string): string {
  return wanted.replace(/^pulau/, '');
}

function several<T>(reason: AreaDoubt, candidates: T[]): AmbiguousReading<T, AreaDoubt, 'prefix'> {
  const [only] = candidates;
  return candidates.length === 1 && only !== undefined
    ? { kind: 'ambiguous', candidates, likely: only, reason, warnings: [] }
    : { kind: 'ambiguous', candidates, reason, warnings: [] };
}

function find<T extends { code: string }>(
  wanted: string,
  list: readonly T[],
  names: (it: T) => readonly string[],
  /** Names that only count when they are written in full. */
  inFull: (it: T) => readonly string[] = () => [],
): FoundArea<T> | NoReading<AreaReason> {
  if (wanted === '') return none('no-letters');
  const known = list.map((it) => ({ it, names: names(it).map(bare), inFull: inFull(it).map(bare) }));
  const fit = (is: (it: (typeof known)[number]) => boolean): T[] => known.filter(is).map(({ it }) => it);
  const exact = fit((it) => it.names.includes(wanted) || it.inFull.includes(wanted));
  if (exact[0] !== undefined) return exact.length === 1 ? ok(exact[0]) : several('several', exact);
  const sound = asHeard(wanted);
  const heard = fit((it) => it.names.some((name) => asHeard(name) === sound));
  if (heard[0] !== undefined && heard.length === 1) return ok(heard[0]);
  if (wanted.length >= LEAST_LETTERS) {
    const begun = fit((it) => it.names.some((name) => name.startsWith(wanted)));
    if (begun[0] !== undefined)
      return begun.length === 1 ? ok<T, 'prefix'>(begun[0], ['prefix']) : several('several', begun);
  }
  const near = nearest(wanted, known);
  if (near.length > 0) return several('spelling', near);
  return none(wanted.length < LEAST_LETTERS ? 'too-short' : 'not-found');
}

/** One spelling for all that sound alike here: Tlogo and Telogo, Gedangkulud and Gedangkulut, Roomo and Romo. */
function asHeard(name: string): string {
  return name
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replaceAll(/h(?=$|[^aeiou])/g, '')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll(/(?<=[bcdgkpst])e(?=[lr][aeiou])/g, '')
    .replaceAll(/(?<=[ei])y(?=[aou])/g, '')
    .replace(/d$/, 't')
    .replace(/(?<!n)g$/, 'k')
    .replace(/b$/, 'p');
}

/** Damerau: one edit for up to five letters, two beyond; several equally near are all offered. */
function nearest<T>(wanted: string, list: readonly { it: T; names: readonly string[] }[]): T[] {
  if (wanted.length < LEAST_LETTERS) return [];
  const limit = wanted.length <= 5 ? 1 : 2;
  const distances = list.map(({ it, names }) => ({
    it,
    distance: Math.min(...names.map((name) => editDistance(name, wanted, limit))),
  }));
  const best = Math.min(...distances.map(({ distance }) => distance));
  return best > limit ? [] : distances.filter(({ distance }) => distance === best).map(({ it }) => it);
}
