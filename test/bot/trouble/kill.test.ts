import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/database.ts';
import { createSeal } from '../../../src/seal.ts';
import { createSimulator, textOf, type Person, type Simulator } from '../../../src/simulator/simulator.ts';
import { APP_KEY, liveSettings, startProcess, type BotProcess } from '../../support/bot-process.ts';
import { isLong } from '../../support/long.ts';
import { registrationSteps } from '../../support/office.ts';
import { emptyEmbedded } from '../../support/database.ts';

/** What the last of the bot's messages must say after each step of the registration. */
const answers: readonly RegExp[] = [
  /Mau mulai dari mana\?/,
  /setuju\?/,
  /Langkah 1 dari 11/,
  /Langkah 2 dari 11/,
  /Langkah 3 dari 11/,
  /Langkah 4 dari 11/,
  /Langkah 5 dari 11/,
  /Langkah 6 dari 11/,
  /Langkah 7 dari 11/,
  /Langkah 8 dari 11/,
  /Langkah 9 dari 11/,
  /Saya catat sekitar Rp3\.000\.000/,
  /Langkah 10 dari 11/,
  /Langkah 11 dari 11/,
  /Mohon dicek dulu, Bu Siti/,
  /Boleh kami beri kabar/,
];

const RUNNING = /The bot is running/;
const MOMENTS = 3;
/** So many owners meet each step, and between two deaths everybody takes so many steps. */
const [PER_STEP, STRIDE] = isLong ? [MOMENTS, 4] : [1, 8];

function act(person: Person, step: string): void {
  if (step.startsWith('>')) person.tap(step.slice(1));
  else person.sendText(step);
}

/**
 * Owners register at once, spread over the steps of a stride, so that a death hits every step once in one stride. There
 * are three moments: when the update was handed over, when the answer was stored and its reply never left, and when
 * the reply has just arrived. In the long run every step is hit at all three, in `npm test` one step after another
 * at the next of them.
 */
describe('kill -9 at every step of a registration', () => {
  let simulator: Simulator;
  let apiRoot: string;
  let folder: string;
  let bot: BotProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-kill-'));
    simulator = createSimulator({ limits: false });
    ({ apiRoot } = await simulator.start());
    await emptyEmbedded(join(folder, 'live'));
  });
  afterAll(async () => {
    await bot.kill();
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<void> => {
    bot = startProcess(liveSettings(apiRoot, simulator.token, folder));
    await bot.says(RUNNING);
  };

  it('asks the same question again, loses nothing and stores nothing twice', async () => {
    const people = Array.from({ length: PER_STEP * STRIDE }, (_, at) => ({
      person: simulator.createPerson({ id: 11 + at, firstName: 'Siti' }),
      moment: at % MOMENTS,
      offset: Math.floor(at / PER_STEP),
    }));
    await start();
    for (let round = 0; round * STRIDE < registrationSteps.length + STRIDE; round++) {
      const walks = people.map(async ({ person, offset }) => {
        // Up to the step at which this person meets the next death.
        for (let at = STRIDE * (round - 1) + offset + 1; at < STRIDE * round + offset; at++) {
          const step = registrationSteps[at];
          if (step === undefined) continue;
          const arrives = person.nextMessage(answers[at]);
          act(person, step);
          await arrives;
        }
      });
      await Promise.all(walks);

      const hit = people.flatMap(({ person, moment, offset }) => {
        const at = STRIDE * round + offset;
        const step = registrationSteps[at];
        return step === undefined ? [] : [{ person, moment, step, arrives: person.nextMessage(answers[at]) }];
      });
      if (hit.length === 0) break;
      const underWay = hit.map(async ({ person, moment, step }) => {
        if (moment === 0) return;
        const called = simulator.nextCall('sendMessage', (call) => call.parameters['chat_id'] === person.id);
        simulator.failNext({
          method: '*',
          chatId: person.id,
          drop: moment === 1 ? 'before' : 'after',
          times: moment === 1 ? 100 : 1,
        });
        act(person, step);
        await called;
      });
      await Promise.all(underWay);
      simulator.pauseUpdates();
      for (const { person, moment, step } of hit) if (moment === 0) act(person, step);
      simulator.pauseUpdates(false);
      await bot.kill();
      simulator.clearFaults();
      await start();
      await Promise.all(hit.map((it) => it.arrives));
    }
    // One more death: an album whose second picture arrives after it, and a recording whose press has reached the bot
    // and whose receipt never left. The case of the first picture gets the second, and the recording gets one case.
    const [asker, speaker] = people.map((it) => it.person);
    if (asker === undefined || speaker === undefined) throw new Error('expected two people');
    // A killed process may have repeated an answer: each wait names the words that it is for.
    const question = asker.nextMessage(/Mau tanya apa/);
    const offered = speaker.nextMessage(/belum bisa mendengar pesan suara/);
    asker.sendText('/tanya');
    speaker.sendVoice();
    await Promise.all([question, offered]);
    const called = [asker, speaker].map(({ id }) =>
      simulator.nextCall('sendMessage', ({ parameters }) => parameters['chat_id'] === id),
    );
    simulator.failNext({ method: '*', chatId: asker.id, drop: 'after', times: 1 });
    simulator.failNext({ method: '*', chatId: speaker.id, drop: 'before', times: 100 });
    asker.sendAlbum([{ caption: 'Kemasannya bocor, kenapa?' }, {}]);
    speaker.tap('Kirim ke petugas');
    await Promise.all(called);
    const receipt = speaker.nextMessage(/sudah diteruskan ke petugas/);
    await bot.kill();
    simulator.clearFaults();
    await start();
    await receipt;
    await simulator.whenPolling();
    const menu = asker.nextMessage(/Ada yang bisa dibantu\?/);
    asker.sendText('/menu');
    await menu;
    await bot.kill();

    const each = <T>(value: T): readonly T[] => people.map(() => value);
    const database = await openEmbedded(join(folder, 'live'));
    const { prisma } = database;
    const seal = createSeal(Buffer.from(APP_KEY, 'base64'));
    const businesses = await prisma.business.findMany({ orderBy: { id: 'asc' } });
    expect(
      businesses.map((row) => (row.name === null ? '' : seal.decrypt(`business:${row.id}:name`, row.name))),
    ).toEqual(each('Otak-otak Bu Siti'));
    expect(
      businesses.map((row) => [
        row.startedYear,
        row.workersFemale,
        Number(row.usualMonthlySales),
        row.nibStatus,
      ]),
    ).toEqual(each([2009, 2, 3_000_000, 'none']));
    expect(new Set(businesses.map((row) => row.number)).size).toBe(people.length);
    expect(await prisma.person.count()).toBe(people.length);
    expect(await prisma.consent.count()).toBe(people.length);
    expect(await prisma.draft.count({ where: { form: 'register' } })).toBe(people.length);
    const cases = await prisma.case.findMany({ include: { events: true } });
    expect(
      cases.map(({ kind, events }) => [kind, ...events.map((it) => it.fileKind)].join(' ')).toSorted(),
    ).toEqual(['question photo photo', 'question voice']);
    await database.close();
    for (const { person } of people)
      expect(person.messages.map(textOf).filter((text) => text.includes('gangguan'))).toEqual([]);
  });
});
