/** When an announcement that is being written may go out, and what time has made impossible meanwhile. */
import { nextAwake, type QuietHours } from '../when/quiet-hours.ts';

/** When it goes out first: when it is wanted, never in the past, and outside quiet hours unless it is urgent. */
export function firstTime(
  wanted: Date | 'now',
  { now, quiet, urgent }: { readonly now: Date; readonly quiet: QuietHours; readonly urgent: boolean },
): Date {
  const at = wanted === 'now' || wanted < now ? now : wanted;
  return urgent ? at : nextAwake(at, quiet);
}

export interface TrainingTimes {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly closesAt: Date;
}

/** past: it has begun; ends-before: it ends before it begins; closed: registration is over, or closes too late. */
export type TimesTrouble = 'past' | 'ends-before' | 'closed';

/** What is wrong with the times of a training that is new; undefined for nothing. */
export function timesTrouble(
  { startsAt, endsAt, closesAt }: TrainingTimes,
  now: Date,
): TimesTrouble | undefined {
  if (startsAt <= now) return 'past';
  if (endsAt <= startsAt) return 'ends-before';
  return closesAt <= now || closesAt > startsAt ? 'closed' : undefined;
}

/** Whether it would go out only when registration has closed, and be of no use. */
export const isSentLate = (send: Date | 'now', closesAt: Date | undefined): boolean =>
  send !== 'now' && closesAt !== undefined && send >= closesAt;
