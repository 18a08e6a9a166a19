/** Rows of a list of owners that an office has kept in a spreadsheet. What is not certain is refused, never guessed. */
import type { BusinessKind } from './business-kind.ts';
import {
  businessIn,
  desaIn,
  FORMULA_ERROR,
  isReason,
  kecamatanIn,
  kindIn,
  nameIn,
  nibIn,
  nikIn,
  NONE_YET,
  NOTHING,
  phoneIn,
  salesIn,
  salutationIn,
  startedIn,
  workersIn,
  type ListCell,
  type ListContext,
  type ListReason,
} from './owner-list-cells.ts';
import { plain, tidy } from '../words/reading.ts';

const listColumns = [
  'name',
  'salutation',
  'kecamatan',
  'desa',
  'business',
  'kind',
  'phone',
  'nik',
  'nib',
  'started',
  'workersMale',
  'workersFemale',
  'usualSales',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** Without these a list cannot be used. */
export const neededColumns: readonly ListColumn[] = ['name', 'kecamatan'];

/** How offices call their columns; compared without capitals, points and brackets. */
const HEADERS: Readonly<Record<ListColumn, string>> = {
  name: 'nama,nama pemilik,nama pemilik usaha,nama lengkap,nama pelaku usaha,nama pengusaha,nama pengelola,nama ukm pemilik,pemilik,pelaku usaha,owner',
  salutation: 'l p,lp,jenis kelamin,jk,kelamin,gender,jenis kelamin l p',
  kecamatan: 'kecamatan,kec,nama kecamatan,kecamatan usaha,wilayah kecamatan',
  desa: 'desa,kelurahan,desa kelurahan,kelurahan desa,desa kel,kel desa,nama desa,desa usaha,ds kel',
  business:
    'nama usaha,usaha,nama umkm,nama ukm,nama toko,nama perusahaan,merek,merk,merek usaha,nama merek,brand,nama brand,nama ikm',
  kind: 'jenis usaha,bidang usaha,kategori,kategori usaha,sektor,sektor usaha,produk,jenis produk,produk utama,nama produk,komoditas,jenis usaha menurut pemilik',
  phone:
    'no hp,nomor hp,hp,no handphone,nomor handphone,no telp,no tlp,no telepon,nomor telepon,telepon,telp,no wa,nomor wa,wa,whatsapp,no whatsapp,nomor whatsapp,no hp wa,no telp hp,kontak,no kontak,ponsel,nomor ponsel,no telp wa',
  nik: 'nik,no nik,nomor nik,no ktp,nomor ktp,ktp,nik pemilik,no nik ktp,nomor induk kependudukan,no induk kependudukan',
  nib: 'nib,no nib,nomor nib,nomor induk berusaha,no induk berusaha',
  started:
    'tahun mulai,mulai usaha,tahun mulai usaha,tahun berdiri,tahun berdiri usaha,berdiri,berdiri sejak,berdiri tahun,tahun usaha,tahun,tanggal berdiri,sejak,tahun pendirian',
  workersMale:
    'pekerja laki laki,pekerja l,tenaga kerja laki laki,tenaga kerja l,tk l,tk laki laki,karyawan laki laki,naker l',
  workersFemale:
    'pekerja perempuan,pekerja p,tenaga kerja perempuan,tenaga kerja p,tk p,tk perempuan,karyawan perempuan,naker p',
  usualSales:
    'penjualan per bulan,penjualan biasanya per bulan,penjualan,omzet,omset,omzet per bulan,omset per bulan,omzet bulan,hasil penjualan per bulan,rata rata omzet per bulan',
};

const COLUMN_OF: ReadonlyMap<string, ListColumn> = new Map(
  listColumns.flatMap((column) => HEADERS[column].split(',').map((header) => [header, column] as const)),
);

/** "No. HP / WA" → "no hp wa"; a unit in brackets at the end is left out. */
function bareHeader(text: string): string {
  return plain(text)
    .replace(/\((?:rp|orang|wajib|opsional|rupiah|16 digit|13 digit)\)$/, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

export interface ListHeader {
  /** Place of each column that was found. */
  readonly places: ReadonlyMap<ListColumn, number>;
  /** Headers that mean nothing here, or stand twice. */
  readonly unread: readonly string[];
}

/** Two columns of a table may be called as those of a list are by chance. */
const FEWEST_COLUMNS = 3;

/**
 * Finds the columns by their headers; undefined when this is no header of such a list. `kecamatanKnown`: the whole
 * sheet is about one kecamatan, so that no column has to say it.
 */
export function readHeader(cells: readonly ListCell[], kecamatanKnown = false): ListHeader | undefined {
  const places = new Map<ListColumn, number>();
  const unread: string[] = [];
  for (const [at, cell] of cells.entries()) {
    if (typeof cell !== 'string') continue;
    const column = COLUMN_OF.get(bareHeader(cell));
    if (column === undefined || places.has(column)) unread.push(tidy(cell));
    else places.set(column, at);
  }
  const isList =
    neededColumns.every((column) => places.has(column)) ||
    (kecamatanKnown && places.has('name') && places.size >= FEWEST_COLUMNS);
  return isList ? { places, unread } : undefined;
}

/** One figure for several rows cannot be divided; anything else may be written once for all of them. */
const FIGURES: ReadonlySet<ListColumn> = new Set<ListColumn>(['workersMale', 'workersFemale', 'usualSales']);

export interface ListedOwner {
  readonly name: string;
  readonly salutation: 'L' | 'P' | undefined;
  /** E.164 */
  readonly phone: string | undefined;
  readonly nik: string | undefined;
  readonly business: {
    readonly name: string | undefined;
    readonly kind: BusinessKind | undefined;
    readonly kindWords: string | undefined;
    readonly kecamatan: string;
    readonly desa: string | undefined;
    readonly startedYear: number | undefined;
    readonly startedMonth: number | undefined;
    readonly workers: { readonly male: number; readonly female: number } | undefined;
    /** Whole rupiah. */
    readonly usualMonthlySales: number | undefined;
    readonly nibStatus: 'has' | 'none' | 'unknown';
    readonly nib: string | undefined;
  };
}

export interface ListProblem {
  readonly column: ListColumn;
  readonly reason: ListReason;
}

/** A row as it stands in the file; `merged`: what cells show that are merged with others above or below them. */
export interface ListRowCells {
  readonly cells: readonly ListCell[];
  readonly merged: ReadonlyMap<number, ListCell>;
}

/** The cells of a row with what belongs to it from merged ones, as it stands for itself in another file. */
export function cellsAlone({ cells, merged }: ListRowCells, { places }: ListHeader): readonly ListCell[] {
  const figures = new Set([...FIGURES].map((column) => places.get(column)));
  const alone = Array.from(cells);
  for (const [at, value] of merged) if (!figures.has(at)) alone[at] ??= value;
  return Array.from(alone);
}

/** Reads one row: the owner, or everything that is wrong with it. */
export function readListRow(
  { cells, merged }: ListRowCells,
  { places }: ListHeader,
  context: ListContext,
): ListedOwner | readonly ListProblem[] {
  const problems: ListProblem[] = [];
  const cell = (column: ListColumn): ListCell => {
    const at = places.get(column);
    if (at === undefined) return undefined;
    const value = FIGURES.has(column) ? cells[at] : (cells[at] ?? merged.get(at));
    return typeof value === 'string' && tidy(value) === '' ? undefined : value;
  };
  const given = (column: ListColumn): ListCell => {
    const value = cell(column);
    return value !== undefined && NOTHING.test(tidy(String(value))) ? undefined : value;
  };
  const bad = (column: ListColumn, reason: ListReason): undefined => {
    problems.push({ column, reason });
    return undefined;
  };
  const read = <T>(column: ListColumn, reader: (value: string | number) => T | ListReason): T | undefined => {
    const value = given(column);
    const at = places.get(column) ?? -1;
    if (FIGURES.has(column) && merged.has(at)) return bad(column, 'merged');
    if (value === undefined) return undefined;
    if (typeof value === 'string' && FORMULA_ERROR.test(tidy(value))) return bad(column, 'formula');
    const result = reader(value);
    return isReason(result) ? bad(column, result) : result;
  };
  const needed = <T>(column: ListColumn, reader: (value: string | number) => T | ListReason): T | undefined =>
    given(column) === undefined ? bad(column, 'missing') : read(column, reader);

  const name = needed('name', (value) => nameIn(value));
  const salutation = read('salutation', salutationIn);
  const kecamatan =
    given('kecamatan') === undefined && context.sheetKecamatan !== undefined
      ? context.sheetKecamatan
      : needed('kecamatan', (value) => kecamatanIn(value, context));
  const desa =
    kecamatan === undefined ? undefined : read('desa', (value) => desaIn(value, kecamatan, context));
  const business = read('business', businessIn);
  const kind = read('kind', (value) => kindIn(String(value), context));
  const phone = read('phone', phoneIn);
  const nik = read('nik', (value) => nikIn(value, context.today));
  const nib = read('nib', nibIn);
  const started = read('started', (value) => startedIn(value, context));
  const workersMale = read('workersMale', workersIn);
  const workersFemale = read('workersFemale', workersIn);
  const usualMonthlySales = read('usualSales', salesIn);
  if (problems.length > 0 || name === undefined || kecamatan === undefined) return problems;
  const nibCell = cell('nib');
  return {
    name: name.text,
    salutation: salutation?.code,
    phone: phone?.text,
    nik: nik?.text,
    business: {
      name: business?.text,
      kind: kind?.kind,
      kindWords: kind?.words,
      kecamatan,
      desa,
      startedYear: started?.year,
      startedMonth: started?.month,
      workers:
        workersMale === undefined && workersFemale === undefined
          ? undefined
          : { male: workersMale ?? 0, female: workersFemale ?? 0 },
      usualMonthlySales,
      nibStatus:
        nib !== undefined
          ? 'has'
          : typeof nibCell === 'string' && NONE_YET.test(tidy(nibCell))
            ? 'none'
            : 'unknown',
      nib: nib?.text,
    },
  };
}

/** An owner as a row of a list names them; the row as the spreadsheet shows it, from 1. */
export interface ReadOwner {
  readonly row: number;
  readonly owner: ListedOwner;
}

/** A row of a list that cannot be taken. */
export interface BadListRow {
  readonly row: number;
  readonly problems: readonly ListProblem[];
}
