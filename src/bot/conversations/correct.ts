import { z } from 'zod';
import { shortName } from '../../domain/name.ts';
import { readWord } from '../../domain/words.ts';
import { readCapitalRupiah } from '../../domain/rupiah.ts';
import { line, type Line, type Param } from '../../i18n.ts';
import type { BusinessFields } from '../../services/businesses.ts';
import { correct as correctData, type Correction } from '../../services/corrections.ts';
import type { Services } from '../../services/services.ts';
import {
  question,
  type Answers,
  type AnyQuestion,
  type Choice,
  type Form,
  type Json,
  type Reply,
  type Rows,
} from './engine/form.ts';
import { conversation } from './engine/script.ts';
import { dailyQuestions, money, replyToMoney, startDaily, type MoneyWords } from './money.ts';
import {
  again,
  chosenBusiness,
  currentAnswers,
  isMeant,
  keptOnly,
  loadOwn,
  overCurrent,
  ownHeading,
  which,
  type OwnContext,
} from './own-business.ts';
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
} from './register.ts';

type C = OwnContext;

/** What can be corrected, in the order of the list; the number in front of it is the button. */
const fields: readonly AnyQuestion<C>[] = [
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

const fieldKeys = [
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
type Field = (typeof fieldKeys)[number];

/** Capital counts only for a business younger than 12 months, or where it was told before. */
function listed(answers: Answers, context: C): readonly AnyQuestion<C>[] {
  const hasCapital =
    currentAnswers(answers, context)['capital'] !== undefined ||
    isYoung(overCurrent(answers, context), context);
  return fields.filter((it) => it.key !== 'capital' || hasCapital);
}

const field = question<C, Field>({
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
      listed(answers, context).map((it, index) => ({
        code: it.key,
        label: line('common.number', { number: index + 1 }),
        reply: choose(it.key, answers, context),
      })),
    ),
    [
      {
        code: 'nothing',
        label: line('common.button.noChange'),
        reply: { kind: 'decline', text: line('data.unchanged') },
      },
    ],
  ],
  hints: [line('data.correct.hint'), line('data.correct.hint')],
});

/** Where only the desa changes, the kecamatan stays as it is, unless "Ganti kecamatan" is pressed. */
function choose(key: string, answers: Answers, context: C): Reply {
  const kept = key === 'desa' ? currentAnswers(answers, context)['kecamatan'] : undefined;
  return { kind: 'accept', value: key, ...(kept === undefined ? {} : { others: { kecamatan: kept } }) };
}

function item(number: number, it: AnyQuestion<C>, answers: Answers, context: C): Line {
  return line('common.review.item', {
    number,
    label: { line: line(it.label ?? 'common.blank') },
    value: { line: shownNow(it, answers, context) },
  });
}

function shownNow(it: AnyQuestion<C>, answers: Answers, context: C): Line {
  return shown(it, currentAnswers(answers, context)[it.key], keptOnly(answers, context), context);
}

function shown(it: AnyQuestion<C>, value: Json | undefined, answers: Answers, context: C): Line {
  return value === undefined || value === null || it.showStored === undefined
    ? line('common.review.open')
    : it.showStored(value, answers, context);
}

/** Lines one under the other. */
function lines(all: readonly Line[]): Line {
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
    if (said.kind === 'text' && readWord(said.text) === 'dont-know')
      return { kind: 'accept', value: null, open: 'skipped' };
    const confirm = (value: number): Line =>
      line('data.correct.money', {
        label: labelOf(it),
        before: { line: shownNow(it, answers, context) },
        amount: { rupiahFull: value },
      });
    const reply = replyToMoney(said, { ...words, confirm });
    return answers.of(field) === it.key ? confirmed(reply) : reply;
  };
}

function labelOf(it: AnyQuestion<C>): Param {
  return { line: line(it.label ?? 'common.blank') };
}

/** Whether the year now told makes the business so young that its capital counts (PP 7/2021 art. 35). */
const isNewlyYoung = (answers: Answers, context: C): boolean =>
  isField('started')(answers) &&
  answers.has('started') &&
  currentAnswers(answers, context)['capital'] === undefined &&
  isYoung(answers, context);

const asked: readonly AnyQuestion<C>[] = [
  plain(name, 'name'),
  plain(salutation, 'salutation'),
  again(phone, {
    when: isField('phone'),
    dependsOn: depends(phone),
    ask: withNow(phone),
    keyboard: { close: 'data.correct.phoneTaken' },
    choices: () => [
      [{ code: 'share', label: line('register.phone.share'), reply: { kind: 'hint' }, contact: true }],
      [
        {
          code: 'remove',
          label: line('data.correct.noPhone'),
          reply: { kind: 'accept', value: null, open: 'skipped' },
        },
      ],
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

/** The fields that were answered, with what stands there now and what shall stand there. */
function differences(
  answers: Answers,
  context: C,
): readonly { readonly it: AnyQuestion<C>; readonly after: Json | undefined }[] {
  const current = currentAnswers(answers, context);
  return fields.flatMap((it) => {
    const stored = answers.stored(it.key);
    if (stored === undefined || stored.open === 'officer') return [];
    const after = stored.open === undefined ? withMonth(it.key, stored.value, answers) : undefined;
    return JSON.stringify(after ?? null) === JSON.stringify(current[it.key] ?? null) ? [] : [{ it, after }];
  });
}

/** Year and month are asked one after the other and kept together; a usual figure is always an estimate. */
function withMonth(key: string, value: Json, answers: Answers): Json {
  if (key === 'sales' || key === 'capital') return { amount: money.parse(value).amount, estimate: false };
  if (key !== 'started') return value;
  const year = answers.of(started);
  const month = year?.month ?? answers.of(startedMonth);
  return year === undefined ? value : { year: year.year, ...(month === undefined ? {} : { month }) };
}

const save = question<C, true>({
  key: 'save',
  value: z.literal(true),
  numbered: false,
  bare: true,
  dependsOn: fieldKeys,
  ask: (answers, context) => {
    const changed = differences(answers, context).map(({ it, after }) =>
      line('data.correct.change', {
        label: labelOf(it),
        before: { line: shownNow(it, answers, context) },
        after: { line: shown(it, after, overCurrent(answers, context), context) },
      }),
    );
    return changed.length === 0
      ? line('data.correct.same')
      : line('data.correct.confirm', { changes: { line: lines(changed) } });
  },
  choices: (answers, context) => [
    [
      {
        code: 'yes',
        label: line(differences(answers, context).length === 0 ? 'data.correct.fine' : 'data.correct.save'),
        reply: { kind: 'accept', value: true },
      },
    ],
    [{ code: 'again', label: line('common.button.writeAgain'), reply: writeAgain(answers) }],
    [
      {
        code: 'nothing',
        label: line('common.button.noChange'),
        reply: { kind: 'decline', text: line('data.unchanged') },
      },
    ],
  ],
  read: (said) =>
    said.kind === 'text' && readWord(said.text) === 'yes'
      ? { kind: 'accept', value: true }
      : { kind: 'hint' },
  reader: 'word@1',
  hints: [line('common.buttons'), line('common.buttons')],
});

function writeAgain(answers: Answers): Reply {
  const key = answers.of(field) ?? 'name';
  return {
    kind: 'jump',
    to: key,
    clear: [...asked.map((it) => it.key), 'sales.daily', 'workers.split'].filter(
      (it) => key !== 'desa' || it !== 'kecamatan',
    ),
  };
}

const result = z.object({ kind: z.enum(['changed', 'same', 'other']) });

/** *Ubah data*: one field by its number, the question of the registration again, before and after, with history. */
export const correction: Form<C, Services, z.infer<typeof result>> = {
  name: 'correct',
  version: 1,
  brief: true,
  title: 'data.correct.title',
  questions: [which, field, ...asked, save],
  heading: ownHeading,
  speaker: (answers) => {
    const [newName, gender] = [answers.of(name), answers.of(salutation)];
    return {
      ...(gender === undefined ? {} : { salutation: gender }),
      ...(newName === undefined ? {} : { shortName: shortName(newName) }),
    };
  },
  load: (services, who, _answers, moment) => loadOwn(services, who, moment),
  submit: async (services, who, answers, context, draft) => {
    const it = chosenBusiness(answers, context);
    if (who.personId === undefined || it === undefined || !isMeant(answers, who.personId))
      return { kind: 'other' };
    const wanted = Object.fromEntries(differences(answers, context).map(({ it, after }) => [it.key, after]));
    const changed = await correctData(services, {
      personId: who.personId,
      businessId: it.id,
      draftId: draft.id,
      ...newValues(wanted, answers),
    });
    return { kind: changed === undefined ? 'other' : changed.length === 0 ? 'same' : 'changed' };
  },
  result,
  receipt: (done) => ({
    text: line(`data.correct.done.${done.kind}`),
    buttons: [
      [{ label: line('data.correct.more'), data: 'data-correct' }],
      [
        { label: line('start.menu.data'), data: 'data' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ],
  }),
};

/** The answers as columns; undefined in them means that the field is emptied. */
function newValues(
  wanted: Readonly<Record<string, Json | undefined>>,
  answers: Answers,
): Pick<Correction, 'business' | 'owner'> {
  const has = (key: Field): boolean => key in wanted;
  const text = (key: 'name' | 'salutation' | 'phone'): string | null => {
    const value = wanted[key];
    return typeof value === 'string' ? value : null;
  };
  const kindNow = answers.of(kind);
  const begun = answers.of(started);
  const nibNow = answers.of(nib);
  const digits = nibNow !== undefined && /^\d{13}$/.test(nibNow) ? nibNow : undefined;
  const fieldsNow: Partial<BusinessFields> = {
    ...(has('business') ? { name: answers.of(business) } : {}),
    ...(has('kind') ? { kind: kindNow?.kind, kindWords: kindNow?.words } : {}),
    ...(has('kecamatan') ? { kecamatan: answers.of(kecamatan) } : {}),
    ...(has('desa') ? { desa: answers.of(desa) } : {}),
    ...(has('started')
      ? { startedYear: begun?.year, startedMonth: begun?.month ?? answers.of(startedMonth) }
      : {}),
    ...(has('workers') ? { workers: answers.of(workers) } : {}),
    ...(has('sales') ? { usualMonthlySales: answers.of(sales)?.amount, usualEstimate: true } : {}),
    ...(has('capital') ? { capital: answers.of(capital)?.amount } : {}),
    ...(has('nib') ? { nib: digits, nibStatus: digits === undefined ? statusOf(nibNow) : 'has' } : {}),
  };
  const owner = {
    ...(has('name') ? { name: text('name') } : {}),
    ...(has('salutation') ? { salutation: text('salutation') } : {}),
    ...(has('phone') ? { phone: text('phone') } : {}),
  };
  return {
    ...(Object.keys(fieldsNow).length === 0 ? {} : { business: fieldsNow }),
    ...(Object.keys(owner).length === 0 ? {} : { owner }),
  };
}

function statusOf(answer: string | undefined): 'none' | 'later' | 'unknown' {
  return answer === 'none' || answer === 'later' ? answer : 'unknown';
}

export const correct = conversation('correct', 1, [correction], async (talk) => {
  await talk.fill(correction, talk.start);
});
