import { createEvent, type DateTime, type EventAttributes } from 'ics';

/** What stands in a calendar file; texts are worded already. */
export interface CalendarEntry {
  /** The same for every version of a training: a calendar replaces the older entry (RFC 5545, 3.8.4.7). */
  readonly uid: string;
  /** Raised with every change of time or place (RFC 5545, 3.8.7.4). */
  readonly sequence: number;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly pin?: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The calendar shows the training as taking place no more. */
  readonly cancelled?: boolean;
  /** Who made the file: PRODID. */
  readonly product: string;
  readonly now: Date;
}

/** One training as an iCalendar file (.ics, text in UTF-8): times in UTC, reminders a day and two hours before. */
export function calendarFile(it: CalendarEntry): string {
  // `timestamp` (DTSTAMP) is missing in the types of the library; without it the file would hold the machine's clock.
  const event: EventAttributes & { readonly timestamp: number } = {
    uid: it.uid,
    sequence: it.sequence,
    timestamp: it.now.getTime(),
    productId: it.product,
    method: 'PUBLISH',
    title: it.title,
    description: it.description,
    location: it.location,
    ...(it.pin === undefined ? {} : { geo: { lat: it.pin.latitude, lon: it.pin.longitude } }),
    start: utc(it.startsAt),
    startInputType: 'utc',
    startOutputType: 'utc',
    end: utc(it.endsAt),
    endInputType: 'utc',
    endOutputType: 'utc',
    status: it.cancelled === true ? 'CANCELLED' : 'CONFIRMED',
    busyStatus: 'BUSY',
    // A day as hours: for days the library writes "P1DT", which is no duration (RFC 5545, 3.3.6).
    alarms: [
      { action: 'display', description: it.title, trigger: { hours: 24, before: true } },
      { action: 'display', description: it.title, trigger: { hours: 2, before: true } },
    ],
  };
  const { value, error } = createEvent(event);
  if (value === null)
    throw new Error(`expected a calendar file for ${it.uid}, got: ${error?.message ?? 'nothing'}`);
  return value;
}

function utc(instant: Date): DateTime {
  return [
    instant.getUTCFullYear(),
    instant.getUTCMonth() + 1,
    instant.getUTCDate(),
    instant.getUTCHours(),
    instant.getUTCMinutes(),
  ];
}
