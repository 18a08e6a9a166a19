import { localDate, toMonth } from '../domain/month/month.ts';
import { line, named, type Line, type TextKey } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { Business } from '../services/people/businesses.ts';

/** "Nama: Siti Aminah"; without a value "belum diisi". */
export function entry(label: TextKey, value: Line | undefined): Line {
  return line('data.entry', {
    label: { line: line(label) },
    value: { line: value ?? line('common.review.open') },
  });
}

/** What a registration says of a business; what is not known stands as that. */
export function businessLines(services: Services, it: Business): readonly Line[] {
  const place = (code: string | undefined): Line | undefined =>
    code === undefined ? undefined : named(areaName(services, code) ?? code);
  return [
    entry('register.business.label', it.name === undefined ? undefined : named(it.name)),
    entry('data.number', it.number === undefined ? undefined : named(it.number)),
    entry('register.kecamatan.label', place(it.kecamatan)),
    entry('register.desa.label', place(it.desa)),
    entry('register.kind.label', kindLine(it)),
    entry('register.started.label', startedLine(it)),
    entry('register.workers.label', it.workers === undefined ? undefined : peopleLine(it.workers)),
    entry(
      'register.sales.label',
      it.usualMonthlySales === undefined
        ? undefined
        : line('register.sales.show', { amount: { rupiahFull: it.usualMonthlySales } }),
    ),
    ...(it.capital === undefined
      ? []
      : [
          entry(
            'register.capital.label',
            line('register.sales.amount', { amount: { rupiahFull: it.capital } }),
          ),
        ]),
    entry('register.nib.label', nibLine(it)),
    entry('data.status.label', statusLine(services, it)),
  ];
}

/** Name of a kecamatan or desa by its code; undefined for any other text. */
export function areaName({ office }: Services, code: string): string | undefined {
  return [...office.areas.kecamatan, ...office.areas.desa].find((area) => area.code === code)?.name;
}

/** YYYY-MM-DD at the office. */
export function dayOf({ office }: Services, at: Date): string {
  return localDate(at, office.zone).toString();
}

function kindLine(it: Business): Line | undefined {
  if (it.kind === undefined) return undefined;
  return it.kind === 'other' && it.kindWords !== undefined ? named(it.kindWords) : line(`kind.${it.kind}`);
}

function startedLine({ startedYear: year, startedMonth: month }: Business): Line | undefined {
  if (year === undefined) return undefined;
  return month === undefined
    ? line('register.started.year', { year })
    : line('register.started.month', { month: { month: toMonth(year, month) } });
}

function nibLine(it: Business): Line | undefined {
  if (it.nibStatus !== 'has') return line(`register.nib.show.${it.nibStatus}`);
  return it.nib === undefined ? undefined : named(it.nib);
}

function statusLine(services: Services, it: Business): Line {
  const status = line(`data.status.${it.status}`);
  return it.statusSince === undefined
    ? status
    : line('data.status.sinceMoment', {
        status: { line: status },
        day: { day: dayOf(services, it.statusSince) },
      });
}

/** "2 orang (2 perempuan)" */
/** How many work there, women and men apart. */
export function peopleLine(value: { readonly male: number; readonly female: number }): Line {
  const parts = [
    ...(value.male > 0 ? [line('common.people.male', { count: value.male })] : []),
    ...(value.female > 0 ? [line('common.people.female', { count: value.female })] : []),
  ];
  return line('common.people.count', { total: value.male + value.female, parts: { list: parts } });
}
