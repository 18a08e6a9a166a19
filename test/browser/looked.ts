import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { shoot } from './demo-page.ts';

const sizes = { wide: { width: 1400, height: 900 }, small: { width: 390, height: 844 } } as const;

/** A desk is wide unless it is looked at. */
export const wide = sizes.wide;

/** Expects nothing wrong with a page for somebody who sees or moves badly, in light and dark, wide and small. */
export async function looked(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe.source);
      const found = await page.evaluate<readonly string[]>(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(' ')}`))",
      );
      expect(found, `${name}, ${size}, ${colorScheme}`).toEqual([]);
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(wider, `${name}, ${size}`).toBeLessThanOrEqual(0);
      await shoot(page, `desk-${name}-${size}-${colorScheme}`);
    }
  await page.setViewportSize(wide);
}
