import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { liveSettings, nodeCli, npmCli, startProcess, type BotProcess } from '../support/bot-process.ts';
import { commandOf } from '../support/command-line.ts';
import { csvRows } from '../support/desk.ts';
import { emptyEmbedded } from '../support/database.ts';

const NIK = '3525114101880011';

describe('npm run cli', () => {
  let simulator: Simulator;
  let folder: string;
  let settings: Record<string, string>;
  const started: BotProcess[] = [];
  const cli = (...words: readonly string[]): ReturnType<typeof commandOf> => commandOf(settings, ...words);
  /** As a person types it, once with a bot and once without: a process costs far more than its command. */
  const typed = async (
    line: readonly [string, ...string[]],
    ...words: readonly string[]
  ): Promise<{ readonly code: number | null; readonly output: string }> => {
    const process = startProcess(settings, [...line, ...words]);
    const code = await process.ended;
    return { code, output: process.output };
  };
  const exported = async (name: string): Promise<readonly Readonly<Record<string, string>>[]> => {
    const out = join(folder, name);
    const { code, output } = await cli(
      'export',
      '--report',
      'businesses',
      '--purpose',
      'uji coba',
      '--unmasked',
      '--format',
      'csv',
      '--out',
      out,
    );
    expect(code, output).toBe(0);
    expect(output).toMatch(/1 rows {2}\d+ bytes {2}sha256 [0-9a-f]{64}/);
    const file = (await readdir(out)).find((it) => it.startsWith('daftar-usaha'));
    return csvRows(join(out, file ?? ''));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-cli-'));
    simulator = createSimulator({ limits: false });
    const { apiRoot } = await simulator.start();
    settings = liveSettings(apiRoot, simulator.token, folder);
    await emptyEmbedded(join(folder, 'live'));
  });
  afterAll(async () => {
    await Promise.all(started.filter((bot) => bot.child.exitCode === null).map((bot) => bot.kill()));
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('imports, exports and verifies through the bot that runs on the embedded database, and without it', async () => {
    const bot = startProcess(settings);
    started.push(bot);
    await bot.says(/The bot is running/);
    const list = join(folder, 'daftar.csv');
    await writeFile(
      list,
      `Nama;Kecamatan;Desa;Usaha;HP;NIK\nRohmah Azizah;Cerme;Wedani;Tenun Rohmah;081355550001;${NIK}\n`,
    );
    expect(await typed(npmCli, 'import', list)).toMatchObject({
      code: 0,
      output: expect.stringContaining('Stored: 1 businesses, 1 new people'),
    });
    const [row] = await exported('beside');
    expect(row).toMatchObject({ NIK, 'Nomor HP': '0813-5555-0001', 'Nama usaha': 'Tenun Rohmah' });
    expect(await cli('audit', 'verify')).toMatchObject({
      code: 0,
      output: expect.stringContaining('The audit log is whole'),
    });
    // A real bot stands there, and nobody keeps backups of it yet.
    const doctor = await cli('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.output).toMatch(/last poll +(?:none yet since the bot was started|less than a minute)/);
    expect(doctor.output).toMatch(/broken +backup key/);
    await bot.kill();

    expect(await exported('alone')).toEqual([row]);
    expect((await typed(nodeCli, 'import', list)).output).toContain('0 new rows, 1 that stand there already');
    expect((await cli('migrate')).code).toBe(0);
  });
});
