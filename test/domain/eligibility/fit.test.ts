import { describe, expect, it } from 'vitest';
import type { CriterionResult, Evaluation } from '../../../src/domain/eligibility/eligibility.ts';
import { fitOf, missingOf } from '../../../src/domain/eligibility/fit.ts';

type States = readonly (readonly [CriterionResult['weight'], CriterionResult['state']])[];

/** Judged as the domain does: over the hard criteria. */
function evaluated(states: States): Evaluation {
  const hard = states.filter(([weight]) => weight === 'hard').map(([, state]) => state);
  return {
    programmeId: 'p',
    programmeVersion: 1,
    on: '2026-11-02',
    overall: hard.includes('not-yet') ? 'not-yet' : hard.includes('unknown') ? 'incomplete' : 'meets',
    inForce: true,
    application: 'open',
    criteria: states.map(([weight, state], at) => ({
      id: `c${at}`,
      weight,
      state,
      reason: { key: 'k', parameters: {} },
      source: { law: 'l', standing: 'example' },
    })),
  };
}

describe('how a business stands to a programme', () => {
  it.each<[string, States]>([
    ['fits', []],
    [
      'fits',
      [
        ['hard', 'fulfilled'],
        ['soft', 'not-yet'],
        ['soft', 'unknown'],
      ],
    ],
    [
      'nearly',
      [
        ['hard', 'fulfilled'],
        ['hard', 'not-yet'],
        ['soft', 'unknown'],
      ],
    ],
    [
      'far',
      [
        ['hard', 'not-yet'],
        ['hard', 'not-yet'],
      ],
    ],
    [
      'far',
      [
        ['hard', 'not-yet'],
        ['hard', 'unknown'],
      ],
    ],
    [
      'unknown',
      [
        ['hard', 'fulfilled'],
        ['hard', 'unknown'],
      ],
    ],
  ])('is called %s for %j', (fit, states) => {
    const evaluation = evaluated(states);
    expect(fitOf(evaluation)).toBe(fit);
    expect(missingOf(evaluation)).toHaveLength(
      states.filter(([weight, state]) => weight === 'hard' && state === 'not-yet').length,
    );
  });
});
