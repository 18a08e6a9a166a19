/** The moments at which participants are reminded of a training. Instants; days and hours in the zone of the office. */
import { Temporal } from 'temporal-polyfill';
import { instantAt } from '../when/dates.ts';
import { localDate, type Zone } from '../month/calendar.ts';

/** near: three days before. tomorrow: the day before. today: one hour before the start. feedback: the day after. */
export const trainingReminders = ['near', 'tomorrow', 'today', 'feedback'] as const;
export type TrainingReminder = (typeof trainingReminders)[number];

const MORNING = new Temporal.PlainTime(9, 0);
const LATEST = new Temporal.PlainTime(18, 0);
const HOUR_MS = 3_600_000;

export interface ReminderTime {
  readonly from: Date;
  /** Caught up until then, afterwards it is skipped. */
  readonly until: Date;
}

/** When a reminder is due and until when it makes sense. */
export function reminderTime(
  which: TrainingReminder,
  training: { readonly startsAt: Date; readonly endsAt: Date },
  zone: Zone,
): ReminderTime {
  if (which === 'today')
    return { from: new Date(training.startsAt.getTime() - HOUR_MS), until: training.endsAt };
  const day =
    which === 'feedback'
      ? localDate(training.endsAt, zone).add({ days: 1 })
      : localDate(training.startsAt, zone).subtract({ days: which === 'near' ? 3 : 1 });
  return { from: instantAt(day, MORNING, zone), until: instantAt(day, LATEST, zone) };
}
