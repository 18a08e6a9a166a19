import { line, type TextKey } from '../../i18n.ts';
import type { Signatory } from '../../config.ts';
import type { Source } from '../report.ts';
import type { Block } from '../writers/pdf.ts';

/** What a memorandum of the office says between its head and its signatures. */
interface Note {
  /** "Hal". */
  readonly about: string;
  readonly blocks: readonly Block[];
}

/** *Nota Dinas*: head, number and subject, "data per …", and room for who wrote it and who knows of it. */
export function* officeNote(source: Source, { about, blocks }: Note): Generator<Block> {
  const { services, asOf, word } = source;
  const blank = word('paper.note.blank');
  const { name, paperAddress, paperBy, paperKnown } = services.office;
  yield { kind: 'heading', text: name };
  if (paperAddress !== undefined) yield { kind: 'note', text: paperAddress };
  yield { kind: 'title', text: word('paper.note.title') };
  yield {
    kind: 'pairs',
    rows: [
      [word('paper.note.to'), blank],
      [word('paper.note.from'), blank],
      [word('paper.note.number'), blank],
      [word('paper.note.about'), about],
      [word('export.info.asOf'), word(line('export.moment', { moment: { moment: asOf.toISOString() } }))],
    ],
  };
  yield* blocks;
  yield {
    kind: 'signatures',
    columns: [hand(source, 'paper.note.by', paperBy), hand(source, 'paper.note.known', paperKnown)],
  };
  yield { kind: 'note', text: word('paper.fingerprint') };
}

/** Who signs: as the office has set it, or blanks for the hand. */
const hand = ({ word }: Source, heading: TextKey, who: Signatory | undefined) => ({
  heading: word(heading),
  lines: (['name', 'rank', 'nip'] as const).map((it) =>
    who === undefined ? word(`paper.note.${it}`) : word(line(`paper.note.signed.${it}`, { value: who[it] })),
  ),
});
