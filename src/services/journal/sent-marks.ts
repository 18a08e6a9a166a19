import { randomUUID } from 'node:crypto';
import type { Services } from '../core/services.ts';

const EVERY_MS = 60_000;

/**
 * Notes in the journal, before a message of the bot's own goes out and at most once a minute, that some do. A database
 * which lacks the newest note was put back to a moment before them, even when nothing else was journaled since: it must
 * not send again what they had sent. Resolves with whether a note was made.
 */
export function sentMarks(services: Services): () => Promise<boolean> {
  let noted: Date | undefined;
  return async () => {
    const now = services.now();
    if (noted !== undefined && noted <= now && now.getTime() - noted.getTime() < EVERY_MS) return false;
    // Before the row: several messages go out side by side.
    noted = now;
    await services.db.journalEntry.create({
      data: { uid: randomUUID(), at: now, kind: 'sent', subject: '', data: {} },
    });
    return true;
  };
}
