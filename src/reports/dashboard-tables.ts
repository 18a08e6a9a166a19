import { businessKinds } from '../domain/people/business-kind.ts';
import { isAroundLebaran } from '../domain/sales/plausibility.ts';
import { closingDate } from '../domain/sales/report-months.ts';
import { FEWEST, hiddenCells, roundedAmount } from '../domain/sales/suppression.ts';
import { line, named, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { Compared, Counted, Dashboard, ShownSales } from './dashboard.ts';
import type { BarList, BarRow, DashboardPage } from './pictures/dashboard-page.ts';
import { shortRupiah, type ShortUnits } from './pictures/short-rupiah.ts';

type Say = (text: Line) => string;

const percent = (part: number, of: number): number => (of === 0 ? 0 : Math.round((part / of) * 100));

/** Kecamatan whose names fit on a line of the page. */
const MOST_NAMED = 5;

const tableKeys = ['sales', 'rate', 'areas', 'registered', 'class', 'kind'] as const;
type TableKey = (typeof tableKeys)[number];

/** The tables of the dashboard in their fixed order, in words; those without anything in them are left out. */
export function dashboardTables(services: Services, say: Say, it: Dashboard): readonly BarList[] {
  const tables = tablesOf(services, say, it);
  return tableKeys.flatMap((key) => tables[key] ?? []);
}

function tablesOf(
  services: Services,
  say: Say,
  it: Dashboard,
): Readonly<Record<TableKey, BarList | undefined>> {
  const few = say(line('dashboard.figure.few'));
  const table = (key: TableKey, rows: readonly BarRow[]): BarList => ({
    title: say(line(`dashboard.chart.${key}`, { month: { month: it.month } })),
    note: say(line(`dashboard.chart.${key}.note`)),
    rows,
    // Only under a table that has something to explain.
    footers: [
      ...(rows.some(({ open, value }) => open === true && value !== null)
        ? [say(line('dashboard.open.note'))]
        : []),
      ...(rows.some((row) => row.figure === few) ? [say(line('dashboard.few.note'))] : []),
    ],
  });
  const areas = areaRows(services, say, it);
  const classes = countRows(say, it.classes, (key) =>
    say(key === 'unknown' ? line('dashboard.class.unknown') : classLine(key)),
  );
  const kinds = countRows(say, it.kinds, (key) => {
    const kind = businessKinds.find((known) => known === key);
    return say(kind === undefined ? line('dashboard.kind.unknown') : line(`kind.${kind}`));
  });
  return {
    sales: table('sales', salesRows(say, it)),
    rate: table('rate', rateRows(say, it)),
    areas: areas.length > 1 ? table('areas', areas) : undefined,
    registered: table('registered', registeredRows(say, it)),
    class: classes.length > 0 ? table('class', classes) : undefined,
    kind: kinds.length > 0 ? table('kind', kinds) : undefined,
  };
}

/** The dashboard as one page, in words: the month at a glance, then every table. */
export function dashboardWords(
  services: Services,
  say: Say,
  it: Dashboard,
  scope: readonly string[],
): DashboardPage {
  const { sales, rate, areas, registered, class: classes, kind } = tablesOf(services, say, it);
  const lists = (all: readonly (BarList | undefined)[]): readonly BarList[] =>
    all.flatMap((list) => list ?? []);
  const last = it.months.at(-1);
  return {
    office: services.office.name,
    title: say(line('dashboard.page.title', { month: { month: it.month } })),
    scope: say(
      scope.length > MOST_NAMED
        ? line('dashboard.page.scopeMany', { count: scope.length })
        : line('dashboard.page.scope', { scope: scopeOf(services, scope) }),
    ),
    asOf: say(line('dashboard.at', { at: { moment: it.at.toISOString() } })),
    tiles: last === undefined ? [] : tilesOf(services, say, it, last, scope),
    sentences: [...openLines(services, it), ...comparedLines(it.compared), ...lebaranLines(it)].map(say),
    columns:
      areas === undefined
        ? [lists([sales, classes, kind]), lists([rate, registered])]
        : [lists([sales, areas, classes]), lists([rate, registered, kind])],
    footer: [line('dashboard.text.held'), line('dashboard.text.self')].map(say).join(' '),
  };
}

function tilesOf(
  services: Services,
  say: Say,
  it: Dashboard,
  { reported, expected, owners, sales }: Dashboard['months'][number],
  scope: readonly string[],
): DashboardPage['tiles'] {
  const counts = { reported: { count: reported }, expected: { count: expected } };
  const tile = (key: 'reported' | 'sales' | 'spread', figure: Line, under: Line) => ({
    label: say(line(`dashboard.page.${key}`)),
    figure: say(figure),
    under: say(under),
  });
  return [
    owners < FEWEST
      ? tile('reported', line('dashboard.page.few', counts), line('dashboard.page.businesses'))
      : tile(
          'reported',
          line('dashboard.page.percent', { percent: percent(reported, expected) }),
          line('dashboard.page.of', counts),
        ),
    isUnseen(sales)
      ? tile('sales', line('dashboard.figure.none'), line('dashboard.page.tooFew'))
      : tile(
          'sales',
          named(shortRupiah(roundedAmount(sales.cell.amount), unitsOf(say))),
          line('dashboard.page.about'),
        ),
    tile(
      'spread',
      line('dashboard.page.few', spreadOf(services, it, scope)),
      line('dashboard.page.kecamatan'),
    ),
  ];
}

function classLine(key: string): Line {
  const known = (['micro', 'small', 'medium', 'large'] as const).find((it) => it === key);
  return known === undefined ? line('dashboard.class.unknown') : line(`export.class.${known}`);
}

const monthLabel = (say: Say, month: string): string =>
  say(line('report.chart.month', { month: { monthShort: month } }));

const unitsOf = (say: Say): ShortUnits => ({
  thousand: say(line('report.unit.thousand')),
  million: say(line('report.unit.million')),
  billion: say(line('report.unit.billion')),
});

const salesFigure = (say: Say, { amount, businesses }: ShownSales['cell']): string =>
  say(
    line('dashboard.figure.sales', {
      amount: shortRupiah(amount, unitsOf(say)),
      count: { count: businesses },
    }),
  );

/** A cell as a bar; what is hidden has none, and a bar is no longer than its rounded figure. */
function cellRow(say: Say, label: string, { cell, hidden }: ShownSales, open: boolean): BarRow {
  if (hidden) return { label, value: null, figure: say(line('dashboard.figure.few')) };
  if (cell.businesses === 0) return { label, value: null, figure: say(line('dashboard.figure.none')) };
  return { label, value: roundedAmount(cell.amount), figure: salesFigure(say, cell), open };
}

function salesRows(say: Say, { months, open }: Dashboard): readonly BarRow[] {
  return months.map(({ key, sales }) => cellRow(say, monthLabel(say, key), sales, open.includes(key)));
}

function rateRows(say: Say, { months, open }: Dashboard): readonly BarRow[] {
  return months.map(({ key, reported, expected, owners }) => {
    const label = monthLabel(say, key);
    if (expected === 0) return { label, value: null, figure: say(line('dashboard.figure.none')) };
    if (owners < FEWEST) return { label, value: null, figure: say(line('dashboard.figure.few')) };
    const figure = line('dashboard.figure.rate', {
      percent: percent(reported, expected),
      reported: { count: reported },
      expected: { count: expected },
    });
    return { label, value: percent(reported, expected), figure: say(figure), open: open.includes(key) };
  });
}

function areaRows(services: Services, say: Say, { areas, month, open }: Dashboard): readonly BarRow[] {
  const nameOf = (key: string): string =>
    services.office.areas.kecamatan.find(({ code }) => code === key)?.name ??
    say(line('dashboard.area.unknown'));
  return areas
    .toSorted((a, b) => nameOf(a.cell.key).localeCompare(nameOf(b.cell.key), 'id'))
    .map((area) => cellRow(say, nameOf(area.cell.key), area, open.includes(month)));
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

const scopeOf = ({ office }: Services, scope: readonly string[]) =>
  scope.length === 0
    ? { line: line('dashboard.text.scope.all') }
    : {
        list: office.areas.kecamatan
          .filter(({ code }) => scope.includes(code))
          .map(({ name }) => named(name)),
      };

const isUnseen = ({ hidden, cell }: ShownSales): boolean => hidden || cell.businesses === 0;

/** In how many kecamatan somebody reported, and of how many. */
const spreadOf = ({ office }: Services, { areas }: Dashboard, scope: readonly string[]) => ({
  reported: { count: areas.filter(({ cell }) => cell.key !== '').length },
  expected: { count: scope.length === 0 ? office.areas.kecamatan.length : scope.length },
});

/** The findings in plain sentences: how many reported, and the three results that the alliance is measured by. */
export function findings(services: Services, it: Dashboard, scope: readonly string[]): readonly Line[] {
  const last = it.months.at(-1);
  const head = line('dashboard.text.head', {
    scope: scopeOf(services, scope),
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
  const { reported: count, expected: all } = spreadOf(services, it, scope);
  return [
    head,
    line(isUnseen(last.sales) ? 'dashboard.text.monthFew' : 'dashboard.text.month', about),
    ...openLines(services, it),
    line('dashboard.text.spread', { count, all }),
    ...comparedLines(it.compared),
    ...lebaranLines(it),
    line('dashboard.text.held'),
    line('dashboard.text.self'),
  ];
}

/** That the last month is no fall of sales where reports are still to come. */
function openLines({ office }: Services, { month, open }: Dashboard): readonly Line[] {
  if (!open.includes(month)) return [];
  const until = closingDate(month, office.reportOpenMonths).toString();
  return [line('dashboard.text.open', { month: { month }, until: { date: until } })];
}

const lebaranLines = ({ month, compared }: Dashboard): readonly Line[] =>
  [month, compared.month].some(isAroundLebaran) ? [line('dashboard.text.lebaran')] : [];

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
