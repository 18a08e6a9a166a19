import { Temporal } from 'temporal-polyfill';
import { instantAt } from '../domain/when/dates.ts';
import { todayOf, type Services } from '../services/core/services.ts';

/** A moment in the morning of a day in the past. */
export function daysAgo(services: Services, days: number): Date {
  const date = todayOf(services).subtract({ days });
  return instantAt(date, new Temporal.PlainTime(9, 5 + (days % 50)), services.office.zone);
}
