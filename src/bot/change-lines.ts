import { line, type Line } from '../i18n.ts';
import { announcementById, type Announcement } from '../services/announcements/announcements.ts';
import { memberByNumber } from '../services/office/members.ts';
import type { About, PendingChange } from '../services/office/pending-changes.ts';
import type { Services } from '../services/core/services.ts';
import { applicationById } from '../services/partnership/applications/applications.ts';
import { trainingById, type Training } from '../services/trainings/trainings.ts';
import type { Button } from './message.ts';
import { button } from './buttons.ts';
import { changeRoute } from './routes/staff.ts';

/** What a change is about, with the name by which people know it. */
export interface ChangeSubject {
  readonly announcement: Announcement | undefined;
  readonly training: Training | undefined;
  readonly title: string;
}

export async function subjectOf(
  services: Services,
  about: { readonly [K in keyof About]: About[K] | undefined },
): Promise<ChangeSubject> {
  const announcement =
    about.announcementId === undefined ? undefined : await announcementById(services, about.announcementId);
  const trainingId = about.trainingId ?? announcement?.trainingId;
  const training = trainingId === undefined ? undefined : await trainingById(services, trainingId);
  const application =
    about.applicationId === undefined ? undefined : await applicationById(services, about.applicationId);
  return {
    announcement,
    training,
    title: training?.title ?? announcement?.code ?? application?.number ?? '–',
  };
}

export async function nameOf(services: Services, number: string): Promise<string> {
  return (await memberByNumber(services, number))?.name ?? '–';
}

/**
 * What a second person decides about: who wants what, in the exact words, and why they are asked; with the picture
 * above these words, if there is one (a file of Telegram).
 */
export async function changeShown(
  services: Services,
  change: PendingChange,
): Promise<{ readonly text: readonly Line[]; readonly photo: string | undefined }> {
  const { title, announcement } = await subjectOf(services, change);
  const { kind } = change.wanted;
  return {
    text: [
      line(`change.ask.${kind}`, { name: await nameOf(services, change.createdBy), title }),
      ...newLines(change.wanted),
      ...change.reasons.map((reason) => line(`change.because.${reason}`)),
      ...(kind === 'sending-start' ? [] : [line('change.until')]),
    ],
    photo: kind === 'announcement-text' ? announcement?.posterFileId : undefined,
  };
}

function newLines(wanted: PendingChange['wanted']): readonly Line[] {
  switch (wanted.kind) {
    case 'announcement-text':
      return [line('change.new.text', { text: wanted.content.text })];
    case 'announcement-reason':
    case 'training-reason':
      return [line('change.new.reason', { text: wanted.content.reason })];
    case 'training-move': {
      const { startsAt, endsAt, place } = wanted.content;
      return [
        line('change.new.time', { from: { moment: startsAt }, until: { moment: endsAt } }),
        ...(place === undefined ? [] : [line('change.new.place', { place })]),
      ];
    }
    case 'sending-start':
    case 'person-merge':
    case 'letter-step':
    case 'letter-yes':
    case 'letter-answers':
      return [];
  }
}

export const decisionButtons = (id: number): readonly (readonly Button[])[] => [
  [button('broadcast.button.approve', changeRoute.to(id, 'yes'))],
  [button('broadcast.button.refuse', changeRoute.to(id, 'no'))],
];
