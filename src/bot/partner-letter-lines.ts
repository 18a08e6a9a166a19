import type { WaitingLetter } from '../services/partnership/steps/partner-letters.ts';
import { button, buttonRow } from './buttons.ts';
import type { Button } from './message.ts';
import { agreementDeskRoute, deskEvaluationRoute, letterRoute } from './routes/staff.ts';

/** The decision, and the way to what it is about. */
export function decisionRows({
  change: { id },
  application,
  letter,
}: WaitingLetter): readonly (readonly Button[])[] {
  return [
    [button('broadcast.button.approve', letterRoute.to(id, 'yes'))],
    [button('broadcast.button.refuse', letterRoute.to(id, 'no'))],
    ...(letter.kind === 'letter-yes'
      ? [buttonRow('change.letter.button.text', agreementDeskRoute.to(application.id, 'all', letter.version))]
      : []),
    ...(letter.kind === 'letter-answers'
      ? [buttonRow('evaluation.button.case', deskEvaluationRoute.to(letter.evaluation))]
      : []),
  ];
}
