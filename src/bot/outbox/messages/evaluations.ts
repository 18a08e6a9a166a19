import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { agreementOf, inForce } from '../../../services/partnership/agreements/agreements.ts';
import { companyEvaluation, evaluationById } from '../../../services/partnership/evaluations/evaluations.ts';
import { memberByNumber } from '../../../services/office/members.ts';
import { wantsReminders } from '../../../services/cases/list-hints.ts';
import { targetLines } from '../../../reports/evaluation-lines.ts';
import { buttonRow, menuButton } from '../../buttons.ts';
import { agreementRoute, evaluationRoute } from '../../routes/owners.ts';
import { companyEvaluationRoute } from '../../routes/staff.ts';
import type { Words } from './words.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';

const params = z.object({ evaluation: z.number().int(), member: z.string().optional() });

/** Three questions to the owner, of which the company sees no answer. */
export const evaluationOwner: Words = async (services, message) => {
  const it = await evaluationById(services, readAs(params, message.params).evaluation);
  if (it === undefined || it.evaluation.decision !== undefined || it.evaluation.ownerAnswered)
    return undefined;
  if (!(await wantsReminders(services, it.application.personId))) return undefined;
  return {
    text: line('evaluation.owner.please', { partner: partnerOf(services, it.application) }),
    buttons: [buttonRow('evaluation.button.answer', evaluationRoute.to(it.evaluation.id))],
  };
};

/** Two questions to the company, with what both aimed at. */
export const evaluationPartner: Words = async (services, message) => {
  const { evaluation: id, member: number } = readAs(params, message.params);
  const member = number === undefined ? undefined : await memberByNumber(services, number);
  if (member === undefined || member.revokedAt !== undefined) return undefined;
  const it = await companyEvaluation(services, member, id);
  if (it === undefined || it.evaluation.decision !== undefined || it.evaluation.partnerSaid !== undefined)
    return undefined;
  const terms = inForce(await agreementOf(services, it.application))?.terms;
  return {
    text: [
      line('evaluation.partner.please', { number: it.application.number }),
      ...(terms === undefined ? [] : targetLines(terms)),
    ],
    buttons: [buttonRow('evaluation.button.answer', companyEvaluationRoute.to(id))],
    use: 'look',
  };
};

/** What an evaluation came to, for the owner and, with the number alone, for the company. */
export const evaluationDecided: Words = async (services, message) => {
  const { evaluation: id, member: number } = readAs(params, message.params);
  const it = await evaluationById(services, id);
  const decision = it?.evaluation.decision;
  if (it === undefined || decision === undefined) return undefined;
  const words = line(`evaluation.decision.${decision}`);
  if (number !== undefined) {
    const member = await memberByNumber(services, number);
    return member?.partner === undefined || member.revokedAt !== undefined
      ? undefined
      : {
          text: line('evaluation.decided.partner', {
            number: it.application.number,
            decision: { line: words },
          }),
          buttons: [],
        };
  }
  return {
    text: [
      line('evaluation.decided.owner', {
        partner: partnerOf(services, it.application),
        decision: { line: words },
      }),
      ...(decision === 'change' ? [line('evaluation.decided.change')] : []),
    ],
    buttons: [buttonRow('agreement.button.see', agreementRoute.to('see', it.application.id)), [menuButton]],
  };
};
