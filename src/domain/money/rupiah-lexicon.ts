/**
 * Words for numbers and money as people here type them: Indonesian, chat spellings, Javanese,
 * and the traders' words taken over from Hokkien (KBBI; domain.md §7).
 */
import { editDistance, spellings } from '../words/reading.ts';

/** A meaningful piece of a number. `unit` is in rupiah; `about` marks "-an" ("3 jutaan"). */
export type Lexeme =
  | { kind: 'literal'; text: string; glued: boolean }
  | { kind: 'ones'; value: number }
  | { kind: 'tens'; value: number }
  | { kind: 'times'; by: 'belas' | 'likur' | 'puluh' | 'ratus'; about: boolean }
  | { kind: 'unit'; value: bigint; about: boolean }
  | { kind: 'quarters'; count: 1 | 2 }
  | { kind: 'quarter-of' }
  | { kind: 'point' }
  | { kind: 'slang'; candidates: bigint[] };

export const THOUSAND = 1_000n;
export const MILLION = 1_000_000n;
export const BILLION = 1_000_000_000n;
export const TRILLION = 1_000_000_000_000n;

const ones = (value: number): Lexeme => ({ kind: 'ones', value });
const tens = (value: number): Lexeme => ({ kind: 'tens', value });
const slang = (...candidates: bigint[]): Lexeme => ({ kind: 'slang', candidates });

const lexicon = new Map<string, Lexeme[]>();

function add(words: string, ...lexemes: Lexeme[]): void {
  for (const word of words.split(' ')) lexicon.set(word, lexemes);
}

add('nol kosong enol', ones(0));
add('satu siji setunggal satoe sa2', ones(1));
add('dua loro rong kalih duwa', ones(2));
add('tiga telu telung tigang tigo', ones(3));
add('empat papat patang ampat mpat sekawan', ones(4));
add('lima limang limo gangsal', ones(5));
add('enam nem enem anam', ones(6));
add('tujuh pitu pitung tuju tjuh', ones(7));
add('delapan wolu wolung dlapan lapan dlpn', ones(8));
add('sembilan sanga songo sangang smbilan sembilang', ones(9));
add('sepuluh spuluh sepulu sedasa', tens(10));
add('sebelas sewelas sblas', tens(11));
add('rolas', tens(12));
add('telulas', tens(13));
add('patbelas', tens(14));
add('limalas', tens(15));
add('nembelas', tens(16));
add('pitulas', tens(17));
add('wolulas', tens(18));
add('sangalas songolas', tens(19));
add('selikur', tens(21));
add('rolikur', tens(22));
add('telulikur', tens(23));
add('patlikur', tens(24));
add('selawe', tens(25));
add('nemlikur', tens(26));
add('pitulikur', tens(27));
add('wolulikur', tens(28));
add('sangalikur songolikur', tens(29));
add('seket', tens(50));
add('sewidak suwidak sewidhak', tens(60));
add('koma', { kind: 'point' });
add('setengah stengah stgh setengh setengahe', { kind: 'quarters', count: 2 });
add('seperempat sprempat', { kind: 'quarters', count: 1 });
add('perempat', { kind: 'quarter-of' });

const about = (lexemes: Lexeme[]): Lexeme[] =>
  lexemes.map((lexeme) =>
    lexeme.kind === 'unit' || lexeme.kind === 'times' ? { ...lexeme, about: true } : lexeme,
  );

function addScale(words: string, ...lexemes: Lexeme[]): void {
  add(words, ...lexemes);
  for (const word of words.split(' ')) add(`${word}an ${word}nan`, ...about(lexemes));
}

addScale('belas bls welas', { kind: 'times', by: 'belas', about: false });
addScale('likur', { kind: 'times', by: 'likur', about: false });
addScale('puluh plh puluhh poloh', { kind: 'times', by: 'puluh', about: false });
const hundred: Lexeme = { kind: 'times', by: 'ratus', about: false };
addScale('ratus rts atus ngatus', hundred);
addScale('seratus sratus satus', ones(1), hundred);

const unit = (value: bigint): Lexeme => ({ kind: 'unit', value, about: false });
const scales: readonly (readonly [bigint, string, string])[] = [
  [THOUSAND, 'ribu rb rbu ribuh rebu ebu ewu ngewu rib k ceng', 'seribu srb serb sewu saebu'],
  [MILLION, 'juta jt jta jut yuto juto yuta jute jeti joeta', 'sejuta sjuta sejt sjt seyuto sakyuto sajuta'],
  [BILLION, 'miliar milyar miliyar milliar milyard milyaran mlyr m', 'semiliar semilyar'],
  [TRILLION, 'triliun trilyun triliyun', 'setriliun'],
];
for (const [value, words, one] of scales) {
  addScale(words, unit(value));
  addScale(one, ones(1), unit(value));
}

// KBBI gives the plain number, the market means thousands: both are offered, the market's first
add('gocap gocab', slang(50_000n, 50n));
add('cepek', slang(100_000n, 100n));
add('gopek', slang(500_000n, 500n));
add('nopek', slang(200_000n, 200n));
add('jigo', slang(25_000n, 25n));
add('pekgo', slang(150_000n, 150n));
add('goban', slang(50_000n));
add('ceban', slang(10_000n));
add('noban', slang(20_000n));
add('goceng', slang(5_000n));
add('ceceng seceng', slang(1_000n));
add('noceng', slang(2_000n));
add('gotiao', slang(5_000_000n));
add('cetiao', slang(1_000_000n));
add('notiao', slang(2_000_000n));
add('satiao', slang(3_000_000n));

const glueable = [...lexicon.keys()].filter((word) => word.length >= 3 && !lexicon.get(word)?.some(isSlang));

function isSlang(lexeme: Lexeme): boolean {
  return lexeme.kind === 'slang';
}

/** The lexemes of words written together ("limaratusribu"), or undefined unless all of it is number words. */
function unglue(word: string): Lexeme[] | undefined {
  if (word.length > 60) return undefined;
  const found: (Lexeme[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (const part of glueable) {
      const before = end >= part.length ? found[end - part.length] : undefined;
      if (before === undefined || !word.startsWith(part, end - part.length)) continue;
      const lexemes = [...before, ...(lexicon.get(part) ?? [])];
      const present = found[end];
      // fewest pieces: "seratus" is not "se" and "ratus"
      if (present === undefined || lexemes.length < present.length) found[end] = lexemes;
    }
  }
  return found[word.length];
}

// they mean a number only straight behind one: "3 m", but not "m. hadi"
const SHORT = new Set(['k', 'm', 'ceng']);

/** The lexemes of a word, or undefined when it is no number word. `afterNumber`: it follows a number. */
export function numberWord(word: string, afterNumber: boolean): Lexeme[] | undefined {
  if (SHORT.has(word) && !afterNumber) return undefined;
  for (const spelling of spellings(word)) {
    const lexemes = lexicon.get(spelling);
    if (lexemes !== undefined && (afterNumber || !SHORT.has(spelling))) return lexemes;
  }
  return word.length >= 6 ? unglue(word) : undefined;
}

/** The unit a mistyped word was probably meant to be ("3 jura", "500 rubu"); undefined when none is near. */
export function mistypedUnit(word: string): bigint | undefined {
  if (word.length < 3) return undefined;
  const near = scales.filter(([, words]) =>
    words.split(' ').some((known) => known.length >= 4 && editDistance(known, word, 1) === 1),
  );
  return near.length === 1 ? near[0]?.[0] : undefined;
}
