import { squares } from './qr.ts';
import { box, lineAt, rule, textAt, wrap, type Drawn, type TextStyle } from './svg.ts';

/** What stands on the wall of a training; everything is already in words. */
export interface CheckinPage {
  readonly office: string;
  readonly title: string;
  readonly when: string;
  readonly place: string;
  /** The bot, as it is searched for in Telegram. */
  readonly bot: string;
  /** What to do, one after the other. */
  readonly steps: readonly string[];
  readonly code: string;
  /** When the code counts. */
  readonly valid: string;
  /** Address that the square picture opens. */
  readonly link: string;
}

// A4 at 150 dots per inch
const WIDTH = 1240;
const HEIGHT = 1754;
const MARGIN = 90;
const ROOM = WIDTH - 2 * MARGIN;
const QR = 640;
const green = '#0f766e';
const faint = '#4b5563';
const heading: TextStyle = { size: 54, weight: 700 };
const body: TextStyle = { size: 34 };
const step: TextStyle = { size: 33 };

/** One page for the wall: the code in big letters, a QR code of its link, the name of the bot, and what to do. */
export function checkinPage(it: CheckinPage): Drawn {
  const title = wrap(it.title, ROOM, heading, 2);
  const facts = [...wrap(it.when, ROOM, body, 1), ...wrap(it.place, ROOM, body, 2)];
  const top = 190 + title.length * 64;
  const line = top + facts.length * 46 - 10;
  const steps = it.steps.map((text) => wrap(text, ROOM - 70, step, 2));
  const starts = steps.map((_, at) =>
    steps.slice(0, at).reduce((sum, lines) => sum + lines.length * 44 + 12, line + 60),
  );
  return {
    width: WIDTH,
    height: HEIGHT,
    marks: [
      box(0, 0, WIDTH, 14, green),
      lineAt(MARGIN, 100, it.office, ROOM, { size: 30, weight: 600, colour: green }),
      ...title.map((text, at) => textAt(MARGIN, 186 + at * 64, text, heading)),
      ...facts.map((text, at) => textAt(MARGIN, top + at * 46, text, { ...body, colour: faint })),
      rule(MARGIN, line, ROOM),
      ...steps.flatMap((lines, at) => {
        const y = starts[at] ?? 0;
        return [
          textAt(MARGIN, y, `${at + 1}.`, { ...step, weight: 700, colour: green }),
          ...lines.map((text, row) => textAt(MARGIN + 60, y + row * 44, text, step)),
        ];
      }),
      textAt(WIDTH / 2, 930, it.code, { size: 150, weight: 700, anchor: 'middle' }),
      ...squares(it.link, (WIDTH - QR) / 2, 955, QR),
      textAt(WIDTH / 2, 1640, it.bot, { size: 38, weight: 700, colour: green, anchor: 'middle' }),
      textAt(WIDTH / 2, HEIGHT - 56, it.valid, { size: 27, colour: faint, anchor: 'middle' }),
    ],
  };
}
