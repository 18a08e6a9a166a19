/** What a file that somebody sends is: by its name and type for a sentence, by its first bytes for passing it on. */
import { plain } from './reading.ts';

export type FileClass = 'picture' | 'pdf' | 'sheet' | 'program' | 'video' | 'sound' | 'other';

const ENDINGS: Readonly<Record<Exclude<FileClass, 'other'>, string>> = {
  picture: 'jpg jpeg jfif png webp gif bmp heic heif tif tiff',
  pdf: 'pdf',
  sheet: 'xls xlsx xlsm xlsb xltx xlt ods fods numbers csv tsv',
  program: 'apk apks apkm xapk aab exe msi bat cmd com scr pif js jse vbs ps1 sh jar dmg pkg ipa deb rpm',
  video: 'mp4 m4v mov avi mkv 3gp webm wmv mpg mpeg',
  sound: 'mp3 m4a ogg oga opus wav aac amr flac wma',
};

const TYPES: readonly (readonly [FileClass, RegExp])[] = [
  ['pdf', /^application\/(?:x-)?pdf$/],
  ['program', /android\.package|x-msdownload|x-msdos|x-executable|java-archive|x-sh$|x-bat$/],
  ['sheet', /ms-?excel|spreadsheet|comma-separated|^text\/(?:csv|tab-separated-values)$/],
  ['picture', /^image\//],
  ['video', /^video\//],
  ['sound', /^audio\//],
];

/** What a file says that it is: the ending decides, as it does on the phone that opens it; then the type. */
export function announcedClass(name: string | undefined, type: string | undefined): FileClass {
  const ending = /\.([a-z0-9]{1,8})\s*$/i.exec(name ?? '')?.[1]?.toLowerCase();
  if (ending !== undefined)
    for (const kind of ['program', 'sheet', 'pdf', 'picture', 'video', 'sound'] as const)
      if (ENDINGS[kind].split(' ').includes(ending)) return kind;
  return TYPES.find(([, pattern]) => pattern.test((type ?? '').toLowerCase()))?.[0] ?? 'other';
}

/** As many bytes of a file as its content is told by. */
export const HEAD_BYTES = 32;

/** What a file is by its content. */
export const contentFormats = ['jpg', 'png', 'gif', 'webp', 'heic', 'pdf'] as const;
export type ContentFormat = (typeof contentFormats)[number];

/** First bytes in hexadecimal. */
const STARTS: Readonly<Record<ContentFormat, RegExp>> = {
  jpg: /^ffd8ff/,
  png: /^89504e470d0a1a0a/,
  gif: /^474946383[79]61/,
  webp: /^52494646.{8}57454250/,
  heic: /^.{8}66747970(?:68656963|68656978|68656973|6865696d|6d696631|6d736631)/,
  pdf: /^255044462d/,
};

/** What the first bytes show: a PDF or a picture of some kind; undefined for everything else. */
function formatOf(head: Uint8Array): ContentFormat | undefined {
  const start = Array.from(head.subarray(0, HEAD_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  return contentFormats.find((format) => STARTS[format].test(start));
}

/**
 * What a file that may be passed on to another person is: a PDF or a picture by its content, whose name says the same.
 * A name that turns the direction of reading ("surat" + U+202E + "fdp.apk") says nothing.
 */
export function passable(name: string | undefined, head: Uint8Array): ContentFormat | undefined {
  const format = formatOf(head);
  if (format === undefined || name === undefined) return format;
  const content = format === 'pdf' ? 'pdf' : 'picture';
  return !/\p{Cf}/u.test(name) && announcedClass(name, undefined) === content ? format : undefined;
}

const PAPER = new RegExp(
  String.raw`(?<![a-z])(?:(?:e ?)?k ?t ?p(?: ?(?:el|ku|mu|nya|ne|asli))?|kk(?:ku|nya)?|nik(?:ku|nya)?|kartu (?:tanda penduduk|keluarga|identitas|pelajar|atm|kredit|debit)|paspor|passport|identitas (?:diri|saya)|surat izin mengemudi|sim (?:saya|a|c)|selfie|swafoto|buku (?:nikah|tabungan|rekening)|akta (?:lahir|kelahiran|nikah))(?![a-z])`,
);
const NO_PAPER =
  /(?<![a-z])(?:bukan|tanpa|dudu|selain) (?:foto |gambar )?(?:e ?)?(?:ktp|kk|nik|selfie)(?![a-z])/g;

/** Whether a caption or the name of a file says that it shows a paper of identity, which nobody here may ask for. */
export function namesIdentityPaper(text: string): boolean {
  const said = plain(text)
    .replaceAll(/[^a-z]+/g, ' ')
    .replaceAll(NO_PAPER, ' ');
  return PAPER.test(said);
}
