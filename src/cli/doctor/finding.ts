/** How a part of the bot is: well, worth a look, or broken. */
export type State = 'ok' | 'look' | 'broken';

/** One line of the doctor. */
export interface Finding {
  readonly state: State;
  /** What was looked at. */
  readonly part: string;
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string | undefined;
}

export const ok = (part: string, says: string): Finding => ({ state: 'ok', part, says });
export const look = (part: string, says: string, todo: string): Finding => ({
  state: 'look',
  part,
  says,
  todo,
});
export const broken = (part: string, says: string, todo: string): Finding => ({
  state: 'broken',
  part,
  says,
  todo,
});

/** "3 minutes", "2 hours", "5 days": rounded down, for a person. */
export function span(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} minute(s)`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
