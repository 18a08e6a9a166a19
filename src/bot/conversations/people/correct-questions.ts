import { z } from 'zod';
import { readCapitalRupiah } from '../../../domain/money/rupiah.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, type Line, type Param } from '../../../i18n.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import {
  take,
  choice,
  decline,
  discard,
  leave,
  type Choice,
  type Reply,
  type Rows,
  shareContact,
} from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { dailyQuestions, money, replyToMoney, startDaily, type MoneyWords } from '../questions/money.ts';
import { again, currentAnswers, keptOnly, overCurrent, type OwnContext } from './own-business.ts';
import {
  business,
  capital,
  desa,
  isYoung,
  kecamatan,
  kind,
  men,
  name,
  nib,
  phone,
  sales,
  salutation,
  started,
  startedMonth,
  women,
  workers,
} from '../questions/index.ts';
import { replyToPhone } from '../questions/phone-reply.ts';

type C = OwnContext;

/** What can be corrected, in the order of the list; the number in front of it is the button. */
export const fields: readonly AnyQuestion<C>[] = [
  name,
  salutation,
  phone,
  business,
  kind,
  kecamatan,
  desa,
  started,
  workers,
  sales,
  capital,
  nib,
];

export const fieldKeys = [
  'name',
  'salutation',
  'phone',
  'business',
  'kind',
  'kecamatan',
  'desa',
  'started',
  'workers',
  'sales',
  'capital',
  'nib',
] as const;
export type Field = (typeof fieldKeys)[number];

/** Capital counts only for a business younger than 12 months, or where it was told before. */
function listed(answers: Answers, context: C): readonly AnyQuestion<C>[] {
  const hasCapital =
    currentAnswers(answers, context)['capital'] !== undefined ||
    isYoung(overCurrent(answers, context), context);
  return fields.filter((it) => it.key !== 'capital' || hasCapital);
}

/** "Nomor berapa yang mau diubah?", with what stands there now. */
export const field = question<C, Field>({
  key: 'field',
  value: z.enum(fieldKeys),
  numbered: false,
  bare: true,
  dependsOn: ['which'],
  ask: (answers, context) =>
    line('data.correct.ask', {
      list: {
        line: lines(listed(answers, context).map((it, index) => item(index + 1, it, answers, context))),
      },
    }),
  choices: (answers, context) => [
    ...inFours(
      listed(answers, context).map((it, index) =>
        choice(it.key, line('common.number', { number: index + 1 }), choose(it.key, answers, context)),
      ),
    ),
    [choice('nothing', line('common.button.noChange'), decline(line('data.unchanged')))],
  ],
  hints: [line('data.correct.hint'), line('data.correct.hint')],
});

/** Where only the desa changes, the kecamatan stays as it is, unless "Ganti kecamatan" is pressed. */
function choose(key: string, answers: Answers, context: C): Reply {
  const kept = key === 'desa' ? currentAnswers(answers, context)['kecamatan'] : undefined;
  return take(key, kept === undefined ? undefined : { kecamatan: kept });
}

function item(number: number, it: AnyQuestion<C>, answers: Answers, context: C): Line {
  return line('common.review.item', {
    number,
    label: { line: line(it.label ?? 'common.blank') },
    value: { line: shownNow(it, answers, context) },
  });
}

export function shownNow(it: AnyQuestion<C>, answers: Answers, context: C): Line {
  return shown(it, currentAnswers(answers, context)[it.key], keptOnly(answers, context), context);
}

export function shown(it: AnyQuestion<C>, value: Json | undefined, answers: Answers, context: C): Line {
  return value === undefined || value === null || it.showStored === undefined
    ? line('common.review.open')
    : it.showStored(value, answers, context);
}

/** Lines one under the other. */
export function lines(all: readonly Line[]): Line {
  const [first, ...rest] = all;
  if (first === undefined) return line('common.blank');
  return rest.length === 0
    ? first
    : line('data.lines', { first: { line: first }, rest: { line: lines(rest) } });
}

function inFours(choices: readonly Choice[]): Rows {
  const rows: Choice[][] = [];
  for (let at = 0; at < choices.length; at += 4) rows.push(choices.slice(at, at + 4));
  return rows;
}

const isField =
  (...keys: readonly Field[]) =>
  (answers: Answers): boolean => {
    const chosen = answers.of(field);
    return chosen !== undefined && keys.includes(chosen);
  };

/** "Sekarang: …", then the question of the registration. */
function withNow(it: AnyQuestion<C>): AnyQuestion<C>['ask'] {
  return (answers, context) =>
    line('data.correct.now', {
      now: { line: shownNow(it, answers, context) },
      question: { line: it.ask(overCurrent(answers, context), context) },
    });
}

const depends = (it: AnyQuestion<C>): readonly string[] => [
  'field',
  'which',
  ...(it.dependsOn?.filter((key) => key !== 'owner') ?? []),
];

const plain = (it: Parameters<typeof again>[0], ...asked: readonly [Field, ...Field[]]): AnyQuestion<C> =>
  again(it, { when: isField(...asked), dependsOn: depends(it), ask: withNow(it) });

/** A helping question: it applies when its own condition does, and only for its field. */
const helping = (it: AnyQuestion<C>, asked: Field): AnyQuestion<C> => ({
  ...it,
  dependsOn: depends(it),
  when: (answers, context) =>
    isField(asked)(answers) && (it.when?.(overCurrent(answers, context), context) ?? true),
});

/** Pressing a full amount under its words is the confirmation: there is no second one. */
function confirmed(reply: Reply): Reply {
  return reply.kind === 'propose'
    ? { ...reply, options: reply.options.map((it) => ({ ...it, others: { ...it.others, save: true } })) }
    : reply;
}

function amount(it: AnyQuestion<C>, words: Omit<MoneyWords, 'confirm'>): NonNullable<AnyQuestion<C>['read']> {
  return (said, answers, context) => {
    if (said.kind === 'text' && readWord(said.text) === 'dont-know') return leave('skipped');
    const confirm = (value: number): Line =>
      line('data.correct.money', {
        label: labelOf(it),
        before: { line: shownNow(it, answers, context) },
        amount: { rupiahFull: value },
      });
    const reply = replyToMoney(said, { ...words, confirm });
    if (answers.of(field) !== it.key) return reply;
    return isAsItStands(reply, currentAnswers(answers, context)[it.key])
      ? discard(line('data.correct.same'))
      : confirmed(reply);
  };
}

/** The amount that is stored already: there is nothing to confirm. */
function isAsItStands(reply: Reply, now: Json | undefined): boolean {
  const before = money.safeParse(now);
  if (reply.kind !== 'propose' || !before.success) return false;
  const after = reply.options.map((option) => money.safeParse(option.value));
  return after.every((it) => it.success && it.data.amount === before.data.amount);
}

export function labelOf(it: AnyQuestion<C>): Param {
  return { line: line(it.label ?? 'common.blank') };
}

/** Whether the year now told makes the business so young that its capital counts (PP 7/2021 art. 35). */
const isNewlyYoung = (answers: Answers, context: C): boolean =>
  isField('started')(answers) &&
  answers.has('started') &&
  currentAnswers(answers, context)['capital'] === undefined &&
  isYoung(answers, context);

/** Every question that can be put again, in the order in which dependent ones follow. */
export const asked: readonly AnyQuestion<C>[] = [
  plain(name, 'name'),
  plain(salutation, 'salutation'),
  again(phone, {
    when: isField('phone'),
    dependsOn: depends(phone),
    ask: withNow(phone),
    keyboard: { close: 'data.correct.phoneTaken' },
    // here a number stands already, which only its owner takes away
    read: (said) => replyToPhone(said, ['skip', 'not-yet']),
    choices: () => [
      [shareContact(line('register.phone.share'))],
      [choice('remove', line('data.correct.noPhone'), leave('skipped'))],
    ],
  }),
  plain(business, 'business'),
  plain(kind, 'kind'),
  plain(kecamatan, 'kecamatan', 'desa'),
  plain(desa, 'kecamatan', 'desa'),
  plain(started, 'started'),
  helping(startedMonth, 'started'),
  helping(women, 'workers'),
  helping(men, 'workers'),
  plain(workers, 'workers'),
  ...dailyQuestions<C>({
    target: 'sales',
    daysInMonth: () => 30,
    askDays: (perDay) => line('money.days.ask', { amount: { rupiahFull: perDay } }),
  }).map((it) => helping(it, 'sales')),
  again(sales, {
    when: isField('sales'),
    dependsOn: depends(sales),
    ask: withNow(sales),
    read: amount(sales, { offerEstimate: false, daily: (perDay) => startDaily('sales', perDay) }),
  }),
  again(capital, {
    when: (answers, context) => isField('capital')(answers) || isNewlyYoung(answers, context),
    dependsOn: [...depends(capital), 'started'],
    ask: (answers, context) =>
      isField('capital')(answers)
        ? withNow({ ...capital, ask: () => line('data.correct.capital') })(answers, context)
        : capital.ask(answers, context),
    read: amount(capital, { offerEstimate: false, read: readCapitalRupiah }),
  }),
  plain(nib, 'nib'),
];
