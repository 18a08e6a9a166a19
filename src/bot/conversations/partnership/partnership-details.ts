import type { Programme } from '../../../domain/eligibility/programme.ts';
import { line, named, type Line, type Param } from '../../../i18n.ts';
import { offerLines } from '../../offer-lines.ts';
import { blank, body, when } from './partnership-text.ts';

/** What the programme is, its figures and their sources: shown before applying. */
export function detailsText(programme: Programme): Line {
  const terms = termLines(programme);
  const laws = [
    ...new Set(
      programme.terms.map(({ source }) =>
        source.article === undefined ? source.law : `${source.law}, ${source.article}`,
      ),
    ),
  ];
  return body(line('partnership.programme.title', { name: { line: { local: programme.name } } }), [
    ...when<Line>(programme.example, { local: programme.notice }, blank),
    ...programme.about.map((local): Line => ({ local })),
    ...(programme.words.length === 0
      ? []
      : [blank, ...programme.words.map(({ means }): Line => ({ local: means }))]),
    ...offerLines(programme),
    ...when(terms.length > 0, blank, line('partnership.details.terms'), ...terms),
    blank,
    line('partnership.details.partner', { partner: programme.partner.name }),
    ...when(laws.length > 0, line('partnership.details.sources', { laws: { list: laws.map(named) } })),
  ]);
}

/** Figures and duties, one a line. */
export const termLines = ({ terms }: Programme): readonly Line[] =>
  terms.map(({ text, unit, value }) =>
    line('partnership.details.term', { text: { line: { local: text, params: termValue(unit, value) } } }),
  );

function termValue(
  unit: Programme['terms'][number]['unit'],
  value: number | undefined,
): Readonly<Record<string, Param>> {
  if (value === undefined) return {};
  switch (unit) {
    case 'rupiah':
      return { value: { rupiahFull: value } };
    case 'per-mille-per-year':
      return {
        value: {
          line: line('partnership.details.percent', { percent: String(value / 10).replace('.', ',') }),
        },
      };
    case 'months':
      return {
        value: {
          line:
            value % 12 === 0
              ? line('partnership.details.years', { years: value / 12 })
              : line('partnership.details.months', { months: value }),
        },
      };
    case 'none':
      return {};
  }
}
