import { z } from 'zod';
import type { Said } from '../engine/form.ts';
import type { Reply } from '../engine/reply.ts';
import { replyToWhole } from './count.ts';

const MOST = 1_000_000;

/** A number of pieces of goods. */
export const pieces = z.number().int().min(1).max(MOST);

/** "500", "1.500 buah" */
export const replyToPieces = (said: Said): Reply => replyToWhole(said, { least: 1, most: MOST });
