import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  canWithdraw,
  isBound,
  isStepDay,
  needsOf,
  over,
  statuses,
  wayOf,
  type Actor,
  type ApplicationStatus,
  type Course,
  type Step,
  type StepDetails,
} from '../../../src/domain/partnership/application.ts';
import {
  after,
  askableAbout,
  promisedDays,
  refusalOfAct,
  stepsOf,
  type Act,
  type Progress,
} from '../../../src/domain/partnership/progress.ts';
import { seatedNext, type Wanted } from '../../../src/domain/partnership/seats.ts';
import { runs } from '../../support/long.ts';

const ACTORS: readonly Actor[] = ['office', 'partner', 'owner', 'clock'];
const MEMBERS = ['ani', 'budi', 'citra'] as const;

const BEGUN: Progress = {
  status: 'submitted',
  returned: false,
  refusal: undefined,
  reviewAsked: false,
  refusers: [],
  signed: false,
  barred: [],
};
const asked = (it: Progress): Progress => ({ ...it, reviewAsked: true });
const barredFrom = (it: Progress, member: string): Progress => ({ ...it, barred: [...it.barred, member] });

const courses: readonly Course[] = [
  { kind: 'supply' },
  { kind: 'supply', trial: { sample: true, order: false } },
  { kind: 'supply', trial: { sample: false, order: true } },
  { kind: 'supply', trial: { sample: true, order: true } },
  { kind: 'funding' },
  // A loan is never tried out, whatever its data say.
  { kind: 'funding', trial: { sample: true, order: true } },
];

const everything: StepDetails = {
  reason: 'Belum cocok',
  clear: true,
  day: '2026-11-19',
  quantity: '20 bungkus',
  price: 400_000,
  result: 'Cocok',
  paid: true,
  endedBy: 'partner',
  unpaid: 0,
  letter: '045/SIG/2026',
};

/** The model: where each of the roles may lead it, in the words of the office. */
const PARTNERSHIP: Readonly<Record<string, string>> = {
  submitted: 'office: verified refused; owner: withdrawn',
  verified: 'office: forwarded refused; owner: withdrawn',
  forwarded: 'office partner: TRY refused; clock: SILENT; office: AGAIN; owner: withdrawn',
  sample: 'office partner: ORDER refused; clock: SILENT; office: AGAIN; owner: withdrawn',
  trial: 'office partner: accepted refused; clock: SILENT; office: AGAIN; owner: withdrawn',
  waitlisted: 'office partner: refused; clock: accepted; owner: withdrawn',
  accepted: 'office: agreement; office partner: refused; clock: SILENT; office: AGAIN; owner: OUT',
  refused: 'office: REVIEW',
  agreement: 'office: RUN ended; owner: OUT',
  active: 'office: finished independent ended',
};
const LOAN: Readonly<Record<string, string>> = {
  ...PARTNERSHIP,
  accepted: 'office partner: disbursed refused; clock: SILENT; office: AGAIN; owner: OUT',
  agreement: 'office partner: disbursed; owner: OUT',
  active: 'office partner: repaid',
  disbursed: 'office partner: repaid',
};

interface Model {
  status: ApplicationStatus;
  silent: boolean;
  /** Both sides have said yes to an agreement. */
  signed: boolean;
  /** Who refused it in the end, and on whose side. */
  refusedFor: 'office' | 'partner' | 'again' | undefined;
  asked: boolean;
  readonly refusers: Set<string>;
  readonly related: Set<string>;
}

function modelAllows(it: Model, course: Course, act: Act): boolean {
  const loan = course.kind === 'funding';
  const trial = loan ? undefined : course.trial;
  const words: Readonly<Record<string, readonly string[]>> = {
    TRY: [trial?.sample === true ? 'sample' : trial?.order === true ? 'trial' : 'accepted'],
    ORDER: [trial?.order === true ? 'trial' : 'accepted'],
    SILENT: it.silent ? [] : [it.status],
    AGAIN: it.silent ? [it.status] : [],
    RUN: it.signed ? ['active'] : [],
    OUT: it.signed ? [] : ['withdrawn'],
    REVIEW: it.refusedFor === 'office' && it.asked ? ['verified', 'refused'] : [],
  };
  const rule = (loan ? LOAN : PARTNERSHIP)[it.status] ?? '';
  const open = rule.split('; ').some((part) => {
    const [who = '', to = ''] = part.split(': ');
    return (
      who.split(' ').includes(act.by) &&
      to.split(' ').some((word) => (words[word] ?? [word]).includes(act.to))
    );
  });
  const byMember = act.member !== undefined;
  if (!open || (byMember && it.related.has(act.member ?? ''))) return false;
  return !(it.status === 'refused' && byMember && it.refusers.has(act.member ?? ''));
}

function modelGoes(it: Model, act: Act, seatFree: boolean): void {
  const from = it.status;
  // Whoever has a seat keeps it, also when the partner is asked again.
  it.status = act.to === 'accepted' && from !== 'accepted' && !seatFree ? 'waitlisted' : act.to;
  it.silent = act.by === 'clock' && from === it.status;
  it.asked = false;
  if (it.status !== 'refused') it.refusedFor = undefined;
  else {
    it.refusedFor =
      from === 'refused' ? 'again' : from === 'submitted' || from === 'verified' ? 'office' : 'partner';
    if (act.member !== undefined) it.refusers.add(act.member);
  }
}

type Event =
  | { readonly kind: 'act'; readonly act: Act; readonly seatFree: boolean }
  | { readonly kind: 'ask' }
  | { readonly kind: 'sign' }
  | { readonly kind: 'relation'; readonly member: string };

const someAct = fc
  .record({
    to: fc.constantFrom(...statuses),
    by: fc.constantFrom(...ACTORS),
    member: fc.constantFrom(...MEMBERS),
  })
  .map(({ to, by, member }): Act => ({
    to,
    by,
    member: by === 'office' || by === 'partner' ? member : undefined,
    details: everything,
  }));
const someEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant('act' as const), act: someAct, seatFree: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'ask' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'sign' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('relation' as const), member: fc.constantFrom(...MEMBERS) }),
  },
);

describe('the way of an application', () => {
  it('no sequence of acts by any role, in any order, each twice, leads anywhere else than the model', () => {
    const reached = new Set<ApplicationStatus>();
    fc.assert(
      fc.property(
        fc.constantFrom(...courses),
        fc.constantFrom(...statuses),
        fc.array(someEvent, { minLength: 1, maxLength: 40 }),
        (course, start, events) => {
          const refusedFor = start === 'refused' ? ('office' as const) : undefined;
          let now: Progress = { ...BEGUN, status: start, refusal: refusedFor };
          const model: Model = {
            status: start,
            silent: false,
            signed: false,
            refusedFor,
            asked: false,
            refusers: new Set(),
            related: new Set(),
          };
          for (const event of events.flatMap((it) => [it, it])) {
            if (event.kind === 'relation') {
              now = barredFrom(now, event.member);
              model.related.add(event.member);
            } else if (event.kind === 'ask') {
              if (askableAbout(now) === 'review') now = asked(now);
              if (model.refusedFor === 'office') model.asked = true;
            } else if (event.kind === 'sign') {
              now = { ...now, signed: true };
              model.signed = true;
            } else {
              const { act, seatFree } = event;
              const allowed = refusalOfAct(now, course, act) === undefined;
              expect(allowed, `${model.status} -> ${act.to} by ${act.by}`).toBe(
                modelAllows(model, course, act),
              );
              if (!allowed) continue;
              now = after(now, act, seatFree);
              modelGoes(model, act, seatFree);
            }
            reached.add(now.status);
            expect(now).toMatchObject({
              status: model.status,
              returned: model.silent,
              reviewAsked: model.asked,
            });
          }
        },
      ),
      { numRuns: runs(600) },
    );
    expect([...reached].toSorted()).toEqual([...statuses].toSorted());
  });

  it('takes no step without what it needs, and asks for nothing else', () => {
    for (const course of courses)
      for (const from of statuses)
        for (const by of ACTORS) {
          const at: Progress = { ...BEGUN, status: from, refusal: 'office', reviewAsked: true, signed: true };
          for (const { to, needs } of stepsOf(at, course, by)) {
            expect(needs).toEqual(needsOf(course, from, to, by));
            // The office says from where it has the company's word; the company itself does not.
            const spoken = wayOf(course)[from].some((it) => it.to === to && it.by.includes('partner'));
            expect(needs.includes('letter'), `${from} -> ${to} by ${by}`).toBe(by === 'office' && spoken);
            const given = Object.fromEntries(needs.map((need) => [need, everything[need]]));
            expect(refusalOfAct(at, course, { to, by, details: given })).toBeUndefined();
            for (const need of needs)
              expect(refusalOfAct(at, course, { to, by, details: { ...given, [need]: undefined } })).toBe(
                'incomplete',
              );
            if (needs.includes('clear'))
              expect(refusalOfAct(at, course, { to, by, details: { ...given, clear: false } })).toBe(
                'incomplete',
              );
          }
        }
  });

  it('asks for sample and trial order only where the programme does, with quantity, price, result and payment', () => {
    const way = (course: Course): readonly string[] => {
      const passed: string[] = [];
      for (let at: ApplicationStatus = 'forwarded'; at !== 'accepted';) {
        const step: Step | undefined = stepsOf({ ...BEGUN, status: at }, course, 'partner').find(
          ({ to }) => to !== 'refused',
        );
        if (step === undefined) break;
        passed.push(`${step.to}(${step.needs.join(' ')})`);
        at = step.to;
      }
      return passed;
    };
    expect(courses.map(way)).toEqual([
      ['accepted()'],
      ['sample(day quantity)', 'accepted(result)'],
      ['trial(day quantity price)', 'accepted(result paid)'],
      ['sample(day quantity)', 'trial(result day quantity price)', 'accepted(result paid)'],
      ['accepted()'],
      ['accepted()'],
    ]);
  });

  it('can be withdrawn at any time before the agreement is signed, and by nobody else', () => {
    for (const course of courses)
      for (const status of statuses)
        for (const signed of [false, true]) {
          const by = ACTORS.filter((actor) =>
            stepsOf({ ...BEGUN, status, signed }, course, actor).some(({ to }) => to === 'withdrawn'),
          );
          expect(by, `${status} ${signed}`).toEqual(canWithdraw(status, signed) ? ['owner'] : []);
        }
    for (const status of ['accepted', 'agreement'] as const) {
      expect([canWithdraw(status, false), isBound(status, false)], status).toEqual([true, false]);
      expect([canWithdraw(status, true), isBound(status, true)], status).toEqual([false, true]);
    }
    expect(statuses.filter((it) => isBound(it, false))).toEqual(['active', 'disbursed']);
  });

  it('runs only once an agreement is in force', () => {
    const at = (signed: boolean): readonly ApplicationStatus[] =>
      stepsOf({ ...BEGUN, status: 'agreement', signed }, { kind: 'supply' }, 'office').map(({ to }) => to);
    expect([at(false), at(true)]).toEqual([['ended'], ['active', 'ended']]);
  });

  it('promises the next news while it is somebody’s turn, the office’s own days after the silence of the partner', () => {
    const days = Object.fromEntries(
      statuses.map((status) => [status, promisedDays({ status, returned: false }, 3)]),
    );
    expect(days).toMatchObject({
      submitted: 3,
      verified: 3,
      forwarded: 10,
      sample: 10,
      trial: 10,
      accepted: 10,
    });
    expect(promisedDays({ status: 'forwarded', returned: true }, 3)).toBe(3);
    for (const status of [...over, 'waitlisted', 'active', 'disbursed'] as const)
      expect(days[status], status).toBeUndefined();
  });

  it('lets the owner ask for a second look at the Dinas’s decision, for the reason of the partner’s', () => {
    const refused = (from: ApplicationStatus): Progress =>
      after({ ...BEGUN, status: from }, { to: 'refused', by: 'office', member: 'ani', details: {} }, true);
    expect(askableAbout(refused('submitted'))).toBe('review');
    expect(askableAbout(refused('verified'))).toBe('review');
    for (const from of ['forwarded', 'sample', 'trial', 'accepted', 'waitlisted'] as const)
      expect(askableAbout(refused(from)), from).toBe('reason');
    expect(askableAbout(refused('refused'))).toBeUndefined();
    expect(askableAbout(BEGUN)).toBeUndefined();
  });
});

describe('the seats of a programme', () => {
  const BUNGAH = '35.25.12';
  const CERME = '35.25.11';
  const people = fc.array(fc.constantFrom(BUNGAH, CERME, undefined), { maxLength: 12 });
  const numbered = (kecamatan: readonly (string | undefined)[], from: number): readonly Wanted[] =>
    kecamatan.map((it, at) => ({ id: from + at, kecamatan: it }));

  it('are never more than there are, neither in all nor in a kecamatan, and go to whoever waits longest', () => {
    fc.assert(
      fc.property(
        people,
        people,
        fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        (have, wait, seats, ofBungah) => {
          const rules = {
            ...(seats === undefined ? {} : { seats }),
            ...(ofBungah === undefined ? {} : { seatsByKecamatan: { [BUNGAH]: ofBungah } }),
          };
          const holders = numbered(have, 0);
          const line = numbered(wait, 100);
          const given = seatedNext(rules, holders, line);
          const inBungah = (all: readonly Wanted[]): number =>
            all.filter(({ kecamatan }) => kecamatan === BUNGAH).length;
          if (given.length > 0) expect(holders.length + given.length).toBeLessThanOrEqual(seats ?? Infinity);
          if (inBungah(given) > 0)
            expect(inBungah(holders) + inBungah(given)).toBeLessThanOrEqual(ofBungah ?? Infinity);
          expect(given.map(({ id }) => id)).toEqual(given.map(({ id }) => id).toSorted((a, b) => a - b));
          // Whoever was passed over could not have had one of the seats that those behind got.
          for (const passed of line.filter((it) => !given.includes(it)))
            for (const behind of given.filter(({ id }) => id > passed.id))
              expect(behind.kecamatan).not.toBe(passed.kecamatan);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('the day of a step', () => {
  it.each([
    ['sample', '2026-11-02', true],
    ['sample', '2026-11-01', false],
    ['trial', '2028-11-02', true],
    ['trial', '2028-11-03', false],
    ['ended', '2025-11-02', true],
    ['ended', '2025-11-01', false],
    ['ended', '2026-11-20', true],
  ] as const)('of %s on %s, seen on 2 November 2026: %s', (to, day, can) => {
    expect(isStepDay(to, Temporal.PlainDate.from(day), Temporal.PlainDate.from('2026-11-02'))).toBe(can);
  });
});
