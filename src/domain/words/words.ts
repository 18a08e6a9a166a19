/**
 * Words that answer a question by themselves (domain.md §9). What a word means belongs to the question: the
 * caller decides whether 'yes' counts there. Consent, erasing and withdrawing never take a word from here.
 */
import { plain, spellings, withoutEmoji } from './reading.ts';

export type Word =
  | 'yes'
  | 'no'
  | 'already'
  | 'not-yet'
  | 'later'
  | 'stop'
  | 'back'
  | 'skip'
  | 'forgot'
  | 'dont-know'
  | 'menu'
  | 'help'
  | 'same'
  | 'changed';

const LISTS: Record<Word, string> = {
  yes:
    'ya,iya,iy,y,yes,ye,yo,iyo,yoi,yup,yap,yups,he eh,heeh,nggih,inggih,njih,enggih,nggeh,enggeh,ngge,leres,benar,bnr,betul,btl,bener,' +
    'oke,ok,okay,okey,oki,oce,setuju,sip,siip,boleh,bisa,mau,siap,sudah benar,sdh benar,udah benar,udah bener,sudah betul,wes bener,' +
    'wis bener,iya benar,ya benar,iya betul,ya betul,betul sekali,benar sekali,monggo,lanjut,lanjutkan,tentu,pasti,cocok,pas,gelem,purun,kersa',
  no:
    'tidak,tdk,tidk,nggak,ngga,ngak,enggak,engga,gak,ga,g,gk,kagak,ndak,nda,ndk,mboten,boten,ora,ra,ogak,gak usah,ga usah,tidak usah,' +
    'nggak usah,ndak usah,tdk usah,bukan,bkn,dudu,salah,no,nope,tidak mau,gak mau,ga mau,nggak mau,emoh,gak gelem,tidak setuju,keliru,' +
    'belum benar,tidak benar,gak bener,salah itu,emboten,moh,jangan,jgn,jangan dihapus,jangan hapus,ojo,ojok,tidak dihapus,gak berminat,tidak berminat',
  already:
    'sudah,sdh,sudh,udah,udh,dah,sampun,mpun,wis,wes,uwis,uwes,sudah ada,sdh ada,udah ada,sudah punya,sdh punya,udah punya,sampun wonten,wis ono,wes onok,wes duwe,wis duwe,punya',
  'not-yet':
    'belum,blm,blum,belom,blom,blon,durung,during,dereng,drg,belum ada,blm ada,belum punya,blm punya,belum pernah,durung duwe,durung ono,' +
    'durung onok,dereng wonten,dereng gadhah,tidak punya,tdk punya,gak punya,ga punya,nggak punya,ndak punya,gak duwe,ga duwe,ra duwe,ra nduwe,ora duwe,ora nduwe,gak nduwe,ga nduwe,nggak nduwe,durung nduwe,mboten gadhah,mboten gadah,boten gadah,dereng gadah,ngga punya,gak pny,tidak memiliki',
  later:
    'nanti,nti,ntar,nantik,ntik,entar,mangke,mengko,engko,engkok,mengkok,ngko,sek,sik,disik,dilut,bentar,sebentar,bntr,sbntr,nanti saja,nanti aja,nanti dulu,' +
    'ntar aja,ntar dulu,tunggu,tunggu dulu,tunggu sebentar,besok,besok saja,besok aja,sesuk,kapan-kapan,lain kali,sibuk,lagi sibuk,masih sibuk,repot,lagi repot,males,malas,mager,capek,belum sempat,blm sempat,gak sempat,ga sempat,nggak sempat,ndak sempat,gak kober,durung kober,mangke mawon,engkok ae,isi nanti,sabar',
  stop: 'batal,batalkan,berhenti,stop,setop,mandek,mandeg,cancel,udahan,tidak jadi,tdk jadi,gak jadi,ga jadi,nggak jadi,ndak jadi,gak sido,ora sido,cukup,akhiri,keluar',
  back: 'kembali,balik,mundur,back,sebelumnya,kmbali,mbalik,undur',
  skip: 'lewati,lewat,skip,lompati,loncat,liwati,lewatin,lewatkan,dilewati,kosongkan,kosongi,tidak perlu,gak perlu,ga perlu',
  forgot:
    'lupa,lupa lagi,sudah lupa,udah lupa,saya lupa,lali,kelalen,klalen,kesupen,supe,tidak ingat,gak ingat,ga ingat,ga inget,gak inget,nggak inget,gak iling,wes lali',
  'dont-know':
    'tidak tahu,tdk tahu,tidak tau,tdk tau,nggak tahu,nggak tau,ngga tau,gak tau,ga tau,gatau,gtau,gak tahu,ga tahu,gatahu,ndak tau,ndak tahu,belum tahu,belum tau,blm tau,' +
    'blm tahu,kurang tahu,kurang tau,krg tau,entah,entahlah,embuh,mbuh,bingung,gak ngerti,ga ngerti,tidak ngerti,tidak mengerti,ora ngerti,ora weruh,gak weruh,gak eruh,mboten ngertos,' +
    'mboten ngerti,kirang ngertos,kirang mangertos,ndak ngerti,saya tidak tahu,saya gak tau',
  menu: 'menu,menu utama,awal,halaman awal,utama,beranda,home,/menu,/start,mulai',
  help: 'bantuan,bantu,tolong,help,petugas,bantuan petugas,minta bantuan,minta dibantu,tanya petugas,minta tolong,tolong bantu,bantu saya,/bantuan,/help,dibantu petugas,minta dibantu petugas',
  same: 'sama,masih sama,tetap,tetep,masih tetap,sama saja,sama aja,podo,podo ae,podo wae,sami,sami mawon,tidak berubah,gak berubah,ga berubah,tdk berubah,tidak ada perubahan,masih,tetap sama,sama seperti kemarin,kayak kemarin',
  changed:
    'berubah,ganti,ubah,diubah,sudah berubah,ada perubahan,beda,berbeda,tidak sama,gak sama,ga sama,owah,bedo,lain,nambah,tambah,bertambah,berkurang',
};

function listed(): Map<string, Word> {
  const meanings = new Map<string, Word>();
  const put = (word: Word): void => {
    for (const phrase of LISTS[word].split(',')) meanings.set(phrase, word);
  };
  put('yes');
  put('no');
  put('already');
  put('not-yet');
  put('later');
  put('stop');
  put('back');
  put('skip');
  put('forgot');
  put('dont-know');
  put('menu');
  put('help');
  put('same');
  put('changed');
  return meanings;
}

const MEANINGS = listed();

// forms of address and particles that only soften
const SOFT = new Set(
  (
    'bu buk ibu ibuk bunda bund pak pakk bapak mas mbak mb kak kakak kakk min mimin admin gan sis bos boss cak ning gus lur bro om tante ' +
    'petugas saya sih deh dong kok lah lho loh to tah rek kan nih nggeh ya yah yaa aja saja ae wae mawon itu niku iku terima kasih ' +
    'makasih suwun matur nuwun maaf mohon alhamdulillah insyaallah dulu sek hehe hehehe haha wkwk wkwkwk hmm eh oh o ah e'
  ).split(' '),
);

/**
 * The meaning of a whole message such as "iyaaa bu" or "sampun, mas"; undefined for anything longer, and
 * when the words of a message mean different things ("iya tidak").
 */
export function readWord(text: string): Word | undefined {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[.,!;:~"'()*_]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  // a question is no answer
  if (said === '' || said.includes('?') || said.length > 60) return undefined;
  const whole = meaningOf(said);
  if (whole !== undefined) return whole;
  const words = said.split(' ');
  const core = words.filter((word) => !spellings(word).some((spelling) => SOFT.has(spelling)));
  if (core.length === 0) {
    // "ya bu", "nggih pak", "ya ya": only soft words, one of them an answer
    return agreed(words.map(meaningOf));
  }
  if (core.length === words.length) return core.length > 1 ? agreedAll(core.map(meaningOf)) : undefined;
  const rest = core.join(' ');
  const found = meaningOf(rest) ?? (core.length > 1 ? agreedAll(core.map(meaningOf)) : undefined);
  const softAnswers = new Set(words.filter((word) => !core.includes(word)).map(meaningOf));
  // "ya tidak" could be either
  return found === 'no' && softAnswers.has('yes') && words[0] !== undefined && meaningOf(words[0]) === 'yes'
    ? undefined
    : found;
}

function meaningOf(phrase: string): Word | undefined {
  const exact = MEANINGS.get(phrase);
  if (exact !== undefined) return exact;
  const words = phrase.split(' ');
  const shortened = words.map((word) => spellings(word).find((spelling) => MEANINGS.has(spelling)) ?? word);
  const mended = MEANINGS.get(shortened.join(' '));
  if (mended !== undefined) return mended;
  return MEANINGS.get(words.map((word) => spellings(word).at(-1) ?? word).join(' '));
}

function agreed(meanings: (Word | undefined)[]): Word | undefined {
  const found = new Set(meanings.filter((meaning) => meaning !== undefined));
  return found.size === 1 ? [...found][0] : undefined;
}

/** "oke siap", "ya benar": several answers that say the same. */
function agreedAll(meanings: (Word | undefined)[]): Word | undefined {
  return meanings.includes(undefined) ? undefined : agreed(meanings);
}
