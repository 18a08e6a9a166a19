/** When owners are reminded of the report of the month before: on the 1st, 7th and 10th at 09.00. */
import { Temporal } from 'temporal-polyfill';
import { addMonths, localDate, monthOf, type Month, type Zone } from '../month/calendar.ts';
import { firstDayOf, instantAt } from '../when/dates.ts';

const reminderDays = [1, 7, 10] as const;
type ReminderDay = (typeof reminderDays)[number];

export interface ReportReminder {
  /** The month to report. */
  readonly month: Month;
  readonly day: ReminderDay;
  readonly from: Date;
  /** Missed after this (18.00 of the same day): it is not sent any more. */
  readonly until: Date;
}

const MORNING = new Temporal.PlainTime(9, 0);
const LATEST = new Temporal.PlainTime(18, 0);
/** A reminder that a stopped bot has missed is recorded as missed for so many days. */
const LOOK_BACK_DAYS = 31;

/** The reminders that have begun in the last 31 days, oldest first. */
export function begunReminders(now: Date, zone: Zone): readonly ReportReminder[] {
  const today = localDate(now, zone);
  const oldest = today.subtract({ days: LOOK_BACK_DAYS });
  return [addMonths(monthOf(today), -1), monthOf(today)]
    .flatMap((running) => reminderDays.map((day) => reminderOn(running, day, zone)))
    .filter(({ from }) => from <= now && Temporal.PlainDate.compare(localDate(from, zone), oldest) > 0);
}

/** The day of the next reminder about the same month, after `today`; undefined after the last one. */
export function nextReminderDay(month: Month, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const first = firstDayOf(addMonths(month, 1));
  return reminderDays
    .map((day) => first.with({ day }))
    .find((day) => Temporal.PlainDate.compare(day, today) > 0);
}

function reminderOn(running: Month, day: ReminderDay, zone: Zone): ReportReminder {
  const date = firstDayOf(running).with({ day });
  return {
    month: addMonths(running, -1),
    day,
    from: instantAt(date, MORNING, zone),
    until: instantAt(date, LATEST, zone),
  };
}
