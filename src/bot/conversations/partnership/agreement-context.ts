import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { named, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { agreementOf, type Agreement } from '../../../services/partnership/agreements/agreements.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import {
  applicationOfAccount,
  type Application,
} from '../../../services/partnership/applications/applications.ts';
import { candidateOf } from '../../../services/partnership/candidates/candidates.ts';
import type { Answers, Moment, Who } from '../engine/form.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';

/** The application whose agreement a form is about, known before it begins. */
export const APPLICATION = { key: 'application', value: z.number().int() };
export const VERSION = { key: 'version', value: z.number().int() };

export interface AgreementContext {
  /** Undefined when there is none, or when it is not for whoever fills the form. */
  readonly application: Application | undefined;
  readonly agreement: Agreement | undefined;
  readonly member: Who['member'];
  readonly partner: string;
  readonly today: Temporal.PlainDate;
}

async function load(
  services: Services,
  who: Who,
  { today }: Moment,
  application: Application | undefined,
): Promise<AgreementContext> {
  return {
    application,
    agreement: application === undefined ? undefined : await agreementOf(services, application),
    member: who.member,
    partner: application === undefined ? '–' : partnerOf(services, application),
    today: Temporal.PlainDate.from(today),
  };
}

const loadForMember =
  (
    find: (
      services: Services,
      member: NonNullable<Who['member']>,
      id: number,
    ) => Promise<Application | undefined>,
  ) =>
  async (services: Services, who: Who, answers: Answers, moment: Moment): Promise<AgreementContext> => {
    const id = answers.of(APPLICATION);
    const { member } = who;
    return load(
      services,
      who,
      moment,
      id === undefined || member === undefined ? undefined : await find(services, member, id),
    );
  };

/** For a form of the office: an application in the member's area. */
export const loadForOffice = loadForMember(deskApplication);

/** For a form of a company: an applicant whom it may see. */
export const loadForCompany = loadForMember(
  async (services, member, id) => (await candidateOf(services, member, id))?.application,
);

/** For a form of the owner: an application of somebody in this chat. */
export async function loadForOwner(
  services: Services,
  who: Who,
  answers: Answers,
  moment: Moment,
): Promise<AgreementContext> {
  const id = answers.of(APPLICATION);
  const application = id === undefined ? undefined : await applicationOfAccount(services, who.accountId, id);
  return load(services, who, moment, application);
}

export const agreementHeading = (_answers: Answers, { application }: AgreementContext): Line | undefined =>
  application === undefined ? undefined : named(application.number);
