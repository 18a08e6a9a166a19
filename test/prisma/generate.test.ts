import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
let server: string;

beforeAll(async () => {
  server = await mkdtemp(join(tmpdir(), 'umkm-install-'));
  await mkdir(join(server, 'prisma'));
  for (const name of ['generate.mjs', 'schema.prisma'])
    await cp(join(project, 'prisma', name), join(server, 'prisma', name));
});
afterAll(() => rm(server, { recursive: true, force: true }));

/** Exit code and what was said after an installation without development packages. */
function install(): Promise<readonly [code: number | string | null | undefined, said: string]> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(server, 'prisma/generate.mjs')], (error, out, problem) =>
      resolve([error === null ? 0 : error.code, out + problem]),
    );
  });
}

const missing = /^prisma\/client does not belong to prisma\/schema\.prisma, [^\n]+`npm ci`[^\n]+\n$/;

it('an installation without development packages wants the client of this schema, and says so in one line', async () => {
  expect(await install()).toEqual([1, expect.stringMatching(missing)]);
  await cp(join(project, 'prisma/client'), join(server, 'prisma/client'), { recursive: true });
  expect(await install()).toEqual([0, '']);
  const schema = join(server, 'prisma/schema.prisma');
  await writeFile(schema, `${await readFile(schema, 'utf8')}\nmodel Newer {\n  id Int @id\n}\n`);
  expect(await install()).toEqual([1, expect.stringMatching(missing)]);
});

it('every package that wants to run a script when it is installed is allowed or refused by name', async () => {
  const lock: { readonly packages: Readonly<Record<string, { name?: string; hasInstallScript?: boolean }>> } =
    JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'));
  const own: { readonly allowScripts: Readonly<Record<string, boolean>> } = JSON.parse(
    await readFile(join(project, 'package.json'), 'utf8'),
  );
  const wanting = Object.entries(lock.packages)
    .filter(([path, it]) => path !== '' && it.hasInstallScript === true)
    .map(([path, it]) => it.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(Object.keys(own.allowScripts).toSorted()).toEqual(wanting.toSorted());
});
