import { line, type TextKey } from '../../i18n.ts';
import type { Signatory } from '../../config.ts';
import { dayOf, type Source } from '../report.ts';
import type { Block } from '../writers/pdf.ts';

/** What a paper of the office says between its head and its signatures. */
interface Note {
  /** "Hal". */
  readonly about: string;
  readonly blocks: readonly Block[];
}

type Pair = readonly [label: string, value: string];

/** *Nota Dinas*: head, number and subject, "data per …", and room for whoever wrote it and who knows of it. */
export function officeNote(source: Source, note: Note): Generator<Block> {
  const { word } = source;
  const blank = word('paper.note.blank');
  return officePaper(source, 'paper.note.title', note, [
    [word('paper.note.to'), blank],
    [word('paper.note.from'), blank],
  ]);
}

/** *Berita Acara* of the day on which it is made: signed like a memorandum, and addressed to nobody. */
export function officeMinutes(source: Source, title: TextKey, note: Note): Generator<Block> {
  const { word, asOf } = source;
  return officePaper(source, title, note, [
    [word('paper.selection.date'), word(line('paper.day', { day: { day: dayOf(source, asOf) } }))],
  ]);
}

function* officePaper(
  source: Source,
  title: TextKey,
  { about, blocks }: Note,
  first: readonly Pair[],
): Generator<Block> {
  const { services, asOf, word } = source;
  const { name, paperAddress, paperBy, paperKnown } = services.office;
  yield { kind: 'heading', text: name };
  if (paperAddress !== undefined) yield { kind: 'note', text: paperAddress };
  yield { kind: 'title', text: word(title) };
  yield {
    kind: 'pairs',
    rows: [
      ...first,
      [word('paper.note.number'), word('paper.note.blank')],
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
