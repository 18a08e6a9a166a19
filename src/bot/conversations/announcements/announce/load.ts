import { addMonths, monthOf } from '../../../../domain/month/month.ts';
import { announceable, canAnnounce, reachOf } from '../../../../services/announcements/announcing.ts';
import { answerableAnnouncements } from '../../../../services/announcements/announcements.ts';
import { tagsOfOffice } from '../../../../services/people/tags.ts';
import { programmesOn } from '../../../../services/people/eligibility.ts';
import { type Services, todayOf } from '../../../../services/core/services.ts';
import { trainingById } from '../../../../services/trainings/trainings.ts';
import type { Answers, Moment, Who } from '../../engine/form.ts';
import { announced, criteriaOf, given, optionsOf } from './answers.ts';
import type { AnnounceContext } from './context.ts';

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
export async function reach(
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
    reach: await reachOf(services, wanted, options, place === 'review' ? words : undefined),
  };
}
