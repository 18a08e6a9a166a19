import type { ApprovalReason } from '../../domain/announcements/announcement.ts';
import { may } from '../../domain/office/roles.ts';
import { announcementById, mayHandle } from './announcements.ts';
import { mayWith } from '../office/in-area.ts';
import { activeMembers, type Member, type MemberRow } from '../office/members.ts';
import { keepForSecond, type About, type PendingChange, type Wanted } from '../office/pending-changes.ts';
import type { Services, Transaction } from '../core/services.ts';
import { tell } from '../office/text-notices.ts';
import { trainingById } from '../trainings/trainings.ts';

/** Whether somebody could decide about a change: who may write such a text there themselves, apart from whose it is. */
export async function mayDecide(
  services: Services,
  member: Member,
  { wanted, announcementId, trainingId }: Pick<PendingChange, 'wanted' | 'announcementId' | 'trainingId'>,
): Promise<boolean> {
  switch (wanted.kind) {
    case 'announcement-text':
    case 'announcement-reason': {
      const it = announcementId === undefined ? undefined : await announcementById(services, announcementId);
      return it !== undefined && (await mayHandle(services, member, it));
    }
    case 'training-reason':
    case 'training-move': {
      const training = trainingId === undefined ? undefined : await trainingById(services, trainingId);
      return training !== undefined && mayWith(member, 'announce', training.kecamatan);
    }
    case 'sending-start':
      return may(member, 'stop');
  }
}

/** Keeps a change and asks everybody who could decide about it; the first one decides. */
export async function askSecondPerson(
  services: Transaction,
  by: Pick<Member, 'number'>,
  wanted: Wanted,
  about: About,
  reasons: readonly ApprovalReason[],
): Promise<PendingChange> {
  const change = await keepForSecond(services, by, wanted, about, reasons);
  const others: MemberRow[] = [];
  // While everything is stopped no message goes out: the end of the stop is decided where it is asked for.
  if (wanted.kind !== 'sending-start')
    for (const member of await activeMembers(services))
      if (member.number !== by.number && (await mayDecide(services, member, change))) others.push(member);
  await tell(services, others, 'change-asked', `change:${change.id}`, { change: change.id });
  return change;
}
