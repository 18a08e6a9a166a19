import type { Prisma } from '../../../prisma/client/client.ts';
import { may, type Duty, type Standing } from '../../domain/office/roles.ts';

/** Somebody of the office, as much as decides what they may see and stands in the audit log. */
export type Officer = Standing & { readonly number: string };

/** Condition of the businesses that a member's work covers; what has no kecamatan is for whoever has no limit. */
export function businessesIn(member: Standing): Prisma.BusinessWhereInput {
  return member.kecamatan.length === 0 ? {} : { kecamatan: { in: [...member.kecamatan] } };
}

/** Whether a member may do something with a business: one without a kecamatan is for whoever has no limit. */
export function mayWith(member: Standing, duty: Duty, kecamatan: string | null | undefined): boolean {
  if (kecamatan === null || kecamatan === undefined)
    return may(member, duty) && member.kecamatan.length === 0;
  return may(member, duty, kecamatan);
}
