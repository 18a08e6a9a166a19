import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { findDesa, findKecamatan } from '../../domain/area.ts';
import { businessKinds, guessKind, looksProcessed, type BusinessKind } from '../../domain/business-kind.ts';
import { formatPhone, readNib, readPhone } from '../../domain/identity.ts';
import { toMonth } from '../../domain/month.ts';
import { readBusinessName, readName, shortName } from '../../domain/name.ts';
import { readPeople } from '../../domain/people.ts';
import { readWord } from '../../domain/words.ts';
import { readCapitalRupiah } from '../../domain/rupiah.ts';
import { readStartYear } from '../../domain/year-started.ts';
import { line, named, type Line } from '../../i18n.ts';
import { peopleOf } from '../../services/accounts.ts';
import { desaOf, type Areas } from '../../services/areas.ts';
import type { AskKey } from '../../services/eligibility.ts';
import { register as registerBusiness } from '../../services/registration.ts';
import type { Services } from '../../services/services.ts';
import { question, type Answers, type Choice, type Form, type Json, type Reply, type Rows, type StoredAnswer } from './engine/form.ts';
import { conversation } from './engine/script.ts';
import { dailyQuestions, money, MONEY_READER, replyToMoney, startDaily } from './money.ts';
import { interests, trainingNews } from './training-news.ts';

/** What the questions look up. */
export interface Context {
  readonly areas: Areas;
  readonly today: Temporal.PlainDate;
  /** The people who already use this chat. */
  readonly people: readonly { readonly id: number; readonly name: string | undefined; readonly salutation: 'L' | 'P' | undefined }[];
}

type C = Context;

const take = (value: Json): Reply => ({ kind: 'accept', value });
const leave = (open: 'skipped' | 'later'): Reply => ({ kind: 'accept', value: null, open });
const choice = (code: string, label: Line, reply: Reply): Choice => ({ code, label, reply });
const hint = (text?: Line): Reply => (text === undefined ? { kind: 'hint' } : { kind: 'hint', text });

/** Two buttons in a row, as they fit on a small screen. */
export function inPairs(choices: readonly Choice[]): Rows {
  const rows: Choice[][] = [];
  for (let at = 0; at < choices.length; at += 2) rows.push(choices.slice(at, at + 2));
  return rows;
}

export const CONSENT_VERSION = 1;

export const consent = question<C, 'agreed'>({
  key: 'consent',
  value: z.literal('agreed'),
  numbered: false,
  bare: true,
  // Everybody consents for themselves, also the second person on one phone.
  when: (answers, context) => context.people.length === 0 || answers.of(owner) === 0,
  dependsOn: ['owner'],
  ask: () => line('register.consent.ask'),
  choices: () => [
    [choice('agree', line('register.consent.agree'), take('agreed'))],
    [
      choice('read', line('register.consent.read'), { kind: 'tell', text: line('register.consent.full') }),
      choice('refuse', line('register.consent.refuse'), { kind: 'decline', text: line('register.consent.declined') }),
    ],
  ],
  hints: [line('common.consent.button'), line('register.consent.ask')],
});

const owner = question<C, number>({
  key: 'owner',
  value: z.number().int(),
  when: (_answers, context) => context.people.length > 0,
  ask: () => line('register.owner.ask'),
  choices: (_answers, context) => [
    ...context.people.map((person) => [choice(`p${person.id}`, named(person.name ?? '–'), take(person.id))]),
    [choice('other', line('register.owner.other'), take(0))],
  ],
  hints: [line('common.buttons'), line('register.owner.ask')],
  label: 'register.owner.label',
  show: (id, _answers, context) => {
    const name = context.people.find((person) => person.id === id)?.name;
    return name === undefined ? line('register.owner.other') : named(name);
  },
});

/** A person of this chat who registers one more business is not asked again who they are. */
const isNewPerson = (answers: Answers): boolean => (answers.of(owner) ?? 0) === 0;

export const name = question<C, string>({
  key: 'name',
  value: z.string(),
  when: isNewPerson,
  dependsOn: ['owner'],
  ask: () => line('register.name.ask'),
  read: (said) => {
    const reading = said.kind === 'text' ? readName(said.text) : undefined;
    return reading?.kind === 'ok' ? take(reading.value) : hint();
  },
  reader: 'name@1',
  hints: [line('register.name.hint1'), line('register.name.hint2')],
  label: 'register.name.label',
  show: (value) => named(value),
});

export const salutation = question<C, 'L' | 'P'>({
  key: 'salutation',
  value: z.enum(['L', 'P']),
  when: isNewPerson,
  dependsOn: ['owner'],
  ask: () => line('register.salutation.ask'),
  choices: () => [[choice('P', line('register.salutation.P'), take('P')), choice('L', line('register.salutation.L'), take('L'))]],
  read: (said) => {
    const text = said.kind === 'text' ? said.text.trim().toLowerCase() : '';
    if (/^(ibu|bu|perempuan|p|wanita|mbak|cewek|ibuk)$/.test(text)) return take('P');
    if (/^(bapak|pak|laki|laki-laki|laki laki|l|pria|mas|cowok)$/.test(text)) return take('L');
    return hint();
  },
  reader: 'salutation@1',
  hints: [line('register.salutation.hint1'), line('register.salutation.hint1')],
  label: 'register.salutation.label',
  show: (value) => line(`register.salutation.${value}`),
});

/** The kecamatan named like the kabupaten is "the town"; those on an island carry its name. */
export function kecamatanLabel(it: Areas['kecamatan'][number]): Line {
  if (it.name === 'Gresik') return line('register.kecamatan.city');
  if (it.island !== 'Jawa') return line('register.kecamatan.island', { name: it.name, island: it.island });
  return named(it.name);
}

export const kecamatan = question<C, string>({
  key: 'kecamatan',
  value: z.string(),
  ask: () => line('register.kecamatan.ask'),
  choices: (_answers, { areas }) =>
    inPairs(areas.kecamatan.toSorted((a, b) => a.name.localeCompare(b.name, 'id')).map((it) => choice(it.code, kecamatanLabel(it), take(it.code)))),
  read: (said, _answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    const found = findKecamatan(said.text, areas.kecamatan);
    if (found.kind === 'ok') return take(found.value.code);
    if (found.kind === 'none') return hint();
    const shown = found.likely === undefined ? found.candidates : [found.likely];
    return shown.length === 0 ? hint() : propose(shown.map((it) => ({ code: it.code, name: it.name })));
  },
  reader: 'area@1',
  hints: [line('register.kecamatan.hint1'), line('register.kecamatan.hint2')],
  help: (_answers, { areas }) => [
    ...inPairs(areas.kecamatan.toSorted((a, b) => a.name.localeCompare(b.name, 'id')).map((it) => choice(it.code, kecamatanLabel(it), take(it.code)))),
    [choice('outside', line('register.kecamatan.outside'), { kind: 'decline', text: line('register.kecamatan.outsideNote') })],
  ],
  label: 'register.kecamatan.label',
  show: (code, _answers, { areas }) => named(areas.kecamatan.find((it) => it.code === code)?.name ?? code),
});

/** "Maksudnya Lumpur?" for one, a choice for several. */
function propose(areas: readonly { readonly code: string; readonly name: string }[]): Reply {
  const [one] = areas;
  return {
    kind: 'propose',
    text: areas.length === 1 && one !== undefined ? line('register.desa.suggest', { name: one.name }) : line('register.desa.several'),
    options: areas.slice(0, 8).map((it) => ({
      code: it.code,
      label: areas.length === 1 ? line('common.button.yesThis', { value: it.name }) : named(it.name),
      value: it.code,
    })),
    again: line('common.button.no'),
  };
}

const changeKecamatan = choice('kecamatan', line('register.desa.changeKecamatan'), { kind: 'jump', to: 'kecamatan', clear: ['kecamatan', 'desa'] });

export const desa = question<C, string>({
  key: 'desa',
  value: z.string(),
  dependsOn: ['kecamatan'],
  // Without a kecamatan there is no list to choose from.
  when: (answers) => answers.stored('kecamatan')?.open === undefined,
  ask: (answers, { areas }) => {
    const example = desaOf(areas, answers.of(kecamatan) ?? '')[0]?.name ?? '';
    return line('register.desa.ask', { example: example.slice(0, 3).toLowerCase() });
  },
  choices: (answers, { areas }) => [
    ...inPairs(desaOf(areas, answers.of(kecamatan) ?? '').map((it) => choice(it.code, named(it.name), take(it.code)))),
    [changeKecamatan],
  ],
  read: (said, answers, { areas }) => {
    if (said.kind !== 'text') return hint();
    const within = answers.of(kecamatan) ?? '';
    const found = findDesa(said.text, areas.desa, within);
    if (found.kind === 'ok') return take(found.value.code);
    if (found.kind === 'ambiguous') {
      const shown = found.likely === undefined ? found.candidates : [found.likely];
      if (shown.length > 0) return propose(shown);
    }
    const here = areas.kecamatan.find((it) => it.code === within)?.name ?? '';
    const elsewhere = found.kind === 'none' ? areas.kecamatan.filter((it) => found.elsewhere?.includes(it.code)).map((it) => named(it.name)) : [];
    return elsewhere.length > 0
      ? hint(line('register.desa.elsewhere', { others: { list: elsewhere }, kecamatan: here }))
      : hint(line('register.desa.hint1', { kecamatan: here }));
  },
  reader: 'area@1',
  hints: [line('register.desa.hint1'), line('register.desa.hint2')],
  help: (answers, { areas }) => [
    ...inPairs(desaOf(areas, answers.of(kecamatan) ?? '').map((it) => choice(it.code, named(it.name), take(it.code)))),
    [changeKecamatan],
    [choice('outside', line('register.kecamatan.outside'), { kind: 'decline', text: line('register.kecamatan.outsideNote') })],
  ],
  label: 'register.desa.label',
  show: (code, _answers, { areas }) => named(areas.desa.find((it) => it.code === code)?.name ?? code),
});

export const business = question<C, string>({
  key: 'business',
  value: z.string(),
  ask: () => line('register.business.ask'),
  read: (said) => {
    const reading = said.kind === 'text' ? readBusinessName(said.text) : undefined;
    return reading?.kind === 'ok' ? take(reading.value) : hint();
  },
  reader: 'name@1',
  hints: [line('register.business.hint1'), line('register.business.hint2')],
  label: 'register.business.label',
  show: (value) => named(value),
});

const kindValue = z.object({ kind: z.enum(businessKinds), words: z.string().optional() });

const kindLabel = (kind: BusinessKind): Line => line(`kind.${kind}`);

export const kind = question<C, z.infer<typeof kindValue>>({
  key: 'kind',
  value: kindValue,
  ask: () => line('register.kind.ask'),
  choices: (answers) => [
    ...inPairs(businessKinds.filter((it) => it !== 'other').map((it) => choice(it, kindLabel(it), chosenKind(it, answers)))),
    [choice('other', line('register.kind.other'), { kind: 'tell', text: line('register.kind.otherAsk') })],
  ],
  read: (said) => {
    if (said.kind !== 'text') return hint();
    const words = said.text.slice(0, 120);
    const guess = guessKind(words);
    const found = guess.kind === 'ok' ? [guess.value] : guess.kind === 'ambiguous' ? guess.candidates : [];
    if (found.length === 0 && (readWord(words) !== undefined || !/\p{L}{3}/u.test(words))) return hint();
    if (found.length === 0) return take({ kind: 'other', words });
    const [first] = found;
    return {
      kind: 'propose',
      text: found.length === 1 && first !== undefined ? line('register.kind.confirm', { kind: { line: kindLabel(first) } }) : line('register.desa.several'),
      options: [
        ...found.slice(0, 4).map((it) => ({ code: it, label: found.length === 1 ? line('common.button.yesThis', { value: { line: kindLabel(it) } }) : kindLabel(it), value: { kind: it, words } })),
        { code: 'as-is', label: line('register.kind.keepOther'), value: { kind: 'other', words } },
      ],
      again: line('common.button.noChange'),
    };
  },
  reader: 'kind@1',
  hints: [line('register.kind.hint1'), line('register.kind.hint2')],
  label: 'register.kind.label',
  show: (value) => (value.words !== undefined && value.kind === 'other' ? named(value.words) : kindLabel(value.kind)),
});

/** Processed fish is food; "Tambak, ikan" means fresh fish. Asked once, when the name says otherwise. */
function chosenKind(it: BusinessKind, answers: Answers): Reply {
  if (it !== 'fishery' || !looksProcessed(answers.of(business) ?? '')) return take({ kind: it });
  return {
    kind: 'propose',
    text: line('register.kind.processed'),
    options: [
      { code: 'food', label: line('register.kind.processedChange'), value: { kind: 'food' } },
      { code: 'fishery', label: line('register.kind.processedKeep'), value: { kind: 'fishery' } },
    ],
    again: line('common.button.noChange'),
  };
}

const monthNumber = z.number().int().min(1).max(12);
const startedValue = z.object({ year: z.number().int(), month: monthNumber.optional() });

export const started = question<C, z.infer<typeof startedValue>>({
  key: 'started',
  value: startedValue,
  ask: () => line('register.started.ask'),
  choices: (_answers, { today }) => [
    [
      choice('this', line('register.started.thisYear'), take({ year: today.year })),
      choice('last', line('register.started.lastYear'), take({ year: today.year - 1 })),
    ],
    [choice('forgot', line('register.started.forgot'), leave('skipped'))],
  ],
  read: (said, _answers, { today }) => {
    if (said.kind !== 'text') return hint();
    if (readWord(said.text) === 'forgot' || readWord(said.text) === 'dont-know') return leave('skipped');
    const reading = readStartYear(said.text, today);
    if (reading.kind === 'none') return hint(reading.reason === 'future' ? line('register.started.future') : undefined);
    const options = reading.kind === 'ok' ? [reading.value] : reading.likely === undefined ? reading.candidates : [reading.likely];
    const [first] = options;
    if (first === undefined) return hint();
    const value = { year: first.year, ...(first.month === undefined ? {} : { month: first.month }) };
    const sure = reading.kind === 'ok' && first.computed !== true;
    if (sure) return take(value);
    return {
      kind: 'propose',
      text: line('register.started.computed', { year: first.year }),
      options: [{ code: 'yes', label: line('common.button.yes'), value }],
      again: line('common.button.change'),
    };
  },
  reader: 'year@1',
  hints: [line('register.started.hint1'), line('register.started.hint2')],
  help: (_answers, { today }) => [
    [choice('this', line('register.started.under'), take({ year: today.year })), choice('forgot', line('register.started.forgot'), leave('skipped'))],
  ],
  leaveOpen: line('common.button.later'),
  label: 'register.started.label',
  show: (value, answers): Line => {
    const month = value.month ?? answers.of({ key: 'month', value: monthNumber });
    return month === undefined ? line('register.started.year', { year: value.year }) : line('register.started.month', { month: { month: toMonth(value.year, month) } });
  },
});

/** The month matters only for this and last year: only then a rule depends on it. */
export const startedMonth = question<C, number>({
  key: 'month',
  value: monthNumber,
  numbered: false,
  dependsOn: ['started'],
  when: (answers, { today }) => {
    const value = answers.of(started);
    return value !== undefined && value.month === undefined && value.year >= today.year - 1;
  },
  ask: () => line('register.month.ask'),
  choices: (answers, { today }) => {
    const year = answers.of(started)?.year ?? today.year;
    const last = year === today.year ? today.month : 12;
    const months = Array.from({ length: last }, (_, index) => index + 1);
    return [
      ...inPairs(months.map((month) => choice(`m${month}`, line('register.month.name', { month: { monthName: toMonth(year, month) } }), take(month)))),
      [choice('forgot', line('register.started.forgot'), leave('skipped'))],
    ];
  },
  hints: [line('register.month.hint1'), line('register.month.ask')],
});

const peopleValue = z.object({ male: z.number().int().min(0), female: z.number().int().min(0) });
type People = z.infer<typeof peopleValue>;

/** "2 orang (2 perempuan)" */
export function peopleLine(value: People): Line {
  const parts = [
    ...(value.male > 0 ? [line('common.people.male', { count: value.male })] : []),
    ...(value.female > 0 ? [line('common.people.female', { count: value.female })] : []),
  ];
  return line('common.people.count', { total: value.male + value.female, parts: { list: parts } });
}

const personOf = (answers: Answers, context: C): 'L' | 'P' | undefined => {
  const id = answers.of(owner) ?? 0;
  return id === 0 ? answers.of(salutation) : context.people.find((person) => person.id === id)?.salutation;
};

const self = (gender: 'L' | 'P' | undefined, more: People): People => ({
  male: more.male + (gender === 'L' ? 1 : 0),
  female: more.female + (gender === 'P' ? 1 : 0),
});

const ONE_BY_ONE: Reply = { kind: 'jump', to: 'women', clear: ['women', 'men', 'workers'], set: { 'workers.split': true } };

const isSplit = (answers: Answers): boolean => answers.has('workers.split');

const counts = (code: string, from: number, to: number, reply: (count: number) => Reply): Rows => {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const rows: Choice[][] = [];
  for (let at = 0; at < all.length; at += 4)
    rows.push(all.slice(at, at + 4).map((count) => choice(`${code}${count}`, line('common.number', { number: count }), reply(count))));
  return rows;
};

const readCount = (said: { readonly kind: string; readonly text?: string }): number | undefined => {
  const count = Number(/^\s*(\d{1,3})(?:\s*(?:orang|org))?\s*$/iu.exec(said.text ?? '')?.[1] ?? Number.NaN);
  return Number.isInteger(count) && count <= 300 ? count : undefined;
};

/** "Kita isi satu-satu": women, then men, for who cannot say it in one text. */
export const women = question<C, number>({
  key: 'women',
  value: z.number().int().min(0),
  numbered: false,
  when: isSplit,
  ask: () => line('register.women.ask'),
  choices: () => [...counts('w', 0, 7, take), [choice('more', line('register.more'), { kind: 'tell', text: line('register.women.hint1') })]],
  read: (said) => {
    const count = readCount(said);
    return count === undefined ? hint() : take(count);
  },
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.women.ask')],
});

export const men = question<C, number>({
  key: 'men',
  value: z.number().int().min(0),
  numbered: false,
  when: isSplit,
  dependsOn: ['women'],
  ask: () => line('register.men.ask'),
  choices: (answers) => [
    ...counts('m', 0, 7, (count) => splitDone(answers.of(women) ?? 0, count)),
    [choice('more', line('register.more'), { kind: 'tell', text: line('register.women.hint1') })],
  ],
  read: (said, answers) => {
    const count = readCount(said);
    return count === undefined ? hint() : splitDone(answers.of(women) ?? 0, count);
  },
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.men.ask')],
});

/** Both counts make the answer to the question that they help with; nobody at all is asked back. */
function splitDone(female: number, male: number): Reply {
  if (female + male === 0) return { kind: 'jump', to: 'women', clear: ['women', 'men'], text: line('register.workers.hint1') };
  return { kind: 'accept', value: male, others: { workers: { male, female } } };
}

export const workers = question<C, People>({
  key: 'workers',
  value: peopleValue,
  ask: () => line('register.workers.ask'),
  choices: (answers, context) => {
    const gender = personOf(answers, context);
    if (gender === undefined) return [[choice('split', line('register.workers.oneByOne'), ONE_BY_ONE)]];
    return [
      [choice('self', line('register.workers.self'), take(self(gender, { male: 0, female: 0 })))],
      [choice('f1', line('register.workers.withFemale'), take(self(gender, { male: 0, female: 1 })))],
      [choice('m1', line('register.workers.withMale'), take(self(gender, { male: 1, female: 0 })))],
      [choice('more', line('register.workers.more'), { kind: 'tell', text: line('register.workers.moreNote') })],
    ];
  },
  read: (said, answers, context) => {
    if (said.kind !== 'text') return hint();
    return replyToPeople(said.text, personOf(answers, context));
  },
  reader: 'people@1',
  hints: [line('register.workers.hint1'), line('register.workers.hint2')],
  help: () => [[choice('split', line('register.workers.oneByOne'), ONE_BY_ONE)]],
  leaveOpen: line('common.button.later'),
  label: 'register.workers.label',
  show: peopleLine,
});

/** Reads who works there; anything computed or unusual is shown and confirmed. */
export function replyToPeople(text: string, gender: 'L' | 'P' | undefined): Reply {
  const reading = readPeople(text, { gender });
  if (reading.kind === 'partial') return { kind: 'tell', text: reading.total === undefined ? line('register.workers.moreNote') : line('register.workers.total', { total: reading.total }) };
  if (reading.kind === 'none') return hint();
  const candidates = reading.kind === 'ok' ? [reading.value] : reading.likely === undefined ? reading.candidates : [reading.likely];
  const [first] = candidates;
  if (first === undefined) return hint();
  if (reading.kind === 'ok' && reading.warnings.length === 0) return take({ male: first.male, female: first.female });
  return {
    kind: 'propose',
    text: candidates.length === 1 ? line('register.workers.confirm', { people: { line: peopleLine(first) } }) : line('register.desa.several'),
    options: candidates.slice(0, 4).map((it, index) => ({
      code: `c${index}`,
      label: candidates.length === 1 ? line('common.button.yes') : peopleLine(it),
      value: { male: it.male, female: it.female },
    })),
    again: line('common.button.change'),
  };
}

const confirmSales = (amount: number): Line => line('register.sales.confirm', { amount: { rupiahFull: amount } });

export const sales = question<C, z.infer<typeof money>>({
  key: 'sales',
  value: money,
  ask: () => line('register.sales.ask'),
  choices: () => [
    [choice('daily', line('register.sales.daily'), startDaily('sales'))],
    [choice('unknown', line('register.sales.unknown'), leave('skipped'))],
  ],
  read: (said) =>
    said.kind === 'text' && readWord(said.text) === 'dont-know'
      ? leave('skipped')
      : replyToMoney(said, { confirm: confirmSales, offerEstimate: false, daily: (perDay) => startDaily('sales', perDay) }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.second')],
  leaveOpen: line('common.button.later'),
  label: 'register.sales.label',
  show: (value) => line('register.sales.show', { amount: { rupiahFull: value.amount } }),
});

/** PP 7/2021 art. 35: capital classifies a business only at its founding, so only younger than 12 months. */
export const isYoung = (answers: Answers, { today }: C): boolean => {
  const value = answers.of(started);
  const month = value?.month ?? answers.of(startedMonth);
  if (value === undefined || (month === undefined && value.year < today.year)) return false;
  const begun = new Temporal.PlainYearMonth(value.year, month ?? 1);
  return begun.until(today.toPlainYearMonth(), { largestUnit: 'month' }).months < 12;
};

export const capital = question<C, z.infer<typeof money>>({
  key: 'capital',
  value: money,
  numbered: false,
  when: isYoung,
  ask: () => line('register.capital.ask'),
  choices: () => [[choice('unknown', line('register.sales.unknown'), leave('skipped'))]],
  read: (said) => {
    if (said.kind === 'text' && readWord(said.text) === 'dont-know') return leave('skipped');
    return replyToMoney(said, { confirm: (amount) => line('register.capital.confirm', { amount: { rupiahFull: amount } }), offerEstimate: false, read: readCapitalRupiah });
  },
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  leaveOpen: line('common.button.later'),
  label: 'register.capital.label',
  show: (value) => line('register.sales.amount', { amount: { rupiahFull: value.amount } }),
});

const nibValue = z.union([z.enum(['none', 'unknown', 'later']), z.string().regex(/^\d{13}$/)]);

export const nib = question<C, z.infer<typeof nibValue>>({
  key: 'nib',
  value: nibValue,
  ask: () => line('register.nib.ask'),
  choices: () => [
    [choice('none', line('register.nib.none'), take('none')), choice('unknown', line('register.nib.unknown'), take('unknown'))],
    [choice('later', line('register.nib.later'), take('later'))],
  ],
  read: (said) => {
    if (said.kind !== 'text') return hint();
    const word = readWord(said.text);
    if (word === 'not-yet' || word === 'no') return take('none');
    if (word === 'dont-know' || word === 'forgot') return take('unknown');
    if (word === 'later' || word === 'already' || word === 'yes') return take('later');
    const reading = readNib(said.text);
    if (reading.kind === 'ok') return take(reading.value);
    if (reading.kind === 'ambiguous' && reading.likely !== undefined)
      return {
        kind: 'propose',
        text: line('register.nib.confirm', { nib: reading.likely }),
        options: [{ code: 'yes', label: line('common.button.yes'), value: reading.likely }],
        again: line('common.button.change'),
      };
    return hint(reading.kind === 'none' && reading.digits !== undefined && reading.digits > 0 ? line('register.nib.digits', { digits: reading.digits }) : undefined);
  },
  reader: 'nib@1',
  hints: [line('register.nib.hint1'), line('register.nib.hint2')],
  help: () => [[choice('later', line('common.button.later'), take('later')), choice('none', line('register.nib.none'), take('none'))]],
  leaveOpen: line('common.button.later'),
  label: 'register.nib.label',
  show: (value) => (value === 'none' || value === 'unknown' || value === 'later' ? line(`register.nib.show.${value}`) : named(value)),
});

export const phone = question<C, string>({
  key: 'phone',
  value: z.string(),
  when: isNewPerson,
  keyboard: { close: 'register.phone.closed' },
  ask: () => line('register.phone.ask'),
  choices: () => [
    [{ code: 'share', label: line('register.phone.share'), reply: hint(), contact: true }],
    [choice('skip', line('common.button.skip'), leave('skipped'))],
  ],
  read: (said) => {
    if (said.kind === 'text' && readWord(said.text) === 'skip') return leave('skipped');
    const reading = readPhone(said.kind === 'contact' ? said.phone : said.text);
    if (reading.kind !== 'ok') return hint();
    const value = reading.value;
    const shown = formatPhone(value);
    const foreign = reading.warnings.includes('foreign');
    if (foreign || (said.kind === 'contact' && !said.own))
      return {
        kind: 'propose',
        text: foreign ? line('register.phone.foreign', { phone: shown }) : line('register.phone.other'),
        options: [{ code: 'yes', label: line('register.phone.otherYes', { phone: shown }), value }],
        again: line('common.button.noWriteAgain'),
      };
    return take(value);
  },
  reader: 'phone@1',
  hints: [line('register.phone.hint1'), line('register.phone.hint2')],
  leaveOpen: line('common.button.later'),
  label: 'register.phone.label',
  show: (value) => named(formatPhone(value)),
});

const result = z.object({
  number: z.string(),
  moment: z.string(),
  hasNib: z.boolean(),
});

/** The questions of *Daftar*, in the order in which they are asked. */
export const registration: Form<C, Services, z.infer<typeof result>> = {
  name: 'register',
  version: 1,
  title: 'register.title',
  questions: [
    consent,
    owner,
    name,
    salutation,
    kecamatan,
    desa,
    business,
    kind,
    started,
    startedMonth,
    women,
    men,
    workers,
    ...dailyQuestions<C>({
      target: 'sales',
      daysInMonth: () => 30,
      askDays: (perDay) => line('money.days.ask', { amount: { rupiahFull: perDay } }),
    }),
    sales,
    capital,
    nib,
    phone,
  ],
  review: { ask: line('register.review.ask'), send: line('common.button.send'), save: line('register.review.save') },
  load: async (services, who, _answers, moment) => ({
    areas: services.areas,
    today: Temporal.PlainDate.from(moment.today),
    people: who.personId === undefined ? [] : await peopleOf(services, who.accountId),
  }),
  speaker: (answers, context) => {
    const known = context.people.find((person) => person.id === answers.of(owner));
    const called = known === undefined ? answers.of(name) : known.name;
    const gender = known === undefined ? answers.of(salutation) : known.salutation;
    // Until somebody has said whose business it is, whoever used the chat last is addressed.
    if (context.people.length > 0 && !answers.has(owner.key)) return {};
    return { salutation: gender, shortName: called === undefined ? undefined : shortName(called) };
  },
  submit: async (services, who, answers, context, draft) => {
    const ownerId = answers.of(owner) ?? 0;
    const kindAnswer = answers.of(kind);
    const begun = answers.of(started);
    const usual = answers.of(sales);
    const nibAnswer = answers.of(nib);
    const digits = nibAnswer !== undefined && /^\d{13}$/.test(nibAnswer) ? nibAnswer : undefined;
    const stored = answers.stored('consent');
    if (ownerId === 0 && stored === undefined) throw new Error('expected a consent before a person is stored');
    const registered = await registerBusiness(services, {
      accountId: who.accountId,
      draftId: draft.id,
      person:
        ownerId === 0
          ? { name: answers.of(name), salutation: answers.of(salutation), phone: answers.of(phone) }
          : { id: context.people.some((person) => person.id === ownerId) ? ownerId : 0 },
      consent: { version: CONSENT_VERSION, language: who.language, text: draft.wording(line('register.consent.ask')), button: 'agree', givenAt: givenAt(stored, draft.now) },
      business: {
        name: answers.of(business),
        kind: kindAnswer?.kind,
        kindWords: kindAnswer?.words,
        kecamatan: answers.of(kecamatan),
        desa: answers.of(desa),
        startedYear: begun?.year,
        startedMonth: begun?.month ?? answers.of(startedMonth),
        workers: answers.of(workers),
        usualMonthlySales: usual?.amount,
        usualEstimate: true,
        capital: answers.of(capital)?.amount,
        nibStatus: digits === undefined ? nibStatus(nibAnswer) : 'has',
        nib: digits,
      },
      unknown: unknownFacts(answers),
    });
    return { number: registered.number, moment: draft.now.toISOString(), hasNib: digits !== undefined || nibAnswer === 'later' };
  },
  result,
  receipt: (done) => ({
    text: line('register.receipt', { number: done.number, moment: { moment: done.moment } }),
    buttons: [
      [{ label: line('register.receipt.report'), data: 'report' }],
      [
        { label: line('register.receipt.partnership'), data: 'partnership' },
        ...(done.hasNib ? [] : [{ label: line('register.receipt.nib'), data: 'nib' }]),
      ],
      [{ label: line('common.button.menu'), data: 'menu' }],
    ],
  }),
};

/** "Lupa" and "Belum tahu": answers, too, so that *Cek kemitraan* does not ask again. */
function unknownFacts(answers: Answers): readonly AskKey[] {
  const asked: readonly (readonly [string, AskKey])[] = [['started', 'startedYear'], ['month', 'startedMonth'], ['sales', 'class'], ['capital', 'capital']];
  const skipped = asked.flatMap(([key, fact]) => (answers.stored(key)?.open === 'skipped' ? [fact] : []));
  return answers.of(nib) === 'unknown' ? [...skipped, 'nib'] : skipped;
}

function nibStatus(answer: string | undefined): 'none' | 'later' | 'unknown' {
  return answer === 'none' || answer === 'later' ? answer : 'unknown';
}

function givenAt(stored: StoredAnswer | undefined, otherwise: Date): Date {
  return stored === undefined ? otherwise : new Date(stored.at);
}

export const register = conversation('register', 1, [registration, trainingNews, interests], async (talk) => {
  const first = talk.start.form ?? registration.name;
  if (first === registration.name) {
    const registered = await talk.fill(registration, talk.start);
    if (registered.how !== 'submitted') return;
  }
  if (first !== interests.name) {
    const news = await talk.fill(trainingNews, { open: 'fresh' });
    if (news.how !== 'submitted') return;
  }
  await talk.fill(interests, { open: 'fresh' });
});
