import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** Why a file that was sent back is not read at all. */
export type Unreadable = 'too-large' | 'too-many-rows' | 'not-a-sheet' | 'no-header';

/** Thrown for a file that is not read at all. */
export class UnreadableSheet extends Error {
  override readonly name = 'UnreadableSheet';
  readonly reason: Unreadable;
  constructor(reason: Unreadable) {
    super(`the sheet cannot be read: ${reason}`);
    this.reason = reason;
  }
}

/** Bytes that a file may unpack to. */
const MOST_UNPACKED = 50_000_000;

/**
 * The wanted parts of a ZIP file as text. Counts what really comes out, not what the file says of itself, and stops
 * at `most` bytes: a small file that unpacks to gigabytes costs as little as an honest one.
 * @throws UnreadableSheet
 */
export async function unpack(
  data: Buffer,
  wanted: (name: string) => boolean,
  most = MOST_UNPACKED,
): Promise<ReadonlyMap<string, string>> {
  const zip = await open(data);
  const parts = new Map<string, string>();
  let left = most;
  try {
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
      if (!wanted(entry.fileName)) continue;
      if (entry.uncompressedSize > left) throw new UnreadableSheet('too-large');
      const chunks: Buffer[] = [];
      const stream = await openEntry(zip, entry);
      for await (const chunk of stream) {
        if (!Buffer.isBuffer(chunk)) continue;
        left -= chunk.length;
        if (left < 0) {
          stream.destroy();
          throw new UnreadableSheet('too-large');
        }
        chunks.push(chunk);
      }
      parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
    }
    return parts;
  } catch (error) {
    throw error instanceof UnreadableSheet ? error : new UnreadableSheet('not-a-sheet');
  } finally {
    zip.close();
  }
}

function open(data: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(data, { lazyEntries: true }, (error, zip) =>
      error === null ? resolve(zip) : reject(new UnreadableSheet('not-a-sheet')),
    );
  });
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      zip.removeAllListeners();
      done();
    };
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)));
    zip.once('end', () => settle(() => resolve(undefined)));
    zip.once('error', (error: unknown) => settle(() => reject(error)));
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
  });
}
