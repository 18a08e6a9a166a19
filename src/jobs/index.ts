import type { Api } from 'grammy';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Texts } from '../i18n.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services/services.ts';
import { forgetOld } from './forget-old.ts';
import { nudge } from './nudge.ts';
import { createSchedule, type Schedule } from './schedule.ts';

export interface JobEdges {
  readonly services: Services;
  readonly prisma: PrismaClient;
  readonly api: Api;
  readonly texts: Texts;
  readonly log: Log;
  readonly botId: number;
}

/** One piece of work that a tick of the clock triggers; what is due is decided by rows. */
export interface Job {
  readonly name: string;
  /** Cron expression in Asia/Jakarta. */
  readonly at: string;
  run(edges: JobEdges): Promise<void>;
}

export const jobs: readonly Job[] = [nudge, forgetOld];

export function createJobs(edges: JobEdges): Schedule {
  return createSchedule(jobs, edges);
}
