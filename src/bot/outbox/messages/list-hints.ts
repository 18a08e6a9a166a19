import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { line } from '../../../i18n.ts';
import { lacksNib, wantsReminders } from '../../../services/cases/list-hints.ts';
import type { Words } from './words.ts';
import { button } from '../../buttons.ts';
import { remindStopRoute, reportMonthRoute } from '../../routes/owners.ts';

const params = z.object({ month: z.string() });

/** Sales have fallen: help is offered, and the figure can be corrected. */
export const salesFell: Words = async (services, message) => {
  const { month } = readAs(params, message.params);
  const { person } = message;
  if (person === undefined || !(await wantsReminders(services, person.id))) return undefined;
  return {
    text: line('case.fell.text', { month: { monthName: month } }),
    buttons: [
      [button('case.fell.help', 'ask')],
      [button('case.fell.fix', reportMonthRoute.to(month, person.id))],
      [button('report.reminder.stop', remindStopRoute.to(person.id))],
    ],
  };
};

/** Without an NIB: what it is good for, and who helps; not due when it was given meanwhile. */
export const nibHint: Words = async (services, message) => {
  const { person } = message;
  if (
    person === undefined ||
    !(await wantsReminders(services, person.id)) ||
    !(await lacksNib(services, person.id))
  )
    return undefined;
  return {
    text: line('case.nib.text'),
    buttons: [
      [button('case.nib.help', 'ask')],
      [button('case.nib.has', 'data-correct')],
      [button('report.reminder.stop', remindStopRoute.to(person.id))],
    ],
  };
};
