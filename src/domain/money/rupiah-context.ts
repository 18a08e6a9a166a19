/**
 * The words around an amount: what makes it approximate, a rate, a range, a profit, a cost …
 * Phrases are rewritten to upper-case signs before the text is cut into words (typed text is lower case).
 */

/** What a word around an amount means. 'unknown' words make the amount something to ask back. */
export type Sign =
  | 'ABOUT'
  | 'BOUND'
  | 'NOT'
  | 'TO'
  | 'BETWEEN'
  | 'OR'
  | 'AND'
  | 'LESS'
  | 'TIMES'
  | 'MINUS'
  | 'DAY'
  | 'DAYS'
  | 'WEEK'
  | 'WEEKS'
  | 'MONTH'
  | 'PERIOD'
  | 'YEAR'
  | 'YEARS'
  | 'ITEM'
  | 'PERCENT'
  | 'CLOCK'
  | 'PROFIT'
  | 'LOSS'
  | 'CAPITAL'
  | 'COST'
  | 'DEBT'
  | 'SALES'
  | 'COUNT'
  | 'CURRENCY'
  | 'RUPIAH'
  | 'QUESTION';

const word = (alternatives: string): RegExp => new RegExp(`(?<![a-z])(?:${alternatives})(?![a-z])`, 'g');

/** "per hari", "/hari", "sehari", "1 hari", but not the end of "21 hari". */
const every = (nouns: string): RegExp =>
  new RegExp(
    `(?:/ ?|(?<![a-z\\d.,])(?:per|tiap|setiap|saben|dalam|dlm|sak|se|satu|1)[ -]?)(?:${nouns})(?:nya|ne)?(?![a-z])`,
    'g',
  );

const COUNTS =
  'orang|org|wong|pcs|pc|biji|buah|bh|bungkus|bks|porsi|mangkok|mangkuk|piring|gelas|cup|botol|btl|kaleng|kg|kilo|kilogram|gram|gr|ons|ton|kwintal|kuintal|liter|ltr|meter|mtr|cm|mm|lusin|kodi|ekor|ikat|karung|sak|zak|dus|dos|kardus|pack|pak2|lembar|lbr|potong|ptg|unit|pasang|set|kotak|box|rit|bal|rol|roll|toples|tusuk|keranjang|ember|rantang|pembeli|pelanggan|karyawan|pekerja|anak|helai|gulung|batang|menit|detik';

const REWRITES: readonly (readonly [RegExp, Sign])[] = [
  [/-an(?![a-z])|(?<=[\da-z] ?)\+{1,3}(?= *$)/g, 'ABOUT'],
  // "min 2jt": at least, or minus; "min, 2jt" speaks to the admin
  [/(?<![a-z])min\.? ?(?=\d|rp)/g, 'BOUND'],
  [/±|~|≈|\+ ?\/ ?-|\+-/g, 'ABOUT'],
  [word('kurang ?/? ?-?(?:lebih|lbh)|lebih ?/? ?kurang|krg lbh|kurleb|krleb'), 'ABOUT'],
  [word('(?:kurang|krg|ngisore|luwih(?: sitik)?|lebih|lbh) (?:dari|dr|teko|soko)'), 'BOUND'],
  [
    word(
      'di ?(?:bawah|atas)|minimal|maksimal|max|mentok|maks|mnimal|setidaknya|sedikitnya|se(?:kurang|sedikit|banyak)[- ]?(?:kurang|sedikit|banyak)nya|paling (?:banyak|sedikit|tidak|kecil|besar|tinggi|rendah)',
    ),
    'BOUND',
  ],
  [
    word(
      '(?:tidak|tdk|nggak|ngga|gak|ga|gk|ndak|ora|belum|blm|durung|mboten) (?:sampai|sampek|sampe|nyampe|nyampek|smp|nutut|tekan|genap|lebih)',
    ),
    'BOUND',
  ],
  [
    word(
      'kira ?-? ?kira|kiro ?-? ?kiro|kira ?2|kiro ?2|kira"|kr2|sekitar|sekitaran|skitar|sktr|seputar|kisaran|hampir|hmpir|hampr|meh|mendekati|lebih|lbh|luwih|kayaknya|kayaknye|kayake|kayae|koyoke|kyknya|sepertinya|spertinya|mungkin|mgkn|mungkn|paling|palingan|perkiraan|estimasi|est|rata ?-? ?rata|rata ?2|rerata|reratane|rata|nyaris|punjul|luwihan|n?an',
    ),
    'ABOUT',
  ],
  [every('hari|hr|dino|dinten|dina|malam'), 'DAY'],
  [word('harian|seharian'), 'DAY'],
  [every('minggu|mgg|mg|pekan|mnggu'), 'WEEK'],
  [word('mingguan'), 'WEEK'],
  [every('tahun|thn|th|taun'), 'YEAR'],
  [word('tahunan'), 'YEAR'],
  [/@|(?<![a-z])(?:per|\/) ?(?:item|satuan|nota|transaksi|kali|jam)(?![a-z])/g, 'ITEM'],
  [new RegExp(`(?<![a-z])(?:per|/) ?(?:${COUNTS})(?![a-z])`, 'g'), 'ITEM'],
  [every('bulan|bulane|bln|bl|sasi|wulan'), 'MONTH'],
  [word('bulanan'), 'MONTH'],
  [
    /(?:\d+|dua|tiga|empat|lima|enam|rong|telung|beberapa|sepuluh|sebelas|dua belas) ?(?:bulan|bln|bl|sasi|wulan)(?![a-z])/g,
    'PERIOD',
  ],
  [word('s ?/ ?d|s\\.d\\.?|sd|sampai(?: dengan)?|sampek|sampe|smpai|smpe|smp|hingga|ke'), 'TO'],
  [word('antara|antarane|antar'), 'BETWEEN'],
  [word('atau|ato|utawa|utowo|opo|apa|kadang|kadang ?2|kadang-kadang'), 'OR'],
  [/\+/g, 'AND'],
  [word('dan|dn|lan|plus|tambah|ditambah|sama|karo|ambek|ambe|serta|campur'), 'AND'],
  [/&/g, 'AND'],
  [word('kurang|dikurangi|dikurang|dipotong|potong|minus dari'), 'LESS'],
  [word('kali|dikali|dikalikan|kalikan|x|ping'), 'TIMES'],
  [/[*×]|(?<=[a-z])x(?= ?\d)/g, 'TIMES'],
  [/[<>]/g, 'BOUND'],
  [word('minus'), 'MINUS'],
  [
    word(
      'bukan|bkn|bukane|dudu|tidak|tdk|nggak|ngga|enggak|ngak|gak|ga|gk|ndak|nda|ora|belum|blm|blum|durung|dereng|mboten|tanpa|batal|jangan',
    ),
    'NOT',
  ],
  [word('hari|hr|dino|dinten|kemarin|kmrn|kemaren|wingi|tadi|semalam'), 'DAYS'],
  [word('minggu|mgg|pekan|mnggu'), 'WEEKS'],
  [word('tahun|thn|taun|semester|triwulan|kuartal'), 'YEARS'],
  [word('bulan|bln|bulane|sasi|wulan'), 'MONTH'],
  [/%/g, 'PERCENT'],
  [word('persen|prosen|pct'), 'PERCENT'],
  [word('jam|pukul|pkl|tgl|tanggal|nomor|nmr|umur|usia|rt|rw|blok|gang|gg|halaman|wib'), 'CLOCK'],
  [
    word(
      'harga|hrg|harganya|regane|rego|satuan|perbiji|perbungkus|perporsi|perkilo|perkg|perpcs|perekor|perbuah',
    ),
    'ITEM',
  ],
  [
    word(
      'untung|untungnya|keuntungan|laba|labanya|profit|bersih|bersihnya|net|netto|bathi|bati|batine|bathine|cuan|cuannya|margin|sisa|sisanya',
    ),
    'PROFIT',
  ],
  [word('rugi|ruginya|kerugian|tekor|nombok|tombok|minusnya|defisit'), 'LOSS'],
  [word('modal|modalnya|modale|permodalan|kapital'), 'CAPITAL'],
  [
    word(
      'biaya|biayanya|belanja|blanja|belanjaan|pengeluaran|keluar|beli|tuku|bayar|mbayar|sewa|gaji|gajian|upah|ongkos|ongkir|kulakan|kulak|pajak|listrik|setor|setoran|nabung|tabungan|zakat|sedekah|infaq|donasi|denda|iuran|retribusi|dp|transport|bensin',
    ),
    'COST',
  ],
  [
    word(
      'hutang|hutangnya|utang|utangan|ngutang|pinjam|pinjaman|nyilih|kredit|kur|cicilan|cicil|angsuran|kasbon|piutang|bon|bantuan|hibah|bansos|blt',
    ),
    'DEBT',
  ],
  [
    word(
      'omzet|omset|omzetnya|omsetnya|omzete|omsete|penjualan|penjualannya|penjualane|jualan|jualannya|pendapatan|pendapatannya|pemasukan|pemasukannya|hasil|hasilnya|hasile|laku|terjual|kejual|payu|dapat|dapet|dpt|dapatnya|dapetnya|oleh|entuk|masuk|bruto|kotor|kotornya|total|totalnya|totale|jumlah|jumlahnya|perolehan|oplah|dodolan|adol|jual',
    ),
    'SALES',
  ],
  [word(COUNTS), 'COUNT'],
  [
    word('usd|dolar|dollar|dolarnya|euro|eur|ringgit|rm|myr|sgd|riyal|sar|yen|jpy|yuan|bitcoin|btc|usdt'),
    'CURRENCY',
  ],
  [/[$€£¥₩₹]|us\$/g, 'CURRENCY'],
  [/(?<![a-z])(?:rp|rph|idr)\.?(?![a-z])/g, 'RUPIAH'],
  [word('rupiah|rupiahnya|rupyah|perak|rupiyah'), 'RUPIAH'],
  [/\?/g, 'QUESTION'],
  [word('berapa|brp|kapan|bagaimana|gimana|kenapa|apakah|bolehkah|bisakah|piro'), 'QUESTION'],
];

// "sak yuto", "se juta": "sak" alone is a sack
const ONE_UNIT =
  /(?<![a-z])(?:sak|se|sa)[ -](?=(?:juta|jt|jta|yuto|juto|ribu|rb|ewu|miliar|milyar|ratus|puluh)(?![a-z]))/g;

// "1 1/2 juta"
const HALF_BEHIND = /(?<![\d.,'/])(\d{1,2}) 1\/2 ?(?=(?:juta|jt|jta|yuto|ribu|rb|miliar|milyar|m)(?![a-z]))/g;

/** Replaces the phrases that change what an amount means by signs; `text` has passed through `plain`. */
export function withSigns(text: string): string {
  const said = text.replaceAll(ONE_UNIT, 'satu ').replaceAll(HALF_BEHIND, '$1 setengah ');
  return REWRITES.reduce((rewritten, [pattern, sign]) => rewritten.replaceAll(pattern, ` ${sign} `), said);
}

const SIGNS: ReadonlySet<string> = new Set(REWRITES.map(([, sign]) => sign));

/** Whether a word of a text passed through `withSigns` is a sign. */
export function isSign(text: string): text is Sign {
  return SIGNS.has(text);
}

const HARMLESS: ReadonlySet<string> = new Set(
  (
    'alhamdulillah alhamdulilah alhmdulillah alhamdulillahi alhamdullilah hamdalah bismillah syukur puji tuhan lumayan ' +
    'assalamualaikum assalamu alaikum waalaikumsalam salam selamat pagi siang sore malam halo hallo hai hi permisi maaf mohon ' +
    'ya yaa iya iyo yo nggih inggih njih oke ok sip siap ' +
    'bu buk ibu bunda bund pak bapak mas mbak mb kak kakak min mimin admin gan sis bos boss bosku cak ning gus lur bro om tante petugas ' +
    'saya sy aku kulo kula kami kita nya punya usaha usahaku warung warungku toko tokoku dagangan dagang kios lapak usahanya ' +
    'sih deh dong kok lah lho loh to tah rek kan nih tuh nah wes wis sampun sudah sdh udah udh pun ' +
    'yang yg sing di pada dari dr untuk utk buat adalah itu iku ini iki niku kalau kalo lek nek ' +
    'lapor laporan melaporkan laporkan kirim catat tulis isi jawab jawabannya jawaban ' +
    'aja saja ae wae tok thok cuma cuman hanya mek mung baru cukup pas genap tepat persis ' +
    'doang gitu gt gitulah jadi jd segitu bulat balas bales wa syukurilah syukurillah sekali banget sedikit dikit sitik terima kasih makasih trimakasih matur nuwun suwun ' +
    'biasanya biasane umumnya semua semuanya semuane kabeh seluruh seluruhnya uang duit sebesar senilai ada onok ono wonten'
  ).split(' '),
);

/** Words that change nothing about an amount. */
export function isHarmless(word: string): boolean {
  return HARMLESS.has(word) || (word.length > 3 && HARMLESS.has(word.replace(/(.)\1+$/u, '$1')));
}

const NO =
  '(?:tidak|tdk|nggak|ngga|ngak|enggak|gak|ga|gk|ndak|nda|ora|ra|mboten|belum|blm|blum|durung|dereng)';
const SOLD =
  '(?:penjualan|jualan|dodolan|pemasukan|pendapatan|omzet|omset|hasil|pembeli|transaksi|yang laku|yg laku|sing payu|yang beli|yg beli|yang terjual|terjual|laku|sama sekali|samasekali|apa ?-? ?apa|opo-opo)';
const NOTHING_SOLD = new RegExp(
  `^(?:nol|nihil|zonk|nol (?:rupiah|besar|persen)|kosong|gaonok|gaono|gaada|(?:${SOLD} )*(?:${NO} (?:ada|onok|ono|wonten)|nol|nihil|kosong)(?: ${SOLD})*|${NO} (?:laku|payu|terjual|jualan|berjualan|dodolan|sadean|jual)(?: (?:sama sekali|apa ?-? ?apa|apapun))?)$`,
);
const CLOSED = new RegExp(
  `^(?:(?:lagi |sedang |masih )?(?:libur|tutup|prei|off|vakum)(?: total| terus| sebulan| sebulan penuh)?|${NO} (?:buka|produksi|aktif|kerja))$`,
);
const TRIMMED =
  /(?<![a-z])(?:alhamdulillah|maaf|bu|buk|ibu|pak|bapak|mas|mbak|kak|min|ya|bulan ini|bulan lalu|bln ini|saya|masih|sih|kok|e|nggih|sama sekali|wis|sudah)(?![a-z])/g;

/** Whether a whole answer says that nothing was sold ('zero'), or only that the shop was closed ('closed'). */
export function saysNothing(text: string): 'zero' | 'closed' | undefined {
  const core = text
    .replaceAll(/[.,!]+/g, ' ')
    .replaceAll(TRIMMED, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  if (NOTHING_SOLD.test(core)) return 'zero';
  return CLOSED.test(core) ? 'closed' : undefined;
}

/** Why an answer without any number has none: forgotten, not known, or simply no number. */
export function reasonForSilence(text: string): 'forgotten' | 'dont-know' | 'no-number' {
  if (/(?<![a-z])(?:lupa|lali|klalen|kesupen|kelalen)(?![a-z])/.test(text)) return 'forgotten';
  const unknowing = new RegExp(
    `(?<![a-z])(?:${NO} ?(?:tahu|tau|ngerti|weruh|eruh|ngertos|paham|hafal|ingat)|gatau|gtau|gatahu|kurang (?:tahu|tau)|entah|embuh|mbuh|bingung)(?![a-z])`,
  );
  return unknowing.test(text) ? 'dont-know' : 'no-number';
}
