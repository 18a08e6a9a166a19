/**
 * Kinds of business, as owners choose them, eleven buttons instead of KBLI codes (domain.md §4; the codes are
 * mapped later). "food" includes processed fish; "fishery" means ponds and fresh fish (dialogues.md, step 6).
 */
import { ambiguous, none, ok, plain, withoutEmoji, type Reading } from '../words/reading.ts';

export const businessKinds = [
  'food',
  'shop',
  'clothing',
  'craft',
  'farming',
  'fishery',
  'livestock',
  'services',
  'transport',
  'building',
  'other',
] as const;

export type BusinessKind = (typeof businessKinds)[number];

export type KindReason = 'several' | 'near' | 'unknown';

// [kind, words that tell it]; longer words first within a text, so that "bakso ayam" is not livestock
const WORDS: readonly (readonly [BusinessKind, string])[] = [
  [
    'food',
    'makanan,minuman,kuliner,catering,katering,bakso,baso,mie,mi ayam,soto,sate,rujak,nasi,nasi goreng,nasi krawu,krawu,pecel,lontong,gado-gado,tahu tek,rawon,penyetan,ayam geprek,' +
      'geprek,ayam goreng,ayam bakar,bebek goreng,lele goreng,seblak,cilok,cireng,pentol,siomay,batagor,gorengan,martabak,terang bulan,pukis,donat,roti,kue,kue kering,kue basah,jajan,jajanan,jajanan pasar,pudak,' +
      'jubung,ayas,bonggolan,otak-otak,otak otak,bandeng presto,bandeng asap,bandeng sapit,bandeng crispy,kerupuk,krupuk,kerupuk ikan,keripik,kripik,camilan,cemilan,snack,rengginang,rempeyek,peyek,abon,dendeng,ikan asap,ikan asin,' +
      'ikan bakar,telur asin,petis,terasi,sambal,bumbu,kecap,tempe,tahu,frozen food,frozen,nugget,sosis,dimsum,pempek,empek-empek,es,es teh,es degan,es krim,es buah,es batu,teh,kopi,warung kopi,warkop,kafe,cafe,jamu,jus,dawet,sinom,' +
      'legen,susu kedelai,sirup,air minum,restoran,resto,rumah makan,depot,warung nasi,warung makan,angkringan,burger,pizza,kebab,dessert,puding,agar-agar,manisan,dodol,gula aren,tepung,olahan ikan,olahan,masakan,lauk,sayur matang',
  ],
  [
    'shop',
    'toko,toko kelontong,kelontong,warung,warung sembako,sembako,pracangan,peracangan,minimarket,agen,grosir,eceran,kios,pulsa,konter,counter hp,voucher,gas elpiji,elpiji,lpg,galon,toko sayur,sayur,sayur mayur,penjual sayur,pedagang sayur,' +
      'toko plastik,plastik,alat tulis,atk,kosmetik,skincare,parfum,aksesoris,aksesoris hp,mainan,perabot,perabotan,elektronik,toko buku,obat,apotek,bensin eceran,pertamini,beras,telur eceran,online shop,olshop,toko online,reseller,dropship,tas,sandal,sepatu',
  ],
  [
    'clothing',
    'songkok,kopiah,peci,sarung,tenun,sarung tenun,batik,jahit,penjahit,konveksi,baju,pakaian,busana,fashion,hijab,jilbab,kerudung,mukena,gamis,kaos,sablon,sablon kaos,bordir,seragam,celana,daster,distro,butik,rajut,kebaya,kain,modiste,tailor,rukuh',
  ],
  [
    'craft',
    'kerajinan,kriya,rotan,anyaman,handicraft,souvenir,suvenir,ukir,ukiran,mebel,meubel,furniture,bambu,tembikar,gerabah,keramik hias,daur ulang,bunga kertas,buket,bucket,bouquet,hampers,kaligrafi,damar kurung,lampion,gantungan kunci,tikar,makrame,resin,kayu ukir,sangkar,sangkar burung,perak,emas,perhiasan,miniatur,decoupage,kerajinan tangan',
  ],
  [
    'farming',
    'tani,petani,pertanian,sawah,padi,jagung,kebun,perkebunan,mangga,bibit,bibit tanaman,tanaman hias,tanaman,hidroponik,sayuran,cabai,cabe,bawang,kacang tanah,semangka,melon,blewah,pupuk,jamur,buah naga,singkong,ladang,tegalan,gabah',
  ],
  [
    'fishery',
    'ternak lele,ternak ikan,ternak udang,tambak,tambak bandeng,tambak udang,bandeng,udang,udang vaname,vaname,ikan,ikan segar,nelayan,ikan lele,lele,gurame,gurami,nila,budidaya ikan,budidaya lele,kepiting,rajungan,kerang,garam,petambak,nener,benur,pembenihan ikan,ikan hias,cumi,kolam,rumput laut,perikanan,ikan laut',
  ],
  [
    'livestock',
    'ternak,peternak,peternakan,sapi,sapi perah,kambing,domba,ayam,ayam potong,ayam petelur,ayam kampung,bebek,itik,entok,puyuh,telur,burung,jangkrik,kelinci,susu sapi,pakan ternak,lovebird,kerbau',
  ],
  [
    'services',
    'bengkel,bengkel motor,bengkel las,las,tambal ban,servis,service,servis hp,service hp,servis ac,reparasi,laundry,laundri,londri,cuci,cuci motor,cuci mobil,salon,potong rambut,pangkas rambut,barbershop,cukur,pijat,bekam,spa,rias,rias pengantin,tata rias,' +
      'jasa,fotokopi,fotocopy,foto copy,percetakan,cetak,digital printing,printing,sewa,persewaan,rental,sewa tenda,terop,sound system,wedding,dekorasi,fotografi,foto,video shooting,les,bimbel,kursus,kos,kost,kos-kosan,warnet,rental ps,desain,desain grafis,sedot wc,bubut,klinik,event organizer,tukang las,stempel,servis elektronik,dukun pijat,penitipan anak,paud,kontrakan,kontrakan rumah',
  ],
  [
    'transport',
    'angkutan,transportasi,transport,ojek,ojol,becak,bentor,travel,truk,truck,pick up,pickup,sopir,supir,kurir,ekspedisi,jasa kirim,rental mobil,sewa mobil,angkot,bemo,kapal penumpang,perahu penumpang,pengiriman,antar jemput,rental motor,sewa motor',
  ],
  [
    'building',
    'bahan bangunan,toko bangunan,material,toko besi,besi,pasir,batu bata,bata,genteng,genting,paving,batako,semen,cat,keramik,kusen,kayu,mebel kusen,galvalum,baja ringan,kontraktor,tukang bangunan,bangunan,batu kapur,kapur,galian,gypsum,aluminium,kaca,pagar',
  ],
];

type Entry = { word: string; kind: BusinessKind; pattern: RegExp };

const ENTRIES: Entry[] = WORDS.flatMap(([kind, words]) =>
  words.split(',').map((word) => ({
    word,
    kind,
    pattern: new RegExp(`(?<![a-z])${word.replaceAll(/[ -]/g, '[ -]?')}(?:nya|an)?(?![a-z])`),
  })),
).toSorted((a, b) => b.word.length - a.word.length);

// they say little beside a product: "toko bangunan", "jasa jahit", "warung bakso", "ternak lele"
const WEAK = new Set(
  'sayur,toko,warung,kios,agen,grosir,eceran,jasa,sewa,olahan,tani,kebun,ikan,ayam,kayu,perak,emas,bibit,reseller,online shop,olshop,toko online,transport,kacang tanah,besi,cat,foto,cuci,cetak,material,bangunan,air minum,es,beras,jagung,bawang,cabai,cabe,tas,plastik,penjual sayur,kaca,telur,burung,sapi,kambing,bebek,jamur,teh,tahu,singkong'.split(
    ',',
  ),
);

/**
 * The kind of business typed words speak of. One kind is ok; a seller of another kind's product is asked back
 * ("jual ayam": food or livestock?), as is a text that speaks of two kinds. `likely` is never guessed.
 */
export function guessKind(text: string): Reading<BusinessKind, KindReason, never> {
  const said = withoutEmoji(plain(text));
  const found: Entry[] = [];
  let rest = said;
  if (looksProcessed(text)) {
    rest = rest.replaceAll(PROCESSED, ' ');
    found.push({ word: 'olahan ikan', kind: 'food', pattern: PROCESSED });
  }
  for (const entry of ENTRIES) {
    if (!entry.pattern.test(rest)) continue;
    found.push(entry);
    rest = rest.replace(entry.pattern, ' ');
  }
  const strong = found.filter((entry) => !WEAK.has(entry.word));
  const kinds = [...new Set((strong.length > 0 ? strong : found).map((entry) => entry.kind))];
  const [only] = kinds;
  if (only === undefined) return none('unknown');
  if (kinds.length > 1) return ambiguous('several', kinds);
  if (strong.length > 0 && !isTrade(said, only)) return ok(only);
  return secondGuess(said, only, strong.length > 0);
}

const SELLS =
  /(?<![a-z])(?:jual|jualan|dagang|pedagang|penjual|dodolan|toko|warung|kios|agen|grosir|pengepul|bakul|supplier)(?![a-z])/;

/** Selling what others grow or make is trade as often as it is their kind. */
function isTrade(said: string, kind: BusinessKind): boolean {
  return (
    SELLS.test(said) &&
    ['farming', 'fishery', 'livestock', 'clothing'].includes(kind) &&
    !/songkok|sarung|jahit|konveksi|tambak|ternak|budidaya|petani|nelayan/.test(said)
  );
}

function secondGuess(
  said: string,
  kind: BusinessKind,
  strong: boolean,
): Reading<BusinessKind, KindReason, never> {
  if (kind === 'shop' && !strong) return ok('shop');
  if (kind === 'clothing') return ok('clothing');
  if (SELLS.test(said)) {
    const other: BusinessKind[] =
      kind === 'livestock' || kind === 'fishery' ? ['shop', 'food'] : kind === 'shop' ? [] : ['shop'];
    return ambiguous('near', [kind, ...other]);
  }
  return strong ? ok(kind) : ambiguous('near', [kind]);
}

/** Whether a text is the name of something that is known to be made or sold, and says nothing of its own beside it. */
export function isProduct(text: string): boolean {
  return ENTRIES.some(({ word }) => word === plain(text));
}

const FISH = 'ikan|bandeng|udang|lele|tuna|tongkol|kepiting|rajungan|cumi|kerang|tenggiri|payus|teri';
const PROCESSED = new RegExp(
  `(?<![a-z])(?:otak[ -]?otak(?: (?:${FISH}))?|(?:kerupuk|krupuk|keripik|kripik|abon|nugget|bakso|sate|petis|terasi|pempek|sosis|pepes|pentol|siomay|dimsum|sambal|rempeyek|peyek|olahan|frozen|bonggolan|pindang|krispi|crispy|tahu|lumpia|kaldu|stik|stick|dendeng|gulai|geprek) (?:${FISH})|(?:${FISH}) (?:presto|asap|sapit|asin|bakar|goreng|krispi|crispy|geprek|pindang|kering|cabut duri|tanpa duri|frozen|beku|olahan|penyet|bumbu|kuah|pepes|tulang lunak|duri lunak)|bonggolan|petis|terasi|abon|bandeng ?presto)(?![a-z])`,
  'g',
);

/**
 * Whether a name or text speaks of processed fish ("otak-otak", "bandeng presto", "kerupuk ikan"): with the
 * kind "Tambak, ikan" the review asks once, because processed fish is food.
 */
export function looksProcessed(text: string): boolean {
  return new RegExp(PROCESSED.source).test(withoutEmoji(plain(text)));
}
