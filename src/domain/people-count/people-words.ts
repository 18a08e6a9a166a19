/** Words for the people who work in a business, as `readPeople` understands them. */
import { plain, spellings, withoutEmoji } from '../words/reading.ts';
import { numberWord, type Lexeme } from '../money/rupiah-lexicon.ts';
import { integer } from '../money/rupiah-coefficient.ts';

export type Gender = 'L' | 'P';

/**
 * One meaningful word. `one`: the word alone means a single person ("istri"), others need a number. `everybody`:
 * a number with it is a total ("5 orang"). `guessed`: one person is likely ("anak perempuan"), not sure.
 */
export type PeopleToken =
  | { kind: 'number'; value: number }
  | {
      kind: 'noun';
      gender: Gender | undefined;
      one: boolean;
      spouse?: boolean;
      everybody?: boolean;
      guessed?: boolean;
    }
  | { kind: 'self' }
  | { kind: 'together'; count: number }
  | { kind: 'with' }
  | { kind: 'break'; word: boolean }
  | { kind: 'all' }
  | { kind: 'many' }
  | { kind: 'unknown' };

const words = new Map<string, PeopleToken>();

function add(list: string, token: PeopleToken): void {
  for (const word of list.split(' ')) words.set(word, token);
}

const noun = (gender: Gender | undefined, one: boolean): PeopleToken => ({ kind: 'noun', gender, one });

add('laki laki-laki lk l lanang lanangan pria cowok cowo bapak-bapak bapak2 lelaki jaler', noun('L', false));
add(
  'perempuan prempuan perempuan-perempuan pr prmpuan pere p w wedok wedokan wadon wanita cewek cewe ibu-ibu ibu2 estri putri',
  noun('P', false),
);
add('suami', { kind: 'noun', gender: 'L', one: true, spouse: true });
add('istri isteri bini', { kind: 'noun', gender: 'P', one: true, spouse: true });
add('ayah kakek paman pakde paklik abah', noun('L', true));
add('nenek bibi bude bulik budhe', noun('P', true));
add('bojo garwo garwa pasangan', { kind: 'noun', gender: undefined, one: true, spouse: true });
add('mama ibuk emak mak umi ummi', noun('P', true));
add(
  'adik adek kakak mertua menantu mantu ponakan keponakan sepupu ipar saudara sodara tetangga teman konco kanca besan cucu putu',
  noun(undefined, true),
);
add(
  'anak anake karyawan karyawati pegawai pekerja pegawe tukang buruh tenaga kuli rewang keluarga reseller helper penjahit pembantu',
  noun(undefined, false),
);
add('orang org orng wong jiwa', { kind: 'noun', gender: undefined, one: false, everybody: true });
add('saya sy aku kulo kula sendiri sendirian piyambak piambak dewe dewean ijen ijenan diri pemilik owner', {
  kind: 'self',
});
add('dan dn lan plus tambah ditambah serta', { kind: 'break', word: true });
add('sama karo ambek ambe mbek bareng bersama dengan dg dgn dibantu dibantuin dikancani', { kind: 'with' });
add('semua semuanya kabeh seluruhnya', { kind: 'all' });
add('banyak akeh beberapa puluhan ratusan belasan anak-anak sekeluarga para banyaknya', { kind: 'many' });
for (const [at, word] of 'berdua bertiga berempat berlima berenam bertujuh'.split(' ').entries()) {
  add(word, { kind: 'together', count: at + 2 });
}

const FILLER = new Set(
  (
    'ada ono onok yang yg kerja bekerja pekerjanya jumlah jumlahnya total totalnya itu termasuk cuma cuman hanya mung mek tok thok aja saja ae wae ' +
    'buk mas mbak kak min ya iya nggih inggih di yaitu adalah kami kita masih tetap sekarang saiki usaha usahanya ini jadi punya ' +
    'tidak_ada maaf dari yaiku sing kang nya kok sih lho ku tangga dagang jualan dodolan'
  ).split(' '),
);

/** The words of a text in order; fillers are left out, numbers put together from words and digits. */
export function peopleTokens(text: string): PeopleToken[] {
  const said = separated(withoutEmoji(plain(text)).replaceAll(/(?<![a-z])(ibu|bapak)2(?!\d)/g, '$1-$1'))
    .replaceAll(/laki ?- ?laki|laki laki/g, 'laki-laki')
    .replaceAll(/anak ?- ?anak/g, 'anak-anak');
  const pieces = [...said.matchAll(/\d+|[a-z']+(?:-[a-z']+)*|[^\s]/g)].map(([piece]) => piece);
  const tokens: PeopleToken[] = [];
  let run: Lexeme[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const value = integer(run);
    tokens.push(value === undefined ? { kind: 'unknown' } : { kind: 'number', value: Number(value) });
    run = [];
  };
  for (const [at, match] of pieces.entries()) {
    if (/^\d/.test(match)) {
      if (run.length > 0) flush();
      run.push({ kind: 'literal', text: match.replace(/^0+(?=\d)/, ''), glued: false });
      continue;
    }
    const known = spellings(match)
      .map((spelling) => words.get(spelling))
      .find((token) => token !== undefined);
    const number = known === undefined && match !== 'kosong' ? numberWord(match, run.length > 0) : undefined;
    if (number !== undefined && number.every((each) => each.kind !== 'unit' && each.kind !== 'slang')) {
      run.push(...number);
      continue;
    }
    flush();
    if (known !== undefined) tokens.push(known);
    else if (/^[,;+&/|]$/.test(match)) tokens.push({ kind: 'break', word: false });
    else if (PARENTS.has(match)) {
      const parent = parentAt(match, tokens.at(-1), pieces[at + 1]);
      if (parent !== undefined) tokens.push(parent);
    } else if (/^[.:()=!"'-]$/.test(match) || FILLER.has(match)) continue;
    else tokens.push({ kind: 'unknown' });
  }
  flush();
  return tokens;
}

/**
 * "laki2 2" doubles the word, "laki2 perempuan3" counts: the 2 behind a word doubles it only where another
 * number stands free. With nothing but such twos the doubled word is kept, and no number is found.
 */
function separated(said: string): string {
  const glued = [...said.matchAll(/[a-z]{2,}(\d+)/g)];
  const counts = glued.some(([, number]) => number !== '2');
  return counts
    ? said.replaceAll(/([a-z]{2,})(\d+)/g, '$1 $2')
    : said.replaceAll(/([a-z]{3,})2(?![\d])/g, '$1');
}

const PARENTS = new Map<string, Gender>([
  ['ibu', 'P'],
  ['bu', 'P'],
  ['bapak', 'L'],
  ['pak', 'L'],
]);

/** "saya dan ibu" names the mother, "2 perempuan, bu" speaks to the officer; where it can be both it is unknown. */
function parentAt(
  word: string,
  before: PeopleToken | undefined,
  next: string | undefined,
): PeopleToken | undefined {
  const parent: PeopleToken = { kind: 'noun', gender: PARENTS.get(word), one: true };
  if (before?.kind === 'with' || (before?.kind === 'break' && before.word)) return parent;
  if (word === 'bu' || word === 'pak') return undefined;
  const joined = next !== undefined && /^(?:dan|dn|sama|karo|saya|kulo|,)$/.test(next);
  if (joined) return parent;
  return before?.kind === 'break' ? { kind: 'unknown' } : undefined;
}
