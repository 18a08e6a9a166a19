/** The kecamatan in which a place lies, as far as its own words tell. */
import type { Desa, Kecamatan } from '../people/area.ts';
import { plain } from '../words/reading.ts';

/** Names that are words of every day, too ("tambak ikan", "rumah dukun"), or with which addresses end. */
const EVERYDAY = new Set(['tambak', 'dukun', 'bungah', 'gresik']);

const escaped = (name: string): string => plain(name).replaceAll(/[^a-z ]/g, '.?');

/**
 * Code of the kecamatan that a place names ("Balai Desa Wedani, Cerme"), or whose desa it names when no other
 * kecamatan has one of that name; undefined when there is none or more than one. Names that are
 * words of every day count only after "kecamatan".
 */
export function kecamatanIn(
  text: string,
  kecamatan: readonly Kecamatan[],
  desa: readonly Desa[],
): string | undefined {
  const said = plain(text);
  const named = (names: readonly string[], before: string): boolean =>
    names.some((name) => new RegExp(`${before}${escaped(name)}(?![a-z])`).test(said));
  const prefixed = kecamatan.filter((it) =>
    named([it.name, ...it.alias], '(?<![a-z])(?:kecamatan|kec)[. ]+'),
  );
  const bare = kecamatan.filter(
    (it) => !EVERYDAY.has(plain(it.name)) && named([it.name, ...it.alias], '(?<![a-z])'),
  );
  const found = prefixed.length > 0 ? prefixed : bare;
  if (found.length > 0) return found.length === 1 ? found[0]?.code : undefined;
  const villages = desa.filter((it) =>
    named([it.name, ...(it.alias ?? [])], '(?<![a-z])(?:desa|ds|kelurahan|kel)[. ]+'),
  );
  // "Desa Sidorejo" and "Desa Sido": the longer name is meant
  const longest = Math.max(0, ...villages.map((it) => it.name.length));
  const codes = new Set(villages.filter((it) => it.name.length === longest).map((it) => it.district));
  return codes.size === 1 ? [...codes][0] : undefined;
}
