/** Part of the day for a greeting: locale keys `greeting.pagi` and so on. */
export type DayPart = 'pagi' | 'siang' | 'sore' | 'malam';

/**
 * The part of the day that a greeting names: pagi 04.00–10.59,
 * siang 11.00–14.59, sore 15.00–17.59, malam 18.00–03.59.
 *
 * @param hour hour of the clock, whole number 0–23 (see `localTime`).
 */
export function dayPart(hour: number): DayPart {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) {
    throw new RangeError(`expected an hour from 0 to 23, got ${hour}`);
  }
  if (hour >= 4 && hour < 11) return 'pagi';
  if (hour >= 11 && hour < 15) return 'siang';
  return hour >= 15 && hour < 18 ? 'sore' : 'malam';
}
