import { announcementById, type Announcement } from './announcements.ts';
import { countAudience, noCounts, notReachedReasons, optionsFor, type NotReached } from './audience.ts';
import { memberByNumber } from '../office/members.ts';
import type { Services } from '../core/services.ts';
import { trainingById, type Training } from '../trainings/trainings.ts';

/** Why these people: everything of an announcement that is no person who was invited. */
export interface InvitationBasis {
  readonly announcement: Announcement;
  readonly training: Training | undefined;
  /** As it was when the sending began; before that, as it is now. */
  readonly frozen: boolean;
  readonly matched: number;
  readonly reached: number;
  readonly notReached: Readonly<Record<NotReached, number>>;
  /** Who of the office wrote and approved it: name and post. */
  readonly by: Signatory | undefined;
  readonly approvedBy: Signatory | undefined;
}

export interface Signatory {
  readonly name: string;
  readonly post: string | undefined;
}

/** Undefined for an announcement that does not exist. */
export async function invitationBasis(services: Services, id: number): Promise<InvitationBasis | undefined> {
  const announcement = await announcementById(services, id);
  if (announcement === undefined) return undefined;
  const { trainingId, basis } = announcement;
  const training = trainingId === undefined ? undefined : await trainingById(services, trainingId);
  const people = {
    announcement,
    training,
    by: await signatory(services, announcement.createdBy),
    approvedBy:
      announcement.approvedBy === undefined ? undefined : await signatory(services, announcement.approvedBy),
  };
  if (basis !== undefined) {
    const counts = notReachedReasons.map((reason) => [reason, basis.notReached[reason] ?? 0]);
    return {
      ...people,
      frozen: true,
      matched: basis.matched,
      reached: basis.reached,
      notReached: { ...noCounts.notReached, ...Object.fromEntries(counts) },
    };
  }
  const options = optionsFor(training, announcement.urgentReason !== undefined, announcement.survey?.id);
  const now = await countAudience(services, announcement.audience, options);
  return {
    ...people,
    frozen: false,
    matched: now.matched,
    reached: now.reached,
    notReached: now.notReached,
  };
}

async function signatory(services: Services, number: string): Promise<Signatory | undefined> {
  const member = await memberByNumber(services, number);
  return member === undefined ? undefined : { name: member.name, post: member.post };
}
