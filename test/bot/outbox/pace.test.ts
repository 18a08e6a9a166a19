import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/bot/outbox/pace.ts';

function paceAt(permitted: number, times: readonly number[]): ReturnType<typeof createPace> {
  const pace = createPace(permitted);
  for (const ms of times) pace.note(ms);
  return pace;
}

describe('how many messages are under way at a time', () => {
  it.each([
    ['nothing known yet', 30, [], 8],
    ['30 a second at 100 ms', 30, [100, 110], 8],
    ['30 a second over a slow line', 30, [1_000], 45],
    ['1,000 a second at 40 ms', 1_000, [40, 60], 60],
    ['1,000 a second over a slow line', 1_000, [2_000], 512],
  ])('%s', (_what, permitted, times, lanes) => {
    expect(paceAt(permitted, times).lanes).toBe(lanes);
  });

  it('is enough for the permitted rate, which is said only where it can be reached', () => {
    for (const permitted of [1, 30, 250, 1_000])
      for (const ms of [5, 50, 200, 300]) expect(paceAt(permitted, [ms]).perSecond).toBe(permitted);
    expect(paceAt(1_000, [2_000]).perSecond).toBe(256);
    // A machine at its limit: the shortest time decides about lanes, the usual one about what to expect.
    expect(paceAt(300, [20, 200, 200, 200]).perSecond).toBeLessThan(80);
  });
});
