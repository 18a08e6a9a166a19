import { renderAsync } from '@resvg/resvg-js';
import { fontFiles } from '../fonts.ts';
import { indexedPng } from './indexed-png.ts';

/**
 * Draws an SVG as PNG in its own size, on a thread of libuv's pool: the event
 * loop stays free. The result is the same on every machine.
 */
export async function pngOf(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(fontFiles),
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
    background: '#ffffff',
    logLevel: 'error',
  });
  return indexedPng({ width: image.width, height: image.height, data: image.pixels });
}
