import { findKecamatan } from '../../../domain/people/area.ts';
import { rights, type Right, type Standing } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import type { Areas } from '../../../services/core/areas.ts';
import { areaLine, rightsLine } from '../../member-lines.ts';
import type { Answers } from '../engine/form.ts';
import { kecamatanLabel } from '../questions/place.ts';
import { tickQuestion } from '../questions/ticks.ts';

/** What questions about a standing look up. */
export interface StandingContext {
  /** Whoever gives: nobody gives more than they hold. */
  readonly giver: Standing | undefined;
  /** What the other holds already and keeps, where it is not ticked away. */
  readonly held: readonly Right[];
  readonly areas: Areas;
}

type More<C> = {
  readonly when?: (answers: Answers, context: C) => boolean;
  readonly dependsOn?: readonly string[];
};

/** Rights apart: announcements, files, NIK. */
export const rightsQuestion = <C extends StandingContext>(more: More<C> = {}) =>
  tickQuestion<C>({
    key: 'rights',
    ask: () => line('member.form.rights'),
    label: 'member.form.rights.label',
    ticks: ({ giver, held }) =>
      rights
        .filter((right) => giver?.rights.includes(right) === true || held.includes(right))
        .map((right) => ({ code: right, label: line(`member.right.${right}`) })),
    instead: () => ({ label: line('member.form.rights.none'), value: [] }),
    show: (codes) => rightsLine(rights.filter((right) => codes.includes(right))),
    ...more,
  });

/** Kecamatan of the work, out of those of whoever gives. */
export const areaQuestion = <C extends StandingContext>(more: More<C> = {}) =>
  tickQuestion<C>({
    key: 'area',
    ask: () => line('member.form.area'),
    label: 'member.form.area.label',
    ticks: ({ giver, areas }) =>
      areas.kecamatan
        .filter(({ code }) => isWithin(giver, code))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
        .map((it) => ({ code: it.code, label: kecamatanLabel(it) })),
    instead: ({ giver }) =>
      giver === undefined || giver.kecamatan.length === 0
        ? { label: line('member.area.all'), value: [] }
        : { label: line('member.form.area.mine'), value: giver.kecamatan },
    read: (text, { areas }) => {
      const found = findKecamatan(text, areas.kecamatan);
      return found.kind === 'ok' ? found.value.code : undefined;
    },
    show: (codes, { areas }) => areaLine(codes, areas),
    ...more,
  });

const isWithin = (giver: Standing | undefined, code: string): boolean =>
  giver === undefined || giver.kecamatan.length === 0 || giver.kecamatan.includes(code);

/** Codes that were ticked, as the rights that they name. */
export const rightsOf = (codes: readonly string[] | undefined): readonly Right[] =>
  rights.filter((right) => codes?.includes(right) === true);
