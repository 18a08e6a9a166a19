import { plain, spellings, withoutEmoji } from './reading.ts';
import { readWord } from './words.ts';

/** What somebody says who wants nothing by it; how it is answered belongs to the place. */
export type SmallTalk =
  /** The greeting of Muslims, which asks for its own answer. */
  | 'salam'
  | 'greeting'
  | 'thanks'
  /** "Ok", "iya", "nggih": a yes where one was asked for. */
  | 'ok'
  /** "Tidak", "nanti saja", "gak jadi", where nothing was asked. */
  | 'no'
  /** 👍 alone, which may be meant for a yes. */
  | 'assent'
  /** 🙏 alone. */
  | 'sign';

const THANKS =
  /^(?:makas+i+h*|mkasi?h|makash|mkash|tengs|mksi?h|maksih|terimakasi?h*|trimakasi?h*|trmksi?h*|trims?|trm|tks|thx|ths|thanks?|tq|ty|tengkyu+|tengkiu|thankyou|suwun|suwon|nuwun|kesuwun|matursuwun|maturnuwun|sakalangkong|mator|syukron|jazaka?k?um?ulla+h*|barakallah|nuhun)$/;
/** What stands around it: "terima kasih banyak Pak atas informasinya, nggih". */
const AROUND =
  /^(?:terima|trima|kasih|kasi|matur|mator|hatur|thank|you|u|khair\p{L}*|khoir\p{L}*|banyak|bnyk|byk|sekali|sanget|banget|bgt|sebesar|besarnya|ya+|yaa*h?|nggih|njih|inggih|iya|oke+|ok|okay|baik|siap|sip+|untuk|atas|buat|info\p{L}*|informasi\p{L}*|jawaban\p{L}*|bantuan\p{L}*|penjelasan\p{L}*|balasan\p{L}*|respon\p{L}*|waktu\p{L}*|arahan\p{L}*|perhatian\p{L}*|semua\p{L}*|sudah|sdh|udah|di(?:bantu|jawab|balas|kabari)|membantu|menjawab|lagi|dan|alhamdulillah|aamiin|amin|sama|dari|saya|kami|kulo|kula|petugas|dinas|admin|min|gan|sis|wa|alaikum\p{L}*)$/u;
const ADDRESS = /^(?:pak|bu|ibu|bapak|bpk|mas|mbak|mb|kak|bang|cak|ning|gus|pak?de|bu?de)$/;
/** A name behind "Pak" or "Bu" has so many words at most. */
const MOST_NAMES = 2;

/** "Ya, terima kasih" may answer a question. */
const ANSWERS = /^(?:ya+|iya|nggih|njih|inggih|sudah|sdh|udah|sama|lagi|dari|saya)\b(?! (?:allah|robb?))/;
const TWO_WORDS =
  /\b(?:(?:terima|trima|tima) kasih*|matur (?:nuwun|suwun)|mator sakalangkong|thank (?:you|u)|hatur nuhun)\b/;
const SIGNS = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\u{200D}\s]+$/u;
const THANKFUL = /[🙏👍👌❤🥰😊☺💕💖🤝😇🙂😀😁😄😃👏💪✅🫡🤲]/u;
const ASSENTING = /[👍👌✅]/u;

/** "Makasih Bu Ratna", "matur suwun nggih, infonya": thanks and nothing that would need an answer. */
export function isThanks(text: string): boolean {
  if (SIGNS.test(text)) return THANKFUL.test(text);
  const said = withoutEmoji(plain(text))
    .replaceAll(/[^\p{L}\p{N} ]+/gu, ' ')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const words = said.split(' ');
  if (ANSWERS.test(said)) return false;
  if (!TWO_WORDS.test(said) && !words.some((word) => THANKS.test(word))) return false;
  let names = 0;
  return words.every((word) => {
    if (ADDRESS.test(word)) {
      names = MOST_NAMES;
      return true;
    }
    if (THANKS.test(word) || AROUND.test(word)) {
      names = 0;
      return true;
    }
    return names-- > 0 && /^\p{L}+$/u.test(word);
  });
}

const asSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const SALAM =
  /^(?:as+a?la+m|as+lm)\p{L}*$|^(?:as+|aslkm|askum|samle[kq]u?m|samlikum|mekum|assalam|asw|aww)$/u;
const BEHIND_SALAM = asSet(
  'alaikum alaikom alaykum aleikum alaikumsalam wr wb wrwb warahmatullah warahmatullahi warohmatullahi warohmatulloh wabarakatuh wabarokatuh wabarakatu u mualaikum mualaykum',
);
const GREETINGS = asSet(
  'halo hallo haloo hai hay hi hei hey hello helo p ping permisi permis punten misi spada salam pagi siang sore malam malem met test tes coba cek kabar kabare kulonuwun sugeng enjing enjang sonten dalu ndalu siyang',
);
/** Words that greet only beside another one. */
const BESIDE_GREETING = asSet(
  'selamat slamat slmt kulo kula mat semua semuanya admin min mimin petugas dinas bot ya nggih sekalian apa gimana piye pripun',
);
const OK = asSet(
  'ok oke okay okey okeh oce oki sip siip sipp siap siyap iya iyo iyaa ya yaa yo yoi nggih inggih njih enggih nggeh ngge baik baiklah bae paham mengerti ngerti noted benar betul bener leres setuju oh ooh ooo o gitu begitu gt iyes yes yup yap hehe hehehe hihi haha hahaha wkwk wkwkwk amin aamiin alhamdulillah jelas beres mantap mantab monggo ngoten nggonoh',
);
const AROUND_OK = asSet(
  'bu buk ibu ibuk bunda pak pakk bapak mas mbak mb kak min mimin admin cak ning gus sudah sdh udah wes wis sampun saya kulo kula aku deh dong kok lah lho loh to tah sih saja aja ae mawon kalau kalo begitu gitu niku itu petugas dulu',
);

/** The words without signs, in small letters, with letters that were held down counted once. */
function wordsOf(text: string): readonly string[] {
  return (
    withoutEmoji(plain(text))
      .replaceAll(/['’]+/gu, '')
      .replaceAll(/[^\p{L}\p{N} ]+/gu, ' ')
      // "Nuwun" alone is thanks.
      .replaceAll(/\bkul[ao] +nuw[uo]n\b|\bnuw[uo]n +sewu\b/g, 'permisi')
      .trim()
      .split(/ +/)
      .filter((word) => word !== '')
  );
}

const isOf = (word: string, list: ReadonlySet<string>): boolean =>
  spellings(word).some((spelling) => list.has(spelling));

/** Words, with "Bu Ratna" left out. */
function withoutAddress(words: readonly string[]): readonly string[] {
  let names = 0;
  return words.filter((word) => {
    if (ADDRESS.test(word)) {
      names = MOST_NAMES;
      return false;
    }
    const isName = names > 0 && !isOf(word, BESIDE_GREETING) && !isOf(word, GREETINGS) && !isOf(word, OK);
    names = isName ? names - 1 : 0;
    return !isName;
  });
}

/** A message that wants nothing: a greeting, thanks, "ok", a lone 🙏. Undefined for everything that says more. */
export function readSmallTalk(text: string): SmallTalk | undefined {
  if (SIGNS.test(text)) return ASSENTING.test(text) ? 'assent' : THANKFUL.test(text) ? 'sign' : undefined;
  const words = withoutAddress(wordsOf(text));
  // "Pagi-pagi" is a time of day.
  if (greets(words) && !/\p{L}-\p{L}/u.test(text)) return 'greeting';
  if (isThanks(text)) return 'thanks';
  const [first = ''] = words;
  if (spellings(first).some((word) => SALAM.test(word))) {
    const rest = words.slice(1);
    const isMore = (word: string): boolean =>
      !isOf(word, BEHIND_SALAM) && !isOf(word, BESIDE_GREETING) && !isOf(word, GREETINGS);
    return rest.some(isMore) ? undefined : 'salam';
  }
  if (text.includes('?')) return undefined;
  if (words.some((word) => isOf(word, OK)) && words.every((word) => isOf(word, OK) || AROUND_OK.has(word)))
    return 'ok';
  const word = readWord(text);
  return word === 'no' || word === 'later' || word === 'skip' || word === 'stop' ? 'no' : undefined;
}

const greets = (words: readonly string[]): boolean =>
  words.some((word) => isOf(word, GREETINGS)) &&
  words.every((word) => isOf(word, GREETINGS) || isOf(word, BESIDE_GREETING));
