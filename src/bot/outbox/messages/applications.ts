import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { stepNews } from '../../../services/partnership/application-desk.ts';
import { applicationById } from '../../../services/partnership/applications.ts';
import { nextNews, programmeName, programmeOf } from '../../application-lines.ts';
import { statusName } from '../../conversations/partnership/partnership-result.ts';
import type { Words } from './index.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import { applicationRoute } from '../../routes/owners.ts';

const params = z.object({ step: z.number().int() });

/** A step that the office took; not due any more when the next one was taken meanwhile. */
export const applicationStep: Words = async (services, message) => {
  const news = await stepNews(services, params.parse(message.params).step);
  if (news === undefined) return undefined;
  const { application, reason } = news;
  const programme = programmeOf(services, application);
  return {
    text: [
      line('application.told', {
        number: application.number,
        programme: { line: programmeName(programme) },
        status: { line: statusName(application.status, programme) },
      }),
      ...(reason === undefined ? [] : [line('application.told.reason', { reason })]),
      ...nextNews(programme, application),
    ],
    buttons: [
      [button('partnership.button.application', applicationRoute.to(application.id))],
      [askButton, menuButton],
    ],
  };
};

const about = z.object({ application: z.number().int() });

/** A paper of identity that the office has taken away; nothing to say once nobody stands behind the application. */
export const documentRemoved: Words = async (services, message) => {
  const application = await applicationById(services, about.parse(message.params).application);
  if (application === undefined) return undefined;
  return {
    text: line('document.removed', { number: application.number }),
    buttons: [
      [button('partnership.button.application', applicationRoute.to(application.id))],
      [askButton, menuButton],
    ],
  };
};
