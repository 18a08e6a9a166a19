import {
  partnerQuestions,
  reachedOf,
  type Opinion,
  type SideFigures,
  type Targets,
} from '../domain/partnership/evaluation.ts';
import { line, type Line, type Param, type TextKey } from '../i18n.ts';
import type {
  EvaluatedFigures,
  EvaluationFigures,
} from '../services/partnership/evaluations/evaluation-figures.ts';
import type { OwnerOpinions } from '../services/partnership/evaluations/owner-opinions.ts';
import type {
  Evaluation,
  EvaluationTask,
  PartnerSaid,
} from '../services/partnership/evaluations/evaluations.ts';
import { letterLines } from './step-lines.ts';

/** What both sides aim at, as it stands in the agreement. */
export function targetLines({
  monthlyQuantity,
  yearlyValue,
  ownTargets,
  noTargets = null,
}: Targets): readonly Line[] {
  return [
    ...(monthlyQuantity === null
      ? []
      : [line('agreement.plain.monthlyQuantity', { count: { count: monthlyQuantity } })]),
    ...(yearlyValue === null
      ? []
      : [line('agreement.plain.yearlyValue', { amount: { rupiah: yearlyValue } })]),
    ...(ownTargets === null ? [] : [line('agreement.plain.ownTargets', { words: ownTargets })]),
    ...(noTargets === null ? [] : [line('agreement.plain.noTargets', { words: noTargets })]),
  ];
}

/** An answer in words; whoever wants to go on only partly is in doubt. */
export const opinionLine = (question: string, opinion: Opinion): Line =>
  line(
    question === 'again' && opinion === 'partly'
      ? 'evaluation.opinion.unsure'
      : `evaluation.opinion.${opinion}`,
  );

const shown = (value: number | undefined): string => (value === undefined ? '–' : String(value));

/** What was evaluated; below it the lines that say something else since. */
export function figureLines({ figures, now }: EvaluatedFigures, years: number): readonly Line[] {
  const lines = linesOf(figures, years);
  if (now === undefined) return lines;
  const known = new Set(lines.map((it) => JSON.stringify(it)));
  const changed = linesOf(now, years).filter((it) => !known.has(JSON.stringify(it)));
  return [...lines, line('evaluation.changed'), ...changed];
}

/** Both sides' figures side by side, and what was reached of the targets. */
function linesOf(
  { targets, owner, partner, differing, owed, supports, complaints }: EvaluationFigures,
  years: number,
): readonly Line[] {
  const sides = (key: TextKey, of: (it: SideFigures) => Param): Line =>
    line(key, { owner: of(owner), partner: of(partner) });
  const rupiah = (of: 'value' | 'paid') => (it: SideFigures) => ({ rupiah: it[of] });
  return [
    line('evaluation.figures'),
    sides('evaluation.figures.deliveries', (it) => it.deliveries),
    sides('evaluation.figures.quantity', (it) => shown(it.quantity)),
    sides('evaluation.figures.value', rupiah('value')),
    sides('evaluation.figures.paid', rupiah('paid')),
    sides('evaluation.figures.days', (it) => shown(it.daysToPay)),
    line('evaluation.figures.open', { differing, owed }),
    line('evaluation.figures.supports', { ...supports }),
    line('evaluation.figures.complaints', { ...complaints }),
    ...(targets === undefined ? [] : targetLines(targets)),
    ...((targets?.monthlyQuantity ?? null) === null
      ? []
      : [sides('evaluation.reached.monthly', (it) => shown(reachedOf(it, 'monthlyQuantity', years)))]),
    ...((targets?.yearlyValue ?? null) === null
      ? []
      : [sides('evaluation.reached.yearly', (it) => ({ rupiah: reachedOf(it, 'yearlyValue', years) ?? 0 }))]),
  ];
}

/** What the company has answered. */
export const partnerSaidLines = (said: PartnerSaid): readonly Line[] =>
  partnerQuestions.map((it) => line(`evaluation.said.${it}`, { said: { line: opinionLine(it, said[it]) } }));

/** Who has answered, the meeting, what is to be done and what was decided; what the owner said is not in it. */
export function evaluationLines(
  { ownerAnswered, partnerSaid, partnerLetter, meeting, decision, decidedAt }: Evaluation,
  tasks: readonly EvaluationTask[],
): readonly Line[] {
  return [
    line(ownerAnswered ? 'evaluation.owner.answered' : 'evaluation.owner.silent'),
    ...(partnerSaid === undefined
      ? [line('evaluation.partner.silent')]
      : [...partnerSaidLines(partnerSaid), ...letterLines(partnerLetter)]),
    line('common.blank'),
    ...(meeting === undefined
      ? [line('evaluation.meeting.none')]
      : [
          line('evaluation.meeting', { day: { day: meeting.on }, place: meeting.place }),
          line('evaluation.meeting.present', { names: meeting.present }),
          line('evaluation.meeting.minutes', { words: meeting.minutes }),
        ]),
    ...tasks.map(({ what, by, dueOn, number, done }) =>
      line(done ? 'evaluation.task.done' : 'evaluation.task.item', {
        what: what ?? '–',
        side: { line: line(`agreement.side.${by}`) },
        day: { date: dueOn },
        number,
      }),
    ),
    ...(decision === undefined || decidedAt === undefined
      ? []
      : [
          line('evaluation.decided', {
            decision: { line: line(`evaluation.decision.${decision}`) },
            at: { moment: decidedAt.toISOString() },
          }),
        ]),
  ];
}

/** What a company is shown of the answers of owners: nothing where nothing may be shown. */
export function opinionLines({ year, counts }: OwnerOpinions): readonly Line[] {
  const shownOnes = counts.filter((it) => it.counts.length > 0);
  if (shownOnes.length === 0) return [];
  return [
    line('common.blank'),
    line('evaluation.counts', { year: String(year) }),
    ...shownOnes.map((it) =>
      line(`evaluation.answers.${it.question}`, {
        said: {
          line: line('evaluation.counts.listed', {
            list: {
              list: it.counts.map(({ opinion, count }) =>
                line('evaluation.counts.item', {
                  opinion: { line: opinionLine(it.question, opinion) },
                  count,
                }),
              ),
            },
          }),
        },
      }),
    ),
  ];
}
