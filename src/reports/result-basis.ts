import { businessKinds } from '../domain/people/business-kind.ts';
import { compared } from '../domain/partnership/comparison.ts';
import type { SalesChange } from '../domain/partnership/sales-change.ts';
import { NOBODY, paidOf, unpaidOf, type Staffed, type Workforce } from '../domain/partnership/workforce.ts';
import { monthOfDay, resultRow, semesterUpTo, type ResultRow } from '../domain/partnership/results.ts';
import { boughtIn, paymentResult, type TradedPartnership } from '../domain/partnership/trade.ts';
import type { Month } from '../domain/month/month.ts';
import { line } from '../i18n.ts';
import { businessFromRow } from '../services/people/businesses.ts';
import {
  changedSince,
  comparableOthers,
  joinedBusinesses,
  type JoinedBusiness,
} from '../services/partnership/results/result-rows.ts';
import { inScope, monthOfResults, newestResults } from '../services/partnership/results/results.ts';
import { areaNames } from './business-rows.ts';
import { column, formats, PAGE, type CountSource, type Report, type Row, type Source } from './report.ts';

/**
 * *Dari mana angka ini*: every business that ever joined a partnership of a scope, with what it adds to each figure of
 * the stored results. What is counted by business stands in its first row, so that columns can be summed.
 */
export const resultBasis: Report = {
  key: 'result-basis',
  title: 'export.report.result-basis',
  hasPeriod: false,
  byKecamatan: true,
  ofToday: true,
  duty: 'cases',
  formats,
  columns: () => [
    column('number', 'text', 14),
    column('name', 'text', 28, 'name'),
    column('owner', 'text', 24, 'name'),
    column('salutation', 'text', 8),
    column('kind', 'text', 20),
    column('kecamatan', 'text', 18),
    column('kecamatanCode', 'text', 14),
    column('programme', 'text', 36),
    column('partner', 'text', 30),
    column('form', 'text', 22),
    column('appliedAt', 'date', 14),
    column('joinedOn', 'date', 14),
    column('endedOn', 'date', 14),
    column('firstTime', 'flag', 12),
    column('bought', 'rupiah', 18),
    column('paidShipments', 'number', 12),
    column('daysToPay', 'number', 12),
    column('overdueShipments', 'number', 12),
    column('supportKinds', 'text', 30),
    column('supportValue', 'rupiah', 18),
    column('resultState', 'text', 22),
    column('baselineKind', 'text', 24),
    column('baseline', 'rupiah', 18),
    column('baselineMonths', 'number', 8),
    column('salesNow', 'rupiah', 18),
    column('salesNowMonths', 'number', 8),
    column('changePercent', 'number', 12),
    column('seasonPercent', 'number', 12),
    column('deflatedPercent', 'number', 12),
    column('similarCount', 'number', 12),
    column('similarPercent', 'number', 12),
    column('paidBefore', 'number', 12),
    column('paidNow', 'number', 12),
    column('paidMaleBefore', 'number', 12),
    column('paidMaleNow', 'number', 12),
    column('paidFemaleBefore', 'number', 12),
    column('paidFemaleNow', 'number', 12),
    column('unpaidOwnerBefore', 'number', 12),
    column('unpaidOwnerNow', 'number', 12),
    column('unpaidFamilyBefore', 'number', 12),
    column('unpaidFamilyNow', 'number', 12),
    column('seasonalBefore', 'number', 12),
    column('seasonalNow', 'number', 12),
    column('othersPercent', 'number', 12),
    column('buyers', 'number', 12),
    column('stillSelling', 'text', 16),
    column('profitTold', 'flag', 12),
    column('changedSince', 'flag', 14),
    column('person', 'text', 16),
  ],
  count: async (source) => {
    const { month } = await stored(source);
    return within(source, await joinedBusinesses(source.services)).filter((it) => hasJoined(it, month))
      .length;
  },
  async *pages(source) {
    const { services } = source;
    const { month, takenAt } = await stored(source);
    const joined = await joinedBusinesses(services);
    const all = within(source, joined).filter((it) => hasJoined(it, month));
    const rowOf = new Map(all.map((it) => [it, resultRow(it, month, services.office.priceIndex)] as const));
    const partners = [...rowOf.values()].flatMap((row) => row?.comparable ?? []);
    const beside = compared(partners, await comparableOthers(services, joined, month));
    const first = new Set(joined.filter((it) => begunBy(it, month).length === 1).map((it) => it.business));
    const areaName = areaNames(source);
    for (let at = 0; at < all.length; at += PAGE) {
      const some = all.slice(at, at + PAGE);
      const ids = some.map(({ business }) => business);
      const changed =
        takenAt === undefined ? new Set<number>() : await changedSince(services, ids, month, takenAt);
      const rows = await services.db.business.findMany({
        where: { id: { in: ids } },
        include: { owner: { select: { id: true, name: true, number: true, salutation: true } } },
      });
      yield some.flatMap((it): readonly Row[] => {
        const result = rowOf.get(it);
        const row = rows.find(({ id }) => id === it.business);
        if (result === undefined || row === undefined) return [];
        const business = businessFromRow(services, row, (text) =>
          businessKinds.find((kind) => kind === text),
        );
        const name = row.owner?.name;
        const like = beside.find(({ partner }) => partner.business === it.business);
        return begunBy(it, month).map((partnership, index) => ({
          number: business.number,
          name: business.name,
          owner:
            row.owner === null || name === null || name === undefined
              ? undefined
              : services.seal.show(`person:${row.owner.id}:name`, name),
          salutation: row.owner?.salutation ?? undefined,
          kind: source.known('kind', business.kind),
          kecamatan: areaName(it.kecamatan === '' ? undefined : it.kecamatan),
          kecamatanCode: it.kecamatan,
          ...partnershipCells(source, partnership, month),
          ...(index === 0
            ? {
                ...businessCells(source, result),
                ...staffCells(result.staff),
                firstTime: first.has(it.business),
                similarCount: like?.like.length,
                similarPercent: percent(like?.change),
                changedSince: changed.has(it.business),
              }
            : {}),
          person: row.owner?.number,
        }));
      });
    }
  },
};

/** The month of the results that the rows are behind, and when those were stored; before the first the one that is due. */
async function stored({ services, period, results }: CountSource): Promise<{
  readonly month: Month;
  readonly takenAt: Date | undefined;
}> {
  if (period !== undefined && results !== undefined)
    return { month: period.last, takenAt: new Date(results.takenAt) };
  const [newest] = (await newestResults(services)).values();
  return { month: newest?.figures.month ?? monthOfResults(services), takenAt: newest?.takenAt };
}

const within = (
  { results, kecamatan }: CountSource,
  joined: readonly JoinedBusiness[],
): readonly JoinedBusiness[] =>
  inScope(joined, results?.scope ?? 'all').filter(
    (it) => kecamatan.length === 0 || kecamatan.includes(it.kecamatan),
  );

const begunBy = ({ partnerships }: JoinedBusiness, month: Month): readonly TradedPartnership[] =>
  partnerships.filter(({ joinedOn }) => monthOfDay(joinedOn) <= month);

const hasJoined = (it: JoinedBusiness, month: Month): boolean => begunBy(it, month).length > 0;

const percent = (change: number | undefined): number | undefined =>
  change === undefined ? undefined : Math.round(change * 1_000) / 10;

/** What one partnership adds in the semester. */
function partnershipCells(source: Source, it: TradedPartnership, month: Month): Row {
  const period = semesterUpTo(month);
  const programme = source.services.programmes.find(it.programme);
  const { paid, days, overdue } = paymentResult([it], period);
  const supports = it.supports.filter(({ on }) => on >= period.first && on <= period.last);
  const kinds = [...new Set(supports.map(({ kind }) => kind))];
  return {
    programme: programme === undefined ? it.programme : source.word({ local: programme.name }),
    partner: programme?.partner.name ?? it.partner,
    form: source.known('result.form', it.form),
    appliedAt: it.appliedOn,
    joinedOn: it.joinedOn,
    endedOn: it.endedOn,
    bought: boughtIn([it], period),
    paidShipments: paid,
    daysToPay: days,
    overdueShipments: overdue,
    supportKinds: kinds.map((kind) => source.word(line(`support.kind.${kind}`))).join(', ') || undefined,
    supportValue: supports.length === 0 ? undefined : supports.reduce((sum, { value = 0 }) => sum + value, 0),
  };
}

const changeOf = (it: SalesChange | undefined): number | undefined =>
  it?.kind === 'changed' ? percent(it.change) : undefined;

/** What is counted of a business, whatever partnerships it has. */
function businessCells(source: Source, { change, deflated, staff, ...it }: ResultRow): Row {
  const baseline = 'baseline' in change ? change.baseline : undefined;
  return {
    resultState: source.known('export.result', staff.closed ? 'closed' : change.kind),
    baselineKind: source.known('export.baseline', baseline?.kind),
    baseline: baseline?.amount,
    baselineMonths: baseline?.months,
    ...(change.kind === 'changed'
      ? {
          salesNow: change.now,
          salesNowMonths: change.months,
          changePercent: percent(change.change),
          seasonPercent: percent(change.season?.change),
        }
      : {}),
    deflatedPercent: changeOf(deflated),
    othersPercent: percent(it.toOthers),
    buyers: it.buyers,
    stillSelling: source.known('export.selling', it.selling),
    profitTold: it.toldProfit,
  };
}

/** Who worked there before and works there now; a closed business gives work to nobody. */
function staffCells({ before, now, closed }: Staffed): Row {
  return { ...workCells('Before', before), ...workCells('Now', closed ? NOBODY : now) };
}

function workCells(when: 'Before' | 'Now', it: Workforce | undefined): Row {
  if (it === undefined) return {};
  const { owner, family } = unpaidOf(it);
  return {
    [`paid${when}`]: paidOf(it),
    [`paidMale${when}`]: it.paidMale,
    [`paidFemale${when}`]: it.paidFemale,
    [`unpaidOwner${when}`]: owner,
    [`unpaidFamily${when}`]: family,
    [`seasonal${when}`]: it.seasonal,
  };
}
