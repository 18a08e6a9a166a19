import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { openPostgres, type Database } from '../../../src/database.ts';
import { createLog } from '../../../src/log.ts';
import { createSimulator, textOf, type Simulator } from '../../../src/simulator/simulator.ts';
import { APP_KEY, liveSettings, startProcess, type BotProcess } from '../../support/bot-process.ts';
import { isLong } from '../../support/long.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';
import { announce, appointChat, ledger, recipients } from '../../support/recipients.ts';

/** Each life of the process has more to send than may be in flight when it is killed. */
const PEOPLE = isLong ? 2_000 : 200;
const KILLS = isLong ? 10 : 1;
/** Messages in flight at most: 300 a second at 15 ms need eight, on a machine that takes 80 ms 36, and eight that are begun together. */
const LANES = 44;
const OFFICER = 77;
const FIRST = 10_000;
/** No quiet hours: the process lives in the time of the machine that runs the test. */
const settings = {
  QUIET_HOURS: '00.00-00.00',
  QUIET_FRIDAY: '00.00-00.00',
  SENDS_PER_SECOND: '300',
  SECOND_PERSON_ABOVE: 'off',
};

describe('kill -9 at random moments of an announcement', () => {
  let simulator: Simulator;
  let apiRoot: string;
  let folder: string;
  let server: PostgresServer;
  let database: Database;
  let bot: BotProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-announce-'));
    server = await startPostgres(join(folder, 'postgres'));
    database = await openPostgres(server.url);
    simulator = createSimulator({
      limits: { perSecond: 300, perChatPerSecond: 0 },
      latencyMs: 15,
      keepCalls: false,
    });
    ({ apiRoot } = await simulator.start());
  });
  afterAll(async () => {
    await bot?.kill();
    await simulator.stop();
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('misses nobody, reaches nobody twice, and the receipt sums', async () => {
    const chats = Array.from({ length: PEOPLE }, (_, index) => FIRST + index);
    for (const id of [OFFICER, ...chats])
      simulator.createPerson({ id, firstName: `Orang ${id}`, started: true });
    const id = await prepare(chats);

    for (let kill = 0; kill <= KILLS; kill++) {
      // A random moment in the part of the audience that belongs to this life of the process.
      const index = Math.floor(((kill + Math.random()) * PEOPLE) / (KILLS + 1));
      const moment =
        kill === KILLS
          ? Promise.race([
              simulator.person(OFFICER).nextEdit(/^Bukti kirim/),
              simulator.person(OFFICER).nextMessage(/^Bukti kirim/),
            ])
          : simulator.person(FIRST + index).nextMessage();
      bot = startProcess({
        ...liveSettings(apiRoot, simulator.token, folder),
        ...settings,
        DATABASE_URL: server.url,
      });
      await moment;
      await bot.kill();
      const found = await ledger(database.prisma, id);
      // In flight at this kill; what was in flight at an earlier one is unknown by now.
      expect(found['sending'] ?? 0).toBeLessThanOrEqual(LANES);
      expect(found['unknown'] ?? 0).toBeLessThanOrEqual(LANES * kill);
    }

    const counts = await ledger(database.prisma, id);
    expect(Object.keys(counts).filter((status) => !['sent', 'unknown'].includes(status))).toEqual([]);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(PEOPLE);
    const times = chats.map(
      (chat) =>
        simulator.person(chat).messages.filter((message) => textOf(message).includes('Ada pelatihan')).length,
    );
    expect(Math.max(...times)).toBe(1);
    // Only what stands as unknown may be missing, and what is unknown may well have arrived.
    const unknown = await database.prisma.delivery.findMany({
      where: { announcementId: id, status: 'unknown' },
      select: { personNumber: true },
    });
    const missing = chats.filter((_, index) => times[index] === 0).map((chat) => `p${chat}`);
    expect(unknown.map((row) => row.personNumber)).toEqual(expect.arrayContaining(missing));
    // Each life has noted that it sends: a database put back to before it would be noticed.
    expect(await database.prisma.journalEntry.count({ where: { kind: 'sent' } })).toBeGreaterThanOrEqual(
      KILLS,
    );
    const receipt = simulator
      .person(OFFICER)
      .messages.map(textOf)
      .find((text) => text.startsWith('Bukti kirim'));
    expect(receipt).toContain(`Sasaran: ${PEOPLE.toLocaleString('id-ID')} orang`);
    expect(receipt).toContain(`Terkirim: ${(counts['sent'] ?? 0).toLocaleString('id-ID')}`);
  });

  async function prepare(chats: readonly number[]): Promise<number> {
    const app = await createApp(
      {
        mode: 'live',
        botToken: simulator.token,
        apiRoot,
        appKey: Buffer.from(APP_KEY, 'base64'),
        office: readConfig(settings).office,
      },
      database,
      { log: createLog('silent'), now: () => new Date(), onFatal: () => undefined },
    );
    const officer = await appointChat(database.prisma, app.services, OFFICER);
    await recipients(database.prisma, app.services, chats);
    const { id } = await announce(database.prisma, app.services, officer);
    return id;
  }
});
