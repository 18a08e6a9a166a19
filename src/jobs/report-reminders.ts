import { begunReminders } from '../domain/sales/report-reminders.ts';
import { queueReportReminder, remindersToQueue } from '../services/sales/report-reminders.ts';
import type { Job } from './job.ts';

/**
 * Reminds owners of the report of the month before, on the 1st, 7th and 10th at 09.00; caught up until 18.00 of
 * the same day, afterwards recorded as skipped, also when the bot was stopped all day.
 */
export const reportReminders: Job = {
  name: 'report-reminders',
  at: '*/5 9-18 * * *',
  async run({ services, sender, log }) {
    for (const reminder of await remindersToQueue(
      services,
      begunReminders(services.now(), services.office.zone),
    )) {
      const people = await queueReportReminder(services, reminder);
      const { month, day } = reminder;
      if (services.now() >= reminder.until && people > 0)
        log.warn({ month, day, people }, 'Reminders of reports were missed; they are recorded as skipped');
      else log.info({ month, day, people }, 'Queued reminders of reports');
    }
    await sender.run();
  },
};
