import { areaNames, businessesWhere, placeCells, placeColumns, type PlaceCells } from './business-rows.ts';
import { memberNames } from './member-names.ts';
import { column, formats, type Report, type Row, type Source } from './report.ts';
import { lockedNow, monthsOf, salesPages, type BusinessMonth } from './sales-rows.ts';

/** A row for every business and month of the period: what was reported, and why nothing was where nothing is. */
export const sales: Report = {
  key: 'sales',
  title: 'export.report.sales',
  hasPeriod: true,
  byKecamatan: true,
  byTag: true,
  duty: 'sales',
  formats,
  withSummary: true,
  columns: () => [
    ...placeColumns,
    column('month', 'month', 12),
    column('state', 'text', 14),
    column('why', 'text', 20),
    column('amount', 'rupiah', 18),
    column('zeroReason', 'text', 16),
    column('estimate', 'flag', 10),
    column('provisional', 'flag', 12),
    column('toCheck', 'flag', 12),
    column('workersMale', 'number', 10),
    column('workersFemale', 'number', 10),
    column('source', 'text', 18),
    column('enteredBy', 'text', 32),
    column('locked', 'flag', 14),
    column('report', 'text', 14),
    column('version', 'number', 8),
    column('reportedAt', 'moment', 18),
  ],
  async count(source) {
    return (
      (await source.services.db.business.count({ where: businessesWhere(source) })) * monthsOf(source).length
    );
  },
  async *pages(source) {
    const areaName = areaNames(source);
    const locked = await lockedNow(source);
    const nameOf = await memberNames(source);
    for await (const page of salesPages(source, 'names'))
      yield page.flatMap((it) => {
        const about = placeCells(source, areaName, it);
        const enteredBy = (number: string): string =>
          number === it.owner.number ? source.word('export.by.owner') : nameOf(number);
        return it.months.map((month) =>
          rowOf(source, about, month, { locked: locked.has(month.month), enteredBy }),
        );
      });
  },
};

/** reported, zero, missing or not asked; a figure counts whether it was asked for or not. */
export function stateOf({ figure, asked }: BusinessMonth): 'reported' | 'zero' | 'missing' | 'notAsked' {
  if (figure !== undefined) return figure.amount === 0 ? 'zero' : 'reported';
  return asked === 'asked' ? 'missing' : 'notAsked';
}

/** One object for all columns: a file has a million of them. */
function rowOf(
  source: Source,
  about: PlaceCells,
  it: BusinessMonth,
  { locked, enteredBy }: { readonly locked: boolean; readonly enteredBy: (number: string) => string },
): Row {
  const { month, figure, asked } = it;
  const by = figure?.enteredBy ?? undefined;
  return {
    number: about.number,
    name: about.name,
    owner: about.owner,
    kind: about.kind,
    kecamatan: about.kecamatan,
    kecamatanCode: about.kecamatanCode,
    desa: about.desa,
    desaCode: about.desaCode,
    month,
    state: source.known('export.state', stateOf(it)),
    why: figure !== undefined || asked === 'asked' ? undefined : source.known('export.why', asked),
    amount: figure?.amount,
    zeroReason: source.known('export.zero', figure?.zeroReason),
    estimate: figure?.estimate,
    provisional: figure?.provisional,
    toCheck: figure?.toCheck,
    workersMale: figure?.workersMale ?? undefined,
    workersFemale: figure?.workersFemale ?? undefined,
    source: source.known('export.source', figure?.source),
    enteredBy: by === undefined ? undefined : enteredBy(by),
    locked,
    report: figure?.number,
    version: figure?.version,
    reportedAt: figure?.at,
  };
}
