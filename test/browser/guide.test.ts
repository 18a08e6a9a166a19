import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guidePicture, guideSteps } from '../../src/reports/papers/guide.ts';
import { pngOf } from '../../src/reports/pictures/png.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf } from './demo-page.ts';
import { announceSteps } from '../support/announce.ts';
import { assistedOwner } from '../support/assisted.ts';
import { invitedOfficer } from '../support/members.ts';
import { openOffice, registrationSteps, type Office, type Owner } from '../support/office.ts';
import { training } from '../support/training.ts';

/** What the pictures say, by their names. */
const WORDS = new URL('guide.snapshot.json', import.meta.url);
/** The numbers of invented phones are counted on from test to test: a picture is none the older for them. */
const PHONE = /\b62\d{8,}|\b08\d\d•+\d\d/g;
/** The phone without the tabs of the page. */
const WIDTH = 360;
const HEIGHT = 580;
const TABS = 53;
/** Sharp on paper, small enough for a weak signal. */
const SCALE = 1.75;

describe.skipIf(chromiumMissing)('the pictures of the guides, in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let before: Readonly<Record<string, string>>;
  const words = new Map<string, string>();
  const anew: string[] = [];

  beforeAll(async () => {
    before = JSON.parse(await readFile(WORDS, 'utf8').catch(() => '{}'));
    office = await openOffice();
    browser = await launchChromium();
    page = await browser.newPage({
      viewport: { width: WIDTH, height: HEIGHT + TABS },
      deviceScaleFactor: SCALE,
      timezoneId: 'Asia/Jakarta',
      locale: 'id-ID',
    });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  /** What stands on the screen of a phone. */
  async function wordsOn(phone: Locator): Promise<string> {
    const { y: top = 0, height = 0 } = (await phone.locator('.log').boundingBox()) ?? {};
    const parts = await phone.locator('.bubble, .inline-button').all();
    const texts = await Promise.all(
      parts.map(async (part) => {
        const box = await part.boundingBox();
        const isSeen = box !== null && box.y + box.height > top && box.y < top + height;
        return isSeen ? [await part.innerText()] : [];
      }),
    );
    return texts.flat().join('\n').replaceAll(PHONE, 'HP');
  }

  /** Keeps what a phone says now; where that is new, its picture is made again. */
  async function keep(name: string, owner: Owner): Promise<void> {
    const phone = await phoneOf(page, owner.person.id);
    const said = owner.last.split('\n').find((it) => it !== '') ?? '';
    await expect.poll(() => phone.locator('.row.theirs').last().innerText()).toContain(said);
    await page.waitForLoadState('networkidle');
    // What is longer than the screen is read from its beginning.
    const last = phone.locator('.row.theirs').last();
    // As long as its buttons are still to come, the list follows the newest of them.
    const label = owner.buttons.at(-1);
    if (label !== undefined) await phone.getByRole('button', { name: label, exact: true }).last().waitFor();
    const log = phone.locator('.log');
    const tops = async (): Promise<number> =>
      ((await last.boundingBox())?.y ?? 0) - ((await log.boundingBox())?.y ?? 0);
    const room = (await log.boundingBox())?.height ?? 0;
    if (((await last.boundingBox())?.height ?? 0) > room)
      await expect
        .poll(async () => {
          await last.evaluate((it) => it.scrollIntoView({ block: 'start' }));
          return tops();
        })
        .toBeGreaterThanOrEqual(-1);
    const now = await wordsOn(phone);
    words.set(name, now);
    if (now === before[name] && existsSync(guidePicture(name))) return;
    const shot = (await phone.locator('.screen').screenshot({ caret: 'hide' })).toString('base64');
    const size = `width="${WIDTH * SCALE}" height="${HEIGHT * SCALE}"`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><image ${size} href="data:image/png;base64,${shot}"/></svg>`;
    await writeFile(guidePicture(name), await pngOf(svg));
    anew.push(name);
  }

  it('are made again where the words of the chat have changed', async () => {
    const siti = office.owner('Bu Siti');
    const ratna = await invitedOfficer(office, { name: 'Ratna Wulandari' });
    await siti.say('/start');
    await keep('start', siti);
    await siti.walk(...registrationSteps.slice(1, 14));
    await keep('register', siti);
    await siti.walk(...registrationSteps.slice(14), '>Boleh', '>Selesai');
    for (const past of ['juli 2,1 jt', 'agustus 2,6 jt', 'september 2,4 jt'])
      await siti.walk(`lapor ${past}`, '>Benar');
    await siti.say('lapor 3,2 jt');
    await keep('report', siti);
    await siti.walk('>Benar', '/menu', '>Laporan saya');
    await keep('reports', siti);
    await training(office);
    await siti.say('/pelatihan');
    await keep('training', siti);
    await siti.walk('>Saya ikut', '/tanya', 'Apakah NIB harus bayar?');
    await office.runJob('rings');
    await keep('ring', ratna);
    await ratna.walk('>Ambil dan jawab', 'NIB gratis, Bu. Bawa KTP ke kantor kecamatan.');
    await office.idle();
    await keep('ask', siti);

    const rina = await invitedOfficer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    const hadi = office.owner('Pak Hadi');
    await assistedOwner(office, rina.member, { name: 'Ani Lestari', business: 'Jamu Bu Ani' });
    await assistedOwner(office, rina.member, {
      name: 'Hadi Purnomo',
      salutation: 'L',
      business: 'Warung Pak Hadi',
      phone: `+${hadi.person.phone}`,
    });
    await rina.walk('/petugas', '>Pendampingan');
    await keep('assist', rina);
    await rina.walk('>Daftarkan pemilik');
    await keep('consent', rina);
    await rina.walk('>Dibacakan, setuju lisan', 'Karno', 'Yuni Astuti', '>Ibu (perempuan)');
    await keep('form', rina);
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini');
    await keep('list', rina);
    await rina.walk('1 2,5jt / 2 800rb');
    await keep('figures', rina);
    await hadi.walk('/start', '>Saya didata pendamping', '>Kirim nomor HP ini');
    await keep('handover', hadi);

    await ratna.walk('/petugas');
    await keep('desk', ratna);
    await ratna.walk('>Periksa pendaftaran', '>Otak-otak Bu Siti');
    await keep('check', ratna);
    await ratna.walk('/petugas', '>Pelatihan dan peserta', '>Pelatihan Kemasan Produk');
    await keep('people', ratna);
    await ratna.walk('/petugas', '>Penjualan');
    await keep('sales', ratna);
    await ratna.walk(...announceSteps);
    await keep('announce', ratna);

    expect([...words.keys()].toSorted()).toEqual(Object.values(guideSteps).flat().toSorted());
    await writeFile(WORDS, `${JSON.stringify(Object.fromEntries(words), null, 2)}\n`);
    expect(anew, 'made again: look at them under locales/guide, and commit them').toEqual([]);
  });
});
