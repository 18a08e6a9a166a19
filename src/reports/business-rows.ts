import type { Prisma } from '../../prisma/client/client.ts';
import type { AskedBusiness } from '../domain/sales/asked.ts';
import { businessKinds } from '../domain/people/business-kind.ts';
import { toMonth } from '../domain/month/month.ts';
import { prefix } from '../domain/words/clip.ts';
import {
  businessFromRow,
  businessSelect,
  type Business,
  type StoredBusiness,
} from '../services/people/businesses.ts';
import { askedBusiness } from '../services/sales/sales-history.ts';
import type { Statement } from '../sql.ts';
import { column, dayOf, type CountSource, type Source } from './report.ts';

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
  /** What the office has put on it, with commas between; undefined where there is nothing. */
  readonly tags: string | undefined;
  /** Stands on an imported list, and the owner has not consented: never asked for figures, never passed on. */
  readonly unclaimed: boolean;
}

export function businessesWhere({ services, kecamatan, tag }: CountSource): Prisma.BusinessWhereInput {
  return {
    office: services.office.key,
    ...(kecamatan.length === 0 ? {} : { kecamatan: { in: [...kecamatan] } }),
    ...(tag === undefined ? {} : { tags: { some: { tag: { name: tag } } } }),
  };
}

/** Row of {@link READ}: columns of the business as Prisma names them, then the owner's. */
interface Stored extends StoredBusiness {
  readonly source: string;
  readonly owner_number: string | null;
  readonly owner_name: Uint8Array | null;
  readonly salutation: string | null;
  readonly phone: Uint8Array | null;
  readonly nik: Uint8Array | null;
  readonly telegram: boolean;
  readonly unclaimed: boolean;
  readonly tags: string | null;
}

/** `$5`: what is personal beside the names, too. */
const READ: Statement = {
  name: 'report_businesses',
  text: `
SELECT ${businessSelect('$5')}, b.source,
  p.number AS owner_number, p.name AS owner_name, p.salutation,
  CASE WHEN $5 THEN p.phone END AS phone, CASE WHEN $5 THEN p.nik END AS nik,
  $5 AND EXISTS (
    SELECT 1 FROM person_account l JOIN account a ON a.id = l.account_id
    WHERE l.person_id = p.id AND a.unreachable_since IS NULL
  ) AS telegram,
  b.source = 'import' AND p.id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'registration' AND c.withdrawn_at IS NULL
  ) AS unclaimed,
  CASE WHEN $5 THEN (
    SELECT string_agg(t.name, ', ' ORDER BY t.name) FROM business_tag bt JOIN tag t ON t.id = bt.tag_id
    WHERE bt.business_id = b.id
  ) END AS tags
FROM business b LEFT JOIN person p ON p.id = b.owner_id
WHERE b.office = $6 AND b.id > $1 AND b.created_at <= $2 AND (cardinality($3::text[]) = 0 OR b.kecamatan = ANY($3))
  AND ($7::text IS NULL OR EXISTS (
    SELECT 1 FROM business_tag bt JOIN tag t ON t.id = bt.tag_id
    WHERE bt.business_id = b.id AND t.office = b.office AND t.name = $7
  ))
ORDER BY b.id LIMIT $4`,
};

/** Businesses a statement; the next ones are read while these are written. */
const TAKE = 500;

/**
 * All businesses of the scope in the order of their registration; erased ones without a name. With `names` nothing
 * personal is opened but the names of business and owner; the rest is as if it were not known.
 */
export async function* businessPages(
  source: Source,
  opens: 'names' | 'everything',
): AsyncGenerator<readonly ReportedBusiness[]> {
  const { services, sql, kecamatan, tag, asOf } = source;
  const read = async (after: number): Promise<readonly Stored[]> =>
    (
      await sql.run<Stored>(READ, [
        after,
        asOf,
        [...kecamatan],
        TAKE,
        opens === 'everything',
        services.office.key,
        tag ?? null,
      ])
    ).rows;
  for (let next = read(0); ;) {
    const rows = await next;
    const last = rows.at(-1);
    if (last === undefined) return;
    if (rows.length === TAKE) {
      next = read(last.id);
      // Whoever gives up in between does not wait for it.
      next.catch(() => undefined);
    }
    yield rows.map((row) => reportedFromRow(source, row));
    if (rows.length < TAKE) return;
  }
}

function reportedFromRow({ services }: Source, row: Stored): ReportedBusiness {
  const { ownerId } = row;
  const open = (field: string, sealed: Uint8Array | null): string | undefined =>
    sealed === null || ownerId === null
      ? undefined
      : services.seal.show(`person:${ownerId}:${field}`, sealed);
  return {
    business: businessFromRow(services, row, (text) => businessKinds.find((kind) => kind === text)),
    owner: {
      number: row.owner_number ?? undefined,
      name: open('name', row.owner_name),
      salutation: row.salutation ?? undefined,
      phone: open('phone', row.phone),
      nik: open('nik', row.nik),
      telegram: row.telegram,
    },
    source: row.source,
    tags: row.tags ?? undefined,
    unclaimed: row.unclaimed,
  };
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
  const { kecamatan, desa } = source.services.office.areas;
  const names = new Map([...kecamatan, ...desa].map((it) => [it.code, it.name]));
  return (code) => (code === undefined ? undefined : (names.get(code) ?? code));
}

/** Cells of {@link placeColumns}. */
export type PlaceCells = Readonly<
  Record<
    'number' | 'name' | 'owner' | 'kind' | 'kecamatan' | 'kecamatanCode' | 'desa' | 'desaCode',
    string | undefined
  >
>;

export function placeCells(
  source: Source,
  areaName: ReturnType<typeof areaNames>,
  { business, owner }: ReportedBusiness,
): PlaceCells {
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
export function askedRow(source: Source, { business, unclaimed }: ReportedBusiness): AskedBusiness {
  const asked = askedBusiness(business, (at) => prefix(dayOf(source, at), 7));
  return unclaimed ? { ...asked, registeredIn: undefined } : asked;
}

/** When it started as far as it is known: 'YYYY-MM' or 'YYYY'. */
export function startOf({ startedYear, startedMonth }: Business): string | undefined {
  if (startedYear === undefined) return undefined;
  return startedMonth === undefined ? String(startedYear) : toMonth(startedYear, startedMonth);
}
