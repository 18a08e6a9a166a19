import type { BusinessClass } from '../domain/people/business-class.ts';
import { businessKinds, type BusinessKind } from '../domain/people/business-kind.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { criteriaOf } from '../domain/eligibility/standing.ts';
import { line, named, type Line, type Param } from '../i18n.ts';
import type { Areas } from '../services/core/areas.ts';
import type {
  ShownCriterion,
  ShownEvaluation,
  ShownParameters,
} from '../services/partnership/applications/checks.ts';

export function className(it: BusinessClass): Line {
  return line(`partnership.class.${it}`);
}

/** Which rule stands behind a criterion, worded plainly. */
function sourceLine({ source }: ShownCriterion): Line {
  if (source.standing === 'example') return line('partnership.source.example');
  const rule = source.article === undefined ? source.law : `${source.law}, ${source.article}`;
  return line(source.standing === 'read' ? 'partnership.source.rule' : 'partnership.source.unsure', { rule });
}

/** Each source once; criteria point to it by its number. */
export function sourceList(criteria: readonly ShownCriterion[]): readonly Line[] {
  const all = criteria.map(sourceLine);
  return all.filter(
    (it, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(it)) === index,
  );
}

/** The office reads of "pemilik" where the owner is addressed. */
const office = { sapaan: { line: line('partnership.owner') } };

/** A criterion as the rules of that day word it. */
export function criterionText(programme: Programme, it: ShownCriterion, areas: Areas): Line {
  const criterion = criteriaOf(programme).find(({ id }) => id === it.id);
  if (criterion === undefined) return line('common.noWords');
  const params = worded(it.reason.parameters, areas);
  return criterion.texts === undefined
    ? line(`criterion.smaller.${it.state}`, params)
    : { local: criterion.texts[it.state], params };
}

/** A criterion with its mark; the owner reads it without `source`, the number of what stands behind it. */
export function criterionLine(programme: Programme, it: ShownCriterion, areas: Areas, source?: number): Line {
  const text = criterionText(programme, it, areas);
  const criterion = criteriaOf(programme).find(({ id }) => id === it.id);
  // Nobody has looked at the NIB itself.
  const told = criterion?.test.is === 'nib' && it.state === 'fulfilled';
  const params = {
    text: {
      line: told
        ? line('partnership.byAnswer', { text: { line: text }, ...(source === undefined ? {} : office) })
        : text,
    },
  };
  return source === undefined
    ? line(`partnership.tick.${it.state}`, params)
    : line(`partnership.mark.${it.state}`, { ...params, source });
}

/** Every criterion with its mark and the number of its source, then the sources: the office sees what the owner saw. */
export function criteriaLines(programme: Programme, result: ShownEvaluation, areas: Areas): readonly Line[] {
  const sources = sourceList(result.criteria);
  return [
    ...result.criteria.map((it) => {
      const own = JSON.stringify(sourceLine(it));
      return criterionLine(
        programme,
        it,
        areas,
        sources.findIndex((source) => JSON.stringify(source) === own) + 1,
      );
    }),
    line('common.blank'),
    line('partnership.sources'),
    ...sources.map((source, index) =>
      line('partnership.source', { index: index + 1, source: { line: source } }),
    ),
  ];
}

/** Codes and dates of a reason in words. */
function worded(given: ShownParameters, areas: Areas): Readonly<Record<string, Param>> {
  const area = (code: string): Line => named(areas.kecamatan.find((it) => it.code === code)?.name ?? code);
  const kind = (code: string): Line => (isKind(code) ? line(`kind.${code}`) : line('common.noWords'));
  const all: Readonly<Record<string, Param | undefined>> = {
    months: given.months,
    workers: given.workers,
    limit: given.limit,
    reported: given.reported,
    date: given.date === undefined ? undefined : { day: given.date },
    class:
      given.class === undefined
        ? undefined
        : {
            line:
              given.estimated === true
                ? line('partnership.class.estimated', { class: { line: className(given.class) } })
                : className(given.class),
          },
    classes: given.classes === undefined ? undefined : { list: given.classes.map(className) },
    kecamatan: given.kecamatan === undefined ? undefined : { line: area(given.kecamatan) },
    kecamatans: given.kecamatans === undefined ? undefined : { list: given.kecamatans.map(area) },
    kind: given.kind === undefined ? undefined : { line: kind(given.kind) },
    kinds: given.kinds === undefined ? undefined : { list: given.kinds.map(kind) },
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function isKind(code: string): code is BusinessKind {
  return businessKinds.some((kind) => kind === code);
}
