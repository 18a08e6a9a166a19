import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openPostgres } from '../../src/database.ts';
import { publishProgrammes } from '../../src/services/core/stored-programmes.ts';
import { createSimulator, type Update } from '../../src/simulator/simulator.ts';
import { liveSettings, startProcess, type BotProcess } from './bot-process.ts';
import { DAY, testClock, type TestClock } from './clock.ts';
import { createOwner, type Office } from './office.ts';
import { startPostgres } from './postgres.ts';
import { servicesOver } from './services.ts';

/** handed-over: nothing of the update was heard yet; unanswered: no answer to it left; answered: the first one arrived. */
export const deaths = ['handed-over', 'unanswered', 'answered'] as const;
type Death = (typeof deaths)[number];

/** The process lives in the time of a test, whatever day it is. */
const shifted = (ms: number): string =>
  `data:text/javascript,${encodeURIComponent(`
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...of) { super(...(of.length === 0 ? [Real.now() + ${ms}] : of)); }
      static now() { return Real.now() + ${ms}; }
    };`)}`;

const settings = { QUIET_HOURS: '00.00-00.00', QUIET_FRIDAY: '00.00-00.00' };

/**
 * An office whose bot is the real program on a server. Every update comes three times. The program is killed -9 in the
 * acts that `dies` names (each act of anybody is numbered, from 0), and wherever a day passes; it is started again then.
 */
export async function openProcessOffice(dies: (act: number) => Death | undefined): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-life-'));
  const server = await startPostgres(join(folder, 'postgres'));
  const database = await openPostgres(server.url);
  let shift = testClock().now().getTime() - Date.now();
  let bot: BotProcess | undefined;
  const clock: TestClock = {
    now: () => new Date(Date.now() + shift),
    set: (instant) => clock.advance(new Date(instant).getTime() - clock.now().getTime()),
    advance(ms) {
      shift += ms;
      if (ms >= DAY) bot?.child.kill('SIGKILL');
    },
  };
  const simulator = createSimulator({ now: clock.now, limits: false });
  const { apiRoot, pageUrl } = await simulator.start();
  const start = async (): Promise<void> => {
    bot = startProcess(
      { ...liveSettings(apiRoot, simulator.token, folder), ...settings, DATABASE_URL: server.url },
      ['node', '--single-threaded', '--import', shifted(shift), 'dist/main.js'],
    );
    await bot.says(/The bot is running/);
  };
  const kill = async (): Promise<void> => {
    await bot?.kill();
    bot = undefined;
  };
  const handled = async (updates?: readonly Update[]): Promise<void> => {
    const updateId = updates === undefined ? {} : { in: updates.map((it) => BigInt(it.update_id)) };
    const left = (): Promise<number> =>
      database.prisma.inboxUpdate.count({ where: { updateId, handledAt: null } });
    const stored = (): Promise<number> => database.prisma.inboxUpdate.count({ where: { updateId } });
    if (updates !== undefined) await expect.poll(stored, { interval: 20 }).toBe(updates.length);
    await expect.poll(left, { interval: 20 }).toBe(0);
  };

  await start();
  const services = await servicesOver(database, { clock, settings });
  await publishProgrammes(services);
  let [acts, people] = [0, 0];
  /** Dies in an update that has just been sent. */
  const dieIn = async (update: Update, death: Death): Promise<void> => {
    const chatId = update.message?.chat.id ?? update.callback_query?.message?.chat.id;
    if (death !== 'handed-over' && chatId !== undefined) {
      const cut = { method: '*', chatId } as const;
      if (death === 'unanswered') simulator.failNext({ ...cut, drop: 'before', times: 100 });
      else simulator.failNext({ ...cut, drop: 'after', times: 1 });
      const called = ['sendMessage', 'editMessageText', 'answerCallbackQuery'].map((method) =>
        simulator.nextCall(method),
      );
      await Promise.race([...called, handled([update])]);
    }
    await kill();
    simulator.clearFaults();
  };

  const office: Office = {
    simulator,
    apiRoot,
    pageUrl,
    database,
    clock,
    services,
    owner: (name = 'Siti') =>
      createOwner(office, simulator.createPerson({ id: 7_000 + people++, firstName: name }), {
        tripled: true,
      }),
    async done(...all) {
      const updates = all.filter((it) => it !== undefined);
      const [update] = updates;
      if (update === undefined) return;
      const death = dies(acts++);
      if (bot?.child.killed === true) await kill();
      else if (death !== undefined) await dieIn(update, death);
      if (bot === undefined) await start();
      await handled(updates);
    },
    desk: () => Promise.reject(new Error('expected no desk in a process')),
    runJob: () => Promise.reject(new Error('expected a process that runs its jobs by its own clock')),
    idle: () => handled(),
    async rebuild() {
      await kill();
      await start();
    },
    async close() {
      await kill();
      await simulator.stop();
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return office;
}
