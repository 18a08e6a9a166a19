/**
 * One act of a person that Telegram delivers as several messages: an album, a text that the app cuts at 4,096
 * characters, a question typed line by line. Decided by what the messages carry, never by waiting.
 */
import type { Temporal } from 'temporal-polyfill';
import { readIntent } from '../words/intent.ts';
import { plain, withoutEmoji } from '../words/reading.ts';
import { readReportLine } from '../sales/report-line.ts';
import { readWord } from '../words/words.ts';

/** What tells whether a message goes on with another one of the same chat. */
export interface Postmark {
  /** Number of the message in its chat. */
  readonly message: number;
  /** When it was sent, by the clock of Telegram: seconds since 1970. */
  readonly at: number;
  /** The album to which it belongs. */
  readonly group?: string | undefined;
  /** A text so long that the app may have cut it. */
  readonly full?: boolean | undefined;
}

const SPAN_SECONDS = 60;

/** Telegram's apps cut a text at 4,096 characters, or at the last space before. */
export const FULL_TEXT = 3_900;

/** Whether it belongs to the same album. */
export const sameAlbum = (last: Postmark, next: Postmark): boolean =>
  last.group !== undefined && last.group === next.group;

/** Whether a message goes on with the last one: the same album, or sent within a minute of it. */
export function goesOn(last: Postmark, next: Postmark): boolean {
  if (next.message <= last.message) return false;
  return sameAlbum(last, next) || Math.abs(next.at - last.at) <= SPAN_SECONDS;
}

const OPENING = new Set(
  (
    'permisi permis assalamualaikum assalamu alaikum assalamualikum aslm ass wr wb warahmatullahi wabarakatuh waalaikumsalam salam halo hallo halloo hai hi hei hey hello ' +
    'selamat pagi siang sore malam sugeng enjang dalu kulo kula nuwun nuwon punten spada p ping tes test cek ' +
    'maaf mohon nyuwun sewu ngapunten mau ingin pengin pengen hendak arep badhe ajeng izin ijin boleh bolehkah bisa bisakah numpang nanya tanya bertanya takon tanglet tanyakan menanyakan sesuatu sedikit dikit sebentar bentar ada yang saya aku kulo ' +
    'bu buk ibu bunda pak bapak mas mbak mb kak kakak min mimin admin gan sis bos cak ning gus petugas dinas bot semua ya yah nggih njih dulu nih ' +
    'pertanyaan satu'
  ).split(' '),
);

/** Words that only open a conversation: "Permisi", "Assalamualaikum pak, mau tanya". */
export function onlyOpens(text: string): boolean {
  const words = withoutEmoji(plain(text))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  return (
    words.length <= 12 &&
    words.every((word) => OPENING.has(word.replace(/(\p{L})\1+$/u, '$1')) || OPENING.has(word))
  );
}

/** Intents whose few words are said to the bot, never to a person. */
const COMMANDS: ReadonlySet<string> = new Set([
  'menu',
  'stop',
  'stop-news',
  'stop-reminders',
  'start-again',
  'erase',
]);

/** Whether words that come soon after a letter are an act of their own: "menu", "batal", "lapor 2,5 juta". */
export function isOwnAct(text: string, today: Temporal.PlainDate): boolean {
  const word = readWord(text);
  if (word === 'menu' || word === 'stop' || word === 'back') return true;
  const intent = readIntent(text);
  if (intent !== undefined && COMMANDS.has(intent)) return true;
  const words = text.trim().split(/\s+/).length;
  // An aim alone ("data saya", "mau lapor"); in more words it may be what the question is about.
  const leads = intent !== undefined && intent !== 'ask';
  if (leads && (words <= 2 || (intent === 'report' && words === 3))) return true;
  const report = readReportLine(text, today);
  return report?.amount !== undefined && /^(?:\s*(?:mau|saya|tolong)\s+)?lapor/i.test(text);
}
