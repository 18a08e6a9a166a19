import { businessKinds } from '../domain/people/business-kind.ts';
import type { Workforce } from '../domain/partnership/workforce.ts';
import { resultRow, semesterUpTo, type ResultRow } from '../domain/partnership/results.ts';
import { boughtIn } from '../domain/partnership/trade.ts';
import { businessFromRow } from '../services/people/businesses.ts';
import { joinedBusinesses, type JoinedBusiness } from '../services/partnership/results/result-rows.ts';
import { monthOfResults } from '../services/partnership/results/results.ts';
import { areaNames } from './business-rows.ts';
import { column, formats, PAGE, type CountSource, type Report, type Row } from './report.ts';

/** *Dari mana angka ini*: every business that ever joined a partnership, with what it adds to the results. */
export const resultBasis: Report = {
  key: 'result-basis',
  title: 'export.report.result-basis',
  hasPeriod: false,
  byKecamatan: true,
  duty: 'cases',
  formats,
  columns: () => [
    column('number', 'text', 14),
    column('name', 'text', 28, 'name'),
    column('owner', 'text', 24, 'name'),
    column('kind', 'text', 20),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('programme', 'text', 36),
    column('partner', 'text', 30),
    column('form', 'text', 22),
    column('appliedAt', 'date', 14),
    column('joinedOn', 'date', 14),
    column('endedOn', 'date', 14),
    column('resultState', 'text', 22),
    column('baselineKind', 'text', 24),
    column('baseline', 'rupiah', 18),
    column('baselineMonths', 'number', 8),
    column('salesNow', 'rupiah', 18),
    column('salesNowMonths', 'number', 8),
    column('changePercent', 'number', 12),
    column('bought', 'rupiah', 18),
    column('paidBefore', 'number', 12),
    column('paidNow', 'number', 12),
    column('person', 'text', 16),
  ],
  count: async (source) => (await inArea(source)).length,
  async *pages(source) {
    const { services } = source;
    const month = monthOfResults(services);
    const all = await inArea(source);
    const areaName = areaNames(source);
    for (let at = 0; at < all.length; at += PAGE) {
      const some = all.slice(at, at + PAGE);
      const stored = await services.db.business.findMany({
        where: { id: { in: some.map(({ business }) => business) } },
        include: { owner: { select: { id: true, name: true, number: true } } },
      });
      yield some.flatMap((it): readonly Row[] => {
        const result = resultRow(it, month);
        const row = stored.find(({ id }) => id === it.business);
        if (result === undefined || row === undefined) return [];
        const business = businessFromRow(services, row, (text) =>
          businessKinds.find((kind) => kind === text),
        );
        const name = row.owner?.name;
        return it.partnerships.map((partnership) => {
          const programme = services.programmes.find(partnership.programme);
          return {
            number: business.number,
            name: business.name,
            owner:
              row.owner === null || name === null || name === undefined
                ? undefined
                : services.seal.show(`person:${row.owner.id}:name`, name),
            kind: source.known('kind', business.kind),
            kecamatan: areaName(it.kecamatan === '' ? undefined : it.kecamatan),
            kecamatanCode: it.kecamatan,
            programme:
              programme === undefined ? partnership.programme : source.word({ local: programme.name }),
            partner: programme?.partner.name ?? partnership.partner,
            form: source.known('result.form', partnership.form),
            appliedAt: partnership.appliedOn,
            joinedOn: partnership.joinedOn,
            endedOn: partnership.endedOn,
            bought: boughtIn([partnership], semesterUpTo(month)),
            ...figuresOf(result, (state) => source.known('export.result', state)),
            baselineKind:
              'baseline' in result.change
                ? source.known('export.baseline', result.change.baseline.kind)
                : undefined,
            person: row.owner?.number,
          };
        });
      });
    }
  },
};

async function inArea({ services, kecamatan }: CountSource): Promise<readonly JoinedBusiness[]> {
  const all = await joinedBusinesses(services);
  return kecamatan.length === 0 ? all : all.filter((it) => kecamatan.includes(it.kecamatan));
}

const paid = (it: Workforce | undefined): number | undefined =>
  it === undefined ? undefined : it.paidMale + it.paidFemale;

function figuresOf({ change, staff }: ResultRow, word: (state: string) => string | undefined): Row {
  return {
    resultState: word(staff.closed ? 'closed' : change.kind),
    ...('baseline' in change
      ? { baseline: change.baseline.amount, baselineMonths: change.baseline.months }
      : {}),
    ...(change.kind === 'changed'
      ? {
          salesNow: change.now,
          salesNowMonths: change.months,
          changePercent: Math.round(change.change * 1_000) / 10,
        }
      : {}),
    paidBefore: paid(staff.before),
    paidNow: staff.closed ? 0 : paid(staff.now),
  };
}
