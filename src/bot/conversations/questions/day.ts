import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readDay, type Toward } from '../../../domain/when/day.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import { question, type Answers, type AnyQuestion, type Question } from '../engine/form.ts';
import { choice, hint, take, type Choice } from '../engine/reply.ts';

/** Of every question for a day, YYYY-MM-DD: one that was typed is said again at once, with its weekday. */
export const aDay = {
  value: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  echo: true,
  show: (day: string): Line => line('data.day', { day: { day } }),
} as const;

export interface DayRules<C> {
  readonly key: string;
  readonly ask: (answers: Answers, context: C) => Line;
  readonly toward: Toward;
  readonly today: (context: C) => Temporal.PlainDate;
  /** Days that have a button. */
  readonly offered: (answers: Answers, context: C) => readonly Temporal.PlainDate[];
  /** What is said to a day that is read and cannot be; undefined for one that can. */
  readonly refused: (day: string, answers: Answers, context: C) => Line | undefined;
  readonly label: TextKey;
  readonly dependsOn?: readonly string[];
  readonly when?: (answers: Answers, context: C) => boolean;
  readonly numbered?: false;
  readonly needed?: true;
}

/** "Kam 3 Des"; a day of another year says so. */
function labelOf(day: Temporal.PlainDate, today: Temporal.PlainDate): Line {
  const said = { day: { day: day.toString() } };
  return day.year === today.year
    ? line('agreement.day', said)
    : line('agreement.day.otherYear', { ...said, year: day.year });
}

/** A question for one calendar day, YYYY-MM-DD: buttons first, or written. */
export function dayQuestion<C>(it: DayRules<C>): Question<C, string> & AnyQuestion<C> {
  const reply = (day: string, answers: Answers, context: C): Choice['reply'] => {
    const why = it.refused(day, answers, context);
    return why === undefined ? take(day) : hint(why);
  };
  return question<C, string>({
    ...aDay,
    key: it.key,
    ask: it.ask,
    choices: (answers, context) =>
      it
        .offered(answers, context)
        .map((day, at) => [
          choice(`d${at}`, labelOf(day, it.today(context)), reply(day.toString(), answers, context)),
        ]),
    read: (said, answers, context) => {
      const day = said.kind === 'text' ? readDay(said.text, it.today(context), it.toward) : undefined;
      return day === undefined ? hint() : reply(day.toString(), answers, context);
    },
    reader: 'day@1',
    hints: [line('agreement.day.hint'), line('agreement.day.hint')],
    label: it.label,
    ...(it.dependsOn === undefined ? {} : { dependsOn: it.dependsOn }),
    ...(it.when === undefined ? {} : { when: it.when }),
    ...(it.numbered === undefined ? {} : { numbered: it.numbered }),
    ...(it.needed === undefined ? {} : { needed: it.needed }),
  });
}
