import type { Job, JobDependencies } from './job.ts';
import { accords } from './accords.ts';
import { announcements } from './announcements.ts';
import { applications } from './applications.ts';
import { cases } from './cases.ts';
import { dashboard } from './dashboard.ts';
import { evaluations } from './evaluations.ts';
import { followUps } from './follow-ups.ts';
import { forgetOld } from './forget-old.ts';
import { heartbeat } from './heartbeat.ts';
import { housekeeping } from './housekeeping.ts';
import { journal } from './journal.ts';
import { nudge } from './nudge.ts';
import { ownerLists } from './owner-lists.ts';
import { payments } from './payments.ts';
import { programmeNews } from './programme-news.ts';
import { recoveries } from './recoveries.ts';
import { reportReminders } from './report-reminders.ts';
import { rings } from './rings.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { results } from './results.ts';
import { seats } from './seats.ts';
import { series } from './series.ts';
import { trainingReminders } from './training-reminders.ts';
import { voices } from './voices.ts';

export const jobs: readonly Job[] = [
  series,
  announcements,
  nudge,
  forgetOld,
  ownerLists,
  seats,
  trainingReminders,
  reportReminders,
  payments,
  recoveries,
  applications,
  cases,
  voices,
  rings,
  dashboard,
  results,
  followUps,
  evaluations,
  programmeNews,
  accords,
  journal,
  heartbeat,
  housekeeping,
];

export function createJobs(dependencies: JobDependencies): Schedule {
  return createSchedule(jobs, dependencies);
}
