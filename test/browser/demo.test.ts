import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDemo, type Demo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/log.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf, walkOn } from './demo-page.ts';

const SITI = 1001;
const START = new Date('2026-11-18T03:00:00Z').getTime();

describe.skipIf(chromiumMissing)('the demo in Chromium', () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  let demo: Demo;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-page-'));
    const config = readConfig({ PORT: '0', DATA_DIR: folder });
    if (config.mode !== 'demo') throw new Error('expected the settings of a demo');
    const began = performance.now();
    demo = await openDemo(config, {
      log: createLog('silent'),
      now: () => new Date(START + performance.now() - began),
      onFatal: () => undefined,
      pollSeconds: 1,
    });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(0);
    await page.goto(demo.stage.pageUrl);
    await page.locator('body.ready').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const shoot = async (name: string): Promise<void> => {
    const at = process.env['SCREENSHOTS'];
    if (at !== undefined) await page.screenshot({ path: join(at, `${name}.png`) });
  };

  it('says in one sentence what it is, and shows the clock', async () => {
    expect(await page.locator('.about').innerText()).toContain('Ini bot Telegram untuk pemilik usaha kecil');
    expect(await page.locator('.clock-time').innerText()).toContain('18 Nov');
    await shoot('first');
  });

  it('moves the clock to the next morning, and the reminder of the unfinished form comes', async () => {
    const siti = await phoneOf(page, SITI);
    await siti.locator('.bubble', { hasText: 'Bu Siti' }).first().waitFor();
    await walkOn(siti, ['lapor', 'Oktober']);
    await page.getByRole('button', { name: 'Maju ke besok 09.00' }).click();
    await siti.locator('.bubble', { hasText: 'Selamat pagi, Bu Siti. ' }).last().waitFor();
    await expect.poll(() => page.locator('.clock-time').innerText()).toContain('19 Nov 09.00');
    expect(await siti.locator('.day').last().innerText()).toContain('19 November 2026');
    await shoot('reminder');
  });

  it('begins anew after it has asked', async () => {
    await page.getByRole('button', { name: 'Mulai lagi' }).click();
    await page.getByRole('button', { name: 'Hapus semua obrolan?' }).click();
    await page.getByText('Menyiapkan demo baru…').waitFor();
    await expect.poll(() => page.locator('.clock-time').innerText()).toContain('18 Nov');
  });
});
