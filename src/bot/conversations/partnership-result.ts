import type { BusinessKind } from '../../domain/business-kind.ts';
import { businessKinds } from '../../domain/business-kind.ts';
import { classCriteria } from '../../domain/business-class.ts';
import type { Programme } from '../../domain/programme.ts';
import { line, named, type Line, type Param, type TextKey } from '../../i18n.ts';
import type { Areas } from '../../services/areas.ts';
import type { ApplicationStatus } from '../../services/applications.ts';
import type { Checked, ShownCriterion, ShownEvaluation, ShownParameters, ShownSize } from '../../services/checks.ts';
import type { Button, Receipt } from './engine/form.ts';

export const blank = line('common.blank');

/** Lines of one message under a bold first line. */
export function body(title: Line, lines: readonly Line[]): Line {
  return line('partnership.message', { title: { line: title }, body: { paragraphs: lines } });
}

const when = <T>(condition: boolean, ...lines: readonly T[]): readonly T[] => (condition ? lines : []);

/** The class first, then one message for every programme: supply and funding stay two separate paths. */
export function resultReceipt(result: Checked, programmes: readonly Programme[], areas: Areas): Receipt {
  const messages = result.programmes.flatMap((it, index) => {
    const { programmeId, programmeVersion } = it.evaluation;
    const programme = programmes.find((known) => known.id === programmeId && known.version === programmeVersion);
    if (programme === undefined) return [];
    const last = index === result.programmes.length - 1;
    return [{ text: programmeText(programme, it.evaluation, it.applied, areas), buttons: programmeButtons(it, result.businessId, last) }];
  });
  return {
    text: sizeText(result),
    buttons: [
      ...when(result.size.basis === 'none', [{ label: line('start.menu.report'), data: 'report' }]),
      [{ label: line('common.button.changeAnswer'), data: `partnership.change.${result.businessId}` }],
      ...when(messages.length === 0, [{ label: line('start.menu.ask'), data: 'ask' }]),
    ],
    more: messages.length === 0 ? [{ text: line('partnership.none'), buttons: [] }] : messages,
    figures: true,
  };
}

/** The class by PP 7/2021 art. 35 and the figure that it comes from; both figures when they disagree. */
function sizeText({ businessName, size }: Checked): Line {
  const business: Param = { line: businessName === undefined ? line('partnership.unnamed') : named(businessName) };
  if (size.class === undefined) return body(line('partnership.size.title'), [line('partnership.size.none', { business })]);
  const { byCapital, bySales } = size;
  const deciding = byCapital ?? bySales;
  return body(line('partnership.size.title'), [
    line(size.estimated ? 'partnership.size.estimated' : 'partnership.size.sure', { business, class: { line: className(size.class) } }),
    blank,
    ...(byCapital === undefined ? salesLines(size) : [line('partnership.size.capital', { amount: { rupiahFull: byCapital.amount } })]),
    ...(size.disagree && byCapital !== undefined && bySales !== undefined
      ? [
          line('partnership.size.sales', { amount: { rupiahFull: bySales.amount } }),
          line('partnership.size.disagree', { capital: { line: className(byCapital.class) }, sales: { line: className(bySales.class) } }),
        ]
      : []),
    ...limitLine(size),
    ...when(size.atLeast, line('partnership.size.atLeast')),
    ...(deciding === undefined ? [] : [blank, line('partnership.size.source', { law: size.law, article: deciding.article })]),
  ]);
}

function salesLines({ sales, bySales }: ShownSize): readonly Line[] {
  const year: Param = { rupiahFull: bySales?.amount ?? 0 };
  switch (sales.basis) {
    case 'twelve-months':
      return [line('partnership.size.twelve', { amount: year })];
    case 'usual-month':
      return [line('partnership.size.usual', { amount: year })];
    case 'partial': {
      const soFar = line('partnership.size.partial', { months: sales.months, amount: { rupiahFull: sales.amount ?? 0 } });
      return sales.amount === bySales?.amount ? [soFar] : [soFar, line('partnership.size.partialUsual', { amount: year })];
    }
    case 'none':
      return [];
  }
}

/** The threshold of the class, so that the owner can see why. */
function limitLine(size: ShownSize): readonly Line[] {
  const criteria = classCriteria.find((it) => it.law === size.law);
  if (criteria === undefined || size.class === undefined || size.basis === 'none') return [];
  const tops = criteria[size.basis];
  if (size.class === 'large') return [line('partnership.size.over', { limit: { rupiahFull: tops.medium } })];
  const key: TextKey = size.basis === 'sales' ? 'partnership.size.limitSales' : 'partnership.size.limitCapital';
  return [line(key, { class: { line: className(size.class) }, limit: { rupiahFull: tops[size.class] } })];
}

export function className(it: 'micro' | 'small' | 'medium' | 'large'): Line {
  return line(`partnership.class.${it}`);
}

type Applied = Checked['programmes'][number]['applied'];

function programmeText(programme: Programme, result: ShownEvaluation, applied: Applied, areas: Areas): Line {
  const sources = sourceList(result.criteria);
  const shown = (state: ShownCriterion['state'], title: TextKey): readonly Line[] => {
    const hard = result.criteria.filter((it) => it.weight === 'hard' && it.state === state);
    return hard.length === 0 ? [] : [blank, line(title), ...hard.map((it) => criterionLine(programme, it, sources, areas))];
  };
  const soft = result.criteria.filter((it) => it.weight === 'soft');
  const steps = nextSteps(result);
  return body(line('partnership.programme.title', { name: { line: { local: programme.name } } }), [
    line(`partnership.programme.${programme.kind}`),
    ...when<Line>(programme.example, { local: programme.notice }),
    blank,
    overallLine(result),
    ...(result.meetsFrom === undefined ? [] : [line('partnership.meetsFrom', { day: { day: result.meetsFrom } })]),
    ...(applied === undefined ? [] : [line('partnership.applied', { number: applied.number, status: { line: statusName(applied.status, programme) } })]),
    ...(result.application === 'open' ? [] : [openingLine(programme)]),
    ...shown('not-yet', 'partnership.state.not-yet'),
    ...shown('unknown', 'partnership.state.unknown'),
    ...shown('fulfilled', 'partnership.state.fulfilled'),
    ...when(soft.length > 0, blank, line('partnership.state.soft'), ...soft.map((it) => criterionLine(programme, it, sources, areas))),
    ...when(steps.length > 0, blank, line('partnership.next'), ...steps),
    blank,
    line('partnership.sources'),
    ...sources.map((source, index) => line('partnership.source', { index: index + 1, source: { line: source } })),
  ]);
}

function overallLine(result: ShownEvaluation): Line {
  const hard = (state: ShownCriterion['state']): number => result.criteria.filter((it) => it.weight === 'hard' && it.state === state).length;
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
  return programme.openFrom === undefined ? line('partnership.notOpen') : line('partnership.opensFrom', { day: { day: programme.openFrom } });
}

/** Which rule stands behind a criterion, worded plainly. */
function sourceLine({ source }: ShownCriterion): Line {
  if (source.standing === 'example') return line('partnership.source.example');
  const rule = source.article === undefined ? source.law : `${source.law}, ${source.article}`;
  return line(source.standing === 'read' ? 'partnership.source.rule' : 'partnership.source.unsure', { rule });
}

/** Each source once; criteria point to it by its number. */
function sourceList(criteria: readonly ShownCriterion[]): readonly Line[] {
  const all = criteria.map(sourceLine);
  return all.filter((it, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(it)) === index);
}

const marks = { fulfilled: 'partnership.mark.fulfilled', 'not-yet': 'partnership.mark.not-yet', unknown: 'partnership.mark.unknown' } as const;

function criterionLine(programme: Programme, it: ShownCriterion, sources: readonly Line[], areas: Areas): Line {
  const texts = programme.criteria.find((criterion) => criterion.id === it.id)?.texts[it.state];
  const own = JSON.stringify(sourceLine(it));
  return line(marks[it.state], {
    text: { line: texts === undefined ? named(it.id) : { local: texts, params: worded(it.reason.parameters, areas) } },
    source: sources.findIndex((source) => JSON.stringify(source) === own) + 1,
  });
}

/** Codes and dates of a reason in words. */
function worded(given: ShownParameters, areas: Areas): Readonly<Record<string, Param>> {
  const area = (code: string): Line => named(areas.kecamatan.find((it) => it.code === code)?.name ?? code);
  const kind = (code: string): Line => (isKind(code) ? line(`kind.${code}`) : named(code));
  const all: Readonly<Record<string, Param | undefined>> = {
    months: given.months,
    workers: given.workers,
    limit: given.limit,
    reported: given.reported,
    date: given.date === undefined ? undefined : { day: given.date },
    class: given.class === undefined ? undefined : { line: given.estimated === true ? line('partnership.class.estimated', { class: { line: className(given.class) } }) : className(given.class) },
    classes: given.classes === undefined ? undefined : { list: given.classes.map(className) },
    kecamatan: given.kecamatan === undefined ? undefined : { line: area(given.kecamatan) },
    kecamatans: given.kecamatans === undefined ? undefined : { list: given.kecamatans.map(area) },
    kind: given.kind === undefined ? undefined : { line: kind(given.kind) },
    kinds: given.kinds === undefined ? undefined : { list: given.kinds.map(kind) },
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function isKind(code: string): code is BusinessKind {
  return businessKinds.some((kind) => kind === code);
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

/** One can apply when nothing hard is missing; otherwise a person looks at it. */
export function mayApply(result: ShownEvaluation): boolean {
  return result.application === 'open' && result.overall !== 'not-yet';
}

function programmeButtons(it: Checked['programmes'][number], businessId: number, last: boolean): readonly (readonly Button[])[] {
  const button = (key: TextKey, data: string): Button => ({ label: line(key), data });
  const first =
    it.applied !== undefined
      ? button('partnership.button.application', `application.${it.applied.id}`)
      : mayApply(it.evaluation)
        ? button('partnership.button.apply', `partnership.apply.${it.checkId}`)
        : button('partnership.button.review', `partnership.review.${it.checkId}`);
  return [
    [first],
    [button('partnership.button.details', `partnership.details.${it.checkId}`)],
    [button('start.menu.ask', 'ask'), button('common.button.changeAnswer', `partnership.change.${businessId}`)],
    ...when(last, [button('common.button.menu', 'menu')]),
  ];
}

/** The words of dialogues for owners; a loan that runs is no cooperation. */
export function statusName(status: ApplicationStatus, programme: Programme | undefined): Line {
  if (status === 'forwarded') return line('partnership.status.forwarded', { partner: programme?.partner.name ?? '–' });
  if (status === 'active' && programme?.kind === 'funding') return line('partnership.status.activeLoan');
  return line(`partnership.status.${status}`);
}

/** What the programme is, its figures and their sources: shown before applying. */
export function detailsText(programme: Programme): Line {
  const terms = programme.terms.map((term): Line => ({ local: term.text, params: termValue(term.unit, term.value) }));
  const laws = [...new Set(programme.terms.map(({ source }) => (source.article === undefined ? source.law : `${source.law}, ${source.article}`)))];
  return body(line('partnership.programme.title', { name: { line: { local: programme.name } } }), [
    ...when<Line>(programme.example, { local: programme.notice }, blank),
    ...programme.about.map((local): Line => ({ local })),
    ...(programme.words.length === 0 ? [] : [blank, ...programme.words.map(({ means }): Line => ({ local: means }))]),
    blank,
    line('partnership.details.terms'),
    ...terms.map((text) => line('partnership.details.term', { text: { line: text } })),
    blank,
    line('partnership.details.partner', { partner: programme.partner.name }),
    line('partnership.details.sources', { laws: { list: laws.map(named) } }),
  ]);
}

function termValue(unit: Programme['terms'][number]['unit'], value: number | undefined): Readonly<Record<string, Param>> {
  if (value === undefined) return {};
  switch (unit) {
    case 'rupiah':
      return { value: { rupiahFull: value } };
    case 'per-mille-per-year':
      return { value: { line: line('partnership.details.percent', { percent: String(value / 10).replace('.', ',') }) } };
    case 'months':
      return { value: { line: value % 12 === 0 ? line('partnership.details.years', { years: value / 12 }) : line('partnership.details.months', { months: value }) } };
    case 'none':
      return {};
  }
}
