/** Of so many messages at most, the newest … */
const WINDOW = 20;
/** … so many that failed mean that something is wrong which a person should look at. */
const TOO_MANY = 5;

/** What became of the newest messages of a sending, the oldest first; true is a failure. */
export type Recent = readonly boolean[];

export const noneYet: Recent = [];

export const withResult = (recent: Recent, failed: boolean): Recent => [...recent, failed].slice(-WINDOW);

export const failuresIn = (recent: Recent): number => recent.filter(Boolean).length;

/** Whether a sending should pause: not only failures in a row count, every other one is as bad. */
export const shouldPause = (recent: Recent): boolean => failuresIn(recent) >= TOO_MANY;
