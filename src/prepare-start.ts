import type { PrismaClient } from '../prisma/client/client.ts';
import type { Keeping } from './config.ts';
import type { Log } from './log.ts';
import { indexMissingCases } from './services/cases/case-search.ts';
import { lastPolled, noteSettings, safeModeSince } from './services/core/instance.ts';
import type { Services } from './services/core/services.ts';
import { noticePutBack } from './services/journal/put-back.ts';
import { countPlaces } from './services/people/place-counts.ts';
import { indexMissing } from './services/people/search-index.ts';

const TELEGRAM_KEEPS_MS = 24 * 3_600_000;

/** Says and repairs before the first update what has happened to the database and this machine meanwhile. */
export async function prepareStart(
  prisma: PrismaClient,
  services: Services,
  keeping: Pick<Keeping, 'journalDir'> | undefined,
  log: Log,
): Promise<void> {
  await sayHowLongStopped(services, log);
  if (keeping !== undefined) await noticePutBack(prisma, services, keeping.journalDir, log);
  await noteSettings(prisma, services);
  await countPlaces(services);
  const indexed = (await indexMissing(services)) + (await indexMissingCases(services));
  if (indexed > 0)
    log.info(
      { rows: indexed },
      'People and businesses can be searched by their names, and cases by their words',
    );
  if ((await safeModeSince(services)) !== undefined)
    log.warn(
      'The database was restored from a backup: the bot answers, but begins no message. Look whether everything is right, then: npm run cli -- leave-safe-mode',
    );
}

/** A stop of more than 24 hours loses what owners wrote: Telegram keeps updates no longer (Bot API, getUpdates). */
async function sayHowLongStopped(services: Services, log: Log): Promise<void> {
  const last = await lastPolled(services);
  if (last === undefined) return;
  const away = services.now().getTime() - last.getTime();
  if (away > TELEGRAM_KEEPS_MS)
    log.warn(
      { hours: Math.round(away / 3_600_000), since: last.toISOString() },
      'The bot was stopped for more than 24 hours. Telegram keeps messages 24 hours only: what owners wrote before that is lost; consider telling them',
    );
  else if (away < -60_000)
    log.warn(
      { since: last.toISOString() },
      'The clock of this machine went back since the last run; set it right (NTP)',
    );
}
