import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputFile, type Bot } from 'grammy';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { samplePicture } from '../../src/simulator/people/samples.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { createEchoBot, startPolling } from '../simulator/echo-bot.ts';

if (chromiumMissing) {
  process.stdout.write(
    'page.test.ts is skipped: no Chromium found (REQUIRE_CHROMIUM=1 makes this a failure)\n',
  );
}

describe.skipIf(chromiumMissing)('the chat page in Chromium', () => {
  let browser: Browser;
  let simulator: Simulator;
  let pageUrl: string;
  let stopBot: () => Promise<void>;
  let page: Page;
  let bot: Bot;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    simulator = createSimulator({
      people: [
        { id: 1, firstName: 'Bu Siti', note: 'belum terdaftar', phone: '6281200001' },
        { id: 2, firstName: 'Pak Hadi', note: 'sudah terdaftar' },
        { id: 3, firstName: 'Bu Rini', note: 'petugas' },
        { id: 4, firstName: 'Dewi', note: 'pendamping' },
      ],
    });
    const started = await simulator.start();
    pageUrl = started.pageUrl;
    bot = createEchoBot(simulator.token, started.apiRoot);
    await bot.api.setMyDescription('Layanan <b>contoh</b>. Tekan MULAI.');
    await bot.api.setMyCommands([{ command: 'nomor', description: 'Kirim nomor' }]);
    stopBot = startPolling(bot);
    complaints = [];
  });

  afterEach(async () => {
    await page.close();
    await stopBot();
    await simulator.stop();
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join(' | ')}`);
  });

  async function open(
    options: BrowserContextOptions = { viewport: { width: 1280, height: 800 } },
  ): Promise<Locator> {
    page = await browser.newPage(options);
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(pageUrl);
    await page.locator('body.ready').waitFor();
    return phone(1);
  }

  const phone = (id: number): Locator => page.locator(`section[data-person="${id}"]`);
  const bubble = (within: Locator, text: string): Locator => within.locator('.bubble', { hasText: text });

  it('shows the description first, begins with MULAI, and chats', async () => {
    const siti = await open();
    expect(await page.locator('section.phone').count()).toBe(3);
    expect(await siti.locator('.empty').innerText()).toContain('Layanan <b>contoh</b>. Tekan MULAI.');
    await siti.getByRole('button', { name: 'MULAI' }).click();
    await bubble(siti, 'Selamat datang').waitFor();
    expect(await siti.locator('.words strong').innerText()).toBe('Bu Siti');
    await siti.getByRole('textbox').fill('otak-otak <script>alert(1)</script>');
    await page.keyboard.press('Enter');
    await bubble(siti, 'Kata Anda: otak-otak <script>alert(1)</script>').waitFor();
    expect(await siti.locator('.words script').count()).toBe(0);
  });

  it('folds an expandable quote until it is opened', async () => {
    const siti = await open();
    await siti.getByRole('button', { name: 'MULAI' }).click();
    await bubble(siti, 'Selamat datang').waitFor();
    const rules = Array.from({ length: 8 }, (_, at) => `Pasal ${at + 1}`).join('\n');
    await bot.api.sendMessage(1, `Hasil\n<blockquote expandable>${rules}</blockquote>`, {
      parse_mode: 'HTML',
    });
    const quote = bubble(siti, 'Hasil').locator('blockquote');
    const height = async (): Promise<number> => (await quote.boundingBox())?.height ?? 0;
    const folded = await height();
    await quote.getByRole('button', { name: 'Buka kutipan' }).click();
    expect(await height()).toBeGreaterThan(2 * folded);
    await quote.getByRole('button', { name: 'Tutup kutipan' }).click();
    expect(await height()).toBe(folded);
  });

  it('presses inline buttons: spinner, toast, alert, edited message', async () => {
    const siti = await open();
    await siti.getByRole('button', { name: 'MULAI' }).click();
    simulator.pauseUpdates();
    await siti.getByRole('button', { name: 'Satu' }).click();
    await siti.locator('.inline-button.busy .spinner').waitFor();
    simulator.pauseUpdates(false);
    await siti.locator('.toast', { hasText: 'Satu ditekan' }).waitFor();
    await siti.locator('.inline-button.busy').waitFor({ state: 'detached' });
    await siti.getByRole('button', { name: 'Dua' }).click();
    await siti.getByRole('dialog', { name: 'Dua ditekan' }).getByRole('button', { name: 'OK' }).click();
    await siti.getByRole('button', { name: 'Ubah', exact: true }).click();
    expect(await bubble(siti, 'Sudah diubah.').locator('.stamp').innerText()).toContain('diedit');
    expect(await siti.locator('.inline-button').count()).toBe(0);
  });

  it('asks before the phone number is shared, and takes the keyboard away after it', async () => {
    const siti = await open();
    await siti.getByRole('button', { name: 'MULAI' }).click();
    await siti.getByRole('button', { name: 'Menu perintah' }).click();
    await siti.getByRole('menuitem', { name: /nomor/ }).click();
    const keys = siti.locator('.reply-keyboard');
    await keys.getByRole('button', { name: 'Kirim nomor HP ini' }).click();
    const dialog = siti.getByRole('dialog', { name: 'Bagikan nomor?' });
    await dialog.getByRole('button', { name: 'Batal' }).click();
    expect(simulator.person(1).log.some((message) => message.contact !== undefined)).toBe(false);
    await keys.getByRole('button', { name: 'Kirim nomor HP ini' }).click();
    await dialog.getByRole('button', { name: 'Bagikan' }).click();
    await bubble(siti, '6281200001 milik sendiri').waitFor();
    await keys.waitFor({ state: 'hidden' });
    await siti.getByRole('button', { name: 'Lampirkan' }).click();
    await siti.getByRole('menuitem', { name: 'Kontak orang lain' }).click();
    await siti.getByRole('dialog').getByRole('button', { name: 'Kirim' }).click();
    await bubble(siti, 'milik orang lain').waitFor();
  });

  it('edits, answers and forwards an own message from its menu', async () => {
    const siti = await open();
    simulator.person(1).sendText('tiga juta');
    await bubble(siti, 'Kata Anda: tiga juta').waitFor();
    const own = siti.locator('.bubble.own', { hasText: 'tiga juta' });
    await own.click({ button: 'right' });
    await siti.getByRole('menuitem', { name: 'Ubah' }).click();
    await siti.getByRole('textbox').fill('empat juta');
    await page.keyboard.press('Enter');
    await bubble(siti, 'Diubah menjadi: empat juta').waitFor();
    expect(
      await siti.locator('.bubble.own', { hasText: 'empat juta' }).locator('.stamp').innerText(),
    ).toContain('diedit');
    await bubble(siti, 'Kata Anda').click({ button: 'right' });
    await siti.getByRole('menuitem', { name: 'Teruskan ke bot' }).click();
    await siti.locator('.forwarded', { hasText: 'UMKM Gresik' }).first().waitFor();
  });

  it('shows pictures, albums, documents, places and contacts; a photo that the bot deletes vanishes', async () => {
    const siti = await open();
    const person = simulator.person(1);
    person.start();
    person.sendVenue('Balai Desa Wedani', 'Cerme');
    person.sendDocument('rekap.csv', 'a,b\n1,2\n');
    person.sendSticker('🙏');
    await bubble(siti, 'Balai Desa Wedani').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), siti.locator('a.file').click()]);
    expect(download.suggestedFilename()).toBe('rekap.csv');
    simulator.failNext({
      method: 'deleteMessage',
      code: 400,
      description: "Bad Request: message can't be deleted",
    });
    await siti.getByRole('button', { name: 'Lampirkan' }).click();
    await siti.getByRole('menuitem', { name: /Foto kartu/ }).click();
    const picture = siti.getByRole('button', { name: /Gambar/ });
    await picture.click();
    await page.locator('.picture-view img').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.picture-view').count()).toBe(0);
    await siti.getByRole('button', { name: 'Lampirkan' }).click();
    await siti.getByRole('menuitem', { name: /Foto produk/ }).click();
    await person.nextDeletion();
    expect(await picture.count()).toBe(1);
    const [first, second] = await bot.api.sendMediaGroup(1, [
      { type: 'photo', media: new InputFile(samplePicture()), caption: 'Dua foto' },
      { type: 'photo', media: new InputFile(samplePicture(200, 200)) },
    ]);
    await siti.locator('.album .picture').nth(1).waitFor();
    await bot.api.deleteMessages(1, [first?.message_id ?? 0, second?.message_id ?? 0]);
    await siti.locator('.album').waitFor({ state: 'detached' });
  });

  it('blocks and unblocks, adds a new person, and opens a link with its code', async () => {
    const siti = await open();
    await siti.getByRole('button', { name: 'MULAI' }).click();
    await bubble(siti, 'Selamat datang').waitFor();
    await siti.getByRole('button', { name: /Pilihan untuk/ }).click();
    await siti.getByRole('menuitem', { name: 'Blokir bot' }).click();
    await siti.getByRole('button', { name: 'Buka blokir' }).click();
    await siti.getByRole('textbox').waitFor();
    await page.getByLabel('Nama orang baru').fill('Mbak Yuni');
    await page.keyboard.press('Enter');
    const yuni = page.locator('section.phone', { hasText: 'Mbak Yuni' });
    await yuni.getByRole('button', { name: /Pilihan untuk/ }).click();
    await yuni.getByRole('menuitem', { name: /Buka tautan/ }).click();
    await yuni.getByLabel(/Kode/).fill('PEL12');
    await page.keyboard.press('Enter');
    await bubble(yuni, 'Kode: PEL12').waitFor();
    expect(simulator.people.map((person) => person.user.first_name)).toContain('Mbak Yuni');
  });

  it('counts what others have not read, and forgets it when opened', async () => {
    await open();
    const item = page.locator('.person[data-person="4"]');
    simulator.person(4).start();
    await item.locator('.unread', { hasText: '1' }).waitFor();
    await item.click();
    await bubble(phone(4), 'Selamat datang').waitFor();
    expect(await item.locator('.unread').count()).toBe(0);
  });

  it('keeps its chats when it is loaded anew', async () => {
    await open();
    await simulator.person(1).ask('halo');
    await page.reload();
    await bubble(phone(1), 'Kata Anda: halo').waitFor();
    expect(await phone(1).locator('.bubble').count()).toBe(2);
  });

  it('comes back by itself when the simulator was restarted, with what happened meanwhile', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'));
    const people = [{ id: 7, firstName: 'Rini' }];
    const first = createSimulator({ dataDir, people });
    const { port } = await first.start();
    pageUrl = `http://127.0.0.1:${port}/`;
    page = await browser.newPage();
    await page.goto(pageUrl);
    await page.locator('body.ready').waitFor();
    first.person(7).sendText('sebelum');
    await bubble(phone(7), 'sebelum').waitFor();
    await first.stop();
    await page.getByText('Sambungan ke simulator terputus').waitFor();
    const second = createSimulator({ dataDir, people, port });
    second.person(7).sendText('sesudah');
    await second.start();
    await bubble(phone(7), 'sesudah').waitFor();
    expect(await phone(7).locator('.bubble').count()).toBe(2);
    await page.close();
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  it('fits a phone of 390 pixels with tabs, without sideways scrolling', async () => {
    const siti = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    expect(await page.locator('section.phone').count()).toBe(1);
    await siti.getByRole('button', { name: 'MULAI' }).tap();
    await bubble(siti, 'Selamat datang').waitFor();
    await page.locator('.tab', { hasText: 'Pak Hadi' }).tap();
    await phone(2).getByRole('button', { name: 'MULAI' }).tap();
    await bubble(phone(2), 'Selamat datang').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('button', { name: '+ Orang' }).tap();
    await page.getByLabel('Nama orang baru').fill('Mbak Yuni');
    await page.getByRole('button', { name: 'Orang baru' }).tap();
    await page.locator('section.phone', { hasText: 'MULAI' }).waitFor();
    expect(await page.locator('.tab.open').innerText()).toContain('Mbak Yuni');
    expect(
      await page
        .locator('.tabs')
        .evaluate((tabs) => tabs.ownerDocument.defaultView?.getComputedStyle(tabs, '::before').content),
    ).toBe('"DEMO"');
  });

  it('is used by keyboard alone', async () => {
    const siti = await open();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const tabTo = async (target: Locator): Promise<void> => {
      for (let left = 60; left > 0; left -= 1) {
        if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
        await press('Tab');
      }
      throw new Error('not reached by Tab');
    };
    await tabTo(siti.getByRole('button', { name: 'MULAI' }));
    await press('Enter');
    await bubble(siti, 'Selamat datang').waitFor();
    await tabTo(siti.getByRole('button', { name: 'Satu' }));
    await press('Enter');
    await siti.locator('.toast', { hasText: 'Satu ditekan' }).waitFor();
    await tabTo(siti.getByRole('textbox'));
    await page.keyboard.type('tiga');
    await press('Enter');
    await bubble(siti, 'Kata Anda: tiga').waitFor();
    await press('ArrowUp', 'End', 'Backspace', 'Enter');
    await bubble(siti, 'Diubah menjadi: tig').waitFor();
    await press('Shift+Tab', 'Enter', 'ArrowDown', 'Escape');
    expect(await siti.getByRole('menu').count()).toBe(0);
    expect(
      await siti
        .getByRole('button', { name: 'Lampirkan' })
        .evaluate((element) => element === element.ownerDocument.activeElement),
    ).toBe(true);
  });
});
