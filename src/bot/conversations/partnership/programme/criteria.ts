import { z } from 'zod';
import type { Test } from '../../../../domain/eligibility/programme.ts';
import { businessKinds } from '../../../../domain/people/business-kind.ts';
import { clip } from '../../../../domain/words/clip.ts';
import { line, named, type Line } from '../../../../i18n.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, inPairs, mark, take } from '../../engine/reply.ts';
import type { ProgrammeContext } from './context.ts';
import { begun, LISTED, testKinds, type Entry } from './criterion.ts';

type C = ProgrammeContext;

const entriesOf = (answers: Answers): readonly Entry[] => answers.of(LISTED) ?? [];

/** The list of criteria: each can be taken away, and others be put beside them, until *Selesai*. */
export const criteria = question<C, true>({
  key: 'criteria',
  value: z.literal(true),
  ask: (answers, context) =>
    line('programme.criteria', {
      criteria: {
        paragraphs:
          entriesOf(answers).length === 0
            ? [line('programme.criteria.none')]
            : entriesOf(answers).map((it) =>
                line('programme.criteria.item', { it: { line: entryLine(it, context) } }),
              ),
      },
    }),
  choices: (answers, context) => [
    [choice('done', line('member.tick.done'), take(true))],
    ...entriesOf(answers).map((it, index) => [
      choice(
        `del.${index}`,
        line('programme.criteria.remove', { it: { line: entryLine(it, context) } }),
        mark({ [LISTED.key]: entriesOf(answers).filter((_, at) => at !== index) }),
      ),
    ]),
    ...inPairs(testKinds.map((is) => choice(`add.${is}`, line(`programme.criterion.add.${is}`), begun(is)))),
  ],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'programme.criteria.label',
  show: (_done, answers, context) =>
    entriesOf(answers).length === 0
      ? line('programme.criteria.none')
      : line('programme.listed', {
          items: { list: entriesOf(answers).map((it) => entryLine(it, context)) },
        }),
});

function entryLine(it: Entry, context: C): Line {
  if ('kept' in it) {
    const kept = context.base?.criteria.find(({ id }) => id === it.kept);
    return kept === undefined ? named(it.kept) : testLine(kept.test, context);
  }
  const { test } = it;
  return test.is === 'question'
    ? line('programme.criterion.is.question', { ask: clip(test.ask, 60) })
    : testLine(test, context);
}

/** What a test asks for, in a few words. */
export function testLine(test: Test, { base, areas }: Pick<C, 'base' | 'areas'>): Line {
  switch (test.is) {
    case 'age-at-least':
    case 'reported-at-least':
      return line(`programme.criterion.is.${test.is}`, { months: test.months });
    case 'workers-at-least':
    case 'workers-at-most':
      return line(`programme.criterion.is.${test.is}`, { workers: test.workers });
    case 'class-in':
      return line('programme.criterion.is.class-in', {
        classes: { list: test.classes.map((it) => line(`partnership.class.${it}`)) },
      });
    case 'kecamatan-in':
      return line('programme.criterion.is.kecamatan-in', {
        names:
          test.codes.length > 5
            ? { line: line('programme.criterion.kecamatan.count', { count: { count: test.codes.length } }) }
            : {
                list: areas.kecamatan
                  .filter((it) => test.codes.includes(it.code))
                  .map((it) => named(it.name)),
              },
      });
    case 'kind-in':
      return line('programme.criterion.is.kind-in', {
        kinds: {
          list: businessKinds.filter((it) => test.kinds.includes(it)).map((it) => line(`kind.${it}`)),
        },
      });
    case 'nib':
      return line('programme.criterion.is.nib');
    case 'consent':
      return line('programme.criterion.is.consent');
    case 'answer': {
      const ask = base?.questions.find(({ id }) => id === test.question)?.ask.id ?? test.question;
      return line('programme.criterion.is.question', { ask: clip(ask, 60) });
    }
  }
}
