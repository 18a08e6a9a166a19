import { createDecipheriv, hkdfSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../src/database.ts';

const HEAD = 33;

/**
 * Where in the whole database these texts can be read by somebody who also has the key: every column of every
 * table, raw and decrypted. The decryption ignores to which row a ciphertext is bound, so that one copied to
 * another place is found as well. Returns `table.column: text`, each once.
 */
export async function findInDatabase(
  database: Database,
  appKey: Uint8Array,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const key = Buffer.from(hkdfSync('sha256', appKey, '', 'umkm-bot/encryption', 32));
  const { prisma } = database;
  const found = new Set<string>();
  for (const table of await filledTables(prisma))
    for (const row of await prisma.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT * FROM "${table}"`))
      for (const [column, value] of Object.entries(row))
        for (const text of value === null ? [] : readings(value, key))
          for (const it of wanted) if (text.includes(it)) found.add(`${table}.${column}: ${it}`);
  return [...found].toSorted();
}

/** The tables that hold anything, by name; a table without size never held a row. */
export async function filledTables(prisma: Database['prisma']): Promise<readonly string[]> {
  const rows = await prisma.$queryRaw<readonly { readonly name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0 ORDER BY 1`;
  return rows.map(({ name }) => name);
}

function readings(value: unknown, key: Buffer): readonly string[] {
  if (!(value instanceof Uint8Array))
    return [
      typeof value === 'string'
        ? value
        : JSON.stringify(value, (_name, it: unknown) => (typeof it === 'bigint' ? String(it) : it)),
    ];
  const bytes = Buffer.from(value);
  const raw = [bytes.toString('utf8'), bytes.toString('hex')];
  if (bytes.length < HEAD || bytes[0] !== 1) return raw;
  // Without final() nothing is authenticated: the text appears whatever place it was sealed for.
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(5, 17));
  return [...raw, decipher.update(bytes.subarray(HEAD)).toString('utf8')];
}

/** Names of files below a folder in which one of these texts stands as it is, in UTF-8 or UTF-16. */
export async function findInFiles(folder: string, wanted: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const needles = wanted.flatMap((it) => [
    { it, bytes: Buffer.from(it, 'utf8') },
    { it, bytes: Buffer.from(it, 'utf16le') },
  ]);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    for (const needle of needles) if (bytes.includes(needle.bytes)) found.push(`${path}: ${needle.it}`);
  }
  return found;
}
