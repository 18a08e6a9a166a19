import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { lacksNib, wantsReminders } from '../../../services/cases/list-hints.ts';
import type { Words } from './index.ts';

const params = z.object({ month: z.string() });

/** Sales have fallen: help is offered, and the figure can be corrected. */
export const salesFell: Words = async (services, message) => {
  const { month } = params.parse(message.params);
  const { person } = message;
  if (person === undefined || !(await wantsReminders(services, person.id))) return undefined;
  return {
    text: line('case.fell.text', { month: { monthName: month } }),
    buttons: [
      [{ label: line('case.fell.help'), data: 'ask' }],
      [{ label: line('case.fell.fix'), data: `report.${month}.${person.id}` }],
      [{ label: line('report.reminder.stop'), data: `remind.stop.${person.id}` }],
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
      [{ label: line('case.nib.help'), data: 'ask' }],
      [{ label: line('case.nib.has'), data: 'data-correct' }],
      [{ label: line('report.reminder.stop'), data: `remind.stop.${person.id}` }],
    ],
  };
};
