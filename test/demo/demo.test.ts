import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDemo, type Demo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/log.ts';

const SITI = 1001;

describe('the demo', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function open(): Promise<Demo> {
    const config = readConfig({ PORT: '0', DATA_DIR: folder });
    if (config.mode !== 'demo') throw new Error('expected the settings of a demo');
    return openDemo(config, {
      log: createLog('silent'),
      now: () => new Date(),
      onFatal: () => undefined,
      pollSeconds: 1,
    });
  }

  it('starts in an empty folder: the page answers and Siti, who is registered, is greeted by name', async () => {
    const demo = await open();
    const page = await fetch(demo.stage.pageUrl);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('DEMO');
    const greeting = await demo.stage.simulator.person(SITI).nextMessage('Bu Siti');
    expect(greeting.text).toMatch(/^Selamat (pagi|siang|sore|malam), Bu Siti\./);
    await demo.close();
  });

  it('takes what is there at the second start, and answers /menu', async () => {
    const demo = await open();
    const siti = demo.stage.simulator.person(SITI);
    const before = siti.log.length;
    expect(before).toBeGreaterThanOrEqual(2);
    const menu = await siti.ask('/menu');
    expect(menu.text).toContain('Bu Siti');
    // One /menu and one answer: nobody pressed MULAI for her again.
    expect(siti.log.length).toBe(before + 2);
    await demo.close();
  });
});
