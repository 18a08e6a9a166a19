import { z } from 'zod';
import { readPeople, type PeopleReason } from '../../../domain/people-count/people.ts';
import { line, type Line } from '../../../i18n.ts';
import { peopleLine } from '../../../reports/business-lines.ts';
import { question, type Answers } from '../engine/form.ts';
import {
  choice,
  hint,
  jump,
  propose,
  refuse,
  take,
  tell,
  type Refusals,
  type Reply,
} from '../engine/reply.ts';
import type { Context } from './context.ts';
import { countRows, replyToCount } from './count.ts';
import { owner, salutation } from './person.ts';

const peopleValue = z.object({ male: z.number().int().min(0), female: z.number().int().min(0) });

type People = z.infer<typeof peopleValue>;

const personOf = (answers: Answers, context: Context): 'L' | 'P' | undefined => {
  const id = answers.of(owner) ?? 0;
  return id === 0 ? answers.of(salutation) : context.people.find((person) => person.id === id)?.salutation;
};

const self = (gender: 'L' | 'P' | undefined, more: People): People => ({
  male: more.male + (gender === 'L' ? 1 : 0),
  female: more.female + (gender === 'P' ? 1 : 0),
});

const ONE_BY_ONE: Reply = jump('women', {
  clear: ['women', 'men', 'workers'],
  set: { 'workers.split': true },
});

const isSplit = (answers: Answers): boolean => answers.has('workers.split');

/** "Kita isi satu-satu": women, then men, for whoever cannot say it in one text. */
export const women = question<Context, number>({
  key: 'women',
  value: z.number().int().min(0),
  numbered: false,
  when: isSplit,
  ask: () => line('register.women.ask'),
  choices: () => [
    ...countRows('w', 0, 7, take),
    [choice('more', line('register.more'), tell(line('register.women.hint1')))],
  ],
  read: (said) => replyToCount(said, take),
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.women.ask')],
});

export const men = question<Context, number>({
  key: 'men',
  value: z.number().int().min(0),
  numbered: false,
  when: isSplit,
  dependsOn: ['women'],
  ask: () => line('register.men.ask'),
  choices: (answers) => [
    ...countRows('m', 0, 7, (count) => splitDone(answers.of(women) ?? 0, count)),
    [choice('more', line('register.more'), tell(line('register.women.hint1')))],
  ],
  read: (said, answers) => replyToCount(said, (count) => splitDone(answers.of(women) ?? 0, count)),
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.men.ask')],
});

/** Both counts make the answer to the question that they help with; nobody at all is asked back. */
function splitDone(female: number, male: number): Reply {
  if (female + male === 0)
    return jump('women', { clear: ['women', 'men'], text: line('register.workers.hint1') });
  return take(male, { workers: { male, female } });
}

export const workers = question<Context, People>({
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
      [choice('more', line('register.workers.more'), ONE_BY_ONE)],
    ];
  },
  read: (said, answers, context) => {
    if (said.kind !== 'text') return hint();
    return replyToPeople(said.text, personOf(answers, context), ONE_BY_ONE);
  },
  reader: 'people@1',
  hints: [line('register.workers.hint1'), line('register.workers.hint2')],
  help: () => [[choice('split', line('register.workers.oneByOne'), ONE_BY_ONE)]],
  leaveOpen: line('common.button.later'),
  label: 'register.workers.label',
  show: peopleLine,
});

const NO_PEOPLE: Refusals<PeopleReason> = {
  'no-number': undefined,
  'not-whole': 'register.workers.whole',
  negative: 'register.workers.negative',
  range: 'register.workers.range',
  'too-many': 'register.workers.tooMany',
  'over-total': 'register.workers.overTotal',
  unclear: 'register.workers.unclear',
  nobody: 'register.workers.nobody',
  spouse: 'register.workers.spouse',
};

/** So many ways to divide the people who were named without a gender are offered as buttons. */
const MOST_DIVISIONS = 3;

/**
 * Reads who works there; anything computed or unusual is shown and confirmed. `oneByOne` leads to the counter of women
 * and men.
 */
export function replyToPeople(text: string, gender: 'L' | 'P' | undefined, oneByOne: Reply): Reply {
  const reading = readPeople(text, { gender });
  if (reading.kind === 'partial') {
    const { total } = reading;
    const likely = total === undefined ? [] : divisions({ ...reading, total }, gender);
    if (total === undefined || likely.length === 0 || likely.length > MOST_DIVISIONS)
      return tell(
        total === undefined ? line('register.workers.moreNote') : line('register.workers.total', { total }),
      );
    return propose(
      line('register.workers.which', { total }),
      line('common.button.change'),
      ...likely.map((it, index) => ({ code: `c${index}`, label: shortPeople(it), value: it })),
      { code: 'split', label: line('register.workers.oneByOne'), value: null, reply: oneByOne },
    );
  }
  if (reading.kind === 'none') return refuse(NO_PEOPLE, reading.reason);
  const candidates =
    reading.kind === 'ok'
      ? [reading.value]
      : reading.likely === undefined
        ? reading.candidates
        : [reading.likely];
  const [first] = candidates;
  if (first === undefined) return hint();
  if (reading.kind === 'ok' && reading.warnings.length === 0)
    return take({ male: first.male, female: first.female });
  return propose(
    candidates.length === 1
      ? line('register.workers.confirm', { people: { line: peopleLine(first) } })
      : line('register.desa.several'),
    line('common.button.change'),
    ...candidates.slice(0, 4).map((it, index) => ({
      code: `c${index}`,
      label: candidates.length === 1 ? line('common.button.yes') : shortPeople(it),
      value: { male: it.male, female: it.female },
    })),
  );
}

/** "Suami sama 2 anak": who are they, women or men? The owner is one of them, by the owner's own gender. */
function divisions(
  { total, male, female }: People & { readonly total: number },
  gender: 'L' | 'P' | undefined,
): readonly People[] {
  const rest = total - male - female;
  if (rest > MOST_DIVISIONS) return [];
  return Array.from({ length: rest + 1 }, (_, women) => ({
    male: male + rest - women,
    female: female + women,
  })).filter((it) => (gender === 'P' ? it.female > 0 : gender === undefined || it.male > 0));
}

/** "2 laki, 1 perempuan": fits on a button. */
function shortPeople({ male, female }: People): Line {
  if (female === 0) return line('common.people.male', { count: male });
  if (male === 0) return line('common.people.female', { count: female });
  return line('register.workers.option', { male, female });
}
