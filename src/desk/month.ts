import { addMonths, isMonth, monthOf, type Month } from '../domain/month/month.ts';
import { todayOf } from '../services/core/services.ts';
import type { At } from './screen.ts';

/** Months back that can be worked on, as in the chat. */
const MOST_BACK = 24;

interface Months {
  /** The month that the address asks for, else the last finished one. */
  readonly month: Month;
  readonly running: Month;
  /** Those that can be asked for, the latest first. */
  readonly all: readonly Month[];
}

/** The month that a page of sales is about; undefined where the address asks for one that is not worked on. */
export function monthsAt({ services, url }: Pick<At, 'services' | 'url'>): Months | undefined {
  const running = monthOf(todayOf(services));
  const all = Array.from({ length: MOST_BACK + 2 }, (_, back) => addMonths(running, -back));
  const month = url.searchParams.get('bulan') || addMonths(running, -1);
  return isMonth(month) && all.includes(month) ? { month, running, all } : undefined;
}
