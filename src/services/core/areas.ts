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
}

export function desaOf(areas: Areas, kecamatan: string): readonly Desa[] {
  return areas.desa
    .filter((it) => it.district === kecamatan)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
}
