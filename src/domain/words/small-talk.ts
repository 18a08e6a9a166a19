import { plain, withoutEmoji } from './reading.ts';

const THANKS =
  /^(?:makas+i+h*|mksi?h|maksih|terimakasi?h*|trimakasi?h*|trmksi?h*|trims?|trm|tks|thx|ths|thanks?|tq|ty|tengkyu+|tengkiu|thankyou|suwun|suwon|nuwun|kesuwun|matursuwun|maturnuwun|sakalangkong|mator|syukron|jazaka?k?um?ulla+h*|barakallah|nuhun)$/;
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
const THANKFUL = /[🙏👍👌❤🥰😊☺💕💖🤝😇]/u;

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
