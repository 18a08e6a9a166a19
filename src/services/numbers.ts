import type { Services } from './services.ts';

/** What a running number stands for: business, report, application, case. */
export type Series = 'D' | 'L' | 'P' | 'K';

/**
 * The next number of a series, such as D-2611-0412 (prefix, year and month in Asia/Jakarta, running number).
 * Inside a transaction the row stays locked until its end, so no number is given twice.
 */
export async function nextNumber(services: Services, series: Series, month: string): Promise<string> {
  const key = series === 'K' ? 'K' : `${series}-${month.slice(2, 4)}${month.slice(5, 7)}`;
  const row = await services.db.counter.upsert({ where: { key }, create: { key, value: 1 }, update: { value: { increment: 1 } } });
  return `${key}-${String(row.value).padStart(4, '0')}`;
}
