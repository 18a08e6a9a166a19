import { Temporal } from 'temporal-polyfill';
import { annualSales } from '../domain/people/business-class.ts';
import { named } from '../i18n.ts';
import { areaNames, businessesWhere, businessPages, type ReportedBusiness } from './business-rows.ts';
import { dayOf, type CellType, type Column, type Report, type Row, type Source } from './report.ts';
import { yearlySales } from './yearly-sales.ts';

/** Names of PL-KUMKM (domain.md §4); what the bot does not ask stays empty. */
const names: readonly (readonly [name: string, type: CellType, personal?: 'name' | 'phone' | 'nik'])[] = [
  ['nik', 'text', 'nik'],
  ['nama', 'text', 'name'],
  ['jenis_kelamin', 'text'],
  ['tanggal_lahir', 'date'],
  ['pendidikan', 'text'],
  ['disabilitas', 'text'],
  ['no_hp', 'text', 'phone'],
  ['alamat_pemilik', 'text'],
  ['nama_usaha', 'text', 'name'],
  ['alamat_usaha', 'text'],
  ['kecamatan', 'text'],
  ['desa_kelurahan', 'text'],
  ['kode_kemendagri', 'text'],
  ['lintang', 'text'],
  ['bujur', 'text'],
  ['tahun_mulai', 'number'],
  ['bentuk_badan', 'text'],
  ['nib', 'text'],
  ['izin_lain', 'text'],
  ['npwp', 'text'],
  ['kbli_versi', 'text'],
  ['kbli', 'text'],
  ['produk_utama', 'text'],
  ['tempat_usaha', 'text'],
  ['tenaga_kerja_l', 'number'],
  ['tenaga_kerja_p', 'number'],
  ['aset', 'rupiah'],
  ['omzet_per_tahun', 'rupiah'],
  ['omzet_dasar', 'text'],
  ['sumber_modal', 'text'],
  ['pemasaran', 'text'],
  ['bahan_baku', 'text'],
  ['sertifikat', 'text'],
  ['koperasi_asosiasi', 'text'],
  ['pelatihan_diikuti', 'number'],
  ['kendala', 'text'],
  ['status_usaha', 'text'],
  ['tanggal_data', 'date'],
];

/**
 * The running businesses under the column names that SIDT-UMKM uses; a file to work with, no interface. It is made to be
 * passed on, so who only stands on an imported list and has not consented is not in it.
 */
export const sidt: Report = {
  key: 'sidt',
  title: 'export.report.sidt',
  hasPeriod: false,
  byKecamatan: true,
  byTag: true,
  duty: 'sales',
  formats: ['csv'],
  columns: () =>
    names.map(([key, type, personal]): Column => ({
      key,
      type,
      header: named(key),
      width: 20,
      ...(personal === undefined ? {} : { personal }),
    })),
  count: (source) => source.services.db.business.count({ where: businessesWhere(source) }),
  async *pages(source) {
    const areaName = areaNames(source);
    for await (const all of businessPages(source, 'everything')) {
      const page = all.filter(
        ({ business: { status }, unclaimed }) => !unclaimed && (status === 'active' || status === 'paused'),
      );
      const reports = await yearlySales(
        source,
        page.map((it) => it.business.id),
      );
      const attended = await attendedBy(
        source,
        page.flatMap((it) => it.business.ownerId ?? []),
      );
      yield page.map((it) => ({
        ...cells(source, areaName, it, reports.get(it.business.id) ?? []),
        pelatihan_diikuti: attended.get(it.business.ownerId ?? -1) ?? 0,
      }));
    }
  },
};

function cells(
  source: Source,
  areaName: ReturnType<typeof areaNames>,
  { business, owner }: ReportedBusiness,
  reports: Parameters<typeof annualSales>[0],
): Row {
  const day = dayOf(source, source.asOf) ?? '';
  const year = annualSales(reports, business.usualMonthlySales, Temporal.PlainDate.from(day));
  return {
    nik: owner.nik,
    nama: owner.name,
    jenis_kelamin: owner.salutation,
    no_hp: owner.phone === undefined ? undefined : owner.phone.replace(/^\+62/, '0'),
    nama_usaha: business.name,
    kecamatan: areaName(business.kecamatan),
    desa_kelurahan: areaName(business.desa),
    kode_kemendagri: business.desa ?? business.kecamatan,
    tahun_mulai: business.startedYear,
    nib: business.nib,
    produk_utama: business.kindWords ?? source.known('kind', business.kind),
    tenaga_kerja_l: business.workers?.male,
    tenaga_kerja_p: business.workers?.female,
    aset: business.capital,
    omzet_per_tahun: year.basis === 'none' ? undefined : year.amount,
    omzet_dasar: source.known('export.basis', year.basis),
    status_usaha: source.known('data.status', business.status),
    tanggal_data: day,
  };
}

async function attendedBy(source: Source, people: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await source.services.db.participant.groupBy({
    by: ['personId'],
    where: { personId: { in: [...people] }, attendedAt: { not: null } },
    _count: true,
  });
  return new Map(rows.map(({ personId, _count: count }) => [personId ?? -1, count]));
}
