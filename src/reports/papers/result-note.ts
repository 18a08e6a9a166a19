import { semesterOf } from '../../domain/partnership/results.ts';
import { line, type Line } from '../../i18n.ts';
import { type Cell, type Report, type Row, type Source } from '../report.ts';
import { meaningLines, resultLines, scopeName } from '../result-lines.ts';
import {
  areaRows,
  areaTable,
  partnershipRows,
  partnershipTable,
  resultRows,
  resultsOf,
  resultTable,
} from '../result-tables.ts';
import type { Block } from '../writers/pdf.ts';
import { officeNote } from './office-note.ts';
import type { Paper } from './paper.ts';

/**
 * The results of the partnerships in a semester as a memorandum, with the tables for the partner and for BKPM, which go
 * along as workbooks. All of it comes from the stored results alone and names their fingerprint.
 */
export const resultNote: Paper = {
  key: 'result-note',
  title: 'paper.results.file',
  byKecamatan: true,
  duty: 'dashboard',
  tables: [resultTable, areaTable, partnershipTable],
  async *blocks(source) {
    const { services, word } = source;
    const results = await resultsOf(source);
    const { own, scope, fingerprint } = results;
    const [year = '', half] = semesterOf(own.figures.month).split('-');
    const name = scopeName(services, scope);
    const lines = (all: readonly Line[]): string => all.map((it) => word(it)).join('\n');
    const list = partnershipRows(source, results);
    yield* officeNote(source, {
      about: word(
        line('paper.results.about', { semester: half === '1' ? 'I' : 'II', year, scope: { line: name } }),
      ),
      blocks: [
        {
          kind: 'note',
          text: word(line('paper.results.data', { day: { date: own.figures.period.last }, fingerprint })),
        },
        { kind: 'text', text: lines(resultLines(services, own, name)) },
        { kind: 'heading', text: word('paper.results.table') },
        tableBlock(source, resultTable, resultRows(source, own)),
        { kind: 'heading', text: word('paper.results.areas') },
        tableBlock(source, areaTable, areaRows(source, results)),
        { kind: 'heading', text: word('paper.results.list') },
        ...(list.length === 0
          ? [{ kind: 'text', text: word('paper.results.list.none') } as const]
          : listBlocks(source, partnershipTable, list)),
        { kind: 'note', text: word('paper.results.list.note') },
        { kind: 'note', text: lines(meaningLines) },
      ],
    });
  },
};

const cellText = ({ word }: Source, value: Cell): string =>
  typeof value === 'number' ? word(line('paper.figure', { count: { count: value } })) : String(value ?? '');

/** A table of a workbook as it stands in a paper. */
function tableBlock(source: Source, report: Report, rows: readonly Row[]): Block {
  const columns = report.columns(source);
  return {
    kind: 'table',
    columns: columns.map(({ header, width }) => ({ header: source.word(header), share: width })),
    rows: rows.map((row) => columns.map(({ key }) => cellText(source, row[key]))),
  };
}

/** One that has more columns than a page is wide: each row below the other. */
function listBlocks(source: Source, report: Report, rows: readonly Row[]): readonly Block[] {
  return rows.map((row) => ({
    kind: 'pairs',
    rows: report
      .columns(source)
      .map(({ key, header }) => [source.word(header), cellText(source, row[key] ?? '–')] as const),
  }));
}
