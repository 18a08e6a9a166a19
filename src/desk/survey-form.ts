import { Temporal } from 'temporal-polyfill';
import { contactsIn } from '../domain/announcements/contacts.ts';
import { maskIdentityNumbers } from '../domain/people/identity.ts';
import {
  knownFacts,
  MOST_CHOICES,
  MOST_DAYS,
  MOST_QUESTIONS,
  questionKinds,
  surveyLengths,
  type KnownFact,
  type SurveyQuestion,
} from '../domain/surveys/survey.ts';
import { readFormDay } from '../domain/when/form-time.ts';
import { line, type Line } from '../i18n.ts';
import { todayOf } from '../services/core/services.ts';
import type { NewSurvey, Survey } from '../services/surveys/surveys.ts';
import type { Typed } from './announce-form.ts';
import type { At } from './screen.ts';

/** Places of the questions in the form, from 1. */
export const questionNumbers: readonly number[] = Array.from({ length: MOST_QUESTIONS }, (_, at) => at + 1);

/** What can stand beside a question as its answer. */
export const facts: readonly KnownFact[] = ['workers', 'sales', 'kecamatan'];

/** The fields of the form as another survey fills them, so that it can be asked once more. */
export function typedOf({ title, questions }: Survey): Typed {
  const values: Readonly<Record<string, string>> = Object.fromEntries([
    ['judul', title],
    ...questions.flatMap(({ kind, ask, choices, known }, at) => [
      [`jenis${at + 1}`, kind],
      [`tanya${at + 1}`, ask],
      [`pilihan${at + 1}`, choices.join('\n')],
      [`tahu${at + 1}`, known ?? ''],
    ]),
  ]);
  return { field: (name) => values[name], all: () => [] };
}

/** Reads the form; every problem names its field. */
export function readSurvey(
  { services }: Pick<At, 'services'>,
  typed: Typed,
): { readonly survey: NewSurvey | undefined; readonly problems: readonly Line[] } {
  const problems: Line[] = [];
  const wrong = (field: Line, why: Line): undefined => {
    problems.push(line('desk.announce.problem', { field: { line: field }, why: { line: why } }));
    return undefined;
  };
  const one = (name: string): string => (typed.field(name) ?? '').replaceAll('\r\n', '\n').trim();
  /** Own words without identity numbers and contacts: more than one person reads them without a second look. */
  const words = (name: string, field: Line, { least, most }: Bounds): string | undefined => {
    const said = maskIdentityNumbers(one(name)).masked;
    if (said.length < least || said.length > most)
      return wrong(field, line('announce.words.length', { least, most, count: said.length }));
    return contactsIn(said).length > 0 ? wrong(field, line('announce.words.contact')) : said;
  };

  const title = words('judul', line('desk.surveys.what'), surveyLengths.title);
  const questions = questionNumbers.flatMap((number): readonly SurveyQuestion[] => {
    const kind = questionKinds.find((it) => it === one(`jenis${number}`));
    const field = line('desk.survey.new.question', { number });
    if (kind === undefined) {
      if (one(`tanya${number}`) !== '') wrong(field, line('desk.step.choose'));
      return [];
    }
    const ask = words(`tanya${number}`, field, surveyLengths.ask);
    const choices = kind === 'choice' ? choicesIn(one(`pilihan${number}`)) : [];
    if (choices === undefined)
      wrong(
        field,
        line('desk.survey.problem.choices', { most: MOST_CHOICES, letters: surveyLengths.choice.most }),
      );
    const known = facts.find((it) => it === one(`tahu${number}`));
    const fits = known === undefined || knownFacts[known] === kind;
    if (!fits) wrong(field, line('desk.survey.problem.known'));
    return ask === undefined || choices === undefined || !fits
      ? []
      : [{ kind, ask, choices, ...(known === undefined ? {} : { known }) }];
  });
  if (questions.length === 0 && problems.length === 0)
    wrong(line('desk.survey.new.question', { number: 1 }), line('desk.survey.problem.none'));

  const today = todayOf(services).toString();
  const opensOn = one('mulai') === '' ? today : readFormDay(one('mulai'));
  const closesOn = readFormDay(one('sampai'));
  const isPeriod =
    opensOn !== undefined &&
    closesOn !== undefined &&
    opensOn <= closesOn &&
    closesOn >= today &&
    Temporal.PlainDate.from(opensOn).until(closesOn).days < MOST_DAYS;
  if (!isPeriod)
    wrong(line('desk.survey.new.period'), line('desk.survey.problem.period', { days: { count: MOST_DAYS } }));
  return {
    survey:
      title === undefined || !isPeriod || problems.length > 0
        ? undefined
        : { title, questions, opensOn, closesOn },
    problems,
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** One choice a line; undefined for too few, too many, the same twice, or words that no button shows. */
function choicesIn(text: string): readonly string[] | undefined {
  const choices = text.split('\n').flatMap((row) => {
    const words = row.trim().replaceAll(/\s+/g, ' ');
    return words === '' ? [] : [words];
  });
  const { most } = surveyLengths.choice;
  const fits =
    choices.length >= 2 &&
    choices.length <= MOST_CHOICES &&
    new Set(choices.map((it) => it.toLowerCase())).size === choices.length &&
    choices.every((it) => it.length <= most && contactsIn(it).length === 0);
  return fits ? choices : undefined;
}
