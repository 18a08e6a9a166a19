import { nextSilent, sendSilent } from '../services/cases/voices.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

/** A recording after which nobody has said or pressed anything goes to the office: an officer can hear it. */
export const voices: Job = {
  name: 'voices',
  at: '*/10 * * * *',
  dueAfter: nextSilent,
  async run({ prisma, services, sender }) {
    if ((await atomically(prisma, services, sendSilent)) > 0) await sender.run();
  },
};
