import { readAs } from '../../../domain/words/read-as.ts';
import { answerButtons } from '../../application-lines.ts';
import { z } from 'zod';
import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  agreementOf,
  takesAgreement,
  type Agreement,
  type AgreementVersion,
} from '../../../services/partnership/agreements/agreements.ts';
import {
  applicationById,
  type Application,
} from '../../../services/partnership/applications/applications.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { companyNews } from '../../../services/partnership/agreements/agreement-acts.ts';
import { candidateOf } from '../../../services/partnership/candidates/candidates.ts';
import { companyText, waitsForCompany } from '../../../services/partnership/candidates/company-agreements.ts';
import { buttonRow, menuButton } from '../../buttons.ts';
import { agreementRoute } from '../../routes/owners.ts';
import { companyAgreementRoute } from '../../routes/staff.ts';
import type { Words } from './words.ts';
import { allTerms, plainTerms, textLines } from '../../../reports/agreement-lines.ts';

const params = z.object({ application: z.number().int(), version: z.number().int() });

interface About {
  readonly application: Application;
  readonly agreement: Agreement;
  readonly it: AgreementVersion;
}

async function about(services: Services, stored: unknown): Promise<About | undefined> {
  const { application: id, version } = readAs(params, stored);
  const application = await applicationById(services, id);
  const agreement = application === undefined ? undefined : await agreementOf(services, application);
  const it = agreement?.versions.find((one) => one.version === version);
  return application === undefined || agreement === undefined || it === undefined
    ? undefined
    : { application, agreement, it };
}

/** A text to read at home before anybody says yes; not due any more once it was taken back or decided. */
export const agreementOffered: Words = async (services, message) => {
  const found = await about(services, message.params);
  if (found?.it.state.status !== 'offered' || !takesAgreement(found.application.status)) return undefined;
  const { application, agreement, it } = found;
  return {
    text: [
      line('agreement.offered.head'),
      line('common.blank'),
      ...textLines(services, application, agreement, it, plainTerms),
    ],
    buttons: [
      ...answerButtons(application, it),
      buttonRow('agreement.button.see', agreementRoute.to('see', application.id)),
    ],
  };
};

const forCompany = params.extend({ about: z.enum(companyNews), member: z.string() });

/** A text waits for the yes of the company; not due to whoever may not see the applicant, or once it was said. */
export const agreementCompany: Words = async (services, message) => {
  const { application: id, version, about, member: number } = readAs(forCompany, message.params);
  const member = await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  const application = (await candidateOf(services, member, id))?.application;
  const text = application === undefined ? undefined : await companyText(services, application);
  if (application === undefined || text?.version !== version || !waitsForCompany(text)) return undefined;
  return {
    text: line(`agreement.company.${about}`, { number: application.number }),
    buttons: [buttonRow('agreement.button.see', companyAgreementRoute.to(id))],
  };
};

/** Both have agreed: the whole text stays in the chat. */
export const agreementAgreed: Words = async (services, message) => {
  const found = await about(services, message.params);
  if (found?.it.state.status !== 'agreed') return undefined;
  const { application, agreement, it } = found;
  return {
    text: [
      line('agreement.agreed.head'),
      line('common.blank'),
      ...textLines(services, application, agreement, it, allTerms),
    ],
    buttons: [buttonRow('agreement.button.see', agreementRoute.to('see', application.id)), [menuButton]],
  };
};
