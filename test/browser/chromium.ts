import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const chromiumPath = PLACES.find((path) => path !== undefined && existsSync(path));
export const chromiumMissing = chromiumPath === undefined && process.env['REQUIRE_CHROMIUM'] !== '1';

export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium found; set CHROMIUM_PATH');
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS.split(' ') });
}
