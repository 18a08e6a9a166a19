import { applications } from './applications.ts';
import { auditLog } from './audit-log.ts';
import { businesses } from './businesses.ts';
import { candidates } from './candidates.ts';
import { cases } from './cases.ts';
import { consents } from './consents.ts';
import { nonReporters } from './non-reporters.ts';
import { participants } from './participants.ts';
import type { Report } from './report.ts';
import { resultBasis } from './result-basis.ts';
import { salesMatrix } from './sales-matrix.ts';
import { sales } from './sales.ts';
import { selection } from './selection.ts';
import { sidt } from './sidt.ts';
import { trainings } from './trainings.ts';

/** Every report that can be exported, in the order in which it is offered. */
export const reports: readonly Report[] = [
  sales,
  salesMatrix,
  nonReporters,
  businesses,
  trainings,
  participants,
  applications,
  resultBasis,
  selection,
  candidates,
  cases,
  consents,
  sidt,
  auditLog,
];

export function reportOf(key: string): Report | undefined {
  return reports.find((report) => report.key === key);
}
