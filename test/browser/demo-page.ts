import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The phone of a person on the demo page, opened when it is not there yet. */
export async function phoneOf(page: Page, id: number): Promise<Locator> {
  const phone = page.locator(`section[data-person="${id}"]`);
  // A small screen has tabs in the place of the list.
  const tab = page.locator(`[data-tab="${id}"]`);
  const entry = (await tab.isVisible()) ? tab : page.locator(`#side [data-person="${id}"]`).first();
  if ((await phone.count()) === 0) await entry.click();
  await phone.waitFor();
  return phone;
}

/** Presses the newest button of this name under a message. */
export function click(phone: Locator, label: string): Promise<void> {
  return phone.locator('.inline-keyboard').getByRole('button', { name: label, exact: true }).last().click();
}

/** The number of a row that says this, where the newest message of the bot is a list with such a row. */
export async function rowOf(phone: Locator, says: string | RegExp): Promise<Locator | undefined> {
  const message = phone.locator('.row.theirs').last();
  const rows = (await message.locator('.bubble').innerText()).split('\n\n');
  const fits = (row: string): boolean => (typeof says === 'string' ? row.includes(says) : says.test(row));
  const [number] = rows.flatMap((row) => {
    const [, at, words = ''] = /^(\d)\. ([^]*)$/.exec(row) ?? [];
    return at !== undefined && fits(words) ? [at] : [];
  });
  return number === undefined ? undefined : message.getByRole('button', { name: number, exact: true });
}

/** Messages and buttons of a chat as they stand on the screen. */
const inSight = (phone: Locator): Promise<string> =>
  phone
    .locator('.bubble, .inline-keyboard')
    .allInnerTexts()
    .then((texts) => texts.join('\n'));

/**
 * Several actions in order, each answered by the bot: `>Label` presses, `#words` presses the number of a row,
 * everything else is typed.
 */
export async function walkOn(phone: Locator, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    const before = await inSight(phone);
    if (step.startsWith('>')) await click(phone, step.slice(1));
    else if (step.startsWith('#')) {
      await expect.poll(() => rowOf(phone, step.slice(1))).toBeDefined();
      await (await rowOf(phone, step.slice(1)))?.click();
    } else {
      await phone.getByRole('textbox').fill(step);
      await phone.getByRole('textbox').press('Enter');
    }
    await expect.poll(() => inSight(phone)).not.toBe(before);
  }
}

/** Keeps what the page shows, where whoever runs the tests has named a folder to look into. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}
