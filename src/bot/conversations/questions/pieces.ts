import { z } from 'zod';
import type { Said } from '../engine/form.ts';
import { hint, take, type Reply } from '../engine/reply.ts';

const MOST = 1_000_000;

/** A number of pieces of goods. */
export const pieces = z.number().int().min(1).max(MOST);

/** "500", "1.500 buah" */
export function replyToPieces(said: Said): Reply {
  const typed =
    said.kind === 'text' ? /^\s*(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:\s*\p{L}+)?\s*$/iu.exec(said.text) : null;
  const count = Number(typed?.[1]?.replaceAll('.', ''));
  return count >= 1 && count <= MOST ? take(count) : hint();
}
