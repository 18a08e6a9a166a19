import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDemo, type Demo } from '../../src/demo/demo.ts';
import { createLog } from '../../src/log.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { openQuickly } from '../support/database.ts';
import { phoneOf, shoot, walkOn } from './demo-page.ts';

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
    demo = await openDemo(
      config,
      {
        log: createLog('silent'),
        now: () => new Date(START + performance.now() - began),
        onFatal: () => undefined,
        pollSeconds: 1,
      },
      openQuickly,
    );
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

  it('says in one sentence what it is, and shows the clock', async () => {
    expect(await page.locator('.about').innerText()).toContain('Ini bot Telegram untuk pemilik usaha kecil');
    expect(await page.locator('.clock-time').innerText()).toContain('18 Nov');
    const groups = await page.locator('#side .group').allInnerTexts();
    expect(groups).toEqual(['Pemilik', 'Dinas', 'Pendamping', 'Mitra']);
    await expect
      .poll(() => page.locator('[data-person="1012"] .subtitle').innerText())
      .toContain('12 pemilik');
    await shoot(page, 'first');
    await page.setViewportSize({ width: 390, height: 844 });
    await shoot(page, 'first-390');
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  it('shows the next step of a scene once the fact of the step before is there, and a note that is still true', async () => {
    const note = page.locator('[data-person="1001"] .subtitle').first();
    await expect.poll(() => note.innerText()).toContain('Okt belum lapor');
    const next = page.locator('.step.next');
    expect(await next.innerText()).toContain('tulis: lapor 3 jt');
    const siti = await phoneOf(page, SITI);
    await siti.locator('.bubble', { hasText: 'Bu Siti' }).first().waitFor();
    await walkOn(siti, ['lapor 3 jt']);
    await expect.poll(() => next.innerText()).toContain('tekan "Benar"');
    await walkOn(siti, ['>Benar']);
    await expect.poll(() => next.innerText()).toContain('Betulkan');
    await expect.poll(() => note.innerText()).toContain('Okt sudah lapor');
    await shoot(page, 'scene');
  });

  it('moves the clock to the next morning, and the reminder of the unfinished form comes', async () => {
    const arif = await phoneOf(page, 1006);
    await arif.getByRole('button', { name: 'MULAI' }).click();
    await arif.locator('.bubble', { hasText: 'Mau mulai dari mana?' }).waitFor();
    await walkOn(arif, ['>Daftarkan usaha saya', '>Setuju', 'Arif Hidayat']);
    await page.getByRole('button', { name: 'Maju ke besok 09.00' }).click();
    await arif.locator('.bubble', { hasText: /Selamat pagi.* pertanyaan lagi/ }).waitFor();
    await expect.poll(() => page.locator('.clock-time').innerText()).toContain('19 Nov 09.00');
    expect(await arif.locator('.day').last().innerText()).toContain('19 November 2026');
    await shoot(page, 'reminder');
  });

  it('begins anew after it has asked', async () => {
    await page.getByRole('button', { name: 'Mulai lagi' }).click();
    await page.getByRole('button', { name: 'Hapus semua obrolan?' }).click();
    await page.getByText('Menyiapkan demo baru…').waitFor();
    await page.locator('.clock-time', { hasText: '18 Nov' }).waitFor();
  });
});
