import { toMonth } from '../domain/month/calendar.ts';
import type { SalesBand, ShownField } from '../domain/partnership/candidate.ts';
import type { BusinessKind } from '../domain/people/business-kind.ts';
import { formatPhone } from '../domain/people/identity.ts';
import { line, named, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { CandidateFacts } from '../services/partnership/candidates/candidate-facts.ts';

/** What a company may see of an applicant: under what they rest on, the values; what is not known comes last. */
export function candidateLines(services: Services, it: CandidateFacts): readonly Line[] {
  const groups = new Map<string, { readonly mark: Line; readonly lines: Line[] }>();
  const unknown: Line[] = [];
  const { fields } = it.candidate;
  // The figure stands in the place of the band.
  for (const field of fields.filter((key) => key !== 'sales-12-months' || !fields.includes('sales-exact'))) {
    const value = fieldValue(services, it, field);
    const label = { line: line(`candidate.field.${field}`) };
    if (value === undefined) {
      unknown.push(line('candidate.empty', { label }));
      continue;
    }
    const mark = markLine(it, field);
    const group = groups.get(JSON.stringify(mark)) ?? { mark, lines: [] };
    group.lines.push(line('candidate.value', { label, value: { line: value } }));
    groups.set(JSON.stringify(mark), group);
  }
  return [
    ...[...groups.values()].flatMap(({ mark, lines }) => [
      line('candidate.marked', { mark: { line: mark } }),
      ...lines,
    ]),
    ...unknown,
    ...(it.sold === undefined
      ? []
      : [line('candidate.sold', { count: { count: it.sold.count }, amount: { rupiahFull: it.sold.value } })]),
  ];
}

export function markLine({ marks }: CandidateFacts, field: ShownField): Line {
  const mark = marks.get(field);
  if (mark?.by === 'office') return line('candidate.mark.office', { day: { date: mark.day } });
  return line(`candidate.mark.${mark?.by ?? 'owner'}`);
}

/** What stands in a field; undefined where nothing is known. */
export function fieldValue(
  { office: { areas } }: Services,
  { owner, business, maskedNik, class: size, sales, exactSales }: CandidateFacts,
  field: ShownField,
): Line | undefined {
  const text = (it: string | undefined): Line | undefined => (it === undefined ? undefined : named(it));
  const place = (code: string | undefined): Line | undefined =>
    code === undefined
      ? undefined
      : named([...areas.kecamatan, ...areas.desa].find((area) => area.code === code)?.name ?? code);
  switch (field) {
    case 'owner-name':
      return text(owner.name);
    case 'phone':
      return text(owner.phone === undefined ? undefined : formatPhone(owner.phone));
    case 'nik':
      return text(maskedNik);
    case 'business-name':
      return text(business.name);
    case 'kind':
      return business.kind === 'other' ? text(business.kindWords) : kindLine(business.kind);
    case 'kecamatan':
      return place(business.kecamatan);
    case 'desa':
      return place(business.desa);
    case 'started':
      return startedLine(business);
    case 'workers':
      return business.workers === undefined ? undefined : line('candidate.workers', { ...business.workers });
    case 'class':
      if (size?.class === undefined) return undefined;
      return size.estimated
        ? line('partnership.class.estimated', { class: { line: line(`partnership.class.${size.class}`) } })
        : line(`partnership.class.${size.class}`);
    case 'sales-12-months':
      return sales === undefined ? undefined : bandLine(sales);
    case 'sales-exact':
      return exactSales === undefined
        ? undefined
        : line('register.sales.amount', { amount: { rupiahFull: exactSales } });
    case 'nib-status':
      return business.nibStatus === undefined ? undefined : line(`candidate.nib.${business.nibStatus}`);
    case 'nib':
      return text(business.nib);
  }
}

function bandLine({ above, upTo }: SalesBand): Line {
  if (above === undefined) return line('candidate.band.upTo', { top: { rupiah: upTo ?? 0 } });
  if (upTo === undefined) return line('candidate.band.above', { bottom: { rupiah: above } });
  return line('candidate.band.between', { bottom: { rupiah: above }, top: { rupiah: upTo } });
}

const kindLine = (kind: BusinessKind | undefined): Line | undefined =>
  kind === undefined ? undefined : line(`kind.${kind}`);

function startedLine({
  startedYear: year,
  startedMonth: month,
}: CandidateFacts['business']): Line | undefined {
  if (year === undefined) return undefined;
  return month === undefined
    ? line('register.started.year', { year })
    : line('register.started.month', { month: { month: toMonth(year, month) } });
}
