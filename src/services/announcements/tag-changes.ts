import { may } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import type { Services, Transaction } from '../core/services.ts';
import type { Officer } from '../office/in-area.ts';
import { openStatuses } from './announcements.ts';

/** A tag of the office, with how many businesses have it. */
export interface CountedTag {
  readonly id: number;
  readonly name: string;
  readonly businesses: number;
}

/** Whether a member looks after the tags: they belong to the whole office. */
const mayTend = (member: Officer): boolean => may(member, 'answers') && member.kecamatan.length === 0;

/** The tags of the office with their businesses, by name; none for whoever does not look after them. */
export async function countedTags({ db, office }: Services, member: Officer): Promise<readonly CountedTag[]> {
  if (!mayTend(member)) return [];
  const rows = await db.tag.findMany({
    where: { office: office.key },
    select: { id: true, name: true, _count: { select: { businesses: true } } },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ id, name, _count }) => ({ id, name, businesses: _count.businesses }));
}

/** Announcements that may still go out, themselves or as the pattern of a series, to whoever has a tag of this name. */
function waitingFor({ db, office }: Services, name: string) {
  return db.announcement.findMany({
    where: {
      office: office.key,
      audience: { path: ['tags'], array_contains: [name] },
      OR: [{ status: { in: [...openStatuses] } }, { series: { nextAt: { not: null } } }],
    },
    select: { id: true, audience: true },
  });
}

/** taken: another tag has this name; no: not theirs to change, or gone. */
export type TagRenamed = 'done' | 'taken' | 'no';

/** Gives a tag another name, at once also in announcements and files that still wait. */
export async function renameTag(
  services: Transaction,
  member: Officer,
  it: { readonly id: number; readonly name: string },
): Promise<TagRenamed> {
  const { db, office } = services;
  const tag = mayTend(member) ? await db.tag.findFirst({ where: { id: it.id, office: office.key } }) : null;
  if (tag === null) return 'no';
  const other = await db.tag.findFirst({
    where: { office: office.key, id: { not: tag.id }, name: { equals: it.name, mode: 'insensitive' } },
    select: { id: true },
  });
  if (other !== null) return 'taken';
  for (const { id, audience } of await waitingFor(services, tag.name)) {
    if (typeof audience !== 'object' || audience === null || Array.isArray(audience)) continue;
    const { tags } = audience;
    const renamed = Array.isArray(tags) ? tags.map((name) => (name === tag.name ? it.name : name)) : [];
    await db.announcement.update({ where: { id }, data: { audience: { ...audience, tags: renamed } } });
  }
  const jobs = await db.exportJob.findMany({
    where: { office: office.key, status: 'waiting', request: { path: ['tag'], equals: tag.name } },
    select: { id: true, request: true },
  });
  for (const { id, request } of jobs)
    if (typeof request === 'object' && request !== null && !Array.isArray(request))
      await db.exportJob.update({ where: { id }, data: { request: { ...request, tag: it.name } } });
  await db.tag.update({ where: { id: tag.id }, data: { name: it.name } });
  await audit(services, {
    actor: member.number,
    action: 'tag.rename',
    details: { before: tag.name, tag: it.name },
  });
  return 'done';
}

/** used: an announcement still waits for it; no: not theirs to end, or gone. */
export type TagEnded = 'done' | 'used' | 'no';

/** Takes a tag from every business and out of every list. */
export async function endTag(services: Transaction, member: Officer, id: number): Promise<TagEnded> {
  const { db, office } = services;
  const tag = mayTend(member) ? await db.tag.findFirst({ where: { id, office: office.key } }) : null;
  if (tag === null) return 'no';
  if ((await waitingFor(services, tag.name)).length > 0) return 'used';
  await db.tag.delete({ where: { id } });
  await audit(services, { actor: member.number, action: 'tag.end', details: { tag: tag.name } });
  return 'done';
}
