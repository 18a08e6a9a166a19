import type { Temporal } from 'temporal-polyfill';
import type { BusinessKind } from '../domain/people/business-kind.ts';
import { firstDayOf, lastDayOf } from '../domain/when/dates.ts';
import type { Month } from '../domain/month/month.ts';

/** How much of a month belongs to a time in which people buy differently; each from 0 to 1. */
interface Feasts {
  readonly ramadan: number;
  /** The three weeks after Lebaran, when purses are empty. */
  readonly after: number;
  /** The days before Idul Adha, when goats and cows are sold. */
  readonly sacrifice: number;
}

const NONE: Feasts = { ramadan: 0, after: 0, sacrifice: 0 };
const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});
const known = new Map<Month, Feasts>();

function feastsOf(month: Month): Feasts {
  if (hijri.resolvedOptions().calendar !== 'islamic-umalqura') return NONE;
  const stored = known.get(month);
  if (stored !== undefined) return stored;
  const last = lastDayOf(month).day;
  const days = Array.from({ length: last }, (_, index) => hijriDay(firstDayOf(month).add({ days: index })));
  const share = (
    fits: (day: { readonly month: number; readonly day: number }) => boolean,
    of: number,
  ): number => Math.min(1, days.filter(fits).length / of);
  const feasts: Feasts = {
    ramadan: share((it) => it.month === 9, 29),
    after: share((it) => it.month === 10 && it.day > 7, 21),
    sacrifice: share((it) => it.month === 12 && it.day <= 10, 10),
  };
  known.set(month, feasts);
  return feasts;
}

function hijriDay(date: Temporal.PlainDate): { readonly month: number; readonly day: number } {
  const parts = hijri.formatToParts(new Date(`${date.toString()}T00:00:00Z`));
  const number = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { month: number('month'), day: number('day') };
}

/** What Ramadan, the weeks after Lebaran and Idul Adha add to the sales of a kind of business (0.5 = half more). */
const EFFECTS: Readonly<Record<BusinessKind, Feasts>> = {
  food: { ramadan: 0.5, after: -0.15, sacrifice: 0.05 },
  shop: { ramadan: 0.35, after: -0.1, sacrifice: 0.05 },
  clothing: { ramadan: 1.3, after: -0.35, sacrifice: 0.2 },
  craft: { ramadan: 0.25, after: -0.1, sacrifice: 0 },
  farming: { ramadan: 0.1, after: 0, sacrifice: 0 },
  fishery: { ramadan: 0.3, after: -0.1, sacrifice: 0 },
  livestock: { ramadan: 0.3, after: -0.1, sacrifice: 1.6 },
  services: { ramadan: 0.1, after: -0.2, sacrifice: 0 },
  transport: { ramadan: 0.2, after: -0.1, sacrifice: 0.1 },
  building: { ramadan: -0.2, after: -0.1, sacrifice: 0 },
  other: { ramadan: 0.05, after: -0.05, sacrifice: 0 },
};

/** Months (1–12) of a good and of a lean time on the fields and in the ponds. */
const HARVEST: Readonly<Partial<Record<BusinessKind, readonly number[]>>> = {
  farming: [3, 4, 7, 8],
  fishery: [5, 6, 10, 11],
};

/** By how much a month is better or worse than a usual one for a kind of business: about 0.6 to 2.5. */
export function season(kind: BusinessKind, month: Month): number {
  const effects = EFFECTS[kind];
  const feasts = feastsOf(month);
  const harvest = HARVEST[kind];
  const field = harvest === undefined ? 1 : harvest.includes(Number(month.slice(5))) ? 1.4 : 0.85;
  return (
    field *
    (1 +
      effects.ramadan * feasts.ramadan +
      effects.after * feasts.after +
      effects.sacrifice * feasts.sacrifice)
  );
}
