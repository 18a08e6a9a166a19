import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import {
  announcementById,
  announcementTitle,
  type Announcement,
} from '../../../services/announcements/announcements.ts';
import { countDeliveries } from '../../../services/announcements/deliveries.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import type { Outgoing } from '../../../services/core/outgoing.ts';
import type { Services } from '../../../services/core/services.ts';
import { progressOf } from '../progress-message.ts';
import { countLines, progressFacts, stillLines } from '../../../reports/sending-lines.ts';
import { askedLines } from '../../../reports/survey-lines.ts';
import { surveyById } from '../../../services/surveys/surveys.ts';
import type { Words } from './words.ts';
import { button } from '../../buttons.ts';
import { announcementRoute } from '../../routes/staff.ts';

const params = z.object({ announcement: z.number().int() });

async function about(
  services: Services,
  message: Outgoing,
): Promise<{ readonly it: Announcement; readonly title: string } | undefined> {
  const it = await announcementById(services, readAs(params, message.params).announcement);
  return it === undefined ? undefined : { it, title: await announcementTitle(services, it) };
}

/** A second person is asked, with the picture before their eyes; not due any more once somebody has decided. */
export const approval: Words = async (services, message) => {
  const found = await about(services, message);
  if (found?.it.status !== 'approval') return undefined;
  const { it, title } = found;
  const author = await memberByNumber(services, it.createdBy);
  const survey = it.survey === undefined ? undefined : await surveyById(services, it.survey.id);
  return {
    text: [
      line('broadcast.approval.ask', { name: author?.name ?? '–', title }),
      ...(survey === undefined ? [] : askedLines(survey)),
      ...it.approvalFor.map((reason) =>
        line(`broadcast.approval.${reason}`, { reason: it.urgentReason ?? '–' }),
      ),
      line('broadcast.progress.at', { at: { moment: it.scheduledAt.toISOString() } }),
    ],
    buttons: [
      [button('broadcast.button.show', announcementRoute.to(it.id, 'show'))],
      [button('broadcast.button.approve', announcementRoute.to(it.id, 'approve'))],
      [button('broadcast.button.refuse', announcementRoute.to(it.id, 'refuse'))],
    ],
    photo: it.posterFileId,
  };
};

/** The message that showed the progress ends as the receipt. */
export const receipt: Words = async (services, message) => {
  const it = await announcementById(services, readAs(params, message.params).announcement);
  if (it?.status !== 'done') return undefined;
  const { lines, buttons } = progressOf(await progressFacts(services, it));
  const { progress } = it;
  return {
    text: lines,
    buttons,
    ...(progress?.chatId === message.account.chatId ? { replaces: progress.messageId } : {}),
  };
};

/** What is late or has nobody who stands for it waits for a decision. */
export const held: Words = async (services, message) => {
  const found = await about(services, message);
  if (found?.it.status !== 'held') return undefined;
  const { it, title } = found;
  return {
    text: [
      line('broadcast.held.title', { title, code: it.code }),
      ...stillLines(it.statusReason ?? 'overdue'),
      line('broadcast.held.ask'),
    ],
    buttons: [
      [button('broadcast.button.resumeHeld', announcementRoute.to(it.id, 'resume'))],
      [button('broadcast.button.show', announcementRoute.to(it.id, 'show'))],
      [button('broadcast.button.cancel', announcementRoute.to(it.id, 'cancel'))],
    ],
  };
};

/** It paused itself after too many failures. */
export const selfPaused: Words = async (services, message) => {
  const found = await about(services, message);
  if (found?.it.status !== 'paused') return undefined;
  const { it, title } = found;
  return {
    text: [
      line('broadcast.selfPaused.title', { title, code: it.code }),
      line('broadcast.reason.failures'),
      ...countLines(await countDeliveries(services, it.id)),
    ],
    buttons: [
      [button('broadcast.button.resume', announcementRoute.to(it.id, 'resume'))],
      [button('broadcast.button.cancel', announcementRoute.to(it.id, 'cancel'))],
    ],
  };
};
