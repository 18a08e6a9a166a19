/**
 * What people ask about the service itself before they trust it; the answers stand in the guide, too. Read from words in
 * lower case without signs.
 */
export const trustQuestions = ['seen', 'lost', 'cost', 'child', 'use'] as const;

export type TrustQuestion = (typeof trustQuestions)[number];

const OTHERS =
  '(?:anak|suami|istri|bojo|cucu|adik|kakak|saudara|keponakan|menantu|karyawan|pegawai|orang lain)(?:ku|nya)?';
const FILLS =
  '(?:isi|ngisi|mengisi|isikan|ngisikan|lapor|melapor|nulis|menulis|ketik|ngetik|daftar|daftarkan)';
const PHONE = '(?:hp|hape|handphone|ponsel)(?:ku|nya|ne)?';
const OWN = '(?: (?:saya|aku|kulo|kula|lama|ibu|bapak))*';
const PAYS = '(?:bayar|mbayar|berbayar|dipungut|gratis|biaya(?:nya|ne)?|tarif(?:nya)?|ongkos(?:nya)?)';
const AROUND =
  '(?:apa|opo|nopo|apakah|ini|iki|itu|iku|bu|pak|min|ya|to|ta|tah|daftar(?:nya)?|mendaftar|ikut(?:nya)?|lapor|layanan|layanannya|bot|botnya|pakai|harus|kena|ada|berapa|brp|piro|pinten|gak|ga|nggak|ngga|tidak|kah)';

const SIGNS: readonly (readonly [TrustQuestion, RegExp])[] = [
  [
    'seen',
    /\b(?:siapa|sopo|sinten)(?: (?:saja|aja|ae|yang|sing|ingkang|bisa|boleh|iso|saget))* (?:lihat|liat|melihat|dilihat|ndelok|baca|membaca|moco|tahu|tau|ngerti|buka|membuka)\b|\b(?:data|angka|laporan|omzet|omset)(?:ku|nya|ne)?(?: (?:saya|kulo|kula|ini))*(?: apa)? (?:aman|rahasia|bocor|disebar|dijual)\b/,
  ],
  [
    'lost',
    new RegExp(
      String.raw`\b${PHONE}${OWN} (?:hilang|ilang|kecurian|dicuri|dijambret|rusak|ganti|diganti)\b|\b(?:kehilangan|ganti|kecurian) ${PHONE}(?: |$)|\bakun(?: telegram)?(?:ku|nya)?${OWN} (?:hilang|ilang|terhapus)\b`,
    ),
  ],
  ['cost', new RegExp(`^(?:${AROUND} )*${PAYS}(?: ${AROUND})*$`)],
  [
    'child',
    new RegExp(
      String.raw`\b(?:boleh|bolehkah|oleh|bisa|bisakah|iso|pareng|saget)\b.*\b${OTHERS}\b.*\b${FILLS}\b|\b(?:diisi|diisikan|dilaporkan|diwakili)(?: (?:oleh|karo|sama))? ${OTHERS}\b`,
    ),
  ],
  [
    'use',
    /^(?:(?:ini|iki|itu|iku) )?(?:apa|opo|nopo) (?:gun[ao]|manfaat|untung|faedah)(?:nya|ne)?(?: (?:ini|iki|bot|layanan|daftar|lapor|laporan|ikut|buat|untuk|bagi|saya|kulo|ya|bu|pak))*$|^(?:buat|untuk|gawe|kanggo|damel) (?:apa|opo|nopo)(?: (?:sih|ya|ini|iki|itu|bu|pak|lapor|laporan|daftar|data|datanya))*$/,
  ],
];

export const trustQuestion = (said: string): TrustQuestion | undefined =>
  SIGNS.find(([, sign]) => sign.test(said))?.[0];
