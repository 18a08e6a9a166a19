import type { Inspection } from '../domain/office/inspection.ts';
import type { Workforce } from '../domain/partnership/workforce.ts';
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

const paid = (it: Workforce | undefined): string =>
  it === undefined ? '–' : String(it.paidMale + it.paidFemale);

/** What one partnership adds to the results, without a name. */
export function inspectionRow({ number, change, staff }: InspectedRow): Line {
  const amount = (it: number | undefined): Line =>
    it === undefined ? named('–') : line('inspection.amount', { amount: { rupiah: it } });
  return line('inspection.row', {
    number,
    before: { line: amount('baseline' in change ? change.baseline.amount : undefined) },
    now: { line: amount(change.kind === 'changed' ? change.now : undefined) },
    paidBefore: paid(staff.before),
    paidNow: staff.closed ? '0' : paid(staff.now),
    state: { line: line(`export.result.${staff.closed ? 'closed' : change.kind}`) },
  });
}
