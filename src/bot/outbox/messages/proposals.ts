import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line, type Line } from '../../../i18n.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { answeredProposal, waitingProposal } from '../../../services/people/proposals.ts';
import { fields } from '../../conversations/people/correct-questions.ts';
import { proposed } from '../../conversations/people/propose-change.ts';
import type { Words } from './words.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { proposalRoute } from '../../routes/owners.ts';
import { registrationsRoute } from '../../routes/staff.ts';

const params = z.object({ proposal: z.number().int() });
const toMember = params.extend({ member: z.string() });

/** Name of a field as it stands in the list of *Ubah data*. */
export function fieldName(field: string): Line {
  return line(fields.find((it) => it.key === field)?.label ?? 'common.blank');
}

/** A change that an officer proposes; not due any more when it would change nothing. */
export const changeProposed: Words = async (services, message) => {
  const { proposal: id } = readAs(params, message.params);
  const proposal = await waitingProposal(services, id);
  const shown = proposal === undefined ? undefined : await proposed(services, proposal);
  if (shown === undefined || shown.changes.length === 0) return undefined;
  return {
    text: line('verification.proposed', {
      business: { line: shown.business },
      changes: { paragraphs: shown.changes },
    }),
    buttons: [
      [button('verification.proposed.yes', proposalRoute.to(id, 'yes'))],
      [button('verification.proposed.no', proposalRoute.to(id, 'no'))],
    ],
  };
};

/** How the owner answered, for the officer who proposed it. */
export const proposalAnswered: Words = async (services, message) => {
  const { proposal: id, member: number } = readAs(toMember, message.params);
  const member = await memberByNumber(services, number);
  const answer = await answeredProposal(services, id);
  if (answer === undefined || member === undefined || member.revokedAt !== undefined) return undefined;
  return {
    text: line(answer.taken ? 'verification.told.taken' : 'verification.told.kept', {
      number: answer.number,
      field: { line: fieldName(answer.field) },
    }),
    buttons: [[button('verification.back', registrationsRoute.to())], [staffMenuButton]],
  };
};
