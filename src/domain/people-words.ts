/** Words for the people who work in a business, as `readPeople` understands them. */
import { plain, spellings, withoutEmoji } from './reading.ts';
import { numberWord, type Lexeme } from './rupiah-lexicon.ts';
import { integer } from './rupiah-number.ts';

export type Gender = 'L' | 'P';

/**
 * One meaningful word. `one`: the word alone means a single person ("istri"), others need a number. `everybody`:
 * a number with it is a total ("5 orang"). `guessed`: one person is likely ("anak perempuan"), not sure.
 */
export type PeopleToken =
  | { kind: 'number'; value: number }
  | { kind: 'noun'; gender: Gender | undefined; one: boolean; spouse?: boolean; everybody?: boolean; guessed?: boolean }
  | { kind: 'self' }
  | { kind: 'together'; count: number }
  | { kind: 'with' }
  | { kind: 'break' }
  | { kind: 'all' }
  | { kind: 'many' }
  | { kind: 'unknown' };

const words = new Map<string, PeopleToken>();

function add(list: string, token: PeopleToken): void {
  for (const word of list.split(' ')) words.set(word, token);
}

const noun = (gender: Gender | undefined, one: boolean): PeopleToken => ({ kind: 'noun', gender, one });

add('laki laki-laki laki2 lk l lanang lanangan pria cowok cowo laki-laki2 bapak-bapak bapak2 lelaki jaler', noun('L', false));
add('perempuan prempuan perempuan-perempuan perempuan2 pr prmpuan pere p w wedok wedokan wadon wanita cewek cewe ibu-ibu ibu2 estri putri', noun('P', false));
add('suami', { kind: 'noun', gender: 'L', one: true, spouse: true });
add('istri isteri bini', { kind: 'noun', gender: 'P', one: true, spouse: true });
add('ayah kakek paman pakde paklik abah', noun('L', true));
add('nenek bibi bude bulik budhe', noun('P', true));
add('bojo garwo garwa pasangan', { kind: 'noun', gender: undefined, one: true, spouse: true });
add('mama ibuk emak mak umi ummi', noun('P', true));
add('adik adek kakak mertua menantu mantu ponakan keponakan sepupu ipar saudara sodara tetangga teman konco kanca besan cucu putu', noun(undefined, true));
add('anak anake karyawan karyawati pegawai pekerja pegawe tukang buruh tenaga kuli rewang keluarga reseller helper penjahit pembantu', noun(undefined, false));
add('orang org orng wong jiwa', { kind: 'noun', gender: undefined, one: false, everybody: true });
add('saya sy aku kulo kula sendiri sendirian dewe dewean ijen ijenan diri pemilik owner', { kind: 'self' });
add('dan dn lan plus tambah ditambah serta', { kind: 'break' });
add('sama karo ambek ambe mbek bareng bersama dengan dg dgn dibantu dibantuin dikancani', { kind: 'with' });
add('semua semuanya kabeh seluruhnya', { kind: 'all' });
add('banyak akeh beberapa puluhan ratusan belasan anak-anak sekeluarga para banyaknya', { kind: 'many' });
for (const [at, word] of 'berdua bertiga berempat berlima berenam bertujuh'.split(' ').entries()) {
  add(word, { kind: 'together', count: at + 2 });
}

const FILLER = new Set(
  (
    'ada ono onok yang yg kerja bekerja pekerjanya jumlah jumlahnya total totalnya itu termasuk cuma cuman hanya mung mek tok thok aja saja ae wae ' +
    'bu buk pak bapak ibu mas mbak kak min ya iya nggih inggih di yaitu adalah kami kita masih tetap sekarang saiki usaha usahanya ini jadi punya ' +
    'tidak_ada maaf dari yaiku sing kang nya kok sih lho ku tangga dagang jualan dodolan'
  ).split(' '),
);

/** The words of a text in order; fillers are left out, numbers put together from words and digits. */
export function peopleTokens(text: string): PeopleToken[] {
  const said = withoutEmoji(plain(text)).replaceAll(/laki ?- ?laki|laki laki/g, 'laki-laki').replaceAll(/anak ?- ?anak/g, 'anak-anak');
  const tokens: PeopleToken[] = [];
  let run: Lexeme[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const value = integer(run);
    tokens.push(value === undefined ? { kind: 'unknown' } : { kind: 'number', value: Number(value) });
    run = [];
  };
  for (const [match] of said.matchAll(/\d+|[a-z']+(?:-[a-z']+)*2?|[^\s]/g)) {
    if (/^\d/.test(match)) {
      if (run.length > 0) flush();
      run.push({ kind: 'literal', text: match.replace(/^0+(?=\d)/, ''), glued: false });
      continue;
    }
    const known = spellings(match).map((spelling) => words.get(spelling)).find((token) => token !== undefined);
    const number = known === undefined && match !== 'kosong' ? numberWord(match, run.length > 0) : undefined;
    if (number !== undefined && number.every((each) => each.kind !== 'unit' && each.kind !== 'slang')) {
      run.push(...number);
      continue;
    }
    flush();
    if (known !== undefined) tokens.push(known);
    else if (/^[,;+&/|]$/.test(match)) tokens.push({ kind: 'break' });
    else if (/^[.:()=!"'-]$/.test(match) || FILLER.has(match)) continue;
    else tokens.push({ kind: 'unknown' });
  }
  flush();
  return tokens;
}
