import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line, type Line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { mayHandle } from '../../../services/announcements/announcements.ts';
import { mayWith } from '../../../services/office/in-area.ts';
import { pendingChangeById } from '../../../services/office/pending-changes.ts';
import { noticed } from '../../../services/office/text-notices.ts';
import { changeShown, decisionButtons, nameOf, subjectOf, type ChangeSubject } from '../../change-lines.ts';
import type { Button } from '../../message.ts';
import { reasonLine } from '../../../reports/reason-lines.ts';
import { trainingPlace, trainingTime } from '../../../reports/announcement-lines.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Words } from './words.ts';
import { letterAsked } from './partner-letters.ts';
import { mergeAsked } from './merges.ts';
import { button } from '../../buttons.ts';
import { announcementRoute, staffTrainingRoute } from '../../routes/staff.ts';

const about = z.object({ change: z.number().int() });

/** A second person is asked; not due any more once somebody has decided. */
export const changeAsked: Words = async (services, message) => {
  const change = await pendingChangeById(services, readAs(about, message.params).change);
  if (change?.status !== 'waiting') return undefined;
  if (change.wanted.kind === 'person-merge') return mergeAsked(services, message, change);
  if (change.applicationId !== undefined) return letterAsked(services, message, change);
  return { ...(await changeShown(services, change)), buttons: decisionButtons(change.id) };
};

const told = ['approved', 'refused', 'late', 'taken-back'] as const;

/** Whoever asked for a change reads what became of it; whoever was asked, that it was taken back. */
export const changeDecided: Words = async (services, message) => {
  const change = await pendingChangeById(services, readAs(about, message.params).change);
  if (change === undefined) return undefined;
  const { wanted } = change;
  const status = told.find((it) => it === change.status);
  if (status === undefined) return undefined;
  const { title } = await subjectOf(services, change);
  const what = { line: line(`change.what.${wanted.kind}`, { title }) };
  return { text: line(`change.told.${status}`, { what }), buttons: [] };
};

const notice = z.object({
  what: z.enum(noticed),
  by: z.string(),
  member: z.string(),
  announcement: z.number().int().optional(),
  training: z.number().int().optional(),
});

/** An admin reads what many people are going to read, without being asked. */
export const textNotice: Words = async (services, message) => {
  const { what, by, member, announcement, training } = readAs(notice, message.params);
  const subject = await subjectOf(services, { announcementId: announcement, trainingId: training });
  if (subject.announcement === undefined && subject.training === undefined) return undefined;
  return {
    text: [
      line(`change.notice.${what}`, {
        name: await nameOf(services, by),
        title: subject.title,
        code: subject.announcement?.code ?? '–',
      }),
      ...noticeLines(services, what, subject),
      line('change.notice.stop'),
    ],
    buttons: await noticeButtons(services, member, subject),
    photo:
      what === 'announcement-sent' || what === 'announcement-text'
        ? subject.announcement?.posterFileId
        : undefined,
  };
};

function noticeLines(
  services: Services,
  what: z.infer<typeof notice>['what'],
  { announcement, training }: ChangeSubject,
): readonly Line[] {
  switch (what) {
    case 'announcement-sent':
    case 'announcement-text':
      return announcement === undefined || announcement.text === ''
        ? []
        : [line('change.notice.text', { text: announcement.text })];
    case 'announcement-withdrawn':
    case 'announcement-reason':
      return [line('change.notice.reason', { reason: { line: reasonLine(announcement?.withdrawReason) } })];
    case 'training-cancelled':
    case 'training-reason':
      return [line('change.notice.reason', { reason: { line: reasonLine(training?.cancelReason) } })];
    case 'training-moved':
      return training === undefined
        ? []
        : [trainingTime(services, training), trainingPlace(services, training)];
  }
}

/** The way to it, for whoever may go there. */
async function noticeButtons(
  services: Services,
  number: string,
  { announcement, training }: ChangeSubject,
): Promise<readonly (readonly Button[])[]> {
  const member = await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined) return [];
  if (announcement !== undefined)
    return (await mayHandle(services, member, announcement))
      ? [[button('broadcast.button.show', announcementRoute.to(announcement.id, 'show'))]]
      : [];
  return training !== undefined && mayWith(member, 'trainings', training.kecamatan)
    ? [[button('staff.training.back', staffTrainingRoute.to(training.id))]]
    : [];
}
