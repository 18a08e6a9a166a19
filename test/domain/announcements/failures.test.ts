import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noneYet, shouldPause, withResult, type Recent } from '../../../src/domain/announcements/failures.ts';

const after = (results: string): Recent =>
  Array.from(results).reduce((recent, one) => withResult(recent, one === 'x'), noneYet);

describe('a sending pauses itself', () => {
  it.each([
    ['five failures in a row', 'xxxxx', true],
    ['every other one', '.x.x.x.x.x', true],
    ['six of ten', 'x.xx.x..xx', true],
    ['four of a few', 'xxxx', false],
    ['four now and four long ago', `xxxx${'.'.repeat(20)}xxxx`, false],
    ['none', '.'.repeat(50), false],
  ])('%s: %s → %s', (_what, results, pauses) => {
    expect(shouldPause(after(results))).toBe(pauses);
  });

  it('by the newest twenty alone', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (results) => {
        const recent = results.reduce(withResult, noneYet);
        if (shouldPause(recent) !== results.slice(-20).filter(Boolean).length >= 5)
          throw new Error(`wrong after ${results.join()}`);
      }),
    );
  });
});
