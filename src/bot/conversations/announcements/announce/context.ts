import { addMonths, monthOf } from '../../../../domain/month/month.ts';
import type { Programme } from '../../../../domain/eligibility/programme.ts';
import {
  announceable,
  canAnnounce,
  surveyAudience,
  type Survey,
} from '../../../../services/announcements/announcing.ts';
import {
  answerableAnnouncements,
  type Answerable,
} from '../../../../services/announcements/announcements.ts';
import type { Programmes } from '../../../../services/core/programmes.ts';
import type { Office } from '../../../../office.ts';
import { tagsOfOffice, type Tag } from '../../../../services/people/tags.ts';
import { programmesOn } from '../../../../services/people/eligibility.ts';
import { type Services, todayOf } from '../../../../services/core/services.ts';
import { trainingById, type Training } from '../../../../services/trainings/trainings.ts';
import type { Line } from '../../../../i18n.ts';
import type { Answers, Moment, Who } from '../../engine/form.ts';
import { announced, criteriaOf, given, optionsOf } from './answers.ts';

/** What the questions of an announcement look up. */
export interface AnnounceContext {
  readonly now: Date;
  readonly office: Office;
  readonly programmes: Programmes;
  /** Programmes whose rules hold today. */
  readonly offered: readonly Programme[];
  readonly tags: readonly Tag[];
  /** Codes of the kecamatan that the member works in; empty: all. */
  readonly limits: readonly string[];
  /** Trainings that can be announced again. */
  readonly upcoming: readonly Training[];
  /** The one that is announced again. */
  readonly training: Training | undefined;
  /** What was announced before, for a follow-up; from the text on, after which the audience is asked. */
  readonly earlier: readonly Answerable[];
  /** Month whose report may be missing, 'YYYY-MM'. */
  readonly lastMonth: string;
  readonly wordings: (lines: readonly Line[]) => readonly string[];
  /** Who would be reached; only where it is shown. */
  readonly survey?: Survey;
}

const FRESH_SHOWN = 5;
const EARLIER_SHOWN = 4;

export async function loadAnnounce(
  services: Services,
  who: Who,
  answers: Answers,
  { now, wordings }: Moment,
): Promise<AnnounceContext> {
  const about = answers.of(given.about);
  const { member } = who;
  const upcoming = about === undefined ? await announceable(services, member) : [];
  const training = typeof about === 'number' ? await trainingById(services, about) : undefined;
  const today = todayOf(services);
  return {
    now,
    office: services.office,
    programmes: services.programmes,
    offered: programmesOn(services.programmes.open, today),
    tags: await tagsOfOffice(services),
    limits: member?.kecamatan ?? [],
    upcoming: upcoming.slice(0, FRESH_SHOWN),
    training: training !== undefined && canAnnounce(training, member, now) ? training : undefined,
    // What the audience is asked with is read with the answers before.
    earlier:
      member !== undefined && answers.has(given.text.key)
        ? await answerableAnnouncements(services, member, EARLIER_SHOWN)
        : [],
    lastMonth: addMonths(monthOf(today), -1),
    wordings,
  };
}

/** Counts the audience where it is shown (with the time to send, and in the review) and before it is sent to. */
export async function survey(
  services: Services,
  _who: Who,
  answers: Answers,
  context: AnnounceContext,
  place: string,
): Promise<AnnounceContext> {
  if (place !== 'send' && place !== 'review' && place !== 'submit') return context;
  const wanted = criteriaOf(answers, context);
  const options = optionsOf(answers, context);
  const words = { title: announced(answers, context)?.title, text: answers.of(given.text) ?? '' };
  return {
    ...context,
    survey: await surveyAudience(services, wanted, options, place === 'review' ? words : undefined),
  };
}
