import { encode } from 'uqr';
import { pngOf } from './png.ts';
import { box, svgOf, type Mark } from './svg.ts';

/** A QR code (ISO/IEC 18004, error correction M) as black squares on white. */
export function squares(text: string, x: number, y: number, size: number): readonly Mark[] {
  const { data } = encode(text, { ecc: 'M', border: 2 });
  const module = Math.floor(size / data.length);
  const offset = (size - module * data.length) / 2;
  return data.flatMap((row, top) =>
    row.flatMap((isDark, left) =>
      isDark ? [box(x + offset + left * module, y + offset + top * module, module, module, '#000000')] : [],
    ),
  );
}

const SIDE = 600;

/** A link as a picture (PNG) that the camera of another phone opens. */
export function linkPicture(link: string): Promise<Buffer> {
  return pngOf(svgOf({ width: SIDE, height: SIDE, marks: squares(link, 0, 0, SIDE) }));
}
