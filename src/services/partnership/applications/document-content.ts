import { createHash } from 'node:crypto';
import { documentLimits, type DocumentKind } from '../../../domain/partnership/document.ts';
import type { ContentFormat } from '../../../domain/words/sent-file.ts';
import type { Services } from '../../core/services.ts';

/** Bytes of a chunk: so much of a file is in memory, however large it is. */
const CHUNK_BYTES = 256 * 1024;

const chunkPlace = (documentId: number, position: number): string =>
  `document:${documentId}:chunk:${position}`;

export interface NewContent {
  readonly applicationId: number;
  readonly kind: DocumentKind;
  readonly format: ContentFormat;
  /** Telegram's name of the content. */
  readonly source: string;
}

export interface Arrived {
  readonly id: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Stores a file as it comes, sealed piece by piece; undefined for one that is larger than allowed, of which nothing is
 * left. Until it is counted among the documents of its application nobody sees it; what an earlier try has left goes.
 */
export async function storeContent(
  services: Services,
  it: NewContent,
  content: AsyncIterable<Uint8Array>,
  most: number = documentLimits.one,
): Promise<Arrived | undefined> {
  const { db, seal, now } = services;
  const { applicationId, source } = it;
  await db.document.deleteMany({ where: { applicationId, source, sha256: null } });
  const { id } = await db.document.create({ data: { ...it, receivedAt: now() }, select: { id: true } });
  const hash = createHash('sha256');
  let bytes = 0;
  let position = 0;
  for await (const chunk of chunksOf(content)) {
    bytes += chunk.length;
    if (bytes > most) {
      await db.document.delete({ where: { id } });
      return undefined;
    }
    hash.update(chunk);
    const sealed = seal.encryptBytes(chunkPlace(id, position), chunk);
    await db.documentChunk.create({ data: { documentId: id, position, content: sealed } });
    position++;
  }
  return { id, bytes, sha256: hash.digest('hex') };
}

/** The same bytes in chunks, the last one less. */
async function* chunksOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (let piece of content) {
    while (bytes + piece.length >= CHUNK_BYTES) {
      const room = CHUNK_BYTES - bytes;
      yield Buffer.concat([...waiting, piece.subarray(0, room)]);
      piece = piece.subarray(room);
      waiting = [];
      bytes = 0;
    }
    waiting.push(piece);
    bytes += piece.length;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

/** The content of a document, chunk by chunk. @throws when a chunk is damaged or missing */
export async function* contentOf(
  { db, seal }: Services,
  { id, sha256 }: Pick<Arrived, 'id' | 'sha256'>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for (let position = 0; ; position++) {
    const row = await db.documentChunk.findUnique({
      where: { documentId_position: { documentId: id, position } },
      select: { content: true },
    });
    if (row === null) break;
    const chunk = seal.decryptBytes(chunkPlace(id, position), row.content);
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new Error(`document ${id}: expected the content that was stored`);
}

/** Takes away what was never finished. Returns how many. */
export async function forgetUnfinished({ db }: Services, before: Date): Promise<number> {
  return (await db.document.deleteMany({ where: { sha256: null, receivedAt: { lt: before } } })).count;
}
