import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offerTime } from '../../../src/domain/trainings/offers.ts';
import type { QuietHours } from '../../../src/domain/when/quiet-hours.ts';
import { readSpan } from '../../../src/domain/when/quiet-hours.ts';
import {
  accept,
  allocate,
  endList,
  expire,
  freeSeats,
  join,
  leave,
  placeInLine,
  resize,
  seatRules,
  waitingList,
  type Newcomer,
  type SeatRule,
  type Seats,
} from '../../../src/domain/trainings/seats.ts';
import { runs } from '../../support/long.ts';
import { same } from '../../support/same.ts';
import { ZONE } from '../../support/clock.ts';

const CERME = '35.25.02';
const MANYAR = '35.25.11';

function training(it: Partial<Seats> = {}): Seats {
  return { capacity: 2, rule: 'first-come', quota: {}, phase: 'open', offers: true, people: [], ...it };
}

function person(id: number, it: Partial<Newcomer> = {}): Newcomer {
  return { id, kecamatan: undefined, newcomer: true, priority: false, lot: String(id), ...it };
}

const joined = (seats: Seats, ...people: readonly Newcomer[]): Seats =>
  people.reduce((now, it) => join(now, it), seats);

/** "1:seated#1 2:waiting" in the order of seats and of the line. */
function picture(seats: Seats): string {
  const held = seats.people
    .filter((it) => it.place !== 'waiting')
    .toSorted((a, b) => (a.seat ?? 0) - (b.seat ?? 0))
    .map((it) => `${it.id}:${it.place}#${it.seat}`);
  return [...held, ...waitingList(seats).map((it) => `${it.id}:waiting`)].join(' ');
}

describe('first come, first served', () => {
  it('gives a seat at once while there is one, then a place in line', () => {
    const seats = joined(training(), person(1), person(2), person(3), person(4));
    expect(picture(seats)).toBe('1:seated#1 2:seated#2 3:waiting 4:waiting');
    expect(placeInLine(seats, 4)).toBe(2);
    expect(join(seats, person(4))).toBe(seats);
  });

  it('holds a seat that is given up, with its number, for the first in line', () => {
    const seats = leave(joined(training(), person(1), person(2), person(3), person(4)), 1);
    expect(picture(seats)).toBe('3:offered#1 2:seated#2 4:waiting');
    expect(freeSeats(seats)).toBe(0);
    expect(picture(join(seats, person(5)))).toBe('3:offered#1 2:seated#2 4:waiting 5:waiting');
    expect(picture(accept(seats, 3))).toBe('3:seated#1 2:seated#2 4:waiting');
    expect(picture(leave(seats, 3))).toBe('4:offered#1 2:seated#2');
  });

  it('puts who does not answer at the end and offers the seat to the next', () => {
    const seats = leave(joined(training(), person(1), person(2), person(3), person(4), person(5)), 1);
    expect(picture(expire(seats, [3]))).toBe('4:offered#1 2:seated#2 5:waiting 3:waiting');
  });

  it('leaves a seat free when nobody else waits, and whoever comes first gets it', () => {
    const seats = expire(leave(joined(training(), person(1), person(2), person(3)), 1), [3]);
    expect(picture(seats)).toBe('2:seated#2 3:waiting');
    expect(picture(accept(seats, 3))).toBe('3:seated#1 2:seated#2');
    const taken = join(seats, person(4));
    expect(picture(taken)).toBe('4:seated#1 2:seated#2 3:waiting');
    expect(accept(taken, 3)).toEqual(taken);
  });

  it('offers several seats that expire together to others, not to one another', () => {
    const full = joined(training(), person(1), person(2), person(3), person(4), person(5));
    const seats = leave(leave(full, 1), 2);
    expect(picture(seats)).toBe('3:offered#1 4:offered#2 5:waiting');
    expect(picture(expire(seats, [4, 3]))).toBe('5:offered#1 3:waiting 4:waiting');
  });

  it('lets those go first to whom an earlier training has promised it', () => {
    const seats = joined(
      training({ capacity: 1 }),
      person(1),
      person(2),
      person(3, { priority: true }),
      person(4, { priority: true }),
    );
    expect(picture(seats)).toBe('1:seated#1 3:waiting 4:waiting 2:waiting');
  });
});

describe('another number of seats', () => {
  const full = joined(training({ capacity: 3 }), ...[1, 2, 3, 4, 5, 6].map((id) => person(id)));

  it('offers more seats in the order of the line', () => {
    const seats = resize(full, 5);
    expect(seats === undefined ? '' : picture(seats)).toBe(
      '1:seated#1 2:seated#2 3:seated#3 4:offered#4 5:offered#5 6:waiting',
    );
  });

  it('withdraws open offers, the last one first; those people are first in line again', () => {
    const seats = resize(leave(leave(full, 1), 2), 2);
    expect(seats === undefined ? '' : picture(seats)).toBe('4:offered#1 3:seated#3 5:waiting 6:waiting');
  });

  it('is refused below the number of people who have a seat', () => {
    expect(resize(full, 2)).toBeUndefined();
    expect(resize(leave(full, 1), 2)).toBeDefined();
  });
});

describe('never-attended first', () => {
  const old = { newcomer: false };

  it('gives newcomers a seat at once and the rest to the others when registration closes', () => {
    const seats = joined(
      training({ rule: 'newcomers', capacity: 3 }),
      person(1, old),
      person(2),
      person(3, old),
      person(4, old),
    );
    expect(picture(seats)).toBe('2:seated#1 1:waiting 3:waiting 4:waiting');
    expect(picture(allocate(seats))).toBe('2:seated#1 1:seated#2 3:seated#3 4:waiting');
  });

  it('holds a seat given up for newcomers only, until the close', () => {
    const seats = joined(training({ rule: 'newcomers', capacity: 1 }), person(1), person(2, old), person(3));
    expect(picture(seats)).toBe('1:seated#1 3:waiting 2:waiting');
    expect(picture(leave(seats, 1))).toBe('3:offered#1 2:waiting');
    expect(picture(leave(leave(seats, 3), 1))).toBe('2:waiting');
    expect(picture(leave(allocate(leave(seats, 3)), 1))).toBe('2:offered#1');
  });
});

describe('seats by kecamatan', () => {
  const quota = { [CERME]: 2, [MANYAR]: 1 };

  it('keeps reserved seats for their kecamatan and has the rest for everybody', () => {
    const seats = joined(
      training({ rule: 'quota', capacity: 4, quota }),
      person(1),
      person(2),
      person(3, { kecamatan: MANYAR }),
      person(4, { kecamatan: MANYAR }),
      person(5, { kecamatan: CERME }),
    );
    expect(picture(seats)).toBe('1:seated#1 3:seated#2 5:seated#3 2:waiting 4:waiting');
    expect(picture(allocate(seats))).toBe('1:seated#1 3:seated#2 5:seated#3 2:seated#4 4:waiting');
  });

  it('offers a reserved seat to the first in line of that kecamatan', () => {
    const seats = joined(
      training({ rule: 'quota', capacity: 3, quota: { [CERME]: 2 } }),
      person(1),
      person(2, { kecamatan: CERME }),
      person(3, { kecamatan: CERME }),
      person(4),
      person(5, { kecamatan: CERME }),
    );
    expect(picture(leave(seats, 2))).toBe('1:seated#1 5:offered#2 3:seated#3 4:waiting');
    expect(picture(leave(seats, 1))).toBe('4:offered#1 2:seated#2 3:seated#3 5:waiting');
  });
});

describe('the draw', () => {
  const drawn = joined(
    training({ rule: 'draw' }),
    person(1, { lot: 'd' }),
    person(2, { lot: 'b' }),
    person(3, { lot: 'c' }),
    person(4, { lot: 'a' }),
    person(5, { lot: 'e', priority: true }),
  );

  it('lets everybody wait until registration closes, then the lots decide', () => {
    expect(picture(drawn)).toBe('5:waiting 1:waiting 2:waiting 3:waiting 4:waiting');
    expect(picture(allocate(drawn))).toBe('5:seated#1 4:seated#2 2:waiting 3:waiting 1:waiting');
    expect(allocate(allocate(drawn))).toEqual(allocate(drawn));
  });

  it('offers seats in the order that was drawn', () => {
    expect(picture(leave(allocate(drawn), 5))).toBe('2:offered#1 4:seated#2 3:waiting 1:waiting');
  });
});

describe('the end of the list', () => {
  it('leaves who waits or has not answered without a seat, and offers nothing any more', () => {
    const seats = endList(leave(joined(training(), person(1), person(2), person(3), person(4)), 1));
    expect(picture(seats)).toBe('2:seated#2');
    expect(picture(leave(join(seats, person(7)), 2))).toBe('7:seated#1');
  });
});

describe('whatever happens', () => {
  type Step =
    | { readonly do: 'join'; readonly id: number; readonly it: Partial<Newcomer> }
    | { readonly do: 'leave' | 'accept' | 'expire'; readonly id: number }
    | { readonly do: 'resize'; readonly to: number }
    | { readonly do: 'allocate' };
  const id = fc.integer({ min: 1, max: 12 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('join' as const),
        id,
        it: fc.record({
          newcomer: fc.boolean(),
          priority: fc.boolean(),
          kecamatan: fc.constantFrom(CERME, MANYAR, undefined),
        }),
      }),
    },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('leave', 'accept', 'expire'), id }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('resize' as const), to: fc.integer({ min: 0, max: 6 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('allocate' as const) }) },
  );

  function apply(seats: Seats, it: Step): Seats {
    switch (it.do) {
      case 'join':
        return join(seats, person(it.id, it.it));
      case 'leave':
        return leave(seats, it.id);
      case 'accept':
        return accept(seats, it.id);
      case 'expire':
        return expire(seats, [it.id]);
      case 'resize':
        return resize(seats, it.to) ?? seats;
      case 'allocate':
        return allocate(seats);
    }
  }

  it('no more people have or are offered a seat than there are, and the line keeps its order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SeatRule>(...seatRules),
        fc.integer({ min: 1, max: 5 }),
        fc.array(step, { maxLength: 60 }),
        (rule, capacity, steps) => {
          let seats = training({
            rule,
            capacity,
            quota: rule === 'quota' ? { [CERME]: 1, [MANYAR]: 1 } : {},
          });
          for (const it of steps) {
            const after = apply(seats, it);
            const held = after.people.filter((one) => one.place !== 'waiting');
            expect(held.length).toBeLessThanOrEqual(after.capacity);
            const numbers = held.map((one) => one.seat);
            same(new Set(numbers).size, numbers.length);
            expect(numbers).not.toContain(undefined);
            same(new Set(after.people.map((one) => one.id)).size, after.people.length);
            const lateId = it.do === 'expire' ? it.id : 0;
            // Who waited before and waits now, in both orders; only a draw makes an order of its own.
            if (it.do !== 'allocate' || rule !== 'draw') {
              const still = waitingList(seats)
                .map((one) => one.id)
                .filter((one) => one !== lateId && placeInLine(after, one) !== undefined);
              const now = waitingList(after).map((one) => one.id);
              expect(now.filter((one) => still.includes(one))).toEqual(still);
            }
            const late = seats.people.find((one) => one.id === lateId);
            if (late?.place === 'offered') expect(waitingList(after).at(-1)?.id).toBe(lateId);
            // A seat that is given up does not stay free while somebody waits who may have it.
            if (it.do === 'leave' && rule === 'first-come' && late === undefined) {
              const gaveUp = seats.people.find((one) => one.id === it.id);
              if (gaveUp !== undefined && gaveUp.place !== 'waiting')
                same(freeSeats(after) === 0 || waitingList(after).length === 0, true);
            }
            seats = after;
          }
        },
      ),
      { numRuns: runs(400) },
    );
  });
});

describe('the time to answer an offer', () => {
  const span = (text: string) => readSpan(text) ?? expect.fail(`expected a span, got ${text}`);
  const quiet: QuietHours = { daily: span('20.00-07.00'), friday: span('11.00-13.00'), zone: ZONE };
  const starts = new Date('2026-11-19T02:00:00Z');
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'at night: the message waits for the morning',
      '2026-11-16T14:10:00Z',
      '2026-11-17T00:00:00Z',
      '2026-11-17T12:00:00Z',
    ],
    [
      'by day: at once, twelve waking hours',
      '2026-11-09T03:00:00Z',
      '2026-11-09T03:00:00Z',
      '2026-11-10T02:00:00Z',
    ],
    [
      'near the event: a quarter of the time left',
      '2026-11-18T02:00:00Z',
      '2026-11-18T02:00:00Z',
      '2026-11-18T08:00:00Z',
    ],
    [
      'the evening before: an hour at least, but not later than two hours before',
      '2026-11-18T12:30:00Z',
      '2026-11-18T12:30:00Z',
      '2026-11-19T00:00:00Z',
    ],
  ];
  it.each(cases)('%s', (_name, now, sendAt, answerBy) => {
    expect(offerTime(new Date(now), starts, quiet)).toEqual({
      sendAt: new Date(sendAt),
      answerBy: new Date(answerBy),
    });
  });

  it('is none when the list would end before anybody could answer', () => {
    expect(offerTime(new Date('2026-11-18T14:00:00Z'), starts, quiet)).toBeUndefined();
    expect(offerTime(new Date('2026-11-19T01:00:00Z'), starts, quiet)).toBeUndefined();
  });
});
