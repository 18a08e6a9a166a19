import { z } from 'zod';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import { choice, discard, hint, take, type Reply } from '../engine/reply.ts';
import { keys, replaceable, type ReportContext } from './report-context.ts';

type C = ReportContext;

/** "Oktober 2026 sudah dilaporkan: … Mau diubah?" */
export const already: AnyQuestion<C> = question<C, 'change'>({
  key: keys.already,
  value: z.literal('change'),
  numbered: false,
  dependsOn: [keys.business.key, keys.month.key],
  when: (answers, context) => replaceable(answers, context) !== undefined,
  ask: (answers, context) => {
    const report = replaceable(answers, context);
    const amount = {
      line: line(report?.estimate === true ? 'report.sales.showRough' : 'report.sales.show', {
        amount: { rupiahFull: report?.amount ?? 0 },
      }),
    };
    return line(report?.provisional === true ? 'report.already.provisional' : 'report.already.ask', {
      month: { month: report?.month ?? '' },
      amount,
    });
  },
  choices: (answers) => [
    [
      choice('change', line('common.button.change'), take('change')),
      choice('keep', line('common.button.keep'), keep(answers)),
    ],
  ],
  read: (said, answers) => {
    const word = said.kind === 'text' ? readWord(said.text) : undefined;
    if (word === 'yes' || word === 'changed') return take('change');
    return word === 'no' || word === 'same' ? keep(answers) : hint();
  },
  reader: 'word@1',
  hints: [line('report.already.hint1'), line('report.already.hint1')],
});

/** The report stays; what was begun is thrown away. */
export function keep(answers: Answers): Reply {
  return discard(line('report.already.kept', { month: { month: answers.of(keys.month) ?? '' } }));
}
