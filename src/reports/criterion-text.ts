import { criteriaOf } from '../domain/eligibility/standing.ts';
import { businessKinds, type BusinessKind } from '../domain/people/business-kind.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { line, named, type Line, type Param } from '../i18n.ts';
import type { Areas } from '../services/core/areas.ts';
import type { ShownCriterion, ShownParameters } from '../services/partnership/checks.ts';

/** How a business stands to a criterion, as the programme words it. */
export function criterionText(programme: Programme, it: ShownCriterion, areas: Areas): Line {
  const texts = criteriaOf(programme).find(({ id }) => id === it.id)?.texts[it.state];
  return texts === undefined
    ? line('common.noWords')
    : { local: texts, params: worded(it.reason.parameters, areas) };
}

export function className(it: 'micro' | 'small' | 'medium' | 'large'): Line {
  return line(`partnership.class.${it}`);
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
