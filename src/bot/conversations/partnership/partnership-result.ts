import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import type { Areas } from '../../../services/core/areas.ts';
import { criterionLine, sourceList } from '../../../reports/criteria-lines.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import type {
  Checked,
  ShownCriterion,
  ShownEvaluation,
} from '../../../services/partnership/applications/checks.ts';
import type { Button, Receipt } from '../../message.ts';
import { sizeBasis, sizeLine } from './partnership-size.ts';
import { termLines } from './partnership-details.ts';
import { blank, body, folded, when } from './partnership-text.ts';
import { statusName } from '../../application-lines.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import { changeAnswersRoute, checkRoute } from '../../routes/owners.ts';
import { partnerInShort } from '../../../reports/application-lines.ts';

/** One short message: the class, a line a programme, and what the class comes from, folded. */
export function resultReceipt(result: Checked, programmes: readonly Programme[]): Receipt {
  const known = result.programmes.flatMap((it) => {
    const { programmeId, programmeVersion } = it.evaluation;
    const programme = programmes.find(
      ({ id, version }) => id === programmeId && version === programmeVersion,
    );
    return programme === undefined ? [] : [{ it, programme }];
  });
  const names = known.map(({ programme }) => nameInShort(programme, programmes));
  return {
    text: body(line('partnership.result.title'), [
      sizeLine(result),
      blank,
      ...known.map(({ it, programme }, at) => standingLine(it, programme, names[at] ?? blank)),
      ...(known.length === 0 ? [line('partnership.none')] : [blank, line('partnership.result.note')]),
    ]),
    lines: folded('partnership.sources', sizeBasis(result)),
    buttons: [
      ...known.map(({ it }, at): readonly Button[] => [
        { label: names[at] ?? blank, data: checkRoute.to('see', it.checkId) },
      ]),
      ...when(result.size.basis === 'none', [button('start.menu.report', 'report')]),
      [button('common.button.changeAnswer', changeAnswersRoute.to(result.businessId))],
      [button('partnership.news.button', 'programme-news')],
      [askButton, menuButton],
    ],
    figures: true,
  };
}

type Found = Checked['programmes'][number];

/** What fits on a button as it is called; else what it is and with whom, where no other programme would read alike. */
const SHORT_NAME = 24;

function nameInShort(programme: Programme, all: readonly Programme[]): Line {
  const { name, kind, partner } = programme;
  const alike = all.filter((it) => it.kind === kind && it.partner.name === partner.name);
  return name.id.length <= SHORT_NAME || alike.length > 1
    ? { local: name }
    : line(`partnership.short.${kind}`, { partner: partnerInShort(partner.name) });
}

/** "✗ Pinjaman SIG: kurang 1 syarat" */
function standingLine(it: Found, programme: Programme, name: Line): Line {
  const { overall } = it.evaluation;
  const mark = overall === 'not-yet' && it.mayApply ? 'fulfilled' : stateOf(overall);
  const said = programme.example ? line('partnership.result.example', { name: { line: name } }) : name;
  return line(`partnership.tick.${mark}`, {
    text: {
      line: line('partnership.result.programme', {
        name: { line: said },
        state: { line: shortState(it, programme) },
      }),
    },
  });
}

const stateOf = (overall: ShownEvaluation['overall']): ShownCriterion['state'] =>
  overall === 'meets' ? 'fulfilled' : overall === 'incomplete' ? 'unknown' : overall;

function shortState({ evaluation, applied, mayApply }: Found, programme: Programme): Line {
  if (applied !== undefined) return statusName(applied.status, programme);
  const { overall, application } = evaluation;
  if (overall === 'not-yet' && !mayApply)
    return line('partnership.result.not-yet', { count: countHard(evaluation, 'not-yet') });
  if (application !== 'open') return line('partnership.result.closed');
  return overall === 'incomplete'
    ? line('partnership.result.incomplete', { count: countHard(evaluation, 'unknown') })
    : line('partnership.result.meets');
}

/**
 * The page of one programme: how the business stands, every criterion, what can be done; what is agreed to with an
 * application, and the rules behind it, folded.
 */
export function programmeText(
  programme: Programme,
  result: ShownEvaluation,
  applied: Pick<Application, 'number' | 'status'> | undefined,
  areas: Areas,
): readonly Line[] {
  const criterion = (it: ShownCriterion): Line => criterionLine(programme, it, areas);
  const shown = (state: ShownCriterion['state'], title: TextKey): readonly Line[] => {
    const hard = result.criteria.filter((it) => it.weight === 'hard' && it.state === state);
    return when(hard.length > 0, blank, line(title), ...hard.map(criterion));
  };
  const soft = result.criteria.filter((it) => it.weight === 'soft');
  const steps = nextSteps(result);
  return [
    body(line('partnership.programme.title', { name: { line: { local: programme.name } } }), [
      line(`partnership.programme.${programme.kind}`),
      ...when<Line>(programme.example, { local: programme.notice }),
      blank,
      overallLine(result),
      ...(result.meetsFrom === undefined
        ? []
        : [line('partnership.meetsFrom', { day: { day: result.meetsFrom } })]),
      ...(applied === undefined
        ? []
        : [
            line('partnership.applied', {
              number: applied.number,
              status: { line: statusName(applied.status, programme) },
            }),
          ]),
      ...(result.application === 'open' ? [] : [openingLine(programme)]),
      ...shown('not-yet', 'partnership.state.not-yet'),
      ...shown('unknown', 'partnership.state.unknown'),
      ...shown('fulfilled', 'partnership.state.fulfilled'),
      ...when(soft.length > 0, blank, line('partnership.state.soft'), ...soft.map(criterion)),
      ...when(steps.length > 0, blank, line('partnership.next'), ...steps),
    ]),
    ...folded('partnership.details.terms', termLines(programme)),
    ...folded('partnership.sources', sourceList(result.criteria)),
  ];
}

function countHard({ criteria }: ShownEvaluation, state: ShownCriterion['state']): number {
  return criteria.filter((it) => it.weight === 'hard' && it.state === state).length;
}

function overallLine(result: ShownEvaluation): Line {
  switch (result.overall) {
    case 'meets':
      return line('partnership.overall.meets');
    case 'not-yet':
      return line('partnership.overall.not-yet', { count: countHard(result, 'not-yet') });
    case 'incomplete':
      return line('partnership.overall.incomplete', { count: countHard(result, 'unknown') });
  }
}

function openingLine(programme: Programme): Line {
  return programme.openFrom === undefined
    ? line('partnership.notOpen')
    : line('partnership.opensFrom', { day: { day: programme.openFrom } });
}

const stepTexts: ReadonlyMap<string, TextKey> = new Map([
  ['eligibility.next-step.get-nib', 'partnership.step.get-nib'],
  ['eligibility.next-step.report-sales', 'partnership.step.report-sales'],
  ['eligibility.next-step.wait', 'partnership.step.wait'],
  ['eligibility.next-step.answer-question', 'partnership.step.answer-question'],
  ['eligibility.next-step.give-consent', 'partnership.step.give-consent'],
  ['eligibility.next-step.ask-officer', 'partnership.step.ask-officer'],
]);

/** What the owner can do, each thing once. */
function nextSteps(result: ShownEvaluation): readonly Line[] {
  const steps = new Set(result.criteria.map((it) => it.nextStep));
  return [...stepTexts].flatMap(([step, key]) => (steps.has(step) ? [line(key)] : []));
}
