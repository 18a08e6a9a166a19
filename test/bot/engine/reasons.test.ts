import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/bot/conversations/engine/reply.ts';
import { replyToBusinessName, replyToName } from '../../../src/bot/conversations/questions/names.ts';
import { replyToMoney } from '../../../src/bot/conversations/questions/money.ts';
import { replyToPhone } from '../../../src/bot/conversations/questions/phone-reply.ts';
import { refuseArea } from '../../../src/bot/conversations/questions/place.ts';
import { replyToCount } from '../../../src/bot/conversations/questions/count.ts';
import { replyToPeople } from '../../../src/bot/conversations/questions/workers.ts';
import { take } from '../../../src/bot/conversations/engine/reply.ts';
import { findKecamatan } from '../../../src/domain/people/area.ts';
import { readCount } from '../../../src/domain/people-count/count.ts';
import { readPeople } from '../../../src/domain/people-count/people.ts';
import { line } from '../../../src/i18n.ts';
import { runs } from '../../support/long.ts';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

/** Files of a room with their text. */
async function filesOf(room: string): Promise<readonly (readonly [name: string, text: string])[]> {
  const names = await readdir(join(SRC, room), { recursive: true });
  const sources = names.filter((name) => name.endsWith('.ts')).toSorted();
  return Promise.all(
    sources.map(async (name) => [name, await readFile(join(SRC, room, name), 'utf8')] as const),
  );
}

/** Reasons that are no refusals of a reader of their own, and why. */
const NO_READER: Readonly<Record<string, string>> = {
  NumberReason: 'a part of RupiahReason',
  RupiahReason: 'the desk says the same: the table over all of them is src/money-hints.ts',
  ScreenReason: 'a part of RupiahReason',
  KindReason: 'words that name no kind are taken as they are',
  ListReason: 'the import writes them into its report',
  ApprovalReason: 'why an announcement waits for a second person',
  FixedReason: 'reasons that an officer chooses',
  RemovalReason: 'reasons that the head of a group chooses',
};

const said = (text: string) => ({ kind: 'text', text }) as const;

/** The key of what is said to a refusal; undefined where the question itself says it. */
function keyOf(reply: Reply): string | undefined {
  if (reply.kind !== 'hint') throw new Error(`expected a hint, got ${reply.kind}`);
  return reply.text !== undefined && 'key' in reply.text ? reply.text.key : undefined;
}

describe('the reasons of readers', () => {
  let domain: Awaited<ReturnType<typeof filesOf>>;
  let dialogues: Awaited<ReturnType<typeof filesOf>>;
  let shared: Awaited<ReturnType<typeof filesOf>>;
  beforeAll(async () => {
    [domain, dialogues, shared] = await Promise.all([
      filesOf('domain'),
      filesOf('bot/conversations'),
      filesOf('reports'),
    ]);
  });

  it('have words, each of them: a table stands beside the questions, or where the desk reads it, too', () => {
    const reasons = domain.flatMap(([, text]) =>
      [...text.matchAll(/(?:^|\n)(?:export )?type (\w+Reason) =/g)].map(([, name = '']) => name),
    );
    expect(reasons.length).toBeGreaterThan(10);
    const all = [...dialogues, ...shared].map(([, text]) => text).join('\n');
    const without = [...new Set(reasons)].filter(
      (name) =>
        !(name in NO_READER) &&
        !all.includes(`: Refusals<${name}> = {`) &&
        !all.includes(`: Readonly<Record<${name}, TextKey | undefined>> = {`),
    );
    expect(without).toEqual([]);
    expect(Object.keys(NO_READER).filter((name) => !reasons.includes(name))).toEqual([]);
  });

  it('are told: no question answers a refusal of its reader without one', () => {
    const silent = dialogues.flatMap(([name, text]) =>
      [...text.matchAll(/\w+\??\.kind (?:=== 'none'|!== 'ok')\)\s*(?:\{\s*)?return hint\(\)/g)].map(
        ([found]) => `${name}: ${found}`,
      ),
    );
    expect(silent).toEqual([]);
  });

  it.each([
    ['2,5 orang', 'register.workers.whole'],
    ['-2', 'register.workers.negative'],
    ['3-4 orang', 'register.workers.range'],
    ['081234567890', 'register.workers.tooMany'],
    ['3 orang, 5 perempuan', 'register.workers.overTotal'],
    ['banyak', undefined],
  ])('of people: "%s" is told by %s', (text, key) => {
    expect(keyOf(replyToPeople(text, 'P', take(null)))).toBe(key);
  });

  it('of people whose gender is not known, and of nobody', () => {
    expect(keyOf(replyToPeople('0 orang laki-laki', undefined, take(null)))).toBe('register.workers.nobody');
    expect(keyOf(replyToPeople('2 istri dan saya', 'P', take(null)))).toBe('register.workers.spouse');
  });

  it.each([
    ['2,5', 'register.count.whole'],
    ['-1', 'register.count.negative'],
    ['2-3', 'register.count.range'],
    ['301', 'register.count.tooMany'],
    ['5000', 'register.count.tooMany'],
    ['1x0', 'register.count.letters'],
    ['dua', undefined],
  ])('of a count: "%s" is told by %s', (text, key) => {
    expect(keyOf(replyToCount(said(text), take))).toBe(key);
  });

  it('of a count with a letter for a digit are asked back, with the number', () => {
    expect(readCount('1O orang')).toMatchObject({ kind: 'ambiguous', likely: 10 });
    expect(replyToCount(said('l2'), take)).toMatchObject({ kind: 'propose', options: [{ value: 12 }] });
  });

  it.each([
    ['!!', 'no-letters', 'register.area.letters'],
    ['12345', 'no-letters', 'register.area.letters'],
    ['zq', 'too-short', 'register.area.short'],
    ['surabaya', 'not-found', undefined],
  ] as const)('of a place: "%s" is %s', (text, reason, key) => {
    const list = [{ code: '1', nik_prefix: '352501', name: 'Manyar', alias: [], island: 'Jawa' }];
    expect(findKecamatan(text, list)).toEqual({ kind: 'none', reason });
    expect(keyOf(refuseArea(reason))).toBe(key);
  });

  it('are one of those that have words, whatever is typed', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            ...'2 3,5 -1 1O orang laki perempuan istri saya karyawan 0 10000 08123456789O jt juta rb desa , / sampai'.split(
              ' ',
            ),
          ),
          { maxLength: 7 },
        )
        .map((parts) => parts.join(' ')),
    );
    const money = { confirm: () => line('common.blank'), offerEstimate: false };
    fc.assert(
      fc.property(words, fc.constantFrom('L', 'P', undefined), (text, gender) => {
        for (const reply of [
          replyToPeople(text, gender, take(null)),
          replyToCount(said(text), take),
          replyToMoney(said(text), money),
          replyToPhone(said(text)),
          replyToName(said(text)),
          replyToBusinessName(said(text)),
        ])
          if (reply.kind === 'propose' && reply.options.length === 0)
            throw new Error(`nothing is proposed for "${text}"`);
        const people = readPeople(text, { gender });
        if (people.kind === 'ambiguous' && people.candidates.length === 0)
          throw new Error(`"${text}" is asked back without anything to choose`);
      }),
      { numRuns: runs(500) },
    );
  });
});
