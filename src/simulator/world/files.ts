import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../json.ts';
import type { Journal, Shelf } from './journal.ts';

export type FileKind = 'Photo' | 'Document' | 'Voice' | 'Audio' | 'Video' | 'Animation' | 'Sticker';

export interface FileRow {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly name: string;
  readonly mime: string;
  readonly hash: string;
  /** The path of getFile, without the token. */
  readonly path: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly duration?: number | undefined;
  /** Only pretended to have this size; its bytes do not exist. */
  readonly hollow?: true | undefined;
}

/** A small size of a photo has the photo's file_id with this behind it, and the same bytes. */
export const THUMBNAIL_SUFFIX = '-s';

function isFileRow(value: unknown): value is FileRow {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['hash'] === 'string';
}

const FOLDERS: Readonly<Record<FileKind, string>> = {
  Photo: 'photos',
  Document: 'documents',
  Voice: 'voice',
  Audio: 'music',
  Video: 'videos',
  Animation: 'animations',
  Sticker: 'stickers',
};

/** Files that were sent, by file_id; equal contents are kept once. */
export class Files {
  readonly #rows: Shelf<string, FileRow>;
  readonly #byPath = new Map<string, FileRow>();
  readonly #contents = new Map<string, { data: Buffer; uses: number }>();
  readonly #folder: string | undefined;
  readonly #journal: Journal;
  readonly #limit: number;

  constructor(journal: Journal, dataDir: string | undefined, limit: number) {
    this.#journal = journal;
    this.#limit = limit;
    this.#folder = dataDir === undefined ? undefined : join(dataDir, 'files');
    if (this.#folder !== undefined) mkdirSync(this.#folder, { recursive: true });
    this.#rows = journal.shelf('files', (row) => row.id, isFileRow);
    for (const row of this.#rows.values()) {
      this.#byPath.set(row.path, row);
      this.#count(row.hash, Buffer.alloc(0));
    }
  }

  get(id: string): FileRow | undefined {
    return this.#rows.get(id.endsWith(THUMBNAIL_SUFFIX) ? id.slice(0, -THUMBNAIL_SUFFIX.length) : id);
  }

  atPath(path: string): FileRow | undefined {
    return this.#byPath.get(path);
  }

  add(
    kind: FileKind,
    data: Buffer,
    about: {
      readonly name: string;
      readonly mime: string;
      readonly width?: number | undefined;
      readonly height?: number | undefined;
      readonly duration?: number | undefined;
      readonly pretendSize?: number | undefined;
    },
  ): FileRow {
    const hash = createHash('sha256').update(data).digest('hex');
    const number = this.#journal.count('file', 0);
    const extension = /\.[a-z0-9]{1,8}$/i.exec(about.name)?.[0] ?? '';
    const row: FileRow = {
      id: `${kind === 'Photo' ? 'AgAC' : 'BQAC'}${randomBytes(24).toString('hex')}`,
      uniqueId: `AQAD${hash.slice(0, 11)}`,
      kind,
      size: about.pretendSize ?? data.length,
      name: about.name,
      mime: about.mime,
      hash,
      path: `${FOLDERS[kind]}/file_${number}${extension}`,
      width: about.width,
      height: about.height,
      duration: about.duration,
      hollow: about.pretendSize === undefined ? undefined : true,
    };
    this.#keep(hash, data);
    this.#rows.put(row);
    this.#byPath.set(row.path, row);
    this.#makeRoom();
    return row;
  }

  read(row: FileRow): Buffer | undefined {
    if (row.hollow) return undefined;
    if (this.#folder === undefined) return this.#contents.get(row.hash)?.data;
    try {
      return readFileSync(join(this.#folder, row.hash));
    } catch {
      return undefined;
    }
  }

  #keep(hash: string, data: Buffer): void {
    if (this.#folder !== undefined) {
      const path = join(this.#folder, hash);
      writeFileSync(`${path}.new`, data);
      renameSync(`${path}.new`, path);
    }
    this.#count(hash, this.#folder === undefined ? data : Buffer.alloc(0));
  }

  #count(hash: string, data: Buffer): void {
    const known = this.#contents.get(hash);
    if (known === undefined) this.#contents.set(hash, { data, uses: 1 });
    else known.uses += 1;
  }

  /** Forgets the oldest files beyond the limit, so that a long benchmark stays flat. */
  #makeRoom(): void {
    if (this.#rows.size <= this.#limit) return;
    for (const row of this.#rows.values()) {
      this.#rows.remove(row.id);
      this.#byPath.delete(row.path);
      const content = this.#contents.get(row.hash);
      if (content !== undefined && (content.uses -= 1) <= 0) {
        this.#contents.delete(row.hash);
        if (this.#folder !== undefined) rmSync(join(this.#folder, row.hash), { force: true });
      }
      if (this.#rows.size <= this.#limit) return;
    }
  }
}
