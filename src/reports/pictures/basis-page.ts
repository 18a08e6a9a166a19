import { box, lineAt, rule, textAt, wrap, type Drawn, type Mark, type TextStyle } from './svg.ts';

/** One line of the page; everything already in words. */
export interface BasisRow {
  readonly label: string;
  readonly value: string;
  /** A figure that matters: drawn large. */
  readonly strong?: boolean;
}

interface BasisSection {
  readonly heading: string;
  readonly rows: readonly BasisRow[];
}

/** *Dasar undangan*: why these people were told of a training, for whoever has to answer for it. Holds no names of owners. */
export interface BasisPage {
  readonly office: string;
  readonly title: string;
  /** What was announced. */
  readonly subject: string;
  /** Code of the announcement. */
  readonly code: string;
  /** The day of the page. */
  readonly asOf: string;
  readonly sections: readonly BasisSection[];
  readonly footer: readonly string[];
}

// A4 at 150 dots per inch
const width = 1240;
const height = 1754;
const left = 100;
const right = width - 100;
const values = left + 400;
const green = '#0f766e';
const faint = '#6b7280';
const label: TextStyle = { size: 25, colour: faint };
const value: TextStyle = { size: 27 };
const strong: TextStyle = { size: 32, weight: 700, colour: green };
const small: TextStyle = { size: 23, colour: faint };
const MOST_LINES = 14;

/** The page for a printer, A4 upright, longer when there is more to say. */
export function basisPage(page: BasisPage): Drawn {
  let y = 310;
  const body: Mark[] = [];
  for (const section of page.sections) {
    const drawn = sectionPart(section, y);
    body.push(...drawn.marks);
    y = drawn.bottom + 34;
  }
  const foot = page.footer.flatMap((sentence) => wrap(sentence, right - left, small, 2));
  const bottom = Math.max(height, y + foot.length * 34 + 100);
  return { width, height: bottom, marks: [...headPart(page), ...body, ...footPart(foot, bottom)] };
}

function headPart({ office, title, subject, code, asOf }: BasisPage): readonly Mark[] {
  const lines = wrap(subject, right - left, { size: 32, weight: 600 }, 2);
  return [
    box(0, 0, width, 14, green),
    lineAt(left, 90, office, 700, { size: 25, weight: 600, colour: green }),
    textAt(left, 152, title, { size: 46, weight: 700 }),
    textAt(right, 90, code, { ...label, anchor: 'end' }),
    textAt(right, 152, asOf, { ...label, anchor: 'end' }),
    ...lines.map((line, index) => textAt(left, 216 + index * 42, line, { size: 32, weight: 600 })),
  ];
}

function sectionPart(
  section: BasisSection,
  top: number,
): { readonly marks: readonly Mark[]; readonly bottom: number } {
  let y = top + 36;
  const marks = [
    textAt(left, y, section.heading, { size: 28, weight: 700, colour: green }),
    rule(left, y + 14, right - left),
  ];
  y += 58;
  for (const row of section.rows) {
    const style = row.strong === true ? strong : value;
    const lines = wrap(row.value, right - values, style, MOST_LINES);
    const names = wrap(row.label, values - left - 20, label, 3);
    marks.push(
      ...names.map((line, index) => textAt(left, y + index * 34, line, label)),
      ...(lines.length === 0 ? ['–'] : lines).map((line, index) =>
        textAt(values, y + index * 38, line, style),
      ),
    );
    y += Math.max(names.length * 34, Math.max(1, lines.length) * 38) + 6;
  }
  return { marks, bottom: y - 30 };
}

function footPart(lines: readonly string[], bottom: number): readonly Mark[] {
  const top = bottom - 50 - (lines.length - 1) * 34;
  return [
    rule(left, top - 46, right - left),
    ...lines.map((line, index) => textAt(left, top + index * 34, line, small)),
  ];
}
