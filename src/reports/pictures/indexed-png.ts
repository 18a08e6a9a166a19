import { crc32, deflate } from 'node:zlib';
import { promisify } from 'node:util';

/** Pixels of a picture, 4 bytes each (red, green, blue, alpha), rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const compress = promisify(deflate);

/**
 * Writes an opaque picture as PNG with a palette of at most 256 colours: a third
 * of the bytes of a full-colour one, which matters on a weak signal. Flat
 * colours stay exact; of the soft edges of letters only the finest steps merge.
 */
export async function indexedPng({ width, height, data }: Pixels): Promise<Buffer> {
  const { palette, indices } = paletteOf(data);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // bit depth 8, colour type 3 (palette)
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', await compress(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The colours of a picture, coarser step by step until 256 are enough, and the number of each pixel's colour. */
function paletteOf(data: Uint8Array): { readonly palette: Buffer; readonly indices: Uint8Array } {
  const counts = countColours(data);
  const steps = [0, 2, 3, 4, 5, 6, 7];
  const merged = steps.reduce<ReturnType<typeof coloursOf>>(
    (found, step) => found ?? coloursOf(counts, step),
    undefined,
  );
  if (merged === undefined) throw new Error('unreachable: one bit a channel gives 8 colours');
  const colours = [...new Set(merged.values())];
  const palette = Buffer.alloc(colours.length * 3);
  for (const [index, colour] of colours.entries()) palette.writeUIntBE(colour, index * 3, 3);
  const numbers = new Map([...merged].map(([colour, commonest]) => [colour, colours.indexOf(commonest)]));
  const indices = new Uint8Array(data.length / 4);
  let last = -1;
  let number = 0;
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(data, at);
    if (colour !== last) number = numbers.get(colour) ?? 0;
    last = colour;
    indices[at / 4] = number;
  }
  return { palette, indices };
}

/** How often each colour occurs. Counts runs, since most neighbours in a page are alike. */
function countColours(data: Uint8Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  let from = 0;
  for (let at = 4; at <= data.length; at += 4) {
    if (at < data.length && colourAt(data, at) === colourAt(data, from)) continue;
    const colour = colourAt(data, from);
    counts.set(colour, (counts.get(colour) ?? 0) + (at - from) / 4);
    from = at;
  }
  return counts;
}

/**
 * Puts colours that agree but for the last `dropped` bits of each channel into one,
 * that of the commonest among them; undefined when these are more than 256.
 */
function coloursOf(
  counts: ReadonlyMap<number, number>,
  dropped: number,
): ReadonlyMap<number, number> | undefined {
  const mask = (0xff << dropped) & 0xff;
  const bits = (mask << 16) | (mask << 8) | mask;
  const groups = new Map<number, number>();
  const merged = new Map<number, number>();
  for (const [colour] of [...counts].toSorted((a, b) => b[1] - a[1])) {
    const commonest = groups.get(colour & bits) ?? colour;
    groups.set(colour & bits, commonest);
    merged.set(colour, commonest);
  }
  return groups.size > 256 ? undefined : merged;
}

function colourAt(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
}
