/** Whether this is the long run (`--mode long`). */
export const isLong = process.env['TEST_LONG'] === '1';

/** How often a property is tried: as given in `npm test`, twenty times as often in the long run (`--mode long`). */
export function runs(usual: number): number {
  return isLong ? usual * 20 : usual;
}

/**
 * A part of a long table of pairs: in `npm test` every `step`th, beginning at another one for each row of the table,
 * so that each column is met by some rows; all of them in the long run.
 */
export function share<T>(all: readonly T[], row: number, step: number): readonly T[] {
  return isLong ? all : all.filter((_, column) => (row + column) % step === 0);
}

/** How an office is disturbed between any two messages. */
export interface Disturbance {
  /** Builds the bot anew between any two messages; in `npm test` after every other one. */
  readonly rebuildAlways?: boolean;
  /** Delivers every update three times. */
  readonly tripled?: boolean;
}

/**
 * The two ways to disturb an office between any two messages: every update comes three times, and the bot is built
 * anew from the database. In `npm test` they come together; alone in the long run, where it has to be seen which it was.
 */
export const disturbances: readonly Disturbance[] = isLong
  ? [{ tripled: true }, { rebuildAlways: true }]
  : [{ tripled: true, rebuildAlways: true }];

/** Each by a name that says how it is disturbed; in the long run also without any. */
export const waysToDisturb: readonly (readonly [string, Disturbance])[] = [
  ...(isLong ? [['as it is', {}] as const] : []),
  ...disturbances.map((it) => [`disturbed: ${Object.keys(it).join(', ')}`, it] as const),
];
