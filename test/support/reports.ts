import { registeredOwner, type Office, type Owner } from './office.ts';

interface Version {
  readonly version: number;
  readonly amount: number;
  readonly estimate: boolean;
  readonly provisional: boolean;
  readonly zeroReason: string | null;
  readonly workers: readonly (number | null)[];
  readonly words: string | undefined;
  readonly reader: string;
  readonly confirmed: string | null;
}

export interface ReportRow {
  readonly business: string | undefined;
  readonly number: string;
  readonly month: string;
  readonly amount: number;
  readonly estimate: boolean;
  readonly provisional: boolean;
  readonly toCheck: boolean;
  readonly zeroReason: string | null;
  readonly workers: readonly (number | null)[];
  readonly source: string;
  readonly versions: readonly Version[];
}

/** The reports of everybody in a chat, opened, by business and month. */
export async function reportRows(office: Office, chatId: number): Promise<readonly ReportRow[]> {
  const { seal } = office.services;
  const rows = await office.database.prisma.salesReport.findMany({
    where: { business: { owner: { accounts: { some: { account: { chatId } } } } } },
    include: { versions: { orderBy: { version: 'asc' } }, business: { select: { id: true, name: true } } },
    orderBy: [{ businessId: 'asc' }, { month: 'asc' }],
  });
  return rows.map((row) => ({
    business:
      row.business.name === null
        ? undefined
        : seal.decrypt(`business:${row.business.id}:name`, row.business.name),
    number: row.number,
    month: row.month,
    amount: Number(row.amount),
    estimate: row.estimate,
    provisional: row.provisional,
    toCheck: row.toCheck,
    zeroReason: row.zeroReason,
    workers: [row.workersMale, row.workersFemale],
    source: row.source,
    versions: row.versions.map((it) => ({
      version: it.version,
      amount: Number(it.amount),
      estimate: it.estimate,
      provisional: it.provisional,
      zeroReason: it.zeroReason,
      workers: [it.workersMale, it.workersFemale],
      words:
        it.words === null
          ? undefined
          : seal.decrypt(`sales_version:${it.reportId}:${it.version}:words`, it.words),
      reader: it.reader,
      confirmed: it.confirmed,
    })),
  }));
}

/** A registered owner who has reported these months in one line each ("september 2,8 jt"). */
export async function reporter(office: Office, ...lines: readonly string[]): Promise<Owner> {
  const owner = await registeredOwner(office);
  for (const line of lines) await owner.walk(`lapor ${line}`, '>Benar');
  return owner;
}

/** The steps in which an owner registers one more business, Warung Pojok. */
export const secondBusiness: readonly string[] = [
  '/daftar',
  '>Siti Aminah',
  '>Manyar',
  'Leran',
  'Warung Pojok',
  '>Warung, toko',
  '2015',
  '>Hanya saya',
  '1 jt',
  '>Benar',
  '>Belum punya',
  '>Kirim',
  '>Tidak usah',
];

/** Labels of the pictures in a chat, as their captions read. */
export function captions(owner: Owner): readonly string[] {
  return owner.person.messages.flatMap((message) =>
    message.photo === undefined ? [] : [message.caption ?? ''],
  );
}
