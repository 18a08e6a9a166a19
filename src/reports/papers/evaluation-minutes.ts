import { yearsIn } from '../../domain/partnership/evaluation.ts';
import { line, type Line } from '../../i18n.ts';
import { businessesOf } from '../../services/people/businesses.ts';
import { ownerOf } from '../../services/people/corrections.ts';
import { programmeOf } from '../../services/partnership/applications/application-progress.ts';
import { evaluatedFigures } from '../../services/partnership/evaluations/evaluation-figures.ts';
import {
  evaluationById,
  tasksOf,
  type EvaluationOf,
} from '../../services/partnership/evaluations/evaluations.ts';
import { evaluationLines, figureLines } from '../evaluation-lines.ts';
import type { Source } from '../report.ts';
import type { Block } from '../writers/pdf.ts';
import type { Paper } from './paper.ts';

/** *Berita acara evaluasi*: what both sides sign. What the owner said to the office alone is not in it. */
export const evaluationMinutes: Paper = {
  key: 'evaluation-minutes',
  title: 'evaluation.paper.title',
  byKecamatan: true,
  duty: 'cases',
  tables: [],
  async *blocks(source, { about }) {
    const { services, kecamatan, word, asOf } = source;
    const it = about === undefined ? undefined : await evaluationById(services, about);
    const business =
      it === undefined
        ? undefined
        : (await businessesOf(services, it.application.personId)).find(
            ({ id }) => id === it.application.businessId,
          );
    const within = kecamatan.length === 0 || kecamatan.includes(business?.kecamatan ?? '');
    if (it === undefined || business === undefined || !within)
      throw new Error('expected an evaluation in the kecamatan for which the paper was ordered');
    const { name } = await ownerOf(services, it.application.personId);
    const partner = programmeOf(services, it.application)?.partner.name ?? '–';
    yield { kind: 'note', text: services.office.name };
    yield { kind: 'title', text: word('evaluation.paper.title') };
    yield {
      kind: 'pairs',
      rows: [
        [word('export.column.application'), it.application.number],
        [word('export.column.owner'), name ?? '–'],
        [word('export.column.name'), business.name ?? '–'],
        [word('paper.file.partner'), partner],
        [word('export.info.asOf'), word(line('export.moment', { moment: { moment: asOf.toISOString() } }))],
      ],
    };
    yield* evaluationBlocks(source, it);
    yield {
      kind: 'signatures',
      columns: (['owner', 'partner', 'office'] as const).map((side) => ({
        heading: word(`agreement.side.${side}`),
        lines: [word('paper.note.name')],
      })),
    };
    yield { kind: 'note', text: word('paper.fingerprint') };
  },
};

/** One evaluation: its years, both sides' figures, the meeting, what is to be done, and the decision. */
export async function* evaluationBlocks(source: Source, it: EvaluationOf): AsyncGenerator<Block> {
  const { services, word } = source;
  const { evaluation } = it;
  const lines = (all: readonly Line[]): string => all.map((text) => word(text)).join('\n');
  yield {
    kind: 'heading',
    text: word(
      line('evaluation.paper.span', {
        from: { date: evaluation.fromOn },
        until: { date: evaluation.untilOn },
      }),
    ),
  };
  yield {
    kind: 'text',
    text: lines(figureLines(await evaluatedFigures(services, it), yearsIn(evaluation))),
  };
  yield {
    kind: 'text',
    text: lines(evaluationLines(evaluation, await tasksOf(services, evaluation))),
  };
}
