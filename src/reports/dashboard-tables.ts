import { businessKinds } from '../domain/people/business-kind.ts';
import { isAroundLebaran } from '../domain/sales/plausibility.ts';
import { FEWEST, hiddenCells, roundedAmount } from '../domain/sales/suppression.ts';
import { line, named, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { Compared, Counted, Dashboard, ShownSales } from './dashboard.ts';
import type { BarList, BarRow } from './pictures/bar-list.ts';
import { shortRupiah } from './pictures/short-rupiah.ts';

type Say = (text: Line) => string;

const percent = (part: number, of: number): number => (of === 0 ? 0 : Math.round((part / of) * 100));

/** The tables of the dashboard in their fixed order, in words; those without anything in them are left out. */
export function dashboardTables(services: Services, say: Say, it: Dashboard): readonly BarList[] {
  const few = say(line('dashboard.figure.few'));
  const table = (
    key: 'sales' | 'areas' | 'rate' | 'registered' | 'class' | 'kind',
    rows: readonly BarRow[],
  ): BarList => ({
    title: say(line(`dashboard.chart.${key}`, { month: { month: it.month } })),
    note: `${say(line(`dashboard.chart.${key}.note`))} ${say(line('dashboard.at', { at: { moment: it.at.toISOString() } }))}`,
    rows,
    // Only under a table that hides something.
    footer: rows.some((row) => row.figure === few) ? say(line('dashboard.few.note')) : undefined,
  });
  const areas = areaRows(services, say, it);
  const classes = countRows(say, it.classes, (key) =>
    say(key === 'unknown' ? line('dashboard.class.unknown') : classLine(key)),
  );
  const kinds = countRows(say, it.kinds, (key) => {
    const kind = businessKinds.find((known) => known === key);
    return say(kind === undefined ? line('dashboard.kind.unknown') : line(`kind.${kind}`));
  });
  return [
    table('sales', salesRows(say, it)),
    table('rate', rateRows(say, it)),
    ...(areas.length > 1 ? [table('areas', areas)] : []),
    table('registered', registeredRows(say, it)),
    ...(classes.length > 0 ? [table('class', classes)] : []),
    ...(kinds.length > 0 ? [table('kind', kinds)] : []),
  ];
}

function classLine(key: string): Line {
  const known = (['micro', 'small', 'medium', 'large'] as const).find((it) => it === key);
  return known === undefined ? line('dashboard.class.unknown') : line(`export.class.${known}`);
}

const monthLabel = (say: Say, month: string): string =>
  say(line('report.chart.month', { month: { monthShort: month } }));

function salesFigure(say: Say, { amount, businesses }: ShownSales['cell']): string {
  const units = {
    thousand: say(line('report.unit.thousand')),
    million: say(line('report.unit.million')),
    billion: say(line('report.unit.billion')),
  };
  return say(
    line('dashboard.figure.sales', { amount: shortRupiah(amount, units), count: { count: businesses } }),
  );
}

/** A cell as a bar; what is hidden has none, and a bar is no longer than its rounded figure. */
function cellRow(say: Say, label: string, { cell, hidden }: ShownSales): BarRow {
  if (hidden) return { label, value: null, figure: say(line('dashboard.figure.few')) };
  if (cell.businesses === 0) return { label, value: null, figure: say(line('dashboard.figure.none')) };
  return { label, value: roundedAmount(cell.amount), figure: salesFigure(say, cell) };
}

function salesRows(say: Say, { months }: Dashboard): readonly BarRow[] {
  return months.map(({ key, sales }) => cellRow(say, monthLabel(say, key), sales));
}

function rateRows(say: Say, { months }: Dashboard): readonly BarRow[] {
  return months.map(({ key, reported, expected, owners }) => {
    const label = monthLabel(say, key);
    if (expected === 0) return { label, value: null, figure: say(line('dashboard.figure.none')) };
    if (owners < FEWEST) return { label, value: null, figure: say(line('dashboard.figure.few')) };
    const figure = line('dashboard.figure.rate', {
      percent: percent(reported, expected),
      reported: { count: reported },
      expected: { count: expected },
    });
    return { label, value: percent(reported, expected), figure: say(figure) };
  });
}

function areaRows(services: Services, say: Say, { areas }: Dashboard): readonly BarRow[] {
  const nameOf = (key: string): string =>
    services.office.areas.kecamatan.find(({ code }) => code === key)?.name ??
    say(line('dashboard.area.unknown'));
  return areas
    .toSorted((a, b) => nameOf(a.cell.key).localeCompare(nameOf(b.cell.key), 'id'))
    .map((area) => cellRow(say, nameOf(area.cell.key), area));
}

function registeredRows(say: Say, { registered }: Dashboard): readonly BarRow[] {
  return registered.map(({ month, count }) => ({
    label: monthLabel(say, month),
    value: count,
    figure: say(line('dashboard.figure.count', { count: { count } })),
  }));
}

function countRows(say: Say, counts: readonly Counted[], nameOf: (key: string) => string): readonly BarRow[] {
  const hidden = hiddenCells(
    counts.map(({ key, owners }) => ({ key, owners, amount: 0, largest: 0, second: 0 })),
    true,
  );
  return counts.map(({ key, count }) =>
    hidden.has(key)
      ? { label: nameOf(key), value: null, figure: say(line('dashboard.figure.few')) }
      : {
          label: nameOf(key),
          value: count,
          figure: say(line('dashboard.figure.count', { count: { count } })),
        },
  );
}

/** The findings in plain sentences: how many reported, and the three results that the alliance is measured by. */
export function findings(services: Services, it: Dashboard, scope: readonly string[]): readonly Line[] {
  const last = it.months.at(-1);
  const { areas } = services.office;
  const names = areas.kecamatan.filter(({ code }) => scope.includes(code)).map(({ name }) => named(name));
  const head = line('dashboard.text.head', {
    scope: scope.length === 0 ? { line: line('dashboard.text.scope.all') } : { list: names },
    at: { moment: it.at.toISOString() },
  });
  if (last === undefined) return [head];
  const about = {
    month: { month: it.month },
    reported: { count: last.reported },
    expected: { count: last.expected },
    percent: percent(last.reported, last.expected),
    amount: { rupiah: roundedAmount(last.sales.cell.amount) },
  };
  const isHidden = last.sales.hidden || last.sales.cell.businesses === 0;
  return [
    head,
    line(isHidden ? 'dashboard.text.monthFew' : 'dashboard.text.month', about),
    line('dashboard.text.spread', {
      count: it.areas.filter(({ cell }) => cell.key !== '').length,
      all: scope.length === 0 ? areas.kecamatan.length : scope.length,
    }),
    ...comparedLines(it.compared),
    ...([it.month, it.compared.month].some(isAroundLebaran) ? [line('dashboard.text.lebaran')] : []),
    line('dashboard.text.held'),
    line('dashboard.text.self'),
  ];
}

function comparedLines(it: Compared): readonly Line[] {
  const month = { month: it.month };
  const rounded = Math.round(it.change * 100);
  const change =
    rounded === 0
      ? line('dashboard.text.incomeSame')
      : line(rounded > 0 ? 'dashboard.text.incomeUp' : 'dashboard.text.incomeDown', {
          percent: Math.abs(rounded),
        });
  return [
    it.workersOwners < FEWEST
      ? line('dashboard.text.jobsFew', { n: it.workersCount })
      : line('dashboard.text.jobs', {
          month,
          n: it.workersCount,
          now: { count: it.workersNow },
          before: { count: it.workersBefore },
        }),
    it.owners < FEWEST
      ? line('dashboard.text.incomeFew', { n: it.count })
      : line('dashboard.text.income', { month, n: it.count, change: { line: change } }),
  ];
}
