import { firstTime } from '../../domain/announcements/plan-times.ts';
import type { Repeat } from '../../domain/announcements/series.ts';
import { mayAnnounceTo, worksIn, type Standing } from '../../domain/office/roles.ts';
import type { Services, Transaction } from '../core/services.ts';
import {
  createTraining,
  upcomingTrainings,
  type Training,
  type TrainingFields,
} from '../trainings/trainings.ts';
import { countAudience, selectAudience, type AudienceCounts, type Why } from './audience.ts';
import type { AudienceOptions, Criteria } from './criteria.ts';
import type { AnnouncedSurvey } from './announcements.ts';
import { createAnnouncement, type Written } from './announcement-writing.ts';
import { sentBefore, type SentBefore } from './repeats.ts';
import { beginSeries } from './series.ts';

/** What is to be announced: a new training, one that is announced again, a survey, or news without any. */
export type Subject =
  | { readonly kind: 'new'; readonly fields: TrainingFields }
  | { readonly kind: 'again'; readonly training: Training }
  | { readonly kind: 'survey'; readonly survey: AnnouncedSurvey }
  | { readonly kind: 'notice' };

/** An announcement that is answered in full, in the chat or on the desk. */
export interface Plan {
  readonly subject: Subject;
  readonly text: string;
  readonly posterFileId: string | undefined;
  readonly audience: Criteria;
  readonly send: Date | 'now';
  /** Passes quiet hours and the weekly cap. */
  readonly urgentReason: string | undefined;
  readonly repeat: { readonly every: Repeat; readonly until: string } | undefined;
}

/** The training of a plan as far as it is known. */
export const trainingOf = (subject: Subject): TrainingFields | undefined =>
  subject.kind === 'new' ? subject.fields : subject.kind === 'again' ? subject.training : undefined;

/** The survey of a plan. */
export const surveyOf = (subject: Subject): AnnouncedSurvey | undefined =>
  subject.kind === 'survey' ? subject.survey : undefined;

/** Planned, still open for joining, and in a kecamatan that this member works in. */
export function canAnnounce(training: Training, member: Standing | undefined, now: Date): boolean {
  return (
    training.status === 'planned' &&
    training.closesAt > now &&
    member !== undefined &&
    (training.kecamatan === undefined || worksIn(member, training.kecamatan))
  );
}

/** The trainings that a member can announce again, the next one first. */
export async function announceable(
  services: Services,
  member: Standing | undefined,
): Promise<readonly Training[]> {
  return (await upcomingTrainings(services)).filter((it) => canAnnounce(it, member, services.now()));
}

export interface Reach extends AudienceCounts {
  /** What fits the first one who is reached: their message is the sample. */
  readonly why: Why;
  /** The same text to some of the same people within 48 hours. */
  readonly before: readonly SentBefore[];
}

/** Who would be reached now, who not and why; looks for the same words sent before only where they are given. */
export async function reachOf(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
  words?: { readonly title: string | undefined; readonly text: string },
): Promise<Reach> {
  const counts = await countAudience(services, wanted, options);
  const before =
    words === undefined
      ? []
      : await sentBefore(services, {
          ...words,
          people: async () =>
            (await selectAudience(services, wanted, options)).reached.map((it) => it.personId),
        });
  return { ...counts, before };
}

export interface PlanWritten extends Written {
  readonly at: Date;
  readonly training: Training | undefined;
}

/**
 * Stores a plan, with its training and its series: nothing goes out in here. `size` is how many it would reach now.
 * Undefined when the people or the place lie where the member does not work.
 */
export async function writePlan(
  services: Transaction,
  member: Standing & { readonly number: string },
  plan: Plan,
  from: {
    readonly size: number;
    /** Undefined for what is written at the desk. */
    readonly draftId: number | undefined;
    readonly accountId: number | undefined;
    readonly now: Date;
  },
): Promise<PlanWritten | undefined> {
  const { subject, audience, urgentReason, repeat } = plan;
  if (!mayAnnounceTo(member, audience.kecamatan, trainingOf(subject)?.kecamatan)) return undefined;
  const { number: createdBy } = member;
  const { draftId } = from;
  const training =
    subject.kind === 'new'
      ? await createTraining(services, subject.fields, { createdBy, draftId })
      : subject.kind === 'again'
        ? subject.training
        : undefined;
  const at = firstTime(plan.send, {
    now: from.now,
    quiet: services.office.quiet,
    urgent: urgentReason !== undefined,
  });
  const made = await createAnnouncement(services, {
    trainingId: training?.id,
    surveyId: surveyOf(subject)?.id,
    text: plan.text,
    posterFileId: plan.posterFileId,
    audience,
    scheduledAt: at,
    urgentReason,
    size: from.size,
    createdBy,
    draftId,
    officerAccountId: from.accountId,
    seriesId: repeat === undefined ? undefined : await beginSeries(services, { first: at, ...repeat }),
  });
  return { ...made, at, training };
}
