import { auditActions } from '../../../domain/office/audit-actions.ts';
import { line, type Line } from '../../../i18n.ts';
import { reports } from '../../../reports/index.ts';
import type { DataRead, DataReaders } from '../../../services/data-rights/data-readers.ts';
import type { Services } from '../../../services/core/services.ts';
import { disclosureLine, ownRecallLine } from '../../../reports/disclosure-lines.ts';
import { partnerName } from './data-lines.ts';
import type { Page } from './data-page.ts';

/** Who has seen or received the data, in the copy of somebody's data: by day and role, never by name. */
export function writeReaders(page: Page, services: Services, readers: DataReaders): void {
  page.section('data.copy.readers', readers.reads.length);
  for (const it of readers.reads)
    page.put(
      line(it.times === 1 ? 'data.copy.reader' : 'data.copy.readerTimes', {
        day: { day: it.day },
        who: { line: roleLine(it.role) },
        action: { line: actionLine(it.action) },
        times: it.times,
      }),
    );
  page.put(line('data.copy.readerLists'));
  page.section('data.copy.files', readers.exports.length);
  if (readers.exports.length > 0) page.put(line('data.copy.filesHow'));
  for (const it of readers.exports)
    page.put(
      line('data.copy.file', {
        day: { day: it.day },
        who: { line: roleLine(it.role) },
        report: { line: line(reports.find(({ key }) => key === it.report)?.title ?? 'common.noWords') },
      }),
    );
  page.section('data.copy.partners', readers.passedOn.length);
  for (const it of readers.passedOn)
    page.put(
      line('data.copy.partner', {
        day: { day: it.day },
        partner: partnerName(services, it.programmeId),
        number: it.application,
      }),
    );
  page.section('data.copy.disclosed', readers.disclosed.length);
  for (const it of readers.disclosed) page.put(disclosureLine(it));
  for (const it of readers.recalls) page.put(ownRecallLine(it));
}

const roleLine = (role: DataRead['role']): Line =>
  line(role === 'server' ? 'data.copy.server' : `staff.role.${role}`);

function actionLine(action: string): Line {
  const known = auditActions.find((it) => it === action);
  return known === undefined ? line('common.noWords') : line(`member.audit.action.${known}`);
}
