import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, type Line, type TextKey } from '../../../i18n.ts';
import type { Areas } from '../../../services/core/areas.ts';
import type { ApplicationStatus } from '../../../domain/partnership/application.ts';
import { criterionLine, sourceList } from '../../../reports/criteria-lines.ts';
import type {
  Checked,
  ShownCriterion,
  ShownEvaluation,
} from '../../../services/partnership/applications/checks.ts';
import type { Button, Receipt } from '../engine/form.ts';
import { sizeText } from './partnership-size.ts';
import { blank, body, when } from './partnership-text.ts';
import { partnerInShort } from '../../application-lines.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import {
  applicationRoute,
  changeAnswersRoute,
  checkRoute,
  programmeConsentRoute,
} from '../../routes/owners.ts';

/** The class first, then one message for every programme: supply and funding stay two separate paths. */
export function resultReceipt(result: Checked, programmes: readonly Programme[], areas: Areas): Receipt {
  const messages = result.programmes.flatMap((it, index) => {
    const { programmeId, programmeVersion } = it.evaluation;
    const programme = programmes.find(
      (known) => known.id === programmeId && known.version === programmeVersion,
    );
    if (programme === undefined) return [];
    const last = index === result.programmes.length - 1;
    return [
      {
        text: programmeText(programme, it.evaluation, it.applied, areas),
        buttons: programmeButtons(it, result.businessId, last),
      },
    ];
  });
  return {
    text: sizeText(result),
    buttons: [
      ...when(result.size.basis === 'none', [button('start.menu.report', 'report')]),
      [button('common.button.changeAnswer', changeAnswersRoute.to(result.businessId))],
      [button('partnership.news.button', 'programme-news')],
      [button('supply.consent.give', programmeConsentRoute.to('found'))],
      ...when(messages.length === 0, [askButton]),
    ],
    more: messages.length === 0 ? [{ text: line('partnership.none'), buttons: [] }] : messages,
    figures: true,
  };
}

type Applied = Checked['programmes'][number]['applied'];

function programmeText(programme: Programme, result: ShownEvaluation, applied: Applied, areas: Areas): Line {
  const sources = sourceList(result.criteria);
  const shown = (state: ShownCriterion['state'], title: TextKey): readonly Line[] => {
    const hard = result.criteria.filter((it) => it.weight === 'hard' && it.state === state);
    return hard.length === 0
      ? []
      : [blank, line(title), ...hard.map((it) => criterionLine(programme, it, sources, areas))];
  };
  const soft = result.criteria.filter((it) => it.weight === 'soft');
  const steps = nextSteps(result);
  return body(line('partnership.programme.title', { name: { line: { local: programme.name } } }), [
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
    ...when(
      soft.length > 0,
      blank,
      line('partnership.state.soft'),
      ...soft.map((it) => criterionLine(programme, it, sources, areas)),
    ),
    ...when(steps.length > 0, blank, line('partnership.next'), ...steps),
    blank,
    line('partnership.sources'),
    ...sources.map((source, index) =>
      line('partnership.source', { index: index + 1, source: { line: source } }),
    ),
  ]);
}

function overallLine(result: ShownEvaluation): Line {
  const hard = (state: ShownCriterion['state']): number =>
    result.criteria.filter((it) => it.weight === 'hard' && it.state === state).length;
  switch (result.overall) {
    case 'meets':
      return line('partnership.overall.meets');
    case 'not-yet':
      return line('partnership.overall.not-yet', { count: hard('not-yet') });
    case 'incomplete':
      return line('partnership.overall.incomplete', { count: hard('unknown') });
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

function programmeButtons(
  it: Checked['programmes'][number],
  businessId: number,
  last: boolean,
): readonly (readonly Button[])[] {
  const { applied, evaluation } = it;
  const way = (): readonly Button[] => {
    if (applied !== undefined)
      return [button('partnership.button.application', applicationRoute.to(applied.id))];
    if (it.mayApply) return [button('partnership.button.apply', checkRoute.to('apply', it.checkId))];
    return evaluation.overall === 'not-yet'
      ? [button('partnership.button.review', checkRoute.to('review', it.checkId))]
      : [];
  };
  return [
    ...[way()].filter((row) => row.length > 0),
    [button('partnership.button.details', checkRoute.to('details', it.checkId))],
    [askButton, button('common.button.changeAnswer', changeAnswersRoute.to(businessId))],
    ...when(last, [menuButton]),
  ];
}

/** The words of dialogues for owners; a loan that runs is no cooperation. */
export function statusName(status: ApplicationStatus, programme: Programme | undefined): Line {
  if (status === 'forwarded')
    return line('partnership.status.forwarded', { partner: partnerInShort(programme?.partner.name) });
  if (status === 'active' && programme?.kind === 'funding') return line('partnership.status.activeLoan');
  return line(`partnership.status.${status}`);
}
