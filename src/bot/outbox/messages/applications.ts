import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { caseById } from '../../../services/cases/case-desk.ts';
import { stepNews } from '../../../services/partnership/applications/application-desk.ts';
import { programmeOf } from '../../../services/partnership/applications/application-progress.ts';
import { officeNews } from '../../../services/partnership/steps/application-news.ts';
import { offersByCheck } from '../../../services/partnership/applications/checks.ts';
import { agreementOf } from '../../../services/partnership/agreements/agreements.ts';
import { applicationById } from '../../../services/partnership/applications/applications.ts';
import { aboutRow, nextNews, shipmentsRow, statusName } from '../../application-lines.ts';
import { detailLines } from '../../../reports/step-lines.ts';
import type { Words } from './words.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import { applicationRoute, checkRoute } from '../../routes/owners.ts';
import { deskApplicationRoute } from '../../routes/staff.ts';
import { programmeName, stateName } from '../../../reports/application-lines.ts';

const params = z.object({ step: z.number().int() });

/** A step that was taken; not due any more when the next one was taken meanwhile. */
export const applicationStep: Words = async (services, message) => {
  const news = await stepNews(services, readAs(params, message.params).step);
  if (news === undefined) return undefined;
  const { application, details } = news;
  const programme = programmeOf(services, application);
  return {
    text: [
      line('application.told', {
        number: application.number,
        programme: { line: programmeName(programme) },
        status: { line: statusName(application.status, programme) },
      }),
      ...detailLines(details),
      ...nextNews(programme, application, details),
    ],
    buttons: [
      [button('partnership.button.application', applicationRoute.to(application.id))],
      ...(await aboutRow(services, application)),
      ...shipmentsRow(application, await agreementOf(services, application)),
      [askButton, menuButton],
    ],
  };
};

const news = z.object({ application: z.number().int(), about: z.enum(officeNews) });

/** The office reads what has happened to an application without it. */
export const applicationNews: Words = async (services, message) => {
  const { application: id, about } = readAs(news, message.params);
  const it = await applicationById(services, id);
  if (it === undefined) return undefined;
  return {
    text: line(`application.news.${about}`, {
      number: it.number,
      partner: programmeOf(services, it)?.partner.name ?? '–',
      state: { line: stateName(it.status) },
      day: { day: it.dueOn },
    }),
    buttons: [[button('case.button.application', deskApplicationRoute.to(id))]],
  };
};

const decided = z.object({ case: z.number().int(), event: z.number().int() });

/** Nobody is told that they may apply who cannot: the programme has closed since, or the law stands against it. */
const reviewedKey = (outcome: string | undefined, may: boolean) =>
  may
    ? 'partnership.review.mayApply'
    : outcome === 'may-apply'
      ? 'partnership.review.gone'
      : 'partnership.review.notYet';

/** What a second officer has decided about an automatic result. */
export const reviewDecided: Words = async (services, message) => {
  const { case: id, event } = readAs(decided, message.params);
  const it = await caseById(services, id);
  const reason = it?.events.find((candidate) => candidate.id === event)?.text;
  const { programme: programmeId, check } = it?.details ?? {};
  const programme = typeof programmeId === 'string' ? services.programmes.find(programmeId) : undefined;
  if (it === undefined || reason === undefined) return undefined;
  const may =
    it.outcome === 'may-apply' && typeof check === 'number' && (await offersByCheck(services, check));
  return {
    text: [
      line(reviewedKey(it.outcome, may), {
        number: it.number,
        programme: { line: programmeName(programme) },
      }),
      line('application.told.reason', { reason }),
    ],
    buttons: [
      ...(may && typeof check === 'number'
        ? [[button('partnership.button.apply', checkRoute.to('apply', check))]]
        : []),
      [askButton, menuButton],
    ],
  };
};

const about = z.object({ application: z.number().int() });

/** A paper of identity that the office has taken away; nothing to say once nobody stands behind the application. */
export const documentRemoved: Words = async (services, message) => {
  const application = await applicationById(services, readAs(about, message.params).application);
  if (application === undefined) return undefined;
  return {
    text: line('document.removed', { number: application.number }),
    buttons: [
      [button('partnership.button.application', applicationRoute.to(application.id))],
      ...(await aboutRow(services, application)),
      ...shipmentsRow(application, await agreementOf(services, application)),
      [askButton, menuButton],
    ],
  };
};
