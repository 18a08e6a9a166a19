/** A clock that stands still until it is told. */
export interface TestClock {
  now(): Date;
  set(instant: string): void;
  advance(ms: number): void;
}

/** Where the tests live. */
export const ZONE = 'Asia/Jakarta';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Monday, 2 November 2026, 10.00 WIB unless told otherwise. */
export function testClock(start = '2026-11-02T03:00:00Z'): TestClock {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    set: (instant) => {
      at = new Date(instant).getTime();
    },
    advance: (ms) => {
      at += ms;
    },
  };
}
