import { line } from '../../i18n.ts';
import { dayOf, type Cell, type Row, type Source } from '../report.ts';
import { selection } from '../selection.ts';
import type { Block } from '../writers/pdf.ts';
import { officeMinutes } from './office-note.ts';
import type { Paper } from './paper.ts';

/**
 * *Berita Acara Seleksi* of a programme to be signed, by kecamatan: every applicant, each criterion, who was passed on,
 * and why not. The same rows go along as a workbook.
 */
export const selectionMinutes: Paper = {
  key: 'selection-minutes',
  title: 'export.report.selection',
  byKecamatan: true,
  duty: 'cases',
  tables: [selection],
  async *blocks(source) {
    const { services, word } = source;
    const programme = source.programme === undefined ? undefined : services.programmes.find(source.programme);
    if (programme === undefined)
      throw new Error(`expected a programme that was opened, got ${source.programme ?? 'none'}`);
    const areas = new Map<string, Row[]>();
    for await (const page of selection.pages(source))
      for (const row of page) {
        const area = text(row['kecamatan']);
        areas.set(area, [...(areas.get(area) ?? []), row]);
      }
    const all = [...areas.values()].flat();
    const forwarded = all.filter((row) => row['forwarded'] === true).length;
    yield* officeMinutes(source, 'paper.selection.title', {
      about: word(line('paper.selection.about', { programme: { line: { local: programme.name } } })),
      blocks: [
        { kind: 'pairs', rows: [[word('paper.selection.partner'), programme.partner.name]] },
        {
          kind: 'text',
          text:
            all.length === 0
              ? word('paper.selection.none')
              : word(
                  line('paper.selection.counts', {
                    all: { count: all.length },
                    forwarded: { count: forwarded },
                    kept: { count: all.length - forwarded },
                  }),
                ),
        },
        ...[...areas].flatMap(([area, rows]): readonly Block[] => [
          { kind: 'heading', text: `${word('export.column.kecamatan')}: ${area}` },
          tableOf(source, rows),
        ]),
        { kind: 'note', text: word('paper.selection.note') },
      ],
    });
  },
};

const text = (value: Cell): string => (value === undefined ? '–' : String(value));

const tableOf = (source: Source, rows: readonly Row[]): Block => ({
  kind: 'table',
  columns: [
    { header: source.word('paper.selection.who'), share: 3 },
    { header: source.word('paper.selection.criteria'), share: 6 },
    { header: source.word('export.column.forwarded'), share: 2 },
    { header: source.word('paper.selection.outcome'), share: 4 },
  ],
  rows: rows.map((row) => [
    [row['application'], row['name'], row['owner']].map(text).join('\n'),
    criteriaText(source, row),
    forwardedText(source, row),
    outcomeText(source, row),
  ]),
});

/** What is missing comes first: that is what is looked for. */
const criteriaText = ({ word }: Source, row: Row): string =>
  (['notFulfilled', 'notKnown', 'fulfilled'] as const)
    .filter((it) => row[it] !== undefined && row[it] !== '')
    .map((it) => `${word(`export.column.${it}`)}:\n• ${text(row[it]).replaceAll('\n', '\n• ')}`)
    .join('\n');

function forwardedText(source: Source, { forwarded, forwardedAt }: Row): string {
  const yes = source.word(forwarded === true ? 'export.flag.yes' : 'export.flag.no');
  if (typeof forwardedAt !== 'number') return yes;
  const day = dayOf(source, new Date(forwardedAt));
  return `${yes}\n${source.word(line('paper.day', { day: { date: day } }))}`;
}

const outcomeText = ({ word }: Source, row: Row): string =>
  [
    text(row['applicationStatus']),
    ...[row['reason'], row['decidedBy']].filter((it) => it !== undefined).map(text),
    ...(row['reviewed'] === true ? [word('paper.selection.reviewed')] : []),
  ].join('\n');
