import { line, type Line } from '../i18n.ts';
import type { Document } from '../services/partnership/applications/documents.ts';

/** What a document shows, when it came, how large it is, and whether the office has looked at it. */
export function documentLine({ kind, receivedAt, bytes, seenAt }: Document): Line {
  return line(seenAt === undefined ? 'document.item' : 'document.item.seen', {
    kind: { line: line(`document.kind.${kind}`) },
    moment: { moment: receivedAt.toISOString() },
    size: { count: Math.ceil(bytes / 1000) },
  });
}
