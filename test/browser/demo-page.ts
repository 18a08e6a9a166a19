import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The phone of a person on the demo page, opened when it is not there yet. */
export async function phoneOf(page: Page, id: number): Promise<Locator> {
  const phone = page.locator(`section[data-person="${id}"]`);
  if ((await phone.count()) === 0) await page.locator(`#side [data-person="${id}"]`).first().click();
  await phone.waitFor();
  return phone;
}

/** Presses the newest button of this name under a message. */
export function click(phone: Locator, label: string): Promise<void> {
  return phone.locator('.inline-keyboard').getByRole('button', { name: label, exact: true }).last().click();
}

/** Several actions in order, each answered by the bot: `>Label` presses, everything else is typed. */
export async function walkOn(phone: Locator, steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    const before = await phone.locator('.bubble').count();
    if (step.startsWith('>')) await click(phone, step.slice(1));
    else {
      await phone.getByRole('textbox').fill(step);
      await phone.getByRole('textbox').press('Enter');
    }
    await expect.poll(() => phone.locator('.bubble').count()).toBeGreaterThan(before);
  }
}
