import { nextTrainingReminder, queueTrainingReminders } from '../services/trainings/training-reminders.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

/**
 * "Jadi datang?" three days before, a reminder the day before, how to check in an hour before, and the first
 * question of the feedback the day after. What is due is decided by rows.
 */
export const trainingReminders: Job = {
  name: 'training-reminders',
  at: '*/5 * * * *',
  dueAfter: nextTrainingReminder,
  async run({ prisma, services, sender }) {
    await atomically(prisma, services, queueTrainingReminders);
    await sender.run();
  },
};
