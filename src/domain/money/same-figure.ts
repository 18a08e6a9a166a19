/** "Sama seperti bulan lalu": the figure of an earlier month once more. */
import type { Temporal } from 'temporal-polyfill';
import { findMonthSpans } from '../month/month-spans.ts';
import { readMonth, type Month } from '../month/month.ts';
import { plain, withoutEmoji } from '../words/reading.ts';

/** Which figure is meant: that of the named month, or the last one. */
export interface SameFigure {
  /** The month that is reported, when it was named first: "oktober sama kayak september". */
  readonly month: Month | undefined;
  /** The month whose figure is meant. */
  readonly as: Month | undefined;
}

const SAME = new Set('sama podo sami tetap tetep ttp idem persis'.split(' '));
const LIKE = new Set(
  'seperti sprti spt kayak kaya kyk koyo koyok kados dengan dgn dg karo ambek kalih ama'.split(' '),
);
const BESIDE = new Set(
  (
    'masih msh isih taksih saja aja sj ae wae mawon juga bae ya iya yo nggih lagi terus mawon biasa biasanya biasane bulan bln wulan sasi ' +
    'kemarin kemaren kmrn wingi lalu sebelumnya sakdurunge tadi dulu yang yg itu pak bu buk mbak mas min kak omzet omset penjualan hasil ' +
    'hasilnya jualan angka angkanya jumlah jumlahnya lapor laporan laporannya untuk buat tahun'
  ).split(' '),
);

/**
 * Reads that a figure is the same as one before; undefined for every text that says anything else. `today` is the day
 * at the office.
 */
export function readSame(text: string, today: Temporal.PlainDate): SameFigure | undefined {
  // "Sama-sama" is a courtesy.
  const said = withoutEmoji(plain(text)).replaceAll(/\b(?:sama|sami)[- ]?(?:sama|sami|2)\b/g, '#');
  const spans = findMonthSpans(said);
  let rest = '';
  let at = 0;
  for (const span of spans) {
    rest += `${said.slice(at, span.start)} | `;
    at = span.end;
  }
  rest += said.slice(at);
  const words = rest.split(/[\s.,!?;:()"'-]+/u).filter((word) => word !== '');
  const saysSame = words.some((word) => SAME.has(word));
  const saysLike = words.some((word) => LIKE.has(word));
  const known = words.every((word) => word === '|' || SAME.has(word) || LIKE.has(word) || BESIDE.has(word));
  // "Kayak bulan kemarin" and "seperti biasa" leave out the word; "dengan" alone says nothing.
  const points =
    spans.length > 0 ||
    words.some((word) => /^(?:kemar[ei]n|kmrn|wingi|biasa|biasanya|biasane|sebelumnya)$/.test(word));
  if (!known || !(saysSame || (saysLike && points))) return undefined;
  const first = words.findIndex((word) => SAME.has(word) || LIKE.has(word));
  const before = words.slice(0, first).filter((word) => word === '|').length;
  const monthAt = (index: number): Month | undefined => {
    const span = spans[index];
    const reading = span === undefined ? undefined : readMonth(said.slice(span.start, span.end), today);
    return reading?.kind === 'ok' ? reading.value : undefined;
  };
  return { month: before === 0 ? undefined : monthAt(0), as: monthAt(before) };
}
