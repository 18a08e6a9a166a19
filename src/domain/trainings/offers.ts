/** When a seat is offered and until when the offer can be answered. Instants. */
import { addAwakeHours, nextAwake, type QuietHours } from '../when/quiet-hours.ts';

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 12;
const SHORTEST_HOURS = 1;

/** How long before the start the waiting list ends. */
export const LIST_ENDS_MS = 2 * HOUR_MS;

export interface OfferTime {
  /** When the message may go out: now, or at the end of the quiet time. */
  readonly sendAt: Date;
  readonly answerBy: Date;
}

/**
 * The time to answer an offer made now: twelve hours outside the quiet times, near the event a quarter of the time
 * left until the start, at least one hour, never later than two hours before the start. It begins when the offer may
 * be sent. Undefined when no time is left.
 */
export function offerTime(now: Date, startsAt: Date, quiet: QuietHours): OfferTime | undefined {
  const sendAt = nextAwake(now, quiet);
  const last = startsAt.getTime() - LIST_ENDS_MS;
  if (sendAt.getTime() >= last) return undefined;
  const quarter = (startsAt.getTime() - sendAt.getTime()) / 4 / HOUR_MS;
  const hours = Math.max(SHORTEST_HOURS, Math.min(LONGEST_HOURS, quarter));
  const answerBy = Math.min(addAwakeHours(sendAt, hours, quiet).getTime(), last);
  // To the minute: the message says it so.
  return { sendAt, answerBy: new Date(Math.floor(answerBy / 60_000) * 60_000) };
}
