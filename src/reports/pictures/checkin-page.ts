import { pngOf } from './png.ts';
import { squares } from './qr.ts';
import { box, rule, textAt, wrap } from './svg.ts';

/** What stands on the wall of a training; everything is already in words. */
export interface CheckinPage {
  readonly office: string;
  readonly title: string;
  readonly when: string;
  readonly place: string;
  /** How to use code and picture. */
  readonly how: string;
  readonly code: string;
  /** When the code counts. */
  readonly valid: string;
  /** Address that the square picture opens. */
  readonly link: string;
}

const WIDTH = 1_000;
const HEIGHT = 1_414;
const MARGIN = 80;
const QR = 560;

/** One page for the wall (PNG in the shape of A4): the code in big letters and a QR code of its link. */
export function checkinPage(it: CheckinPage): Promise<Buffer> {
  const title = wrap(it.title, WIDTH - 2 * MARGIN, { size: 46, weight: 700 }, 2);
  const how = wrap(it.how, WIDTH - 2 * MARGIN, { size: 30 }, 3);
  const parts = [
    textAt(MARGIN, 100, it.office, { size: 28, colour: '#4b5563' }),
    ...title.map((text, index) => textAt(MARGIN, 165 + 56 * index, text, { size: 46, weight: 700 })),
    textAt(MARGIN, 290, it.when, { size: 30 }),
    textAt(MARGIN, 335, it.place, { size: 30 }),
    rule(MARGIN, 370, WIDTH - 2 * MARGIN),
    ...how.map((text, index) => textAt(MARGIN, 425 + 40 * index, text, { size: 30 })),
    textAt(WIDTH / 2, 680, it.code, { size: 150, weight: 700, anchor: 'middle' }),
    squares(it.link, (WIDTH - QR) / 2, 730, QR),
    textAt(WIDTH / 2, HEIGHT - 60, it.valid, { size: 26, colour: '#4b5563', anchor: 'middle' }),
  ];
  return pngOf(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${box(0, 0, WIDTH, HEIGHT, '#ffffff')}${parts.join('')}</svg>`,
  );
}
