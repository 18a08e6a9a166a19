import { may } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import type { Officer } from '../office/in-area.ts';
import { businessFor } from './find-business.ts';
import type { Services, Transaction } from '../core/services.ts';

/** So many can be found again in a list of buttons. */
const MOST = 24;
/** As many letters as a button shows beside its tick. */
export const MOST_TAG = 20;

/** A word of the office's own under which it gathers businesses, such as "klaster songkok". */
export interface Tag {
  readonly id: number;
  readonly name: string;
}

/** The tags of the office, by name. */
export function tagsOfOffice({ db, office }: Services): Promise<readonly Tag[]> {
  return db.tag.findMany({
    where: { office: office.key },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: MOST,
  });
}

/** The tags of a business, by name. */
export function tagsOf({ db }: Services, businessId: number): Promise<readonly Tag[]> {
  return db.tag.findMany({
    where: { businesses: { some: { businessId } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
}

/** Puts a tag on a business of the member's area, or takes it away. False when it is not theirs to do, or not known. */
export async function tagBusiness(
  services: Transaction,
  member: Officer,
  it: { readonly businessId: number; readonly tagId: number; readonly on: boolean },
): Promise<boolean> {
  const { db, now, office } = services;
  const { businessId, tagId } = it;
  const seen = may(member, 'sales') ? await businessFor(services, member, businessId) : undefined;
  const tag = await db.tag.findFirst({ where: { id: tagId, office: office.key } });
  if (seen === undefined || tag === null) return false;
  if (it.on)
    await db.businessTag.createMany({
      data: [{ businessId, tagId, addedBy: member.number, addedAt: now() }],
      skipDuplicates: true,
    });
  else await db.businessTag.deleteMany({ where: { businessId, tagId } });
  await audit(services, {
    actor: member.number,
    action: it.on ? 'business.tag' : 'business.untag',
    subject: `business:${seen.business.number ?? businessId}`,
    details: { tag: tag.name },
  });
  return true;
}

/** Puts a tag by its name, which is made when it is new. `full`: the office has as many as can be found again. */
export async function tagByName(
  services: Transaction,
  member: Officer,
  it: { readonly businessId: number; readonly name: string },
): Promise<'done' | 'full' | 'no'> {
  const { db, now, office } = services;
  const { businessId, name } = it;
  if ((await businessFor(services, member, businessId)) === undefined) return 'no';
  const known = await db.tag.findFirst({
    where: { office: office.key, name: { equals: name, mode: 'insensitive' } },
    select: { id: true },
  });
  if (known === null && (await db.tag.count({ where: { office: office.key } })) >= MOST) return 'full';
  const { id: tagId } =
    known ??
    (await db.tag.create({
      data: { office: office.key, name, addedBy: member.number, addedAt: now() },
      select: { id: true },
    }));
  return (await tagBusiness(services, member, { businessId, tagId, on: true })) ? 'done' : 'no';
}
