/** A whole monthly report in one message: "lapor 2,5 jt", "lapor warung bulan lalu 750rb". */
import type { Temporal } from 'temporal-polyfill';
import { findMonthSpans, namesDay, type MonthSpan } from '../month/month-spans.ts';
import { readMonth, type MonthReading } from '../month/month.ts';
import { ownPage } from '../words/own-page.ts';
import { ambiguous, plain, withoutEmoji } from '../words/reading.ts';
import { isHarmless, saysNothing, withSigns } from '../money/rupiah-context.ts';
import { mistypedUnit, numberWord } from '../money/rupiah-lexicon.ts';
import { asked, readRupiah, UNITS, type RupiahReading } from '../money/rupiah.ts';
import { withDigits } from '../words/digit-letters.ts';
import { readSame, type SameFigure } from '../money/same-figure.ts';

/**
 * What a one-line report says. No `month`: none was named. No `amount`: none was written, so the guided report
 * asks. `rest`: the words left over, plain lower case, for matching the person's business names; when they fit
 * none of them, the figure belongs to the message only after asking back.
 */
export type ReportLine = {
  month?: MonthReading;
  amount?: RupiahReading;
  /** In the place of an amount: "lapor sama seperti bulan lalu". */
  same?: SameFigure;
  rest: string;
};

const REPORT =
  /(?<![a-z])(?:lapo+r|laporan|lapur|lapoor|lpor|laporin|nglapor|ngelapor|lapornya|laporannya|melapor)(?![a-z])/;
const REPORT_WHAT = /(?<![a-z])(?:laporkan|melaporkan|laporno|dilaporkan)(?![a-z])/;
const SALES =
  /(?<![a-z])(?:(?:hasil|data|angka|total|jumlah) )?(?:penjualan|omzet|omset|jualan|dodolan|pendapatan|pemasukan)(?:nya|ku|e)?(?![a-z])/;
const SALES_FIRST = new RegExp(
  String.raw`^(?:(?:halo|hai|assalamu ?'?alaikum\w*|selamat|pagi|siang|sore|malam|pak|bu|min|mas|mbak|kak|ini|saya|mau|ingin|isi|catat|kirim|tolong|untuk|laporan)[ ,.]+)*${SALES.source}`,
);

const CORRECTION =
  /^(?:(?:mau|ingin|tolong|maaf|mohon|saya|pak|bu|min|mas|mbak|kak|halo)[ ,.]+)*(?:me)?(?:ralat|koreksi|revisi|betulkan|pembetulan|perbaiki|benarkan)(?: (?:laporan|lapor|penjualan|omzet|omset|data|angka))*(?![a-z])/;

// other things that people report, ask about or refuse
const NOT_A_REPORT =
  /(?<![a-z])(?:polisi|polsek|polres|satpol|penipu\w*|menipu|ditipu|tertipu|tipu|pungli|pungutan|hilang|kehilangan|dicuri|pencuri\w*|maling|korupsi|masalah|error|eror|rusak|keluhan|kecewa|pajak|spt|hoax|hoaks|palsu|resmi|kecelakaan|gangguan|kebakaran|banjir|preman|oknum|pemeras\w*|diri|kejadian|penyalahgunaan|camat|bupati|rt|rw|kades|lurah|ke dinas|(?:ke|sama|kepada) petugas|minta (?:uang|duit|transfer|pulsa|bayar)\w*)(?![a-z])/;
const ASKED_OR_REFUSED =
  /(?<![a-z])(?:cara|carane|gimana|bagaimana|piye|kapan|kenapa|mengapa|kok|apakah|apa|siapa|boleh|bolehkah|bisa|bisakah|harus|wajib|haruskah|lupa|telat|terlambat|sudah|sdh|udah|udh|wis|wes|sampun|belum|blm|durung|dereng|tidak|tdk|nggak|ngga|gak|ga|ndak|ora|batal|jangan|berhenti|stop|malas|males|ngapain)(?: \w+){0,2} (?:lapo+r\w*|melapor\w*)(?![a-z])|(?<![a-z])lapo+r\w* (?:apa|gimana|bagaimana|kapan|dimana|di mana|kemana|ke mana|buat apa|untuk apa)(?![a-z])/;

const WANT =
  /(?<![a-z])(?:mau|ingin|pengen|pengin|arep|ape|kate|hendak|akan|izin|ijin|minta|untuk|mbok) (?=(?:me)?lapo)/;

// words of a report that are no business name and make an amount doubtful
const NO_NAME = new Set(
  (
    'target rencana butuh minta ingin pengen semoga harap berharap turun naik berkurang bertambah selisih susut gagal besok nanti pinjam beda salah ralat revisi ganti diganti harusnya seharusnya koreksi dari jadi menjadi eh bukan sepi rame ramai masih seperti kayak soalnya karena ' +
    // parts of phrases that the amount reader knows as a whole
    'kira kiro rata per tiap setiap saben dalam dlm sak se sa an nan di krg lbh dr teko soko atas bawah nyampe nyampek sampe genap nutut tekan ngisore luwih sitik banyak besar kecil tinggi rendah'
  ).split(' '),
);
const BUSINESS = new Set(
  'warung warungku toko tokoku kios lapak usaha usahaku dagangan depot kedai'.split(' '),
);
const ADDRESS = new Set(
  'bu buk ibu pak bapak mas mbak mb cak ning gus haji hj h abah mak bude pakde'.split(' '),
);

/**
 * Recognises a report and takes it apart; undefined when the text is none ("lapor polisi", "cara lapor",
 * "lapor penipuan 3 juta"). The months are cut out before the amount is read, so their digits never mix. Two
 * months, two amounts or a single day leave the part concerned ambiguous. `today` is the day at the office.
 */
export function readReportLine(text: string, today: Temporal.PlainDate): ReportLine | undefined {
  const typed = withoutEmoji(plain(text.replaceAll(/[\r\n]+/g, ' ; ')));
  const said = withDigits(typed, UNITS) ?? typed;
  if (NOT_A_REPORT.test(said) || ASKED_OR_REFUSED.test(said) || ownPage(said) !== undefined) return undefined;
  const byReport =
    REPORT.test(said) ||
    isFigureOfMonth(said) ||
    (CORRECTION.test(said) && findMonthSpans(said).length > 0) ||
    (REPORT_WHAT.test(said) && (SALES.test(said) || findMonthSpans(said).length > 0));
  if (!byReport && !SALES_FIRST.test(said)) return undefined;
  const body = said
    .replace(WANT, '')
    .replace(CORRECTION, ' | ')
    .replace(REPORT, ' | ')
    .replace(REPORT_WHAT, ' | ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const same = readSame(body.replaceAll('|', ' '), today);
  if (same !== undefined)
    return {
      ...(same.month === undefined ? {} : { month: { kind: 'ok', value: same.month, warnings: [] } }),
      same,
      rest: '',
    };
  const spans = findMonthSpans(body);
  const month = monthOf(body, spans, today);
  const other = cut(body, spans);
  const silent = other
    .replaceAll(/[|.,!]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const { words, rest } =
    saysNothing(silent) === undefined ? sortWords(other, byReport) : { words: [silent], rest: [] };
  const read = amountOf(words, rest, byReport, spans);
  const amount = said === typed || read === undefined ? read : asked(read);
  const salesMonth = /(?<![a-z])(?:penjualan|omzet|omset)/.test(said) && month !== undefined;
  if (!byReport && amount === undefined && !salesMonth) return undefined;
  if (/\?/.test(said) && amount === undefined && month === undefined) return undefined;
  return {
    ...(month === undefined ? {} : { month }),
    ...(amount === undefined ? {} : { amount }),
    rest: rest.join(' '),
  };
}

/** "2 jt okt": a month and an amount, and nothing that is not understood. */
function isFigureOfMonth(said: string): boolean {
  const spans = findMonthSpans(said);
  const reading = spans.length === 1 && !spans.some(namesDay) ? readRupiah(said) : undefined;
  return reading?.kind === 'ok' && reading.value > 0;
}

function monthOf(
  body: string,
  spans: readonly MonthSpan[],
  today: Temporal.PlainDate,
): MonthReading | undefined {
  const [first, ...more] = spans;
  if (first === undefined) return undefined;
  const before =
    /(?<![a-z])(?:bukan|bkn|sebelum|sblm|setelah|sesudah|selain|sejak|sampai|hingga|s\/d|sd|dari|seperti|kayak|kyk|podo) ?$/.exec(
      body.slice(0, first.start),
    );
  const pieces = [first, ...more].map((span) => body.slice(span.start, span.end));
  return readMonth(`${before?.[0] ?? ''} ${pieces.join(' , ')}`, today);
}

function cut(body: string, spans: readonly MonthSpan[]): string {
  let rest = '';
  let at = 0;
  for (const span of spans) {
    rest += `${body.slice(at, span.start)} ${span.kind === 'several' || span.kind === 'quarter' ? '| 2 bulan |' : '|'} `;
    at = span.end;
  }
  return rest + body.slice(at);
}

/** Words of the amount, and the words that may name a business; a cut between the former stays visible as '|'. */
function sortWords(text: string, named: boolean): { words: string[]; rest: string[] } {
  const all = text.split(' ').filter((word) => word !== '');
  const words: string[] = [];
  const rest: string[] = [];
  for (const [at, word] of all.entries()) {
    const letters = word.replaceAll(/[.,!?;:()"]+$|^[("]+/g, '');
    const next = all[at + 1]?.replaceAll(/[.,!?;:()"]+$/g, '') ?? '';
    const address = ADDRESS.has(letters) && isName(next, word);
    if (address || isName(letters, all[at - 1] ?? '')) {
      rest.push(letters);
      words.push(named || BUSINESS.has(letters) || address ? '|' : letters);
    } else words.push(word);
  }
  return { words, rest };
}

function isName(word: string, before: string): boolean {
  if (!/^[a-z]/.test(word) || /\d/.test(word) || NO_NAME.has(word)) return false;
  if (BUSINESS.has(word)) return true;
  if (isHarmless(word) || ADDRESS.has(word) || /[A-Z]/.test(withSigns(word))) return false;
  const afterNumber = /\d$/.test(before) || numberWord(before, true) !== undefined;
  return numberWord(word, afterNumber) === undefined && !(afterNumber && mistypedUnit(word) !== undefined);
}

function amountOf(
  words: string[],
  rest: readonly string[],
  named: boolean,
  spans: readonly MonthSpan[],
): RupiahReading | undefined {
  const text = words.join(' ');
  const bare = text
    .replaceAll(/[|.,!]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  if (/^(?:tahun |th |thn )?20[12]\d$/.test(bare)) return undefined;
  const reading = readRupiah(text);
  if (reading.kind === 'none') return SILENT.has(reading.reason) ? undefined : reading;
  if (reading.kind !== 'ok') return reading;
  // the sales of one day, not of the month
  if (spans.some(namesDay)) return ambiguous('rate-per-day', [reading.value]);
  return !named && rest.some((word) => !BUSINESS.has(word))
    ? ambiguous('unknown-words', [reading.value], reading.value)
    : reading;
}

const SILENT: ReadonlySet<string> = new Set(['no-number', 'forgotten', 'dont-know', 'month', 'time']);
