import { expect, test } from 'vitest';
import { ownerButtons } from '../../../src/bot/features/owners/index.ts';
import { onPress, presses } from '../../../src/bot/features/on-press.ts';
import { staffButtons } from '../../../src/bot/features/staff/index.ts';
import { id, member, month, number, oneOf, route } from '../../../src/bot/routes/route.ts';
import { queueRoute } from '../../../src/bot/routes/staff.ts';

const caseRoute = route('s.case').and(id).maybe(oneOf('give', 'claim')).maybe(member);

test('a word out of a button that stands in no table does nothing', () => {
  const verbs = route('s.tr')
    .and(id)
    .and(oneOf('show', 'cancel', 'done.yes'));
  expect(verbs.read('s.tr.1.cancel')).toEqual([1, 'cancel']);
  expect(verbs.read('s.tr.1.done.yes')).toEqual([1, 'done.yes']);
  for (const word of ['', 'Cancel', 'toString', '__proto__', 'constructor', 'cancel ', 'delete', 'doneXyes'])
    expect(verbs.read(`s.tr.1.${word}`), word).toBeUndefined();
  for (const data of [
    '',
    's.tr',
    's.tr.1',
    'sxtr.1.cancel',
    ' s.tr.1.cancel',
    's.tr.1.cancel\n',
    's.tr.1.cancel.2',
  ])
    expect(verbs.read(data), data).toBeUndefined();
});

test('what a route makes is what it reads, with numbers as numbers', () => {
  expect(caseRoute.to(12)).toBe('s.case.12');
  expect(caseRoute.to(12, 'give', 'a-b_C')).toBe('s.case.12.give.a-b_C');
  expect(caseRoute.read('s.case.12')).toEqual([12, undefined, undefined]);
  expect(caseRoute.read('s.case.12.claim')).toEqual([12, 'claim', undefined]);
  expect(caseRoute.read('s.case.12.give.a-b_C')).toEqual([12, 'give', 'a-b_C']);
  // What may be missing is missing from its place to the end.
  expect(caseRoute.read('s.case.12.a-b_C')).toBeUndefined();
  const rated = route('t.rate')
    .and(id)
    .and(oneOf(1, 2, 3));
  expect(rated.read(rated.to(7, 3))).toEqual([7, 3]);
  expect(rated.read('t.rate.7.4')).toBeUndefined();
});

test('a page of the cases of a kecamatan is not read as a part of its code', () => {
  expect(queueRoute.read('s.cases.a-35.25.01')).toEqual(['a-35.25.01', undefined, undefined]);
  expect(queueRoute.read(queueRoute.to('a-35.25.01', 2))).toEqual(['a-35.25.01', 2, undefined]);
  expect(queueRoute.read('s.cases.a-35.25.01.0.take')).toEqual(['a-35.25.01', 0, 'take']);
});

test('no number beyond 32 bits and no month that there is not comes out of a button', () => {
  expect(caseRoute.read('s.case.999999999')).toEqual([999_999_999, undefined, undefined]);
  for (const of of ['1000000000', '2147483648', '-1', '1e9', '1.5', '', '٣', '0x1'])
    expect(caseRoute.read(`s.case.${of}`), of).toBeUndefined();
  const report = route('report').and(month);
  expect(report.read('report.2026-10')).toEqual(['2026-10']);
  for (const of of ['2026-00', '2026-13', '26-10', '2026-1'])
    expect(report.read(`report.${of}`), of).toBeUndefined();
});

test('callback data that Telegram or the route itself would refuse is not made', () => {
  expect(() => caseRoute.to(1_000_000_000)).toThrow(RangeError);
  expect(() => caseRoute.to(-1)).toThrow(RangeError);
  expect(() => caseRoute.to(1, 'give', 'a.b')).toThrow(RangeError);
  const long = route('x').and(member).and(member).and(member).and(number(4));
  const all = 'a'.repeat(20);
  expect(() => long.to(all, all, all, 1)).toThrow(RangeError);
  expect(long.to(all, all, 'a'.repeat(17), 1)).toHaveLength(63);
});

test('a press goes to the one route that reads it, and on where none does', async () => {
  const said: unknown[] = [];
  const note =
    (name: string) =>
    async (_ctx: unknown, ...values: readonly unknown[]): Promise<void> => {
      said.push([name, ...values]);
    };
  const middleware = presses([
    onPress(route('s').and(oneOf('who', 'change')).and(member), note('member')),
    onPress(route('s.change').and(id).and(oneOf('yes')), note('change')),
    onPress(route('s.cases'), note('desk')),
  ]);
  for (const data of [
    's.who.12',
    's.change.12.yes',
    's.change.abc',
    's.cases',
    's.cases.',
    '.',
    '....',
    '',
    's',
  ])
    // Only what the middleware looks at.
    await middleware(Object.assign(Object.create(null), { callbackQuery: { data } }), async () => {
      said.push(['on', data]);
    });
  expect(said).toEqual([
    ['member', 'who', '12'],
    ['change', 12, 'yes'],
    ['member', 'change', 'abc'],
    ['desk'],
    ['on', 's.cases.'],
    ['on', '.'],
    ['on', '....'],
    ['on', ''],
    ['on', 's'],
  ]);
});

test('no route stands twice', () => {
  const all = [...ownerButtons(), ...staffButtons()].map(({ route: it }) => it);
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all).size).toBe(all.length);
});
