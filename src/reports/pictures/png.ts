import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { indexedPng } from './indexed-png.ts';

const { resolve } = createRequire(import.meta.url);

/** The weights that the pictures use; no font of the machine is ever looked at. */
const fontFiles = [
  '400Regular/Inter_400Regular',
  '600SemiBold/Inter_600SemiBold',
  '700Bold/Inter_700Bold',
].map((name) => resolve(`@expo-google-fonts/inter/${name}.ttf`));

/**
 * Draws an SVG as PNG in its own size, on a thread of libuv's pool: the event
 * loop stays free. The result is the same on every machine.
 */
export async function pngOf(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    background: '#ffffff',
    logLevel: 'error',
  });
  return indexedPng({ width: image.width, height: image.height, data: image.pixels });
}
