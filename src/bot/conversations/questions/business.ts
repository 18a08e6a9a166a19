import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import {
  businessKinds,
  guessKind,
  looksProcessed,
  type BusinessKind,
} from '../../../domain/people/business-kind.ts';
import { readNib, type NibReason } from '../../../domain/people/identity.ts';
import { readIntent } from '../../../domain/words/intent.ts';
import { toMonth } from '../../../domain/month/month.ts';
import { readWord } from '../../../domain/words/words.ts';
import { readStartYear, type StartYearReason } from '../../../domain/people/year-started.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { question, type Answers } from '../engine/form.ts';
import {
  choice,
  hint,
  inPairs,
  leave,
  propose,
  refuse,
  take,
  takeWords,
  tell,
  type Refusals,
  type Reply,
} from '../engine/reply.ts';
import type { Context } from './context.ts';
import { replyToBusinessName } from './names.ts';

export const business = question<Context, string>({
  key: 'business',
  value: z.string(),
  ask: () => line('register.business.ask'),
  read: replyToBusinessName,
  reader: 'name@1',
  hints: [line('register.business.hint1'), line('register.business.hint2')],
  label: 'register.business.label',
  show: (value) => named(value),
});

const kindValue = z.object({ kind: z.enum(businessKinds), words: z.string().optional() });

const kindLabel = (kind: BusinessKind): Line => line(`kind.${kind}`);

export const kind = question<Context, z.infer<typeof kindValue>>({
  key: 'kind',
  value: kindValue,
  ask: () => line('register.kind.ask'),
  choices: (answers) => [
    ...inPairs(
      businessKinds
        .filter((it) => it !== 'other')
        .map((it) => choice(it, kindLabel(it), chosenKind(it, answers))),
    ),
    [choice('other', line('register.kind.other'), tell(line('register.kind.otherAsk')))],
  ],
  read: (said) => {
    if (said.kind !== 'text') return hint();
    const words = clip(said.text, 120);
    const guess = guessKind(words);
    const found = guess.kind === 'ok' ? [guess.value] : guess.kind === 'ambiguous' ? guess.candidates : [];
    if (found.length === 0 && (readWord(words) !== undefined || !/\p{L}{3}/u.test(words))) return hint();
    if (found.length === 0) return takeWords({ kind: 'other', words });
    const [first] = found;
    return propose(
      found.length === 1 && first !== undefined
        ? line('register.kind.confirm', { kind: { line: kindLabel(first) } })
        : line('register.desa.several'),
      line('common.button.noChange'),
      ...found.slice(0, 4).map((it) => ({
        code: it,
        label:
          found.length === 1
            ? line('common.button.yesThis', { value: { line: kindLabel(it) } })
            : kindLabel(it),
        value: { kind: it, words },
      })),
      { code: 'as-is', label: line('register.kind.keepOther'), value: { kind: 'other', words } },
    );
  },
  reader: 'kind@1',
  hints: [line('register.kind.hint1'), line('register.kind.hint2')],
  label: 'register.kind.label',
  show: (value) =>
    value.words !== undefined && value.kind === 'other' ? named(value.words) : kindLabel(value.kind),
});

/** Processed fish is food; "Tambak, ikan" means fresh fish. Asked once, when the name says otherwise. */
function chosenKind(it: BusinessKind, answers: Answers): Reply {
  if (it !== 'fishery' || !looksProcessed(answers.of(business) ?? '')) return take({ kind: it });
  return propose(
    line('register.kind.processed'),
    line('common.button.noChange'),
    { code: 'food', label: line('register.kind.processedChange'), value: { kind: 'food' } },
    { code: 'fishery', label: line('register.kind.processedKeep'), value: { kind: 'fishery' } },
  );
}

const NO_YEAR: Refusals<StartYearReason> = {
  forgotten: undefined,
  letters: 'register.started.letters',
  'no-year': undefined,
  'unknown-words': undefined,
  yesterday: undefined,
  approximate: undefined,
  'bare-number': 'register.started.short',
  'two-digits': 'register.started.short',
  future: 'register.started.future',
  'too-old': 'register.started.tooOld',
  decade: 'register.started.oneYear',
  range: 'register.started.oneYear',
  'two-years': 'register.started.oneYear',
};

const monthNumber = z.number().int().min(1).max(12);

const startedValue = z.object({ year: z.number().int(), month: monthNumber.optional() });

export const started = question<Context, z.infer<typeof startedValue>>({
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
    if (reading.kind === 'none') return refuse(NO_YEAR, reading.reason);
    const options =
      reading.kind === 'ok'
        ? [reading.value]
        : reading.likely === undefined
          ? reading.candidates
          : [reading.likely];
    const [first] = options;
    if (first === undefined) return refuse(NO_YEAR, reading.kind === 'ok' ? 'no-year' : reading.reason);
    const value = { year: first.year, ...(first.month === undefined ? {} : { month: first.month }) };
    const sure = reading.kind === 'ok' && first.computed !== true;
    if (sure) return take(value);
    return propose(line('register.started.computed', { year: first.year }), line('common.button.change'), {
      code: 'yes',
      label: line('common.button.yes'),
      value,
    });
  },
  reader: 'year@1',
  hints: [line('register.started.hint1'), line('register.started.hint2')],
  help: (_answers, { today }) => [
    [
      choice('this', line('register.started.under'), take({ year: today.year })),
      choice('forgot', line('register.started.forgot'), leave('skipped')),
    ],
  ],
  leaveOpen: line('common.button.later'),
  label: 'register.started.label',
  show: (value, answers): Line => {
    const month = value.month ?? answers.of({ key: 'month', value: monthNumber });
    return month === undefined
      ? line('register.started.year', { year: value.year })
      : line('register.started.month', { month: { month: toMonth(value.year, month) } });
  },
});

/** The month matters only for this and last year: only then a rule depends on it. */
export const startedMonth = question<Context, number>({
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
      ...inPairs(
        months.map((month) =>
          choice(
            `m${month}`,
            line('register.month.name', { month: { monthName: toMonth(year, month) } }),
            take(month),
          ),
        ),
      ),
      [choice('forgot', line('register.started.forgot'), leave('skipped'))],
    ];
  },
  hints: [line('register.month.hint1'), line('register.month.ask')],
});

export const nibValue = z.union([z.enum(['none', 'unknown', 'later']), z.string().regex(/^\d{13}$/)]);

const NO_NIB: Refusals<NibReason> = {
  'no-number': undefined,
  digits: 'register.nib.digits',
  letters: 'register.nib.letters',
  'looks-like-nik': 'register.nib.digits',
  'looks-like-phone': 'register.nib.phone',
};

export const nib = question<Context, z.infer<typeof nibValue>>({
  key: 'nib',
  value: nibValue,
  ask: () => line('register.nib.ask'),
  choices: () => [
    [
      choice('none', line('register.nib.none'), take('none')),
      choice('unknown', line('register.nib.unknown'), take('unknown')),
    ],
    [choice('later', line('register.nib.later'), take('later'))],
  ],
  read: (said) => {
    if (said.kind !== 'text') return hint();
    const word = readWord(said.text);
    if (word === 'not-yet' || word === 'no') return take('none');
    if (word === 'dont-know' || word === 'forgot') return take('unknown');
    if (word === 'later' || word === 'already') return take('later');
    // "Benar" may answer something else, and nothing of a number is known by it.
    if (word === 'yes') return tell(line('register.nib.write'));
    if (readIntent(said.text) === 'nib') return hint(line('register.nib.what'));
    const reading = readNib(said.text);
    if (reading.kind === 'ok') return take(reading.value);
    if (reading.kind === 'ambiguous' && reading.likely !== undefined)
      return propose(
        line(reading.reason === 'letters' ? 'register.nib.mean' : 'register.nib.confirm', {
          nib: reading.likely,
        }),
        line('common.button.change'),
        { code: 'yes', label: line('common.button.yes'), value: reading.likely },
      );
    return refuse(NO_NIB, reading.reason, reading.kind === 'none' ? { digits: reading.digits ?? 0 } : {});
  },
  reader: 'nib@1',
  hints: [line('register.nib.hint1'), line('register.nib.hint2')],
  help: () => [
    [
      choice('later', line('common.button.later'), take('later')),
      choice('none', line('register.nib.none'), take('none')),
    ],
  ],
  leaveOpen: line('common.button.later'),
  label: 'register.nib.label',
  show: (value) =>
    value === 'none' || value === 'unknown' || value === 'later'
      ? line(`register.nib.show.${value}`)
      : named(value),
});
