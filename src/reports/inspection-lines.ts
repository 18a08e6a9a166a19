import type { Inspection } from '../domain/office/inspection.ts';
import { NOBODY, paidOf, unpaidOf, type Workforce } from '../domain/partnership/workforce.ts';
import { line, named, type Line } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { InspectedRow } from '../services/partnership/results/inspections.ts';
import { scopeName } from './result-lines.ts';

/** What the letter of an auditor covers, and until when. */
export const inspectionLine = (services: Services, inspection: Inspection | undefined): Line =>
  inspection === undefined
    ? line('inspection.scope.none')
    : line('inspection.scope', {
        scope: { line: scopeName(services, inspection.scope) },
        day: { date: inspection.until },
      });

/** What one partnership adds to the results, without a name. */
export function inspectionRow({ number, change, staff, toOthers, buyers }: InspectedRow): Line {
  const now = staff.closed ? NOBODY : staff.now;
  const told = (it: number | undefined): string => (it === undefined ? '–' : String(it));
  const both = (of: (it: Workforce) => number): string =>
    [staff.before, now].map((it) => told(it === undefined ? undefined : of(it))).join(' → ');
  const amount = (it: number | undefined): Line =>
    it === undefined ? named('–') : line('inspection.amount', { amount: { rupiah: it } });
  return line('inspection.row', {
    number,
    before: { line: amount('baseline' in change ? change.baseline.amount : undefined) },
    now: { line: amount(change.kind === 'changed' ? change.now : undefined) },
    paid: both(paidOf),
    male: both(({ paidMale }) => paidMale),
    female: both(({ paidFemale }) => paidFemale),
    owner: both((it) => unpaidOf(it).owner),
    family: both((it) => unpaidOf(it).family),
    seasonal: both(({ seasonal }) => seasonal),
    buyers: told(buyers),
    share: toOthers === undefined ? '–' : `${Math.round(toOthers * 100)}%`,
    state: { line: line(`export.result.${staff.closed ? 'closed' : change.kind}`) },
  });
}
