import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  for (const it of ['prisma', 'prisma.config.ts', 'package.json'])
    await cp(join(ROOT, it), join(folder, it), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the client follows a schema that came without an installation, and is left alone otherwise', async () => {
  const file = join(folder, 'prisma/client/internal/class.ts');
  const generate = (): number | null =>
    spawnSync(process.execPath, ['prisma/generate.mjs', '--if-stale'], { cwd: folder }).status;
  // What is generated anew has lost this.
  await writeFile(file, `${await readFile(file, 'utf8')}// kept\n`);
  expect(generate()).toBe(0);
  expect(await readFile(file, 'utf8')).toContain('// kept');
  const schema = join(folder, 'prisma/schema.prisma');
  await writeFile(schema, `${await readFile(schema, 'utf8')}\nmodel Newcomer {\n  id Int @id\n}\n`);
  expect(generate()).toBe(0);
  const client = await readFile(file, 'utf8');
  expect(client).toContain('Newcomer');
  expect(client).not.toContain('// kept');
});
