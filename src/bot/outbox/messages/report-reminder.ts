import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { localTime } from '../../../domain/when/dates.ts';
import { dayPart } from '../../../domain/words/greeting.ts';
import { closingDate } from '../../../domain/sales/report-months.ts';
import { line, type Line } from '../../../i18n.ts';
import { isReportDue } from '../../../services/sales/report-reminders.ts';
import type { Words } from './words.ts';
import { button } from '../../buttons.ts';
import { remindLaterRoute, remindStopRoute, reportMonthRoute, zeroRoute } from '../../routes/owners.ts';

const params = z.object({ month: z.string(), day: z.number().int() });

/** The reminder of a report; not due when the person has reported, or stopped the reminders, meanwhile. */
export const reportReminder: Words = async (services, message) => {
  const { month, day } = readAs(params, message.params);
  const { person } = message;
  if (person === undefined || !(await isReportDue(services, person.id, month))) return undefined;
  const greeting = line(`start.greeting.${dayPart(localTime(services.now(), services.office.zone).hour)}`);
  const about = { greeting: { line: greeting }, month: { monthName: month } };
  const closing = { date: closingDate(month, services.office.reportOpenMonths).toString() };
  const text: Line =
    day === 1
      ? line('report.reminder.first', about)
      : day === 7
        ? line('report.reminder.second', about)
        : line('report.reminder.last', { ...about, closing });
  return {
    text,
    buttons: [
      [
        {
          label: line('report.menu.month', { month: { month } }),
          data: reportMonthRoute.to(month, person.id),
        },
      ],
      [
        button('report.reminder.later', remindLaterRoute.to(month, person.id)),
        button('report.sales.zero', zeroRoute.to(month, person.id)),
      ],
      [button('report.reminder.stop', remindStopRoute.to(person.id))],
    ],
  };
};
