import type { Prisma } from '../../../prisma/client/client.ts';
import {
  approvalReasons,
  CORRECTABLE_MS,
  keptReason,
  type ApprovalReason,
  type Reason,
} from '../../domain/announcements/announcement.ts';
import { lockAnnouncement, mayHandle, type Announcement } from './announcements.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import { askSecondPerson, type Wanted } from '../office/pending-changes.ts';
import type { Services, Transaction } from '../core/services.ts';
import { tellAdmins, type Noticed } from '../office/text-notices.ts';

export type AnnouncementChanged =
  | { readonly kind: 'done' }
  /** A second person is asked; what was sent stays as it is, or (a reason) says so much as one person may say alone. */
  | { readonly kind: 'waits'; readonly reasons: readonly ApprovalReason[] }
  | { readonly kind: 'no' | 'not-yours' };

const isRecent = (it: Announcement, now: Date): boolean =>
  it.startedAt !== undefined && now.getTime() - it.startedAt.getTime() < CORRECTABLE_MS;

/** Whether what was sent can still be changed in people's chats. */
export function isCorrectable(it: Announcement, now: Date): boolean {
  return it.withdrawnAt === undefined && isRecent(it, now);
}

/**
 * Changes the officer's words, in every chat that has got them and for everybody who has not yet: at once, or when a
 * second person has agreed, by the same rule as for the first words.
 */
export async function correctAnnouncement(
  services: Transaction,
  id: number,
  by: Member,
  text: string,
): Promise<AnnouncementChanged> {
  const found = await changeable(services, id, by);
  if ('kind' in found) return found;
  const reasons = approvalReasons({
    size: await readersOf(services, id),
    above: services.office.secondPersonAbove,
    urgent: found.it.urgentReason !== undefined,
    words: [text],
    poster: found.it.posterFileId !== undefined,
  });
  if (reasons.length > 0) {
    const wanted = { kind: 'announcement-text', content: { text } } as const;
    await ask(services, found.it, by, wanted, reasons);
    return { kind: 'waits', reasons };
  }
  await putText(services, found.it, by.number, text);
  return { kind: 'done' };
}

/**
 * Marks an announcement DIBATALKAN in every chat that has got it, at once; nobody else gets it any more. A reason in
 * own words waits for a second person, and a fixed sentence stands there until then.
 */
export async function withdrawAnnouncement(
  services: Transaction,
  id: number,
  by: Member,
  reason: Reason,
): Promise<AnnouncementChanged> {
  const found = await changeable(services, id, by);
  if ('kind' in found) return found;
  const { now, db } = services;
  await newVersion(services, found.it, by.number, 'announcement-withdrawn', {
    withdrawnAt: now(),
    withdrawReason: keptReason('fixed' in reason ? reason.fixed : 'later'),
  });
  await db.delivery.updateMany({
    where: { announcementId: id, status: 'pending' },
    data: { status: 'cancelled', at: now() },
  });
  if ('fixed' in reason) return { kind: 'done' };
  const wanted = { kind: 'announcement-reason', content: { reason: reason.words } } as const;
  await ask(services, found.it, by, wanted, []);
  return { kind: 'waits', reasons: [] };
}

const ask = (
  services: Transaction,
  it: Announcement,
  by: Member,
  wanted: Wanted,
  reasons: readonly ApprovalReason[],
): Promise<number> =>
  askSecondPerson(services, by, wanted, {
    about: { announcementId: it.id },
    reasons,
    mayDecide: (other) => mayHandle(services, other, it),
  });

/** Carries out what a second person has agreed to; false when it is too late. The announcement is locked. */
export async function putText(
  services: Transaction,
  it: Announcement,
  author: string,
  text: string,
): Promise<boolean> {
  if (!isCorrectable(it, services.now())) return false;
  await newVersion(services, it, author, 'announcement-text', { text });
  return true;
}

/** The reason in own words takes the place of the fixed sentence; false when it is too late. */
export async function putReason(
  services: Transaction,
  it: Announcement,
  author: string,
  reason: string,
): Promise<boolean> {
  if (it.withdrawReason !== keptReason('later') || !isRecent(it, services.now())) return false;
  await newVersion(services, it, author, 'announcement-reason', { withdrawReason: reason });
  return true;
}

/** An announcement that this member may change now, locked; or why not. */
async function changeable(
  services: Transaction,
  id: number,
  by: Member,
): Promise<{ readonly it: Announcement } | { readonly kind: 'no' | 'not-yours' }> {
  const it = await lockAnnouncement(services, id);
  if (it === undefined) return { kind: 'no' };
  if (!(await mayHandle(services, by, it))) return { kind: 'not-yours' };
  return isCorrectable(it, services.now()) ? { it } : { kind: 'no' };
}

/** How many people have it in their chats or are going to. */
function readersOf(services: Services, id: number): Promise<number> {
  return services.db.delivery.count({
    where: { announcementId: id, status: { in: ['pending', 'sending', 'sent', 'unknown'] } },
  });
}

const actions = {
  'announcement-text': 'announcement.correct',
  'announcement-withdrawn': 'announcement.withdraw',
  'announcement-reason': 'announcement.reason',
} as const satisfies Partial<Record<Noticed, string>>;

async function newVersion(
  services: Transaction,
  it: Announcement,
  author: string,
  what: keyof typeof actions,
  // Another picture would be another announcement.
  data: Pick<Prisma.AnnouncementUpdateInput, 'text' | 'withdrawnAt' | 'withdrawReason'>,
): Promise<void> {
  const version = it.version + 1;
  await services.db.announcement.update({ where: { id: it.id }, data: { ...data, version } });
  // Its words are added when they first go out.
  await services.db.announcementVersion.create({
    data: { announcementId: it.id, version, html: '', byMember: author, at: services.now() },
  });
  await audit(services, {
    actor: author,
    action: actions[what],
    subject: `announcement:${it.code}`,
    details: { version },
  });
  const { kecamatan: places } = it.audience;
  await tellAdmins(services, { what, by: author, about: { announcement: it.id }, version, places });
}
