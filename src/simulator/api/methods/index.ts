import type { Method } from '../context.ts';
import { chatMethods } from './chats.ts';
import { copyMethods } from './copies.ts';
import { deletionMethods } from './deletions.ts';
import { editMethods } from './edits.ts';
import { mediaMethods } from './media.ts';
import { messageMethods } from './messages.ts';
import { profileMethods } from './profile.ts';
import { queryMethods } from './queries.ts';
import { updateMethods } from './updates.ts';

/** The implemented methods by their proper names. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>(
  Object.entries({
    ...updateMethods,
    ...profileMethods,
    ...messageMethods,
    ...mediaMethods,
    ...copyMethods,
    ...editMethods,
    ...deletionMethods,
    ...queryMethods,
    ...chatMethods,
  }),
);
