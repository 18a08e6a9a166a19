import type { Box } from '../../domain/people/point.ts';
import type { Desa, Kecamatan } from '../../domain/people/area.ts';

/** The areas of one kabupaten; another kabupaten is another file. */
export interface Areas {
  readonly kecamatan: readonly Kecamatan[];
  readonly desa: readonly Desa[];
  /** The first digits of a NIK issued here, such as 3525; a soft hint only. */
  readonly nikPrefix: string;
  /** Codes of the kecamatan that are the centre, and of those that lie on another island. */
  readonly centre: readonly string[];
  readonly islands: readonly string[];
  /** Parts of the map that hold all of it, drawn generously. */
  readonly bounds: readonly Box[];
  /** How many businesses stand in a kecamatan or desa, by its code; counted anew each night. */
  readonly businesses: Map<string, number>;
}

/** So many places have a button before somebody has written a letter. */
const COMMON = 6;

/** Where most businesses are; as long as nobody has registered, the centre comes first, then the alphabet. */
export function commonest<P extends { readonly code: string; readonly name: string }>(
  { businesses, centre }: Areas,
  places: readonly P[],
): readonly P[] {
  const rank = ({ code }: P): readonly [number, number] => [
    businesses.get(code) ?? 0,
    centre.includes(code) ? 1 : 0,
  ];
  return places
    .toSorted((one, other) => {
      const [here, there] = [rank(one), rank(other)];
      return there[0] - here[0] || there[1] - here[1] || one.name.localeCompare(other.name, 'id');
    })
    .slice(0, COMMON);
}

export function desaOf(areas: Areas, kecamatan: string): readonly Desa[] {
  return areas.desa
    .filter((it) => it.district === kecamatan)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
}
