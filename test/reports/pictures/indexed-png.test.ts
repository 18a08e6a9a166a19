import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexedPng } from '../../../src/reports/pictures/indexed-png.ts';

/** Reads back what `indexedPng` writes: colours of all pixels as numbers 0xrrggbb. */
function decode(png: Buffer): { width: number; height: number; colours: number; pixels: number[] } {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(8);
  const palette = chunks.get('PLTE') ?? Buffer.alloc(0);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const pixels: number[] = [];
  for (let row = 0; row < height; row += 1) {
    expect(rows[row * (width + 1)]).toBe(0);
    for (let column = 1; column <= width; column += 1) {
      pixels.push(palette.readUIntBE((rows[row * (width + 1) + column] ?? 0) * 3, 3));
    }
  }
  return { width, height, colours: palette.length / 3, pixels };
}

function rgba(colours: readonly number[]): Uint8Array {
  return Uint8Array.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255, 255]));
}

it('keeps every pixel of a picture of few colours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.integer({ min: 0, max: 0xffffff }), { minLength: 1, maxLength: 12 }),
      async (height, row) => {
        const colours = Array.from({ length: height }, () => row).flat();
        const read = decode(await indexedPng({ width: row.length, height, data: rgba(colours) }));
        expect([read.width, read.height]).toEqual([row.length, height]);
        expect(read.pixels).toEqual(colours);
      },
    ),
  );
});

it('keeps flat colours exact and the others close when there are more than 256', async () => {
  const shades = Array.from({ length: 256 }, (_, index) => index * 0x010101);
  const reds = Array.from({ length: 256 }, (_, index) => (index << 16) | 0x0f76);
  const colours = [...Array.from({ length: 400 }, () => 0x0f766e), ...shades, ...reds];
  const read = decode(await indexedPng({ width: colours.length, height: 1, data: rgba(colours) }));
  expect(read.colours).toBeLessThanOrEqual(256);
  expect(read.pixels.slice(0, 400).every((colour) => colour === 0x0f766e)).toBe(true);
  for (const [index, colour] of read.pixels.entries()) {
    for (const shift of [0, 8, 16]) {
      const wanted = ((colours[index] ?? 0) >> shift) & 255;
      expect(Math.abs(((colour >> shift) & 255) - wanted)).toBeLessThan(8);
    }
  }
});
