// Bundles src/ into dist/, when anything that it is made of is newer. Nothing of dist/ that an older process still
// runs is taken away: names of pieces carry a hash of their content, and whole files take the place of old ones.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const made = ['dist/main.js', 'dist/cli/main.js'];
const from = ['src', 'locales', 'prisma/client', 'prisma/schema.prisma', 'build.mjs'];

/** When this file, or the newest one of this folder, was changed; undefined when there is none. */
function changed(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) return stats?.mtimeMs;
  return readdirSync(join(root, path)).reduce(
    (newest, name) => Math.max(newest, changed(join(path, name)) ?? 0),
    0,
  );
}

const oldest = Math.min(...made.map((path) => changed(path) ?? 0));
// Without src/ there is nothing to make it of: a server may have dist/ alone.
if (changed('src') !== undefined && from.some((path) => (changed(path) ?? 0) > oldest)) {
  // Whoever takes a newer version without installing it has the client of the old schema.
  const client = spawnSync(process.execPath, ['prisma/generate.mjs', '--if-stale'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (client.status !== 0) process.exit(1);
  const { build } = await import('esbuild').catch(() => {
    console.error(
      'dist/ is older than src/, and esbuild, which makes it, is a development package: run `npm ci && npm run build`, then `npm prune --omit=dev`.',
    );
    process.exit(1);
  });
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts', 'src/cli/main.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
  });
  const isEntry = ({ path }) => made.some((it) => path === join(root, it));
  // The entries come last: whoever starts meanwhile finds either everything old or everything new.
  for (const file of outputFiles.toSorted((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) {
    mkdirSync(dirname(file.path), { recursive: true });
    const half = `${file.path}.${process.pid}`;
    writeFileSync(half, file.contents);
    renameSync(half, file.path);
  }
}
