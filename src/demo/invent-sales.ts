import { Temporal } from 'temporal-polyfill';
import type { BusinessKind } from '../domain/people/business-kind.ts';
import { firstDayOf, instantAt } from '../domain/when/dates.ts';
import { addMonths, localDate, monthOf, monthsBetween, type Month } from '../domain/month/month.ts';
import type { Chance } from './chance.ts';
import type { Present, SampleReport } from './sample.ts';
import { season } from './season.ts';

/** What an owner's way of reporting is made of. */
export interface SalesPlan {
  readonly kind: BusinessKind;
  /** Whole rupiah of a usual month. */
  readonly usual: number;
  readonly workers: { readonly male: number; readonly female: number } | undefined;
  readonly first: Month;
  /** The last month that is reported, when all goes well. */
  readonly last: Month;
  /** Share of the months that is never reported. */
  readonly missing: number;
  /** Share of the months without any sales. */
  readonly zeros: number;
  /** Share of the figures that the owner marks "kira-kira". */
  readonly estimates: number;
}

/** The reports of a business from its first to its last month; nothing lies after the present. */
export function inventReports(chance: Chance, plan: SalesPlan, present: Present): readonly SampleReport[] {
  const months = monthsBetween(plan.first, plan.last);
  const growth = chance.between(0.97, 1.025);
  return months.flatMap((month, index) => {
    const trend = growth ** (index - months.length);
    const amount = rounded(
      chance,
      plan.usual * season(plan.kind, month) * trend * chance.between(0.85, 1.15),
    );
    const zero = chance.happens(plan.zeros);
    const at = reportedAt(chance, month, present);
    const report = reportOf(chance, plan, { month, amount: zero ? 0 : amount, at, provisional: false });
    return chance.happens(plan.missing) ? [] : [report];
  });
}

/** A figure for the month that still runs. */
export function provisionalReport(chance: Chance, plan: SalesPlan, { now, zone }: Present): SampleReport {
  const today = localDate(now, zone);
  const passed = today.day / today.daysInMonth;
  const amount = rounded(chance, plan.usual * passed * chance.between(0.8, 1.2));
  const begun = instantAt(today.with({ day: 1 }), new Temporal.PlainTime(0, 0), zone);
  return reportOf(chance, plan, {
    month: monthOf(today),
    amount,
    at: earlier(chance, begun, now),
    provisional: true,
  });
}

function reportOf(
  chance: Chance,
  plan: SalesPlan,
  it: { readonly month: Month; readonly amount: number; readonly at: Date; readonly provisional: boolean },
): SampleReport {
  const { amount, at } = it;
  const zero = amount === 0;
  const estimate = !zero && chance.happens(plan.estimates);
  const guided = chance.happens(0.65);
  const words = zero ? 'tidak berjualan' : `${estimate ? 'kira-kira ' : ''}${written(chance, amount)}`;
  const corrected = !zero && !it.provisional && chance.happens(0.03);
  const first = Math.round((amount * 0.9) / 50_000) * 50_000;
  return {
    ...it,
    estimate,
    zeroReason: zero ? chance.one(['holiday', 'slow', 'paused', 'unsaid']) : undefined,
    workers: guided ? plan.workers : undefined,
    source: guided ? 'guided' : 'line',
    words,
    before:
      corrected && first > 0 && first !== amount
        ? { amount: first, words: written(chance, first), at: new Date(at.getTime() - 3_600_000) }
        : undefined,
  };
}

/** People round what they report: small figures to 25,000, large ones to 500,000; some know it to the thousand. */
function rounded(chance: Chance, amount: number): number {
  const step = chance.happens(0.2)
    ? 1_000
    : amount < 1_000_000
      ? 25_000
      : amount < 10_000_000
        ? 100_000
        : amount < 60_000_000
          ? 500_000
          : 1_000_000;
  return Math.max(step, Math.round(amount / step) * step);
}

/** An amount as people type it: "2,5 jt", "750 ribu", "3.247.000". */
function written(chance: Chance, amount: number): string {
  const digits = String(amount).replaceAll(/\B(?=(?:\d{3})+$)/g, '.');
  if (amount < 1_000_000) return chance.happens(0.5) ? `${amount / 1_000} ribu` : digits;
  // Of more than a thousand million nobody says "juta".
  if (amount % 100_000 !== 0 || amount >= 1_000_000_000) return digits;
  const millions = String(amount / 1_000_000).replace('.', ',');
  return `${millions} ${chance.one(['jt', 'juta'])}`;
}

/** Most reports come in the first days of the next month, some late, none in the future. */
function reportedAt(chance: Chance, month: Month, { now, zone }: Present): Date {
  const due = firstDayOf(addMonths(month, 1));
  const date = due.add({ days: chance.happens(0.85) ? chance.whole(0, 11) : chance.whole(12, 27) });
  const at = instantAt(date, new Temporal.PlainTime(chance.whole(6, 20), chance.whole(0, 59)), zone);
  return at.getTime() <= now.getTime()
    ? at
    : earlier(chance, instantAt(due, new Temporal.PlainTime(0, 0), zone), now);
}

function earlier(chance: Chance, begun: Date, now: Date): Date {
  return new Date(begun.getTime() + Math.floor(chance.between(0, now.getTime() - begun.getTime())));
}
