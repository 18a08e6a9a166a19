import type { PrismaClient } from '../../../prisma/client/client.ts';
import type { Log } from '../../log.ts';
import type { Services } from '../core/services.ts';
import { writeJournal } from './export.ts';

export interface JournalWriter {
  /** Something may have been written: the file follows within a second. */
  touch(): void;
  /** Writes at once; failures are logged and tried again at the next time. */
  flush(): Promise<void>;
}

const SOON_MS = 1_000;

/** Keeps the journal's file up with the database; without a folder it does nothing (the demo). */
export function createJournalWriter(
  prisma: PrismaClient,
  services: Services,
  folder: string | undefined,
  log: Log,
): JournalWriter {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let told = false;

  async function write(path: string): Promise<void> {
    try {
      await writeJournal(prisma, services, path);
      if (told) log.info('The journal can be written again');
      told = false;
    } catch (error) {
      if (!told)
        log.error(
          { error },
          'The journal cannot be written: after a restore erased people would come back. Look at JOURNAL_DIR; its entries wait in the database',
        );
      told = true;
    }
  }

  async function flush(): Promise<void> {
    if (folder === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const before = running;
    running = (async () => {
      await before;
      await write(folder);
    })();
    await running;
  }

  return {
    touch() {
      if (folder === undefined || timer !== undefined) return;
      timer = setTimeout(() => {
        void flush();
      }, SOON_MS);
      timer.unref();
    },
    flush,
  };
}
