import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  afterAct,
  checklist,
  isComplete,
  type VersionAct,
  type VersionState,
} from '../../../src/domain/partnership/agreement.ts';
import { runs } from '../../support/long.ts';

const fresh: VersionState = {
  status: 'draft',
  checked: [],
  targets: true,
  signFrom: undefined,
  ownerYes: false,
  partnerYes: false,
};
const SIGN_FROM = '2026-11-05';

const acts: fc.Arbitrary<VersionAct> = fc.oneof(
  fc.record({
    do: fc.constant('check' as const),
    items: fc.oneof(fc.constant([...checklist]), fc.subarray([...checklist])),
  }),
  fc.constant({ do: 'offer' as const, signFrom: SIGN_FROM }),
  fc.record({
    do: fc.constant('owner-yes' as const),
    on: fc.constantFrom('2026-11-02', '2026-11-04', '2026-11-05', '2026-11-09'),
  }),
  fc.constant({ do: 'owner-no' as const }),
  fc.constant({ do: 'partner-yes' as const }),
  fc.record({
    do: fc.constant('signed' as const),
    on: fc.constantFrom('2026-11-04', '2026-11-05', '2026-11-09'),
    signFrom: fc.constant(SIGN_FROM),
  }),
  fc.constant({ do: 'drop' as const }),
);

it('no order of acts, each of them also twice, agrees without checklist, before the day, or by one yes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(acts, fc.boolean()), { maxLength: 25 }), (given) => {
      let state = fresh;
      let [offered, owner, partner] = [false, false, false];
      for (const act of given.flatMap(([it, twice]) => (twice ? [it, it] : [it]))) {
        const before = state;
        const acted = afterAct(state, act);
        if (acted.kind === 'refused') continue;
        ({ state } = acted);
        expect(before.status, 'what was decided never changes').toMatch(/^(draft|offered)$/);
        if (act.do === 'offer') {
          expect(isComplete(before.checked)).toBe(true);
          offered = true;
        }
        if (act.do === 'owner-yes') {
          expect(offered && act.on >= SIGN_FROM).toBe(true);
          owner = true;
        }
        if (act.do === 'partner-yes') partner = true;
        if (act.do === 'signed') {
          expect(isComplete(before.checked) && act.on >= SIGN_FROM && !owner).toBe(true);
          [owner, partner] = [true, true];
        }
        expect(state.status === 'agreed').toBe(owner && partner);
      }
    }),
    { numRuns: runs(500) },
  );
});

it('a text can be agreed to by both in either order', () => {
  const all: readonly VersionAct[] = [
    { do: 'check', items: [...checklist] },
    { do: 'offer', signFrom: SIGN_FROM },
  ];
  const yes: readonly VersionAct[] = [{ do: 'owner-yes', on: SIGN_FROM }, { do: 'partner-yes' }];
  for (const order of [yes, yes.toReversed()]) {
    const end = [...all, ...order].reduce((state, act) => {
      const acted = afterAct(state, act);
      return acted.kind === 'done' ? acted.state : state;
    }, fresh);
    expect(end.status).toBe('agreed');
  }
});

it('is neither sent out nor signed while it says nothing of targets', () => {
  const bare: VersionState = { ...fresh, checked: [...checklist], targets: false };
  const refused = { kind: 'refused', why: 'no-targets' };
  expect(afterAct(bare, { do: 'offer', signFrom: SIGN_FROM })).toEqual(refused);
  expect(afterAct(bare, { do: 'signed', on: '2026-11-09', signFrom: SIGN_FROM })).toEqual(refused);
});
