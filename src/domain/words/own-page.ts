import { plain, withoutEmoji } from './reading.ts';

/** The own pages that words lead to: what was reported, and what was asked and applied for. */
export const ownPages = ['my-reports', 'my-requests'] as const;

type OwnPage = (typeof ownPages)[number];

const OWN = String.raw`(?:ku| (?:saya|aku|kulo|kula|kami)| usaha(?:ku| saya| kami))\b`;
const LOOKS =
  /\b(?:lihat|liat|melihat|cek|ngecek|buka|tampilkan|delok|ndelok|mana|endi|pundi|unduh|download|cetak|print|status)\b/;
const KEPT = /\b(?:rekap(?:an|nya|itulasi)?|riwayat(?:nya)?|histori|history|grafik(?:nya)?)\b/;
const REPORTS = /\b(?:laporan(?:ku|nya)?|penjualan(?:ku|nya)?|omzet(?:ku|nya)?|omset(?:ku|nya)?)\b/;
const OWN_REPORTS = new RegExp(String.raw`\blaporan${OWN}`);
const REQUESTS = /\b(?:permintaan|pertanyaan|pengajuan|permohonan|lamaran)(?:ku|nya)?\b/;
const OWN_REQUESTS = new RegExp(String.raw`\b(?:permintaan|pertanyaan|pengajuan|permohonan|lamaran)${OWN}`);

/** What may stand around them; any other word makes it a sentence that means something else. */
const AROUND = new Set(
  (
    'tolong mohon mau ingin pengen pengin minta bisa boleh coba tanya nanya lihat liat melihat cek ngecek buka tampilkan kirim kirimkan delok ndelok unduh download cetak print ' +
    'mana endi pundi dimana di apa apakah sudah sdh udah belum blm masuk terkirim dijawab diterima diproses sampai gimana bagaimana piye kabar kabarnya status ' +
    'semua semuanya hasil data daftar saya aku kulo kula kami usaha usahaku untuk buat ke bank bulan bulanan tahun lalu kemarin terakhir lama dulu penjualan omzet omset jualan lapor kemitraan ' +
    'ini itu dong ya yah nggih bu pak ibu bapak min mas mbak kak yang per ' +
    'januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agu sep okt nov des'
  ).split(' '),
);

/**
 * "Laporan saya", "minta rekap", "lihat grafik": what somebody wants to see again, never a new report; "pengajuan saya
 * sampai mana". Undefined as soon as a figure or any other word stands in it.
 */
export function ownPage(text: string): OwnPage | undefined {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[^\p{L}\p{N} ]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const isOnly = (heads: RegExp): boolean =>
    said.split(' ').every((word) => AROUND.has(word) || heads.test(word) || REPORTS.test(word));
  if (KEPT.test(said) && isOnly(KEPT)) return 'my-reports';
  if ((OWN_REPORTS.test(said) || (REPORTS.test(said) && LOOKS.test(said))) && isOnly(REPORTS))
    return 'my-reports';
  if ((OWN_REQUESTS.test(said) || (REQUESTS.test(said) && LOOKS.test(said))) && isOnly(REQUESTS))
    return 'my-requests';
  return undefined;
}
