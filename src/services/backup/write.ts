import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { audit } from '../core/audit.ts';
import { atomically, type Services } from '../core/services.ts';
import { readHeader, writeContainer, type BackupHeader } from './container.ts';
import { backupPath } from './folder.ts';
import { withRows, type Part, type Source } from './sources.ts';

export interface BackupOptions extends Source {
  readonly services: Services;
  /** 32 bytes of BACKUP_KEY. */
  readonly key: Uint8Array;
  /** Where the file goes; made when missing. */
  readonly folder: string;
  /** What the product keeps outside the database; left out when there is no such folder. */
  readonly files?: string;
}

export interface BackupMade {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  readonly header: BackupHeader;
}

const FILE_PIECE = 48_000;

/**
 * Writes one encrypted file with every row, as they were at one moment (see {@link withRows}). A row that cannot be
 * read, a full disk or a death leaves no file under the final name.
 */
export async function makeBackup(options: BackupOptions): Promise<BackupMade> {
  const { prisma, services, key, folder, files } = options;
  const at = services.now();
  const instance = await prisma.instance.findUniqueOrThrow({ where: { id: 1 } });
  const [newest] = await prisma.$queryRaw<{ readonly name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1`;
  const about = {
    createdAt: at.toISOString(),
    mode: instance.mode === 'demo' ? ('demo' as const) : ('live' as const),
    botId: Number(instance.botId),
    database: options.kind,
    appKey: services.seal.fingerprint,
    migration: newest?.name ?? '',
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = backupPath(folder, about.botId, at);
  const counted = { rows: 0 };
  const bytes = await withRows(options, (parts) =>
    writeContainer(path, key, about, linesOf(parts, files, counted)),
  );
  await atomically(prisma, services, async (inside) => {
    await inside.db.instance.update({ where: { id: 1 }, data: { lastBackupAt: at } });
    await audit(inside, { actor: 'cli', action: 'backup.make', details: { rows: counted.rows, bytes } });
  });
  return { path, bytes, rows: counted.rows, header: await readHeader(path) };
}

async function* linesOf(
  parts: AsyncIterable<Part>,
  files: string | undefined,
  counted: { rows: number },
): AsyncGenerator<string> {
  const tables: Record<string, { rows: number; sha256: string }> = {};
  let hash = createHash('sha256');
  let rows = 0;
  for await (const part of parts) {
    switch (part.kind) {
      case 'begin':
        hash = createHash('sha256');
        rows = 0;
        yield `${JSON.stringify({ record: 'table', ...part.table })}\n`;
        break;
      case 'rows':
        for (const row of part.rows) hash.update(row).update('\n');
        rows += part.rows.length;
        yield `${part.rows.join('\n')}\n`;
        break;
      case 'end': {
        const sum = { rows, sha256: hash.digest('hex') };
        tables[part.table.name] = sum;
        counted.rows += rows;
        yield `${JSON.stringify({ record: 'end', name: part.table.name, ...sum })}\n`;
        break;
      }
      case 'changes':
        yield `${JSON.stringify({ record: 'changes', name: part.table.name, keys: part.keys, rows: part.rows })}\n`;
        break;
    }
  }
  if (files !== undefined) yield* fileLines(files);
  yield `${JSON.stringify({ record: 'close', tables })}\n`;
}

async function* fileLines(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries.filter((it) => it.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    yield `${JSON.stringify({
      record: 'file',
      path: relative(folder, path).split(sep).join('/'),
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })}\n`;
    for (let from = 0; from < content.length; from += FILE_PIECE)
      yield `${JSON.stringify(content.subarray(from, from + FILE_PIECE).toString('base64'))}\n`;
  }
}
