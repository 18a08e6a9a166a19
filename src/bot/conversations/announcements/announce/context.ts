import { worksIn } from '../../../../domain/office/roles.ts';
import { addMonths, monthOf } from '../../../../domain/month/month.ts';
import type { Programme } from '../../../../domain/eligibility/programme.ts';
import {
  countAudience,
  selectAudience,
  type NotReached,
  type Why,
} from '../../../../services/announcements/audience.ts';
import {
  answerableAnnouncements,
  type Answerable,
} from '../../../../services/announcements/announcements.ts';
import type { Programmes } from '../../../../services/core/programmes.ts';
import type { Office } from '../../../../office.ts';
import { tagsOfOffice, type Tag } from '../../../../services/people/tags.ts';
import { programmesOn } from '../../../../services/people/eligibility.ts';
import { sentBefore, type SentBefore } from '../../../../services/announcements/repeats.ts';
import { type Services, todayOf } from '../../../../services/core/services.ts';
import { trainingById, upcomingTrainings, type Training } from '../../../../services/trainings/trainings.ts';
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

interface Survey {
  readonly reached: number;
  readonly matched: number;
  readonly notReached: Readonly<Record<NotReached, number>>;
  /** What fits the first one who is reached: their message is the sample. */
  readonly why: Why;
  /** The same text to some of the same people within 48 hours. */
  readonly before: readonly SentBefore[];
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
  const upcoming = about === undefined ? await announceable(services, who) : [];
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
    training: training !== undefined && canAnnounce(training, who, now) ? training : undefined,
    // What the audience is asked with is read with the answers before.
    earlier:
      member !== undefined && answers.has(given.text.key)
        ? await answerableAnnouncements(services, member, EARLIER_SHOWN)
        : [],
    lastMonth: addMonths(monthOf(today), -1),
    wordings,
  };
}

/** Planned, still open for joining, and in a kecamatan that this member works in. */
export function canAnnounce(training: Training, { member }: Pick<Who, 'member'>, now: Date): boolean {
  return (
    training.status === 'planned' &&
    training.closesAt > now &&
    member !== undefined &&
    (training.kecamatan === undefined || worksIn(member, training.kecamatan))
  );
}

async function announceable(services: Services, who: Who): Promise<readonly Training[]> {
  return (await upcomingTrainings(services)).filter((it) => canAnnounce(it, who, services.now()));
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
  const counts = await countAudience(services, wanted, options);
  const before =
    place !== 'review'
      ? []
      : await sentBefore(services, {
          title: announced(answers, context)?.title,
          text: answers.of(given.text) ?? '',
          people: async () =>
            (await selectAudience(services, wanted, options)).reached.map((it) => it.personId),
        });
  return {
    ...context,
    survey: { ...counts, before },
  };
}
