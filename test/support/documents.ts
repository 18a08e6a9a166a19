import type { DocumentKind } from '../../src/domain/partnership/document.ts';
import { storeContent } from '../../src/services/partnership/applications/document-content.ts';
import type { Office } from './office.ts';

/** A PDF by its first bytes, as long as wanted, that repeats nowhere. */
export function pdf(bytes: number): Buffer {
  const data = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) data.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
  data.write('%PDF-1.7\n');
  return data;
}

async function* oneByOne(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** A document of an application that the office has not looked at; returns its number. */
export async function documentOf(
  office: Office,
  applicationId: number,
  kind: DocumentKind,
  data = pdf(2_000),
): Promise<number> {
  const it = { applicationId, kind, format: 'pdf', source: `${kind}-${data.length}` } as const;
  const arrived = await storeContent(office.services, it, oneByOne(data));
  if (arrived === undefined) throw new Error('expected a file within the limit');
  const { id, bytes, sha256 } = arrived;
  await office.database.prisma.document.update({ where: { id }, data: { bytes, sha256 } });
  return id;
}
