import type { Prisma } from '../../prisma/client/client.ts';
import type { AskedBusiness } from '../domain/sales/asked.ts';
import { businessKinds } from '../domain/people/business-kind.ts';
import { toMonth } from '../domain/month/month.ts';
import { businessFromRow, type Business } from '../services/people/businesses.ts';
import { askedBusiness } from '../services/sales/sales-history.ts';
import { byKey, column, type Row, type Source } from './report.ts';

/** A business with its owner, opened, as rows of reports show it. */
export interface ReportedBusiness {
  readonly business: Business;
  readonly owner: {
    readonly number: string | undefined;
    readonly name: string | undefined;
    readonly salutation: string | undefined;
    /** E.164 */
    readonly phone: string | undefined;
    readonly nik: string | undefined;
    readonly telegram: boolean;
  };
  /** telegram, import or helper */
  readonly source: string;
  /** Stands on an imported list, and the owner has not consented: never asked for figures, never passed on. */
  readonly unclaimed: boolean;
}

export function businessesWhere({ kecamatan }: Source): Prisma.BusinessWhereInput {
  return kecamatan.length === 0 ? {} : { kecamatan: { in: [...kecamatan] } };
}

/** All businesses of the scope in the order of their registration; erased ones without a name. */
export async function* businessPages(
  source: Source,
  take?: number,
): AsyncGenerator<readonly ReportedBusiness[]> {
  const { services } = source;
  const where = businessesWhere(source);
  const pages = byKey(
    (after, most) =>
      services.db.business.findMany({
        where: { ...where, id: { gt: after }, createdAt: { lte: source.asOf } },
        include: {
          owner: {
            select: {
              id: true,
              number: true,
              name: true,
              salutation: true,
              phone: true,
              nik: true,
              accounts: {
                where: { account: { unreachableSince: null } },
                select: { accountId: true },
                take: 1,
              },
              consents: {
                where: { purpose: 'registration', withdrawnAt: null },
                select: { id: true },
                take: 1,
              },
            },
          },
        },
        orderBy: { id: 'asc' },
        take: most,
      }),
    take,
  );
  for await (const page of pages)
    yield page.map(({ owner, ...row }) => {
      const open = (field: string, sealed: Uint8Array | null | undefined): string | undefined =>
        sealed === null || sealed === undefined || owner === null
          ? undefined
          : services.seal.show(`person:${owner.id}:${field}`, sealed);
      return {
        business: businessFromRow(services, row, (text) => businessKinds.find((kind) => kind === text)),
        owner: {
          number: owner?.number,
          name: open('name', owner?.name),
          salutation: owner?.salutation ?? undefined,
          phone: open('phone', owner?.phone),
          nik: open('nik', owner?.nik),
          telegram: (owner?.accounts.length ?? 0) > 0,
        },
        source: row.source,
        unclaimed: row.source === 'import' && owner !== null && owner.consents.length === 0,
      };
    });
}

/** Who and where: the columns with which every row about a business begins. */
export const placeColumns = [
  column('number', 'text', 14),
  column('name', 'text', 28, 'name'),
  column('owner', 'text', 24, 'name'),
  column('kind', 'text', 20),
  column('kecamatan', 'text', 18),
  column('kecamatanCode', 'text', 14),
  column('desa', 'text', 20),
  column('desaCode', 'text', 16),
];

/** Names of kecamatan and desa by code, looked up once. */
export function areaNames(source: Source): (code: string | undefined) => string | undefined {
  const { kecamatan, desa } = source.services.areas;
  const names = new Map([...kecamatan, ...desa].map((it) => [it.code, it.name]));
  return (code) => (code === undefined ? undefined : (names.get(code) ?? code));
}

export function placeCells(
  source: Source,
  areaName: ReturnType<typeof areaNames>,
  { business, owner }: ReportedBusiness,
): Row {
  return {
    number: business.number,
    name: business.name,
    owner: owner.name,
    kind: source.known('kind', business.kind),
    kecamatan: areaName(business.kecamatan),
    kecamatanCode: business.kecamatan,
    desa: areaName(business.desa),
    desaCode: business.desa,
  };
}

/** What decides whether a month was asked for. */
export function askedRow({ business, unclaimed }: ReportedBusiness): AskedBusiness {
  const asked = askedBusiness(business);
  return unclaimed ? { ...asked, registeredIn: undefined } : asked;
}

/** When it started as far as it is known: 'YYYY-MM' or 'YYYY'. */
export function startOf({ startedYear, startedMonth }: Business): string | undefined {
  if (startedYear === undefined) return undefined;
  return startedMonth === undefined ? String(startedYear) : toMonth(startedYear, startedMonth);
}
