import { z } from 'zod';
import { repeats, type Repeat } from '../../../../domain/announcements/series.ts';
import { seatRules } from '../../../../domain/trainings/seats.ts';
import type { Zone } from '../../../../domain/month/calendar.ts';
import { endOf, instantOf } from '../../../../domain/when/when.ts';
import { optionsFor } from '../../../../services/announcements/audience.ts';
import {
  criteria as criteriaSchema,
  type AudienceOptions,
  type Criteria,
} from '../../../../services/announcements/criteria.ts';
import { interestKeys } from '../../../../services/people/people.ts';
import type { TrainingFields } from '../../../../services/trainings/trainings.ts';
import type { AnnouncedTraining } from '../../../../reports/announcement-lines.ts';
import type { Answers } from '../../engine/form.ts';
import type { AnnounceContext } from './context.ts';

const when = z.object({ day: z.string(), from: z.string(), until: z.string().nullable() });
const { kecamatan, kinds, classes, interests, neverAttended, notReported, programme, followUp } =
  criteriaSchema.shape;

/** The answers of the form by name, each with what it holds. */
export const given = {
  /** A new training, a plain notice, or the number of a training that is announced again. */
  about: { key: 'about', value: z.union([z.enum(['new', 'notice']), z.number().int()]) },
  title: { key: 'title', value: z.string() },
  topic: { key: 'topic', value: z.enum([...interestKeys, 'other']) },
  time: { key: 'time', value: when },
  until: { key: 'until', value: z.string() },
  place: { key: 'place', value: z.string() },
  address: { key: 'address', value: z.string() },
  kecamatan: { key: 'kecamatan', value: z.string() },
  pin: { key: 'pin', value: z.object({ latitude: z.number(), longitude: z.number() }) },
  seats: { key: 'seats', value: z.number().int() },
  rule: { key: 'rule', value: z.enum(seatRules) },
  /** Ticked beside the rule. */
  preferUnseated: { key: 'rule.prefer', value: z.boolean() },
  quota: { key: 'quota', value: z.record(z.string(), z.number()) },
  closes: { key: 'closes', value: when },
  text: { key: 'text', value: z.string() },
  extras: { key: 'extras', value: z.literal(true) },
  /** Ticked there: what else is asked. */
  withPin: { key: 'extras.pin', value: z.boolean() },
  withBring: { key: 'extras.bring', value: z.boolean() },
  withPoster: { key: 'extras.poster', value: z.boolean() },
  bring: { key: 'bring', value: z.string() },
  poster: { key: 'poster', value: z.string() },
  send: { key: 'send', value: z.union([z.literal('now'), when]) },
  urgent: { key: 'send.urgent', value: z.boolean() },
  reason: { key: 'reason', value: z.string() },
  repeat: { key: 'send.repeat', value: z.enum(repeats).nullable() },
  repeatUntil: { key: 'repeatUntil', value: z.string() },
} as const;

/** What is ticked of the audience, by group. */
export const ticked = {
  kecamatan: { key: 'audience.kecamatan', value: kecamatan },
  kinds: { key: 'audience.kinds', value: kinds },
  classes: { key: 'audience.classes', value: classes },
  interests: { key: 'audience.interests', value: interests },
  programme: { key: 'audience.programme', value: programme },
  /** Rows of tags, as their buttons carry them. */
  tags: { key: 'audience.tags', value: z.array(z.string()) },
  neverAttended: { key: 'audience.never', value: neverAttended },
  notReported: { key: 'audience.owing', value: notReported },
  followUp: { key: 'audience.followUp', value: followUp.unwrap().nullable() },
} as const;

export const isNew = (answers: Answers): boolean => answers.of(given.about) === 'new';
/** How often it is repeated: only news without a training, and nothing that is urgent. */
export function repeatOf(answers: Answers): Repeat | undefined {
  return answers.of(given.about) === 'notice' && !isUrgent(answers)
    ? (answers.of(given.repeat) ?? undefined)
    : undefined;
}

export const isUrgent = (answers: Answers): boolean => answers.of(given.urgent) === true;

/** The criteria as ticked; whoever works in some kecamatan only never reaches further than these. */
export function criteriaOf(
  answers: Answers,
  { limits, tags }: Pick<AnnounceContext, 'limits' | 'tags'>,
): Criteria {
  const chosenTags = answers.of(ticked.tags) ?? [];
  const chosen = answers.of(ticked.kecamatan) ?? [];
  const followsUp = answers.of(ticked.followUp) ?? undefined;
  const allowed = limits.length === 0 ? chosen : chosen.filter((code) => limits.includes(code));
  return {
    kecamatan: allowed.length === 0 ? limits : allowed,
    kinds: answers.of(ticked.kinds) ?? [],
    classes: answers.of(ticked.classes) ?? [],
    interests: answers.of(ticked.interests) ?? [],
    tags: tags.filter(({ id }) => chosenTags.includes(String(id))).map(({ name }) => name),
    neverAttended: answers.of(ticked.neverAttended) ?? false,
    notReported: answers.of(ticked.notReported) ?? null,
    programme: answers.of(ticked.programme) ?? null,
    ...(followsUp === undefined ? {} : { followUp: followsUp }),
  };
}

/** The new training as far as it is answered; undefined while something that it needs is missing. */
export function newTraining(answers: Answers, zone: Zone): TrainingFields | undefined {
  const [title, topic, place] = [answers.of(given.title), answers.of(given.topic), answers.of(given.place)];
  const [time, seats, rule] = [answers.of(given.time), answers.of(given.seats), answers.of(given.rule)];
  const closes = answers.of(given.closes);
  const until = time?.until ?? answers.of(given.until);
  if (
    title === undefined ||
    topic === undefined ||
    place === undefined ||
    time === undefined ||
    until === undefined ||
    seats === undefined ||
    rule === undefined ||
    closes === undefined
  )
    return undefined;
  const endsAt = endOf({ ...time, until }, zone);
  if (endsAt === undefined) return undefined;
  return {
    title,
    topic,
    startsAt: instantOf(time, zone),
    endsAt,
    place,
    address: answers.of(given.address),
    pin: answers.of(given.pin),
    kecamatan: answers.of(given.kecamatan),
    seats,
    seatRule: rule,
    quota: rule === 'quota' ? answers.of(given.quota) : undefined,
    closesAt: instantOf(closes, zone),
    bring: answers.of(given.bring),
    preferUnseated: answers.of(given.preferUnseated) ?? false,
  };
}

/** The training that is announced, new or known; undefined for a notice, and for one that is gone. */
export function announced(
  answers: Answers,
  { training, office }: Pick<AnnounceContext, 'training' | 'office'>,
): AnnouncedTraining | undefined {
  if (!isNew(answers)) return training;
  const fields = newTraining(answers, office.zone);
  return fields === undefined ? undefined : { ...fields, id: 0 };
}

/** What beside the criteria decides who is reached. */
export function optionsOf(
  answers: Answers,
  { training }: Pick<AnnounceContext, 'training'>,
): AudienceOptions {
  const about = isNew(answers)
    ? { topic: answers.of(given.topic), kecamatan: answers.of(given.kecamatan) }
    : training;
  return optionsFor(about, isUrgent(answers));
}
