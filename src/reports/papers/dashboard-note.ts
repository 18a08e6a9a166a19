import type { Line } from '../../i18n.ts';
import { newestResults } from '../../services/partnership/results/results.ts';
import { dashboard } from '../dashboard.ts';
import { dashboardTables, findings } from '../dashboard-tables.ts';
import { meaningLines, resultLines, scopeName } from '../result-lines.ts';
import type { Block } from '../writers/pdf.ts';
import { officeNote } from './office-note.ts';
import type { Paper } from './paper.ts';

/** The figures of the dashboard as a memorandum: its findings in sentences, the stored results of the partnerships with
 * what they mean, then every table with its bars. */
export const dashboardNote: Paper = {
  key: 'dashboard-note',
  title: 'paper.note.file',
  byKecamatan: true,
  duty: 'dashboard',
  tables: [],
  async *blocks(source) {
    const { services, kecamatan, word } = source;
    const figures = await dashboard(services, kecamatan);
    const tables = dashboardTables(services, word, figures);
    const lines = (all: readonly Line[]): string => all.map((it) => word(it)).join('\n');
    const results = await newestResults(services);
    const scopes = kecamatan.length === 0 ? ['all'] : kecamatan.map((code) => `kecamatan:${code}`);
    const partnerships = scopes.flatMap((scope): readonly Block[] => {
      const stored = results.get(scope);
      if (stored === undefined) return [];
      const name = scopeName(services, scope);
      return [
        { kind: 'heading', text: word('paper.note.partnerships') },
        { kind: 'text', text: lines(resultLines(services, stored, name)) },
      ];
    });
    yield* officeNote(source, {
      about: word('paper.note.subject'),
      blocks: [
        { kind: 'heading', text: word('paper.note.results') },
        ...findings(services, figures, kecamatan).map((it): Block => ({ kind: 'text', text: word(it) })),
        ...partnerships,
        ...(partnerships.length === 0 ? [] : [{ kind: 'note', text: lines(meaningLines) } as const]),
        ...tables.flatMap(({ title, note, rows, footers }): readonly Block[] => [
          { kind: 'heading', text: title },
          { kind: 'note', text: note },
          { kind: 'bars', rows },
          ...footers.map((text): Block => ({ kind: 'note', text })),
        ]),
      ],
    });
  },
};
