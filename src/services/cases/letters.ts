import { answerOffice, answerOwner } from './case-answers.ts';
import { type CaseWords, noteCase, type StepResult } from './case-steps.ts';
import type { CaseLetter } from '../core/last-letter.ts';
import type { Member } from '../office/members.ts';
import type { Transaction } from '../core/services.ts';

/** Puts words into a case, for whom they are meant. Rights are checked anew each time. */
export async function post(
  services: Transaction,
  from: { readonly accountId: number; readonly member: Member | undefined },
  to: CaseLetter,
  words: CaseWords,
): Promise<StepResult> {
  const { accountId, member } = from;
  if (to.way === 'office') return answerOffice(services, accountId, to.case, words);
  if (member === undefined) return { kind: 'no' };
  return to.way === 'owner'
    ? answerOwner(services, member, to.case, words)
    : noteCase(services, member, to.case, words);
}
