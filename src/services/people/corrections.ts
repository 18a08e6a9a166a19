import { z } from 'zod';
import { personNumber } from './people.ts';
import {
  businessesOf,
  updateBusiness,
  updatePerson,
  type Business,
  type BusinessFields,
  type BusinessStatus,
  type Owner,
} from './businesses.ts';
import { indexPerson } from './search-index.ts';
import type { Services } from '../core/services.ts';

/** A field of the business, of its owner, or the state of the business. */
export type ChangedField = keyof BusinessFields | `owner.${keyof Owner}` | 'status';

export interface FieldChange {
  readonly field: ChangedField;
  /** JSON text; undefined where nothing stood. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly at: Date;
}

export interface Correction {
  readonly personId: number;
  readonly businessId: number;
  /** The draft that holds the words of the correction; undefined where a button was all. */
  readonly draftId?: number | undefined;
  readonly business?: Partial<BusinessFields>;
  readonly owner?: Partial<Record<keyof Owner, string | null>>;
}

const changePlace = (id: number, side: 'before' | 'after'): string => `business_change:${id}:${side}`;

/**
 * Changes fields of a business and its owner and keeps what stood there, by whom and from which draft.
 * Returns the fields that really differ; undefined when the business is not this person's.
 */
export async function correct(
  services: Services,
  it: Correction,
): Promise<readonly ChangedField[] | undefined> {
  const business = (await businessesOf(services, it.personId)).find((own) => own.id === it.businessId);
  if (business === undefined) return undefined;
  const by = await personNumber(services, it.personId);
  const changed: ChangedField[] = [];
  const note = async (field: ChangedField, before: unknown, after: unknown): Promise<void> => {
    if (
      await recordChange(services, {
        businessId: it.businessId,
        field,
        before,
        after,
        by,
        draftId: it.draftId,
      })
    )
      changed.push(field);
  };
  for (const field of businessFields)
    if (it.business !== undefined && field in it.business)
      await note(field, business[field], it.business[field]);
  if (it.business !== undefined) await updateBusiness(services, it.businessId, it.business);
  if (it.owner !== undefined) {
    const before = await ownerOf(services, it.personId);
    for (const field of ownerFields)
      if (field in it.owner) await note(`owner.${field}`, before[field], it.owner[field] ?? undefined);
    await changeOwner(services, it.personId, it.owner);
  }
  return changed;
}

export const ownerFields = ['name', 'salutation', 'phone'] as const;
export const businessFields = [
  'name',
  'kind',
  'kindWords',
  'kecamatan',
  'desa',
  'startedYear',
  'startedMonth',
  'workers',
  'usualMonthlySales',
  'usualEstimate',
  'capital',
  'nibStatus',
  'nib',
] as const satisfies readonly (keyof BusinessFields)[];

async function changeOwner(
  services: Services,
  personId: number,
  owner: NonNullable<Correction['owner']>,
): Promise<void> {
  const { name, salutation, phone } = owner;
  await updatePerson(services, personId, {
    ...(name === undefined || name === null ? {} : { name }),
    ...(salutation === 'L' || salutation === 'P' ? { salutation } : {}),
    ...(phone === undefined || phone === null ? {} : { phone }),
  });
  if (phone !== null) return;
  await services.db.person.update({ where: { id: personId }, data: { phone: null, phoneIndex: null } });
  await indexPerson(services, personId);
}

/** Name, form of address and phone of a person, opened. */
export async function ownerOf(services: Services, personId: number): Promise<Owner> {
  const row = await services.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { name: true, salutation: true, phone: true },
  });
  const open = (field: 'name' | 'phone', sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : services.seal.show(`person:${personId}:${field}`, sealed);
  return {
    name: open('name', row.name),
    salutation: row.salutation === 'L' || row.salutation === 'P' ? row.salutation : undefined,
    phone: open('phone', row.phone),
  };
}

export interface StatusChange {
  readonly personId: number;
  readonly businessId: number;
  readonly draftId: number;
  readonly status: BusinessStatus;
  readonly since: Date;
  /** Where the business is now, when it moved inside the kabupaten. */
  readonly place?: { readonly kecamatan: string; readonly desa: string };
}

/** Closes, pauses, reopens or moves a business, with history. False when it is not this person's. */
export async function changeStatus(services: Services, it: StatusChange): Promise<boolean> {
  const { personId, businessId, draftId, status, since, place } = it;
  const business: Business | undefined = (await businessesOf(services, personId)).find(
    (own) => own.id === businessId,
  );
  if (business === undefined) return false;
  if (place !== undefined) await correct(services, { personId, businessId, draftId, business: place });
  const before = { status: business.status, since: business.statusSince?.toISOString() };
  await recordChange(services, {
    businessId,
    field: 'status',
    before,
    after: { status, since: since.toISOString() },
    by: await personNumber(services, personId),
    draftId,
  });
  await services.db.business.update({ where: { id: businessId }, data: { status, statusSince: since } });
  return true;
}

/** Keeps what a field held, sealed. False, and nothing is written, when it stays the same. */
export async function recordChange(
  services: Services,
  it: {
    readonly businessId: number;
    readonly field: ChangedField;
    readonly before: unknown;
    readonly after: unknown;
    readonly by: string;
    readonly draftId: number | undefined;
  },
): Promise<boolean> {
  const text = (value: unknown): string | undefined =>
    value === undefined || value === null ? undefined : JSON.stringify(value);
  const [before, after] = [text(it.before), text(it.after)];
  if (before === after) return false;
  const row = await services.db.businessChange.create({
    data: {
      businessId: it.businessId,
      field: it.field,
      byPerson: it.by,
      at: services.now(),
      draftId: it.draftId ?? null,
    },
    select: { id: true },
  });
  const close = (side: 'before' | 'after', value: string | undefined): Uint8Array<ArrayBuffer> | null =>
    value === undefined ? null : services.seal.encrypt(changePlace(row.id, side), value);
  await services.db.businessChange.update({
    where: { id: row.id },
    data: { before: close('before', before), after: close('after', after) },
  });
  return true;
}

const changedField = z.enum(['status', ...businessFields, 'owner.name', 'owner.salutation', 'owner.phone']);

/** What was changed at a business, oldest first. */
export async function changesOf(services: Services, businessId: number): Promise<readonly FieldChange[]> {
  const rows = await services.db.businessChange.findMany({ where: { businessId }, orderBy: { id: 'asc' } });
  const open = (id: number, side: 'before' | 'after', sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : services.seal.show(changePlace(id, side), sealed);
  return rows.flatMap((row) => {
    const field = changedField.safeParse(row.field);
    return field.success
      ? [
          {
            field: field.data,
            before: open(row.id, 'before', row.before),
            after: open(row.id, 'after', row.after),
            at: row.at,
          },
        ]
      : [];
  });
}
