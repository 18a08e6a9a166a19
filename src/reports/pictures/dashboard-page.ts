import {
  box,
  hatched,
  lineAt,
  rule,
  textAt,
  widthOf,
  wrap,
  type Drawn,
  type Mark,
  type TextStyle,
} from './svg.ts';

/** One bar; everything already in words. */
export interface BarRow {
  readonly label: string;
  /** Length of the bar, from 0; null draws none. */
  readonly value: number | null;
  /** What stands behind the bar. */
  readonly figure: string;
  /** Hatched: more can still come. */
  readonly open?: boolean;
}

/** Bars under each other. */
export interface BarList {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly BarRow[];
  /** What has to be known to read them. */
  readonly footers: readonly string[];
}

/** A figure that is read from afar. */
interface Tile {
  readonly label: string;
  readonly figure: string;
  readonly under: string;
}

export interface DashboardPage {
  readonly office: string;
  readonly title: string;
  /** Of where and of when the figures are. */
  readonly scope: string;
  readonly asOf: string;
  readonly tiles: readonly Tile[];
  /** What bars cannot say. */
  readonly sentences: readonly string[];
  /** Lists in the left column and in the right one, from the top. */
  readonly columns: readonly [readonly BarList[], readonly BarList[]];
  readonly footer: string;
}

// A4 at 150 dots per inch: the picture on a phone is the page of the printer.
const WIDTH = 1240;
const HEIGHT = 1754;
const LEFT = 60;
const INNER = WIDTH - 2 * LEFT;
const GAP = 44;
const COLUMN = (INNER - GAP) / 2;
const green = '#0f766e';
const faint = '#6b7280';
const body: TextStyle = { size: 21 };
const note: TextStyle = { size: 16, colour: faint };
const small: TextStyle = { size: 19, colour: faint };
const heading: TextStyle = { size: 23, weight: 700, colour: green };
/** A row is no higher than this, however few there are. */
const HIGHEST = 36;
const MOST_LABEL = 230;
/** Pixels of title and note of a list, and of the gap behind it. */
const HEAD = 62;
const FOOT_LINE = 21;
const BEHIND = 30;

/** The whole dashboard on one upright page of A4. */
export function dashboardPage(it: DashboardPage): Drawn {
  const head = headMarks(it);
  const tiles = it.tiles.flatMap((tile, at) => tileMarks(tile, at, it.tiles.length));
  const sentences = it.sentences.flatMap((text) => wrap(text, INNER, body, 2));
  const said = sentences.map((text, at) => textAt(LEFT, 392 + at * 30, text, body));
  const top = 392 + sentences.length * 30 + 20;
  const bottom = HEIGHT - 70;
  const rowHeight = Math.min(HIGHEST, ...it.columns.map((lists) => roomOf(lists, bottom - top)));
  const columns = it.columns.flatMap((lists, at) =>
    columnMarks(lists, LEFT + at * (COLUMN + GAP), top, rowHeight),
  );
  const foot = [
    rule(LEFT, HEIGHT - 62, INNER),
    ...wrap(it.footer, INNER, note, 2).map((text, at) => textAt(LEFT, HEIGHT - 38 + at * 22, text, note)),
  ];
  return { width: WIDTH, height: HEIGHT, marks: [...head, ...tiles, ...said, ...columns, ...foot] };
}

function headMarks({ office, title, scope, asOf }: DashboardPage): readonly Mark[] {
  return [
    box(0, 0, WIDTH, 14, green),
    lineAt(LEFT, 66, office, INNER - widthOf(asOf, small) - 20, { size: 22, weight: 600, colour: green }),
    textAt(WIDTH - LEFT, 66, asOf, { ...small, anchor: 'end' }),
    textAt(LEFT, 122, title, { size: 44, weight: 700 }),
    lineAt(LEFT, 164, scope, INNER, { size: 24, weight: 600, colour: '#4b5563' }),
  ];
}

function tileMarks({ label, figure, under }: Tile, at: number, count: number): readonly Mark[] {
  const gap = 20;
  const wide = (INNER - gap * (count - 1)) / count;
  const x = LEFT + at * (wide + gap);
  const inner = wide - 40;
  const size = Math.min(48, (48 * inner) / Math.max(1, widthOf(figure, { size: 48, weight: 700 })));
  return [
    box(x, 188, wide, 160, '#f0fdfa', 12),
    lineAt(x + 20, 226, label, inner, { size: 21, weight: 600, colour: '#4b5563' }),
    textAt(x + 20, 286, figure, { size, weight: 700, colour: green }),
    lineAt(x + 20, 326, under, inner, { size: 19, colour: '#4b5563' }),
  ];
}

const footLines = ({ footers }: BarList): readonly string[] =>
  footers.flatMap((text) => wrap(text, COLUMN, note, 2));

/** How high a row can be so that all lists fit below each other. */
function roomOf(lists: readonly BarList[], height: number): number {
  const rows = lists.reduce((sum, { rows: all }) => sum + all.length, 0);
  const rest = lists.reduce((sum, it) => sum + HEAD + footLines(it).length * FOOT_LINE + BEHIND, -BEHIND);
  return (height - rest) / Math.max(1, rows);
}

function columnMarks(lists: readonly BarList[], x: number, top: number, rowHeight: number): readonly Mark[] {
  let y = top;
  return lists.flatMap((list) => {
    const feet = footLines(list);
    const rows = y + HEAD;
    const end = rows + list.rows.length * rowHeight;
    const marks = [
      lineAt(x, y + 24, list.title, COLUMN, heading),
      lineAt(x, y + 47, list.note, COLUMN, note),
      ...barMarks(list.rows, x, rows, rowHeight),
      ...feet.map((text, at) => textAt(x, end + 18 + at * FOOT_LINE, text, note)),
    ];
    y = end + feet.length * FOOT_LINE + BEHIND;
    return marks;
  });
}

function barMarks(rows: readonly BarRow[], x: number, top: number, height: number): readonly Mark[] {
  const label: TextStyle = { size: Math.min(20, height * 0.68) };
  const figure: TextStyle = { ...label, weight: 600 };
  const thick = Math.min(22, height * 0.7);
  const widest = Math.max(60, ...rows.map((row) => widthOf(row.label, label)));
  // A pixel more than the widest: the sum of its letters is not exact.
  const labelWidth = Math.min(MOST_LABEL, widest + 1);
  const from = x + labelWidth + 12;
  const figureWidth = Math.max(40, ...rows.map((row) => widthOf(row.figure, figure)));
  const room = Math.max(40, x + COLUMN - from - figureWidth - 8);
  const largest = Math.max(1, ...rows.map(({ value }) => value ?? 0));
  return rows.flatMap(({ label: name, value, figure: said, open }, at) => {
    const middle = top + (at + 0.5) * height;
    const base = middle + label.size * 0.36;
    const long = value === null ? 0 : Math.max(value > 0 ? 4 : 2, (value / largest) * room);
    const bar =
      open === true && value !== 0
        ? hatched(from, middle - thick / 2, long, thick)
        : [box(from, middle - thick / 2, long, thick, value === 0 ? faint : green, 3)];
    return [
      lineAt(x, base, name, labelWidth, label),
      ...(value === null ? [] : bar),
      textAt(from + long + 8, base, said, value === null ? { ...label, colour: faint } : figure),
    ];
  });
}
