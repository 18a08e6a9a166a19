import { Temporal } from 'temporal-polyfill';
import { localDate, type Zone } from '../domain/month/month.ts';
import { instantAt } from '../domain/when/dates.ts';
import type { Stop } from '../simulator/simulator.ts';

const HOUR_MS = 3_600_000;
/** When the messages of the morning go out. */
const MORNING = new Temporal.PlainTime(9, 0);

/** Where the clock of the demo can go from a moment. */
export function stopsAfter(now: Date, zone: Zone): readonly (Stop & { readonly at: Date })[] {
  const today = localDate(now, zone);
  const morning = (date: Temporal.PlainDate): Date => instantAt(date, MORNING, zone);
  return [
    { key: 'hour', label: '1 jam lagi', at: new Date(now.getTime() + HOUR_MS) },
    { key: 'today', label: 'Hari ini 09.00', at: morning(today) },
    { key: 'tomorrow', label: 'Besok 09.00', at: morning(today.add({ days: 1 })) },
    { key: 'days', label: '3 hari lagi 09.00', at: morning(today.add({ days: 3 })) },
    { key: 'week', label: '7 hari lagi 09.00', at: morning(today.add({ days: 7 })) },
    {
      key: 'month',
      label: 'Tanggal 1 depan 09.00',
      at: morning(today.with({ day: 1 }).add({ months: 1 })),
    },
  ].filter(({ at }) => at > now);
}
