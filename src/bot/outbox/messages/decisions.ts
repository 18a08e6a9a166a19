import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { decisionNews } from '../../../services/partnership/steps/application-news.ts';
import { candidateOf } from '../../../services/partnership/candidates/candidates.ts';
import { candidatePage } from '../../application-lines.ts';
import { button } from '../../buttons.ts';
import type { Words } from './words.ts';

const params = z.object({
  application: z.number().int(),
  about: z.enum(decisionNews),
  member: z.string(),
});

/** Somebody of a company is told what waits; not of an applicant whom they may not see any more. */
export const decisionNewsOf: Words = async (services, message) => {
  const { application, about, member: number } = readAs(params, message.params);
  const member = await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  const candidate = await candidateOf(services, member, application);
  if (candidate === undefined) return undefined;
  return {
    text: line(`candidate.news.${about}`, { number: candidate.application.number }),
    buttons: [[button('candidate.open', candidatePage(candidate.application))]],
  };
};
