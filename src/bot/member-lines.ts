import type { Right, Standing } from '../domain/office/roles.ts';
import { line, type Line } from '../i18n.ts';
import type { Areas } from '../services/core/areas.ts';
import { kecamatanLabel } from './conversations/questions/place.ts';

/** "Hak: kirim pengumuman, ekspor", or that there are none. */
export function rightsLine(rights: readonly Right[]): Line {
  return rights.length === 0
    ? line('member.rights.none')
    : line('member.rights.list', { rights: { list: rights.map((right) => line(`member.right.${right}`)) } });
}

/** "Wilayah: Cerme, Menganti", or the whole kabupaten. */
export function areaLine(codes: readonly string[], areas: Areas): Line {
  return codes.length === 0
    ? line('member.area.all')
    : line('member.area.list', {
        names: { list: areas.kecamatan.filter((it) => codes.includes(it.code)).map(kecamatanLabel) },
      });
}

/** What somebody may do, and where. */
export const standingLines = (it: Standing, areas: Areas): readonly Line[] => [
  rightsLine(it.rights),
  areaLine(it.kecamatan, areas),
];
