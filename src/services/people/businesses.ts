import type { Prisma } from '../../../prisma/client/client.ts';
import { businessKinds, type BusinessKind } from '../../domain/people/business-kind.ts';
import { monthOf } from '../../domain/month/month.ts';
import { idFor, nextNumber, randomNumber } from '../core/numbers.ts';
import type { NewRow } from '../core/new-rows.ts';
import { businessWords, indexBusinesses, indexPerson, personWords } from './search-index.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

type NibStatus = 'has' | 'none' | 'unknown' | 'later';
export type BusinessStatus = 'active' | 'paused' | 'closed' | 'moved';

/** What an owner tells about a business; undefined where it was left open. Money in whole rupiah. */
export interface BusinessFields {
  readonly name: string | undefined;
  readonly kind: BusinessKind | undefined;
  readonly kindWords: string | undefined;
  /** Code of Kepmendagri, 35.25.16 */
  readonly kecamatan: string | undefined;
  /** Code of Kepmendagri, 35.25.16.1009 */
  readonly desa: string | undefined;
  readonly startedYear: number | undefined;
  readonly startedMonth: number | undefined;
  readonly workers: { readonly male: number; readonly female: number } | undefined;
  readonly usualMonthlySales: number | undefined;
  readonly usualEstimate: boolean;
  readonly capital: number | undefined;
  readonly nibStatus: NibStatus;
  readonly nib: string | undefined;
}

export interface Owner {
  readonly name: string | undefined;
  readonly salutation: 'L' | 'P' | undefined;
  /** E.164 */
  readonly phone: string | undefined;
}

export interface Registered {
  readonly personId: number;
  readonly personNumber: string;
  readonly businessId: number;
  /** D-2611-0412 */
  readonly number: string;
}

const personPlace = (id: number, field: string): string => `person:${id}:${field}`;
const businessPlace = (id: number, field: string): string => `business:${id}:${field}`;

/** A row that is about to be inserted, with those that belong to it. */
export interface Created {
  readonly id: number;
  readonly number: string;
  readonly rows: readonly NewRow[];
}

/** Who enters new rows: the owner in their own chat, or a helper for somebody who has none. */
export type EnteredBy = { readonly accountId: number } | { readonly helper: string };

/** A new person with a random number that says nothing about them, of the chat in which they speak for themselves. */
export async function newPerson(services: Services, by: EnteredBy, owner: Owner): Promise<Created> {
  const id = await idFor(services, 'person');
  const number = randomNumber();
  const createdAt = services.now();
  const person = {
    id,
    office: services.office.key,
    number,
    createdAt,
    ...personColumns(services, id, owner),
  };
  const words: NewRow = ['personWords', personWords(services, { id, ...owner })];
  const rows: readonly NewRow[] =
    'helper' in by
      ? [['person', { ...person, source: 'helper', assistedBy: by.helper }], words]
      : [
          ['person', person],
          ['personAccount', { personId: id, accountId: by.accountId, since: createdAt }],
          words,
        ];
  return { id, number, rows };
}

/** Changes what is given and leaves the rest. */
export async function updatePerson(services: Services, id: number, owner: Partial<Owner>): Promise<void> {
  await services.db.person.update({ where: { id }, data: personColumns(services, id, owner) });
  await indexPerson(services, id);
}

/** The columns of the person with this id, sealed where personal; what is not given is left out. */
export function personColumns(
  services: Services,
  id: number,
  { name, salutation, phone }: Partial<Owner>,
): PersonColumns {
  const { seal } = services;
  return {
    ...(name === undefined ? {} : { name: seal.encrypt(personPlace(id, 'name'), name) }),
    ...(salutation === undefined ? {} : { salutation }),
    ...(phone === undefined
      ? {}
      : { phone: seal.encrypt(personPlace(id, 'phone'), phone), phoneIndex: seal.index('phone', phone) }),
  };
}

type PersonColumns = Pick<Prisma.PersonCreateManyInput, 'name' | 'salutation' | 'phone' | 'phoneIndex'>;

/** Keeps a NIK sealed, with an index of its own key that only finds equal ones. */
export async function setNik(services: Services, personId: number, nik: string): Promise<void> {
  await services.db.person.update({ where: { id: personId }, data: nikColumns(services, personId, nik) });
}

/** The columns of a NIK of the person with this id. */
export function nikColumns(
  { seal }: Services,
  personId: number,
  nik: string,
): Pick<Prisma.PersonCreateManyInput, 'nik' | 'nikIndex'> {
  return { nik: seal.encrypt(personPlace(personId, 'nik'), nik), nikIndex: seal.index('nik', nik) };
}

/** A new business of a person; the number is the receipt's. */
export async function newBusiness(
  services: Transaction,
  by: EnteredBy,
  ownerId: number,
  fields: BusinessFields,
  draftId: number,
): Promise<Created> {
  const number = await nextNumber(services, 'D', monthOf(todayOf(services)));
  const id = await idFor(services, 'business');
  const columns = businessColumns(services, id, fields);
  const source = 'helper' in by ? 'helper' : 'telegram';
  return {
    id,
    number,
    rows: [
      [
        'business',
        {
          id,
          office: services.office.key,
          number,
          ownerId,
          draftId,
          source,
          createdAt: services.now(),
          ...columns,
        },
      ],
      ['businessWords', businessWords(services, { id, name: fields.name })],
    ],
  };
}

/** All columns of the business with this id that an owner tells, sealed where personal. */
export function businessColumns(
  services: Services,
  id: number,
  fields: Partial<BusinessFields>,
): BusinessColumns {
  return { ...plainColumns(fields), ...sealedColumns(services, id, fields) };
}

type BusinessColumns = Omit<
  Prisma.BusinessCreateManyInput,
  'id' | 'office' | 'number' | 'ownerId' | 'draftId' | 'source' | 'status' | 'statusSince' | 'createdAt'
>;

function plainColumns(fields: Partial<BusinessFields>): BusinessColumns {
  const { workers } = fields;
  return {
    ...('kind' in fields ? { kind: fields.kind ?? null } : {}),
    ...('kecamatan' in fields ? { kecamatan: fields.kecamatan ?? null } : {}),
    ...('desa' in fields ? { desa: fields.desa ?? null } : {}),
    ...('startedYear' in fields ? { startedYear: fields.startedYear ?? null } : {}),
    ...('startedMonth' in fields ? { startedMonth: fields.startedMonth ?? null } : {}),
    ...('workers' in fields
      ? { workersMale: workers?.male ?? null, workersFemale: workers?.female ?? null }
      : {}),
    ...('usualMonthlySales' in fields ? { usualMonthlySales: fields.usualMonthlySales ?? null } : {}),
    ...(fields.usualEstimate === undefined ? {} : { usualEstimate: fields.usualEstimate }),
    ...('capital' in fields ? { capital: fields.capital ?? null } : {}),
    ...(fields.nibStatus === undefined ? {} : { nibStatus: fields.nibStatus }),
  };
}

function sealedColumns(services: Services, id: number, fields: Partial<BusinessFields>): BusinessColumns {
  const close = (field: string, value: string | undefined): Uint8Array<ArrayBuffer> | null =>
    value === undefined ? null : services.seal.encrypt(businessPlace(id, field), value);
  return {
    ...('name' in fields ? { name: close('name', fields.name) } : {}),
    ...('kindWords' in fields ? { kindWords: close('kindWords', fields.kindWords) } : {}),
    ...('nib' in fields ? { nib: close('nib', fields.nib) } : {}),
  };
}

/** A business as its owner may see it. */
export interface Business extends BusinessFields {
  readonly id: number;
  readonly number: string | undefined;
  readonly ownerId: number | undefined;
  readonly status: BusinessStatus;
  /** Since when the status holds; undefined for one that never changed. */
  readonly statusSince: Date | undefined;
  readonly createdAt: Date;
}

type Row = Omit<Prisma.BusinessGetPayload<Record<string, never>>, 'source' | 'importKey'>;
/** A row of the table by whatever statement it was read; whole rupiah. */
export type StoredBusiness = Omit<
  Row,
  'office' | 'name' | 'kindWords' | 'nib' | 'usualMonthlySales' | 'capital'
> & {
  readonly name: Uint8Array | null;
  readonly kindWords: Uint8Array | null;
  readonly nib: Uint8Array | null;
  readonly usualMonthlySales: bigint | number | null;
  readonly capital: bigint | number | null;
};

/**
 * The columns of business `b` as {@link businessFromRow} reads them.
 * @param sealed condition in SQL under which what is sealed beside the name is read, too
 */
export const businessSelect = (sealed = 'true'): string => `
  b.id, b.number, b.owner_id AS "ownerId", b.name, b.kind, CASE WHEN ${sealed} THEN b.kind_words END AS "kindWords",
  b.kecamatan, b.desa, b.started_year AS "startedYear", b.started_month AS "startedMonth",
  b.workers_male AS "workersMale", b.workers_female AS "workersFemale",
  b.usual_monthly_sales::float8 AS "usualMonthlySales", b.usual_estimate AS "usualEstimate",
  b.capital::float8 AS capital, b.nib_status AS "nibStatus", CASE WHEN ${sealed} THEN b.nib END AS nib,
  b.status, b.status_since AS "statusSince", b.draft_id AS "draftId", b.created_at AS "createdAt"`;

function isStatus(text: string): text is BusinessStatus {
  return ['active', 'paused', 'closed', 'moved'].includes(text);
}

function isNibStatus(text: string): text is NibStatus {
  return ['has', 'none', 'unknown', 'later'].includes(text);
}

export function businessFromRow(
  services: Services,
  row: StoredBusiness,
  kindOf: (text: string) => BusinessKind | undefined = knownKind,
): Business {
  const open = (field: string, sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : services.seal.show(businessPlace(row.id, field), sealed);
  return {
    id: row.id,
    number: row.number ?? undefined,
    ownerId: row.ownerId ?? undefined,
    name: open('name', row.name),
    kind: row.kind === null ? undefined : kindOf(row.kind),
    kindWords: open('kindWords', row.kindWords),
    kecamatan: row.kecamatan ?? undefined,
    desa: row.desa ?? undefined,
    startedYear: row.startedYear ?? undefined,
    startedMonth: row.startedMonth ?? undefined,
    workers:
      row.workersMale === null || row.workersFemale === null
        ? undefined
        : { male: row.workersMale, female: row.workersFemale },
    usualMonthlySales: row.usualMonthlySales === null ? undefined : Number(row.usualMonthlySales),
    usualEstimate: row.usualEstimate,
    capital: row.capital === null ? undefined : Number(row.capital),
    nibStatus: isNibStatus(row.nibStatus) ? row.nibStatus : 'unknown',
    nib: open('nib', row.nib),
    status: isStatus(row.status) ? row.status : 'active',
    statusSince: row.statusSince ?? undefined,
    createdAt: row.createdAt,
  };
}

const knownKind = (text: string): BusinessKind | undefined => businessKinds.find((kind) => kind === text);

/** The businesses of a person, oldest first; closed ones too. */
export async function businessesOf(services: Services, ownerId: number): Promise<readonly Business[]> {
  const rows = await services.db.business.findMany({ where: { ownerId }, orderBy: { id: 'asc' } });
  return rows.map((row) => businessFromRow(services, row));
}

/** Changes what is given and leaves the rest; whoever keeps a history writes it first (corrections.ts). */
export async function updateBusiness(
  services: Services,
  id: number,
  fields: Partial<BusinessFields>,
): Promise<void> {
  await services.db.business.update({ where: { id }, data: businessColumns(services, id, fields) });
  if ('name' in fields) await indexBusinesses(services, [{ id, name: fields.name }]);
}
