import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { codecs, tryDecode } from '../core/codecs.ts';

/**
 * The file of a backup: a line that says what it is, a line of JSON (the header, readable by anybody, authenticated
 * with the rest), then frames. A frame is one byte (1: the last one), four bytes of length, AES-256-GCM ciphertext and
 * its tag. Each frame is bound to the header, to its place and to whether it is the last, so that none can be changed,
 * moved, dropped or cut off unnoticed. Inside the frames: gzip, inside that: lines.
 */
const MAGIC = 'UMKM-BACKUP 1\n';
const FRAME_BYTES = 65_536;
const TAG_BYTES = 16;
const MOST_HEADER_BYTES = 65_536;
const MOST_FRAME_BYTES = 16 * 1_048_576;

const header = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  mode: z.enum(['demo', 'live']),
  botId: z.number(),
  /** Kind of database that it was read from; it can be restored into either. */
  database: z.enum(['pglite', 'postgresql']),
  /** Public name of APP_KEY, with which the personal columns are sealed. */
  appKey: z.string(),
  /** Public name of BACKUP_KEY. */
  backupKey: z.string(),
  /** Name of the newest migration of the database. */
  migration: z.string(),
  salt: z.base64(),
});

export type BackupHeader = z.infer<typeof header>;

/** Thrown when a file is no backup, was made with another key, or is not as it was written. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** The public name of a BACKUP_KEY, to recognise a wrong one. */
function backupKeyName(key: Uint8Array): string {
  return createHash('sha256')
    .update(Buffer.from(hkdfSync('sha256', key, '', 'umkm-bot/backup-key-name', 32)))
    .digest('hex')
    .slice(0, 16);
}

interface Lock {
  readonly key: Buffer;
  readonly bound: Buffer;
}

function lockOf(key: Uint8Array, head: string, salt: string): Lock {
  return {
    key: Buffer.from(hkdfSync('sha256', key, Buffer.from(salt, 'base64'), 'umkm-bot/backup', 32)),
    bound: createHash('sha256').update(head).digest(),
  };
}

/** The key is one file's alone, so a counter is never used twice with it. */
function nonce(index: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 8);
  return bytes;
}

function frame(lock: Lock, index: number, last: boolean, plain: Buffer): Buffer {
  const mark = Buffer.of(last ? 1 : 0);
  const cipher = createCipheriv('aes-256-gcm', lock.key, nonce(index)).setAAD(
    Buffer.concat([lock.bound, mark]),
  );
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([mark, length, body, cipher.getAuthTag()]);
}

function sealing(lock: Lock): Transform {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let index = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes >= FRAME_BYTES) {
        this.push(frame(lock, index++, false, Buffer.concat(waiting)));
        waiting = [];
        bytes = 0;
      }
      done();
    },
    flush(done) {
      this.push(frame(lock, index++, true, Buffer.concat(waiting)));
      done();
    },
  });
}

/**
 * Writes a backup: to a temporary name beside it, then to the disk, then under its name. Returns its size in bytes.
 * Whatever fails in between leaves no file.
 */
export async function writeContainer(
  path: string,
  key: Uint8Array,
  about: Omit<BackupHeader, 'format' | 'salt' | 'backupKey'>,
  text: AsyncIterable<string>,
): Promise<number> {
  const complete: BackupHeader = {
    format: 1,
    ...about,
    backupKey: backupKeyName(key),
    salt: randomBytes(32).toString('base64'),
  };
  const head = `${MAGIC}${JSON.stringify(complete)}\n`;
  const temporary = `${path}.part`;
  try {
    const out = createWriteStream(temporary, { mode: 0o600, flags: 'w', flush: true });
    out.write(head);
    await pipeline(
      Readable.from(text, { objectMode: false }),
      createGzip({ level: 6 }),
      sealing(lockOf(key, head, complete.salt)),
      out,
    );
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return out.bytesWritten;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** So that the new name itself is on the disk. Not every system can do this to a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** What a backup says about itself; without its key this is not proved. @throws BackupError when it is none */
export async function readHeader(path: string): Promise<BackupHeader> {
  return (await readHead(path)).header;
}

async function readHead(path: string): Promise<{ readonly header: BackupHeader; readonly head: string }> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEADER_BYTES), 0, MOST_HEADER_BYTES, 0);
    const start = buffer.subarray(0, bytesRead);
    if (!start.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC)))
      throw new BackupError(
        `expected a backup of this program (format 1), got another kind of file in ${path}`,
      );
    const end = start.indexOf('\n', MAGIC.length);
    if (end < 0) throw new BackupError(`the backup ${path} ends inside its header; take another copy of it`);
    const head = start.subarray(0, end + 1).toString('utf8');
    const read = tryDecode(codecs.json(header), head.slice(MAGIC.length));
    if (read === undefined)
      throw new BackupError(`the header of ${path} is not one of format 1; take another copy of it`);
    return { header: read, head };
  } finally {
    await file.close();
  }
}

/**
 * The lines of a backup, proved frame by frame before anything of them is given out.
 * @throws BackupError when the key is another one, or the file was altered or cut off
 */
export async function* readLines(path: string, key: Uint8Array): AsyncGenerator<string> {
  const { header, head } = await readHead(path);
  const name = backupKeyName(key);
  if (header.backupKey !== name)
    throw new BackupError(
      `the backup was made with another BACKUP_KEY (expected ${header.backupKey}, got ${name}); put the right one into the settings`,
    );
  const plain = Readable.from(frames(path, lockOf(key, head, header.salt), Buffer.byteLength(head)), {
    objectMode: false,
  });
  const unpacked = createGunzip();
  const done = pipeline(plain, unpacked);
  // The error reaches the reader below as well; here it only must not be unheard.
  done.catch(() => undefined);
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of unpacked) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    yield* pieces;
  }
  await done;
  if (rest !== '') throw new BackupError('the backup ends inside a line; take another copy of it');
}

async function* frames(path: string, lock: Lock, start: number): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let index = 0;
  let ended = false;
  for await (const chunk of createReadStream(path, { start, highWaterMark: 1_048_576 })) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (ended && rest.length > 0)
        throw new BackupError('the backup goes on after its end: it was altered; take another copy of it');
      if (rest.length < 5) break;
      const length = rest.readUInt32BE(1);
      if (length > MOST_FRAME_BYTES) throw altered(index);
      const size = 5 + length + TAG_BYTES;
      if (rest.length < size) break;
      const last = rest[0] === 1;
      const plain = decrypted(lock, index, rest.subarray(0, size));
      rest = rest.subarray(size);
      ended = last;
      index++;
      yield plain;
    }
  }
  if (!ended) throw new BackupError('the backup is cut off: its end is missing; take another copy of it');
}

function decrypted(lock: Lock, index: number, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', lock.key, nonce(index))
    .setAAD(Buffer.concat([lock.bound, bytes.subarray(0, 1)]))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(5, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw altered(index);
  }
}

const altered = (index: number): BackupError =>
  new BackupError(
    `part ${index + 1} of the backup was altered or belongs to another file; take another copy of it`,
  );
