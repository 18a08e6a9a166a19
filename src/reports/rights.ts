import { monthOf, localDate } from '../domain/month/month.ts';
import { may, worksIn, type Standing } from '../domain/office/roles.ts';
import type { ExportRequest } from '../services/office/exports.ts';
import type { Services } from '../services/core/services.ts';
import { reportOf, reports } from './index.ts';
import { paperOf } from './papers/index.ts';
import type { Report } from './report.ts';

/** The reports that a member may have: the right to export, the duty of the report, and its kecamatan. */
export function reportsFor(member: Standing | undefined): readonly Report[] {
  return reports.filter((report) => mayHave(member, report));
}

function mayHave(member: Standing | undefined, report: Pick<Report, 'duty' | 'byKecamatan'>): boolean {
  return (
    member !== undefined &&
    // People of a company have the file of their own candidates and no other.
    (report.duty === 'candidates' || may(member, 'export')) &&
    may(member, report.duty) &&
    // What belongs to no kecamatan shows the whole kabupaten.
    (report.byKecamatan || member.kecamatan.length === 0)
  );
}

/**
 * Whether a member may have exactly this file through Telegram: never a NIK, phone numbers only in lists to call by,
 * and no kecamatan but their own (an empty list means all).
 */
export function mayExport(member: Standing | undefined, request: ExportRequest): boolean {
  const report = reportOf(request.report);
  const what = report ?? paperOf(request.report);
  if (member === undefined || what === undefined) return false;
  // Which application it is about was looked at when it was ordered.
  const inspected = request.report === 'partnership-file' && may(member, 'inspect');
  if (!inspected && !mayHave(member, what)) return false;
  if (request.shown === 'all' || (request.shown === 'phone' && report?.callList !== true)) return false;
  return request.kecamatan.length === 0
    ? member.kecamatan.length === 0
    : request.kecamatan.every((code) => worksIn(member, code));
}

/** About how many rows a file would have now for a member, by their number. */
export async function expectedRows(
  services: Services,
  request: ExportRequest,
  actor: string,
): Promise<number> {
  const report = reportOf(request.report);
  if (report === undefined) return 0;
  const asOf = services.now();
  return report.count({
    services,
    actor,
    period: request.period ?? undefined,
    kecamatan: request.kecamatan,
    programme: request.programme,
    tag: request.tag,
    disclosures: request.disclosures,
    results: request.results,
    asOf,
    running: monthOf(localDate(asOf, services.office.zone)),
  });
}
