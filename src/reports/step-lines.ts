import type { StepDetails } from '../domain/partnership/application.ts';
import { line, type Line } from '../i18n.ts';

/** Stands for the number of a letter where the company has only said it. */
export const SPOKEN = 'spoken';

/** From where the office has the word of a company. */
export const letterLines = (letter: string | undefined): readonly Line[] =>
  letter === undefined
    ? []
    : [letter === SPOKEN ? line('application.detail.spoken') : line('application.detail.letter', { letter })];

/** What was written down with a step, for the office and for the owner whose it is. */
export function detailLines(it: StepDetails): readonly Line[] {
  const { day, quantity, price, result, paid, endedBy, unpaid, paper, reason, letter } = it;
  return [
    ...(paper === undefined ? [] : [line('application.detail.paper', { paper })]),
    ...(endedBy === undefined
      ? []
      : [line('application.detail.endedBy', { who: { line: line(`application.step.endedBy.${endedBy}`) } })]),
    ...(result === undefined ? [] : [line('application.detail.result', { result })]),
    ...(paid === undefined ? [] : [line(paid ? 'application.detail.paid' : 'application.detail.notPaid')]),
    ...(day === undefined ? [] : [line('application.detail.day', { day: { day } })]),
    ...(quantity === undefined ? [] : [line('application.detail.quantity', { quantity })]),
    ...(price === undefined ? [] : [line('application.detail.price', { amount: { rupiah: price } })]),
    ...(unpaid === undefined
      ? []
      : [
          unpaid === 0
            ? line('application.detail.allPaid')
            : line('application.detail.unpaid', { amount: { rupiah: unpaid } }),
        ]),
    ...letterLines(letter),
    ...(reason === undefined ? [] : [line('application.told.reason', { reason })]),
  ];
}
