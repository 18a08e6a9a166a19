import { line } from '../i18n.ts';
import { areaNames, businessesWhere, placeCells, placeColumns } from './business-rows.ts';
import { column, formats, momentOf, type Report, type Row, type Source } from './report.ts';
import { lockedNow, monthsOf, salesPages, type BusinessMonth } from './sales-rows.ts';

/** A row for every business and month of the period: what was reported, and why nothing was where nothing is. */
export const sales: Report = {
  key: 'sales',
  title: 'export.report.sales',
  hasPeriod: true,
  byKecamatan: true,
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
    column('enteredBy', 'text', 16),
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
    for await (const page of salesPages(source))
      yield page.flatMap((it) => {
        const about = placeCells(source, areaName, it);
        return it.months.map((month): Row => ({
          ...about,
          ...monthCells(source, month),
          locked: locked.has(month.month),
        }));
      });
  },
};

/** reported, zero, missing or not asked; a figure counts whether it was asked for or not. */
export function stateOf({ figure, asked }: BusinessMonth): 'reported' | 'zero' | 'missing' | 'notAsked' {
  if (figure !== undefined) return figure.amount === 0 ? 'zero' : 'reported';
  return asked === 'asked' ? 'missing' : 'notAsked';
}

function monthCells(source: Source, it: BusinessMonth): Row {
  const { month, figure, asked } = it;
  const state = stateOf(it);
  if (figure === undefined)
    return {
      month,
      state: source.word(line(`export.state.${state}`)),
      why: asked === 'asked' ? undefined : source.known('export.why', asked),
    };
  return {
    month,
    state: source.word(line(`export.state.${state}`)),
    amount: figure.amount,
    zeroReason: source.known('export.zero', figure.zeroReason),
    estimate: figure.estimate,
    provisional: figure.provisional,
    toCheck: figure.toCheck,
    workersMale: figure.workersMale,
    workersFemale: figure.workersFemale,
    source: source.known('export.source', figure.source),
    enteredBy: figure.enteredBy,
    report: figure.number,
    version: figure.version,
    reportedAt: momentOf(figure.at),
  };
}
