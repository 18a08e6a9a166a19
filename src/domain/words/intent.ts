import { ownPage, ownPages } from './own-page.ts';
import { trustQuestion, trustQuestions } from './first-question.ts';
import { editDistance, plain, withoutEmoji } from './reading.ts';
import { readWord } from './words.ts';

/** Where plain words outside a conversation lead. */
export const intents = [
  ...ownPages,
  ...trustQuestions,
  'report',
  'register',
  'partnership',
  'trainings',
  /** "Nomor berapa saya?": the own place in a training or on its waiting list. */
  'standing',
  'data',
  'ask',
  'menu',
  'stop',
  'stop-news',
  'stop-reminders',
  'start-again',
  'official',
  'guide',
  'nib',
  'tax',
  'language',
  'erase',
] as const;

export type Intent = (typeof intents)[number];

/** In the order in which they are tried: the more special word first. */
const SIGNS: readonly (readonly [Intent, RegExp])[] = [
  ['start-again', /^(mulai lagi|kirim(i)? kabar lagi|lanjutkan kabar)$/],
  ['erase', /\b(hapus(kan)?|hilangkan) (semua )?(data|akun|nama)\b|\bberhenti jadi anggota\b/],
  [
    'ask',
    /\b(mengadu|ngadu|adu|adukan|aduan|pengaduan|komplain|komplen|complain|protes|keluhan|mengeluh|pungli|lapor(kan)? (petugas|pegawai|oknum|perangkat))\b/,
  ],
  [
    'official',
    /\b(resmi|penipu(an)?|tipu|tipuan|nipu|ditipu|scam|hoax|hoaks|asli|beneran|palsu)\b.*\b(bot|ini|dinas)?\b/,
  ],
  [
    'stop-news',
    /^(stop|setop|berhenti|hentikan|mandek|matikan|jangan kirim|batalkan) kabar( pelatihan)?( lagi)?( ya| pak| bu| dulu| aja| saja)*$/,
  ],
  [
    'stop-reminders',
    /^(jangan (di)?ingatkan( lapor(an)?)?( lagi)?|(stop|setop|berhenti|hentikan|matikan) (pengingat|ingatkan)( lapor(an)?)?( lagi)?)( ya| pak| bu| dulu| aja| saja)*$/,
  ],
  ['tax', /\bpajak\b/],
  [
    'nib',
    /\b(cara|carane|buat|bikin|urus|mengurus|ngurus|gawe|punya|duwe|apa|opo|nopo|maksud(nya)?|arti(nya)?|guna(nya)?|fungsi(nya)?|manfaat(nya)?|syarat(nya)?|biaya(nya)?|kenapa|mengapa|penting)\b.*\bnib\b|^nib( (itu|iku|niku))?( (guna|fungsi|manfaat)(nya|ne)?)?( (apa|opo|nopo|apaan))?( (sih|ya|bu|pak|min))*$/,
  ],
  [
    'guide',
    /\b(panduan|petunjuk)(nya)?\b|\b(cara|carane) (pakai|pake|memakai|makai|menggunakan|gunakan|gawe)(nya)?( (bot|layanan|aplikasi))?( (ini|iki|niki))?( (gimana|bagaimana|piye|pripun|ya|bu|pak|min))*$/,
  ],
  [
    'standing',
    /^(saya |aku |kulo |kula |ini )*(di )?(antrean |antrian |urutan |daftar tunggu )?(nomor|nomer|no|urutan|antrean|antrian) (ke )?(berapa|brp|piro|pinten)( (saya|aku|kulo|kula|ini|sekarang|saiki|ya|bu|pak|min))*$|\b(antrean|antrian|antri|urutan|daftar tunggu) ?(saya|aku|ku|kulo|kula)\b|^(cek |lihat )?(antrean|antrian|daftar tunggu)$|\b(dapat|dapet|oleh|angsal) kursi\b/,
  ],
  ['trainings', /\b(pelatihan|latihan|kursus|workshop|seminar|bimtek|diklat)\b/],
  [
    'partnership',
    /\b(kemitraan|mitra|bermitra|plasma|inti|pinjaman|pinjam|modal|kredit|kur|pumk|utang|hutang|ngutang|nyilih|silih|syarat|bantuan modal|dana|pembiayaan|semen)\b/,
  ],
  ['register', /\b(daftar|mendaftar|daftarkan|ndaftar|registrasi|gabung|ikut program|daptar)\b/],
  ['report', /\b(lapor|laporan|melapor|laporkan|omzet|omset|penjualan|setor laporan|lapur)\b/],
  [
    'data',
    /\b(data (saya|ku|kulo)|dataku|profil( saya)?|ubah data|ganti (nama|nomor|alamat|data)|lihat data|cek data|usaha saya tutup|usaha (sudah )?tutup|pindah alamat)\b/,
  ],
  ['language', /\b(bahasa|language|english|inggris)\b/],
  [
    'stop',
    /^(berhenti|stop|mandek|setop|unsubscribe|jangan kirim lagi|matikan)( ya| pak| bu| dulu| aja| saja)?$/,
  ],
  [
    'ask',
    /\b(tanya|nanya|bertanya|takon|petugas|bantuan|tolong|hubungi|admin|cs|operator|butuh bantuan|help)\b|^(piye|gimana|bagaimana|pripun) cara(ne|nya)\b|^cara(ne|nya) (piye|gimana|bagaimana|pripun)\b/,
  ],
  ['menu', /^(menu|mulai|start|awal|home|kembali|batal|pilihan|lanjut|lanjutkan)$/],
];

/**
 * What somebody wants who writes outside a conversation ("mau lapor", "ikut pelatihan", "syarat pinjaman").
 * Undefined when the words point nowhere; nothing is stored because of it, it only opens the right place.
 */
export function readIntent(text: string): Intent | undefined {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[^\p{L}\p{N} ]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  if (said === '') return undefined;
  const found = aimOf(said) ?? (readWord(text) === 'menu' ? 'menu' : undefined);
  if (found !== undefined) return found;
  const mended = said.replaceAll(/\p{L}+/gu, meant);
  return mended === said ? undefined : aimOf(mended);
}

const aimOf = (said: string): Intent | undefined =>
  ownPage(said) ?? trustQuestion(said) ?? SIGNS.find(([, sign]) => sign.test(said))?.[0];

/** Words that name an aim, as they are looked for in what is misspelt. */
const AIMS = 'pelatihan laporan pinjaman kemitraan petugas penipuan daftar komplain riwayat bantuan'.split(
  ' ',
);
const SHORT: ReadonlyMap<string, string> = new Map([
  ['mnu', 'menu'],
  ['menuu', 'menu'],
  ['lpor', 'lapor'],
  ['lapr', 'lapor'],
  ['laprn', 'laporan'],
  ['dftr', 'daftar'],
  ['daftr', 'daftar'],
  ['ptgs', 'petugas'],
  ['pltihan', 'pelatihan'],
]);

/** "Pelatian" is meant for "pelatihan": one letter wrong, missing, too many or out of its place. */
function meant(word: string): string {
  if (word.length < 6 || AIMS.includes(word)) return SHORT.get(word) ?? word;
  return AIMS.find((aim) => editDistance(word, aim, 1) <= 1) ?? SHORT.get(word) ?? word;
}
