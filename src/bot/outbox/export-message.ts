import { prefix } from '../../domain/words/clip.ts';
import { line, type Line } from '../../i18n.ts';
import { periodLine } from '../../reports/info.ts';
import type { Exported } from '../../reports/run.ts';
import { fileTitle } from '../../reports/titles.ts';
import type { ExportEnd, ExportJob } from '../../services/office/export-jobs.ts';
import type { FinishedFile } from '../../services/office/exports.ts';
import type { Button } from '../message.ts';
import { button, staffMenuButton } from '../buttons.ts';
import { exportRoute, newExportRoute } from '../routes/staff.ts';

/** A message about an export. */
export interface ExportMessage {
  readonly lines: readonly Line[];
  readonly buttons: readonly (readonly Button[])[];
}

const BAR = 12;
const FINGERPRINT = 8;
/** Before that nobody knows how fast it goes. */
const GUESS_AFTER_MS = 2_000;

function whatLine({ request }: ExportJob, report = request.report): Line {
  const title = line(fileTitle(report));
  return request.period === null
    ? line('export.what', { report: { line: title } })
    : line('export.whatWhen', { report: { line: title }, period: { line: periodLine(request.period) } });
}

/** Bar, rows and the time that is left. `total` undefined: nothing is known yet. `ms` since the begin. */
export function progressLines(
  job: ExportJob,
  rows: number,
  total: number | undefined,
  ms: number,
): ExportMessage {
  const share = total === undefined || total === 0 ? 0 : Math.min(1, rows / total);
  const full = Math.floor(share * BAR);
  const left = share === 0 || ms < GUESS_AFTER_MS ? undefined : (ms / share) * (1 - share);
  return {
    lines: [
      whatLine(job),
      line('common.blank'),
      line('export.progress', {
        bar: `${'▓'.repeat(full)}${'░'.repeat(BAR - full)}`,
        percent: Math.floor(share * 100),
        rows: { count: rows },
        total: { count: total ?? 0 },
      }),
      ...(left === undefined ? [] : [leftLine(left)]),
    ],
    buttons: [[button('export.cancel', exportRoute.to(job.id, 'cancel'))]],
  };
}

function leftLine(ms: number): Line {
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60
    ? line('export.left.seconds', { count: seconds })
    : line('export.left.minutes', { count: Math.ceil(seconds / 60) });
}

/** How it has ended. */
export function endLines(job: ExportJob, status: ExportEnd, made: Exported | undefined): ExportMessage {
  const end =
    status === 'sent' && job.request.format === 'pdf'
      ? line('paper.sent')
      : status === 'sent'
        ? line('export.end.sent', {
            rows: { count: made?.rows ?? 0 },
            files: { count: made?.files.length ?? 0 },
          })
        : line(`export.end.${status}`);
  return {
    lines: [
      whatLine(job),
      line('common.blank'),
      end,
      ...(status === 'sent' && job.request.report === 'non-reporters' ? [line('export.fill.invite')] : []),
    ],
    buttons: [
      ...(status === 'refused' || job.request.format === 'pdf'
        ? []
        : [[button('export.again', newExportRoute.to())]]),
      [staffMenuButton],
    ],
  };
}

/** What stands under a file. */
export function captionLines(job: ExportJob, file: FinishedFile, asOf: Date): readonly Line[] {
  return [
    whatLine(job, file.report),
    ...(file.parts > 1 ? [line('export.caption.part', { part: file.part, parts: file.parts })] : []),
    ...(file.format === 'pdf' ? [] : [line('export.caption.rows', { rows: { count: file.rows } })]),
    line('export.caption.asOf', { moment: { moment: asOf.toISOString() } }),
    line('export.caption.fingerprint', { fingerprint: prefix(file.sha256, FINGERPRINT) }),
    line('common.blank'),
    line('export.caption.care'),
  ];
}
