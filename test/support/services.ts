import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/database.ts';
import { loadReferenceData } from '../../src/reference-data.ts';
import { createSeal } from '../../src/seal.ts';
import type { Services } from '../../src/services/core/services.ts';
import { testClock, type TestClock } from './clock.ts';

/** The services over a database, without a bot and without Telegram. */
export async function servicesOver(
  database: Database,
  options: { readonly clock?: TestClock; readonly settings?: Readonly<Record<string, string>> } = {},
): Promise<Services> {
  return {
    db: database.prisma,
    seal: createSeal(new Uint8Array(32).fill(7)),
    office: readConfig(options.settings ?? {}).office,
    now: (options.clock ?? testClock()).now,
    ...(await loadReferenceData()),
  };
}
