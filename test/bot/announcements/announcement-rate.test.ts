import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type App } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import type { Database } from '../../../src/database.ts';
import { createLog } from '../../../src/log.ts';
import { createSimulator, textOf, type Simulator } from '../../../src/simulator/simulator.ts';
import { testDatabase } from '../../support/database.ts';
import { isLong } from '../../support/long.ts';
import { announce, appointChat, ledger, recipients } from '../../support/recipients.ts';

const PEOPLE = isLong ? 600 : 400;
/** So many owners write meanwhile, one after the other. */
const OWNERS = isLong ? 1_000 : 10;
const OFFICER = 77;
/** Ten times what Telegram permits, so that the test is short; `npm run bench` does it at 30 a second. */
const PERMITTED = 300;

describe('an announcement against a Bot API that counts', () => {
  let simulator: Simulator;
  let database: Database;
  let app: App;

  beforeAll(async () => {
    simulator = createSimulator({ limits: { perSecond: PERMITTED }, latencyMs: 10 });
    const { apiRoot } = await simulator.start();
    database = await testDatabase();
    const settings = { QUIET_HOURS: '00.00-00.00', QUIET_FRIDAY: '00.00-00.00', SECOND_PERSON_ABOVE: 'off' };
    app = await createApp(
      {
        mode: 'demo',
        botToken: simulator.token,
        apiRoot,
        appKey: new Uint8Array(32).fill(7),
        office: readConfig({ ...settings, SENDS_PER_SECOND: String(PERMITTED) }).office,
      },
      database,
      { log: createLog('silent'), now: () => new Date(), onFatal: () => undefined },
    );
  });
  afterAll(async () => {
    await app.stop();
    await simulator.stop();
    await database.close();
  });

  it('is never refused, and owners who write meanwhile are answered ahead of it', async () => {
    const chats = Array.from({ length: PEOPLE }, (_, index) => 10_000 + index);
    for (const id of [OFFICER, ...chats]) simulator.createPerson({ id, firstName: 'Orang', started: true });
    const officer = await appointChat(database.prisma, app.services, OFFICER);
    await recipients(database.prisma, app.services, chats);
    const { id } = await announce(database.prisma, app.services, officer);
    const done = simulator.person(OFFICER).nextEdit(/^Bukti kirim/);
    let isDone = false;
    const ended = done.then(() => {
      isDone = true;
    });
    await app.start();

    await simulator.person(chats[0] ?? OFFICER).nextMessage();
    let answered = 0;
    while (!isDone && answered < OWNERS) {
      const owner = simulator.createPerson({ id: 500 + answered, firstName: 'Siti' });
      const reply = owner.nextMessage();
      owner.start();
      expect(textOf(await reply)).toContain('Mau mulai dari mana?');
      answered++;
    }
    // Whoever stood in a line behind it would be answered when all of it is out.
    expect(answered).toBeGreaterThan(1);
    await ended;
    expect(simulator.calls.filter((call) => call.code === 429)).toEqual([]);
    expect(await ledger(database.prisma, id)).toEqual({ sent: PEOPLE });
    expect(chats.map((chat) => simulator.person(chat).messages.length)).toEqual(chats.map(() => 1));
  });
});
