import { box, cut, lineAt, rule, textAt, wrap, type Drawn, type Mark, type TextStyle } from './svg.ts';

/** A slip that one person signs and nobody else writes on; everything already in words. */
export interface ConsentSlip {
  readonly office: string;
  readonly title: string;
  /** The consent as it is read aloud, a paragraph each. */
  readonly paragraphs: readonly string[];
  /** What is written by hand, in two columns. */
  readonly fields: readonly [readonly string[], readonly string[]];
  readonly signature: string;
  readonly footer: string;
}

// A4 at 150 dots per inch, cut into two slips.
const width = 1240;
const height = 1754;
const SLIPS = 2;
const SLIP = height / SLIPS;
const left = 80;
const room = width - 2 * left;
const green = '#0f766e';
const body: TextStyle = { size: 20 };
const LINE = 27;
const label: TextStyle = { size: 19, colour: '#4b5563' };
const small: TextStyle = { size: 18, colour: '#4b5563' };
const FIELD = 56;
const GAP = 50;

/** A page for a printer with as many slips as fit, all alike. */
export const consentSlips = (it: ConsentSlip): Drawn => ({
  width,
  height,
  marks: Array.from({ length: SLIPS }, (_, at) => at * SLIP).flatMap((top) => [
    ...slipMarks(it, top),
    ...(top === 0 ? [] : [cut(0, top, width)]),
  ]),
});

function slipMarks(it: ConsentSlip, top: number): readonly Mark[] {
  const lines = it.paragraphs.flatMap((text) => wrap(text, room, body, 3));
  const fields = top + 142 + lines.length * LINE + 10;
  const rows = Math.max(...it.fields.map((column) => column.length));
  const sign = fields + rows * FIELD;
  const wide = (room - GAP) / 2;
  return [
    lineAt(left, top + 66, it.office, room, { size: 20, weight: 600, colour: green }),
    textAt(left, top + 108, it.title, { size: 32, weight: 700 }),
    ...lines.map((text, at) => textAt(left, top + 146 + at * LINE, text, body)),
    ...it.fields.flatMap((column, at) =>
      column.flatMap((name, row) => fieldMarks(name, left + at * (wide + GAP), fields + row * FIELD, wide)),
    ),
    ...fieldMarks(it.signature, left, sign + 60, room),
    ...wrap(it.footer, room, small, 2).map((text, at) =>
      textAt(left, top + SLIP - 56 + at * 25, text, small),
    ),
  ];
}

/** A name with a line to write on behind it. */
function fieldMarks(name: string, x: number, y: number, wide: number): readonly Mark[] {
  return [textAt(x, y + 42, name, label), rule(x + 170, y + 46, wide - 170, '#6b7280')];
}

export interface FormSheet {
  readonly office: string;
  readonly title: string;
  readonly how: string;
  /** Questions in their order; those without a number belong to the one before. */
  readonly questions: readonly {
    readonly number: number | undefined;
    readonly label: string;
    readonly hint: string;
    /** To be ticked; without any there is a line to write on. */
    readonly options: readonly string[];
  }[];
  readonly footer: string;
}

const TOP = 214;
const FOOT = 110;
const TICK = 24;
/** Boxes to tick beside each other. */
const TICKS = 3;

const rowsOf = (options: readonly string[]): number => Math.ceil(options.length / TICKS);

/** One person's answers, to be written by hand and typed later: a page for a printer. */
export function formSheet(it: FormSheet): Drawn {
  const weights = it.questions.map(({ options }) => Math.max(1, rowsOf(options) * 0.36));
  const unit = (height - TOP - FOOT) / weights.reduce((sum, weight) => sum + weight, 0);
  const topOf = (at: number): number =>
    TOP + unit * weights.slice(0, at).reduce((sum, weight) => sum + weight, 0);
  return {
    width,
    height,
    marks: [
      box(0, 0, width, 14, green),
      lineAt(left, 76, it.office, room, { size: 22, weight: 600, colour: green }),
      textAt(left, 130, it.title, { size: 40, weight: 700 }),
      ...wrap(it.how, room, body, 2).map((text, at) => textAt(left, 168 + at * LINE, text, body)),
      ...it.questions.flatMap((question, at) =>
        questionMarks(question, topOf(at), topOf(at + 1) - topOf(at)),
      ),
      ...wrap(it.footer, room, small, 2).map((text, at) => textAt(left, height - 66 + at * 25, text, small)),
    ],
  };
}

function questionMarks(
  { number, label: name, hint, options }: FormSheet['questions'][number],
  top: number,
  high: number,
): readonly Mark[] {
  const at = left + 56;
  const answers = left + 420;
  const lines = wrap(hint, answers - at - 20, small, 2);
  return [
    rule(left, top, room),
    ...(number === undefined
      ? []
      : [textAt(left, top + 44, `${number}.`, { size: 26, weight: 700, colour: green })]),
    textAt(at, top + 44, name, { size: 24, weight: 600 }),
    ...lines.map((text, row) => textAt(at, top + 72 + row * 23, text, small)),
    ...(options.length === 0
      ? [rule(answers, top + high - 26, left + room - answers, '#6b7280')]
      : tickMarks(options, answers, top, high)),
  ];
}

/** Boxes to tick, row by row. */
function tickMarks(options: readonly string[], x: number, top: number, high: number): readonly Mark[] {
  const wide = (left + room - x) / TICKS;
  const rows = rowsOf(options);
  const step = Math.min(42, (high - 12) / rows);
  const begin = top + (high - rows * step) / 2;
  return options.flatMap((option, at) => {
    const place = x + (at % TICKS) * wide;
    const y = begin + Math.floor(at / TICKS) * step + (step - TICK) / 2;
    return [
      box(place, y, TICK, TICK, '#6b7280', 3),
      box(place + 2, y + 2, TICK - 4, TICK - 4, '#ffffff', 2),
      lineAt(place + TICK + 8, y + 19, option, wide - TICK - 14, small),
    ];
  });
}
