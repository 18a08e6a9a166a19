import { may } from '../../domain/office/roles.ts';
import { putReason, putText } from './announcement-changes.ts';
import { announcementById, lockAnnouncement, mayHandle } from './announcements.ts';
import { setStopped } from '../core/instance.ts';
import { memberByNumber, type Member } from '../office/members.ts';
import {
  closeChange,
  lockWaiting,
  pendingChangeById,
  type PendingChange,
} from '../office/pending-changes.ts';
import type { Services, Transaction } from '../core/services.ts';
import { tell } from '../office/text-notices.ts';
import { putCancelReason } from '../trainings/training-cancel.ts';
import { carryOutMove } from '../trainings/training-move.ts';
import { mayDecideChange } from '../trainings/training-changes.ts';
import { lockTraining, trainingById } from '../trainings/trainings.ts';

/** own: it is their own; gone: somebody has decided, or a later change has taken its place; late: it cannot be done. */
export type ChangeDecided = 'done' | 'refused' | 'own' | 'gone' | 'late' | 'not-yours';

/** Whether somebody may see and decide about a change, apart from whose it is: who is asked about one of its kind. */
export async function mayDecide(
  services: Services,
  member: Member,
  { wanted, announcementId, trainingId }: PendingChange,
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
      return training !== undefined && mayDecideChange(member, training);
    }
    case 'sending-start':
      return may(member, 'stop');
    // Whoever looks after registrations decides about it: data-rights/merges.ts; or after applications:
    // partnership/steps/partner-letters.ts.
    case 'person-merge':
    case 'letter-step':
    case 'letter-yes':
    case 'letter-answers':
      return false;
  }
}

/** The second person says yes or no to a change that waits: never the one who asked for it. */
export async function decideChange(
  services: Transaction,
  id: number,
  by: Member,
  agrees: boolean,
): Promise<ChangeDecided> {
  const known = await pendingChangeById(services, id);
  if (known === undefined || !(await mayDecide(services, by, known))) return 'not-yours';
  // What it is about is locked before the change, as it is where changes are asked for.
  if (known.announcementId !== undefined) await lockAnnouncement(services, known.announcementId);
  if (known.trainingId !== undefined) await lockTraining(services, known.trainingId);
  const change = await lockWaiting(services, id);
  if (change === undefined) return 'gone';
  if (change.createdBy === by.number) return 'own';
  const author = await memberByNumber(services, change.createdBy);
  const holds = author !== undefined && author.revokedAt === undefined;
  const done = !agrees ? 'refused' : holds && (await carryOut(services, change, by)) ? 'approved' : 'late';
  await closeChange(services, change, by, done);
  if (holds) await tell(services, [author], 'change-decided', `change-decided:${id}`, { change: id });
  return done === 'approved' ? 'done' : done;
}

/** False when it cannot be done any more. */
async function carryOut(services: Transaction, change: PendingChange, by: Member): Promise<boolean> {
  const { wanted, announcementId = 0, trainingId = 0, createdBy: author } = change;
  switch (wanted.kind) {
    case 'announcement-text': {
      const it = await lockAnnouncement(services, announcementId);
      return it !== undefined && putText(services, it, author, wanted.content.text);
    }
    case 'announcement-reason': {
      const it = await lockAnnouncement(services, announcementId);
      return it !== undefined && putReason(services, it, author, wanted.content.reason);
    }
    case 'training-reason':
      return putCancelReason(services, trainingId, author, wanted.content.reason);
    case 'training-move':
      return carryOutMove(services, trainingId, author, wanted.content);
    case 'sending-start':
      return setStopped(services, by.number, false);
    case 'person-merge':
    case 'letter-step':
    case 'letter-yes':
    case 'letter-answers':
      return false;
  }
}
