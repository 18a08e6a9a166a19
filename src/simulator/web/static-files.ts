import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PROJECT } from '../../project.ts';

const FOLDER = new URL('src/simulator/page/', PROJECT);

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** A file of the page by its path; undefined when there is none. Names are plain, so no path leads out. */
export async function pageFile(path: string): Promise<{ type: string; data: Buffer } | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const extension = /^(?:samples\/)?[a-z0-9-]+\.([a-z]+)$/.exec(name)?.[1] ?? '';
  const type = TYPES[extension];
  if (type === undefined) return undefined;
  try {
    return { type, data: await readFile(fileURLToPath(new URL(name, FOLDER))) };
  } catch {
    return undefined;
  }
}

export function samplePhoto(name: 'produk' | 'kartu' | 'warung'): Buffer {
  return readFileSync(fileURLToPath(new URL(`samples/${name}.png`, FOLDER)));
}

export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;
