import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/database.ts';
import type { Office } from '../../src/office.ts';
import { loadReferenceData } from '../../src/reference-data.ts';
import { createSeal } from '../../src/seal.ts';
import type { Services } from '../../src/services/core/services.ts';
import { testClock, type TestClock } from './clock.ts';

/** The office as it is without any setting. */
export async function testOffice(): Promise<Office> {
  return (await loadReferenceData(readConfig({}).office)).office;
}

/** The services over a database, without a bot and without Telegram. */
export async function servicesOver(
  database: Database,
  options: { readonly clock?: TestClock; readonly settings?: Readonly<Record<string, string>> } = {},
): Promise<Services> {
  return {
    db: database.prisma,
    seal: createSeal(new Uint8Array(32).fill(7)),
    now: (options.clock ?? testClock()).now,
    ...(await loadReferenceData(readConfig(options.settings ?? {}).office)),
  };
}
