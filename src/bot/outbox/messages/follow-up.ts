import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { wantsReminders } from '../../../services/cases/list-hints.ts';
import { hasToldLately, partnerNameOf } from '../../../services/partnership/results/follow-ups.ts';
import { button } from '../../buttons.ts';
import { followUpRoute, remindStopRoute } from '../../routes/owners.ts';
import type { Words } from './words.ts';
import { partnerInShort } from '../../../reports/application-lines.ts';

const params = z.object({ business: z.number().int() });

/** Four short questions about workers and buyers; not due any more once they were answered. */
export const followUp: Words = async (services, message) => {
  const { business } = readAs(params, message.params);
  const { person } = message;
  const partner = await partnerNameOf(services, business);
  if (
    person === undefined ||
    partner === undefined ||
    !(await wantsReminders(services, person.id)) ||
    (await hasToldLately(services, business))
  )
    return undefined;
  return {
    text: line('result.followUp.please', { partner: partnerInShort(partner) }),
    buttons: [
      [button('result.followUp.begin', followUpRoute.to(business))],
      [button('report.reminder.stop', remindStopRoute.to(person.id))],
    ],
  };
};
