import { line, type Line } from '../i18n.ts';
import type { ExportRequest } from '../services/office/exports.ts';
import type { Report, Source } from './report.ts';
import type { Info } from './writers/writer.ts';

/** How a period reads: one month, or the first and the last. */
export function periodLine({ first, last }: { readonly first: string; readonly last: string }): Line {
  return first === last
    ? line('export.period.month', { month: { month: first } })
    : line('export.period.range', { first: { month: first }, last: { month: last } });
}

/** What a file is, for the sheet that says so. */
export function infoLines(
  source: Source,
  request: ExportRequest,
  report: Report,
  file: { readonly rows: number; readonly part: number; readonly actor: string },
): Info {
  const { services, period, kecamatan, asOf, word } = source;
  const names = kecamatan.map(
    (code) => services.office.areas.kecamatan.find((it) => it.code === code)?.name ?? code,
  );
  const programme = request.programme === undefined ? undefined : services.programmes.find(request.programme);
  const aboutSales = report.withSummary === true || report.key === 'non-reporters';
  const shown = { none: 'all', phone: 'nik', all: 'none' } as const;
  return [
    [word('export.info.title'), word(report.title)],
    [word('export.info.office'), services.office.name],
    ...(period === undefined ? [] : [[word('export.info.period'), word(periodLine(period))] as const]),
    ...(programme === undefined
      ? []
      : [[word('export.column.programme'), word({ local: programme.name })] as const]),
    ...(request.tag === undefined ? [] : [[word('export.column.tags'), request.tag] as const]),
    ...(report.byKecamatan
      ? [
          [
            word('export.info.kecamatan'),
            names.length === 0 ? word('export.info.all') : names.join(', '),
          ] as const,
        ]
      : []),
    [word('export.info.asOf'), word(line('export.moment', { moment: { moment: asOf.toISOString() } }))],
    ...(request.results === undefined
      ? []
      : [[word('export.info.results'), request.results.fingerprint] as const]),
    ...(report.ofToday === true
      ? [[word('export.info.resultRows'), word('export.info.resultRows.text')] as const]
      : []),
    ...(file.rows === 0 ? [] : [[word('export.info.rows'), String(file.rows)] as const]),
    ...(file.part === 1 ? [] : [[word('export.info.part'), String(file.part)] as const]),
    [word('export.info.by'), file.actor],
    ...(request.purpose === null ? [] : [[word('export.info.purpose'), request.purpose] as const]),
    [word('export.info.masked'), word(line(`export.info.masked.${shown[request.shown]}`))],
    ...(aboutSales
      ? [
          [word('export.info.states'), word('export.info.states.text')] as const,
          [word('export.info.self'), word('export.info.self.text')] as const,
        ]
      : []),
    [word('export.info.use'), word('export.info.use.text')],
  ];
}
