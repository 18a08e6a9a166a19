import { createHash } from 'node:crypto';
import { announcedLengths } from '../domain/announcements/announcement.ts';
import { contactsIn } from '../domain/announcements/contacts.ts';
import {
  firstTime,
  isSentLate,
  timesTrouble,
  type TimesTrouble,
} from '../domain/announcements/plan-times.ts';
import { isSeriesEnd, repeats } from '../domain/announcements/series.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { addMonths, localDate, monthOf, type Month } from '../domain/month/month.ts';
import { worksIn } from '../domain/office/roles.ts';
import { businessKinds } from '../domain/people/business-kind.ts';
import { maskIdentityNumbers } from '../domain/people/identity.ts';
import { readQuota, type Quota } from '../domain/trainings/quota.ts';
import { MOST_SEATS, seatRules } from '../domain/trainings/seats.ts';
import { readFormDay, readFormTime } from '../domain/when/form-time.ts';
import { MOST_YEARS } from '../domain/when/when-days.ts';
import { line, type Line, type TextKey } from '../i18n.ts';
import { quotaTroubles } from '../reports/announcement-lines.ts';
import { timesTroubles } from '../reports/audience-lines.ts';
import { announceable, trainingOf, type Plan, type Subject } from '../services/announcements/announcing.ts';
import { answerableAnnouncements, type Answerable } from '../services/announcements/announcements.ts';
import { audienceClasses, type Criteria } from '../services/announcements/criteria.ts';
import { todayOf } from '../services/core/services.ts';
import { programmesOn } from '../services/people/eligibility.ts';
import { interestKeys } from '../services/people/people.ts';
import { tagsOfOffice, type Tag } from '../services/people/tags.ts';
import { openSurveys, type Survey } from '../services/surveys/surveys.ts';
import type { Topic, Training, TrainingFields } from '../services/trainings/trainings.ts';
import type { At } from './screen.ts';

/** What stands in the fields of the form, whether it came with the address or was sent. */
export interface Typed {
  field(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** What can be chosen in the form today. */
export interface Choices {
  readonly trainings: readonly Training[];
  readonly surveys: readonly Survey[];
  readonly programmes: readonly Programme[];
  readonly tags: readonly Tag[];
  /** What went out before, for a follow-up. */
  readonly earlier: readonly Answerable[];
  /** Month whose report may be missing. */
  readonly lastMonth: Month;
}

const EARLIER_SHOWN = 10;

export async function choicesAt({ services, member }: At): Promise<Choices> {
  const today = todayOf(services);
  return {
    trainings: await announceable(services, member),
    surveys: await openSurveys(services),
    programmes: programmesOn(services.programmes.open, today),
    tags: await tagsOfOffice(services),
    earlier: await answerableAnnouncements(services, member, EARLIER_SHOWN),
    lastMonth: addMonths(monthOf(today), -1),
  };
}

export const topics: readonly Topic[] = [...interestKeys, 'other'];
/** Every field that says something. */
const fields = [
  'apa',
  'judul',
  'topik',
  'mulai',
  'selesai',
  'tempat',
  'wilayah',
  'kursi',
  'cara',
  'jatah',
  'dahulu',
  'tutup',
  'bawa',
  'isi',
  'kec',
  'desa',
  'jenis',
  'kelas',
  'minat',
  'tanda',
  'program',
  'susulan',
  'belum',
  'utang',
  'kirim',
  'mendesak',
  'alasan',
  'ulang',
  'sampai',
] as const;
export type Field = (typeof fields)[number];

/** The form in a few letters: what was looked at is what is sent. */
export const sealOf = (typed: Typed): string =>
  createHash('sha256')
    .update(JSON.stringify(fields.map((name) => typed.all(name))))
    .digest('base64url');

export interface PlanRead {
  readonly audience: Criteria;
  /** Undefined while something is missing. */
  readonly plan: Plan | undefined;
  /** When it would go out. */
  readonly at: Date;
  readonly problems: readonly Line[];
}

/** Reads the form by the rules of the chat; undefined for what lies outside the kecamatan of the member. */
export function readPlan(at: At, typed: Typed, choices: Choices): PlanRead | undefined {
  const { services, member } = at;
  const { office } = services;
  const now = services.now();
  const problems: Line[] = [];
  const wrong = (label: TextKey, why: Line): undefined => {
    problems.push(line('desk.announce.problem', { field: { line: line(label) }, why: { line: why } }));
    return undefined;
  };
  const one = (name: Field): string => (typed.field(name) ?? '').replaceAll('\r\n', '\n').trim();
  const time = (name: Field, label: TextKey): Date | undefined =>
    readFormTime(one(name), office.zone) ?? wrong(label, line('announce.when.hint'));
  /** Own words without identity numbers, of a fitting length; plain: nothing in them leads elsewhere. */
  const words = (name: keyof typeof announcedLengths, field: Field, isPlain = true): string | undefined => {
    const label = labels[name];
    const { least, most } = announcedLengths[name];
    const said = maskIdentityNumbers(one(field)).masked;
    if (said.length < least || said.length > most)
      return wrong(label, line('announce.words.length', { least, most, count: said.length }));
    return isPlain && contactsIn(said).length > 0 ? wrong(label, line('announce.words.contact')) : said;
  };

  const audience = criteriaIn(at, typed, choices);
  const venue = one('wilayah');
  const isOwn = (code: string): boolean =>
    worksIn(member, code) && office.areas.kecamatan.some((it) => it.code === code);
  if (audience === undefined || (venue !== '' && !isOwn(venue))) return undefined;

  const newTraining = (): TrainingFields | undefined => {
    const title = words('title', 'judul');
    const topic =
      topics.find((it) => it === one('topik')) ?? wrong('announce.topic.label', line('desk.step.choose'));
    const startsAt = time('mulai', 'announce.time.label');
    const endsAt =
      readFormTime(`${one('mulai').split('T')[0] ?? ''}T${one('selesai')}`, office.zone) ??
      wrong('announce.until.label', line('announce.until.hint'));
    const place = words('place', 'tempat');
    const kecamatan = venue === '' ? wrong('announce.kecamatan.label', line('desk.step.choose')) : venue;
    const count = /^\d{1,5}$/.test(one('kursi')) ? Number(one('kursi')) : 0;
    const seats =
      count < 1 || count > MOST_SEATS
        ? wrong('announce.seats.label', line('announce.seats.hint', { most: { count: MOST_SEATS } }))
        : count;
    const seatRule = seatRules.find((it) => it === one('cara')) ?? 'first-come';
    const quota = seatRule === 'quota' && seats !== undefined ? quotaIn(seats) : undefined;
    const closesAt = one('tutup') === '' ? startsAt : time('tutup', 'announce.closes.label');
    const bring = one('bawa') === '' ? undefined : words('bring', 'bawa');
    if (
      title === undefined ||
      topic === undefined ||
      startsAt === undefined ||
      endsAt === undefined ||
      place === undefined ||
      kecamatan === undefined ||
      seats === undefined ||
      closesAt === undefined
    )
      return undefined;
    const trouble = timesTrouble({ startsAt, endsAt, closesAt }, now);
    if (trouble !== undefined) return wrong(timesLabels[trouble], line(timesTroubles[trouble]));
    if (localDate(startsAt, office.zone).year > todayOf(services).year + MOST_YEARS)
      return wrong('announce.time.label', line('announce.when.far'));
    const preferUnseated = one('dahulu') !== '';
    return {
      title,
      topic,
      startsAt,
      endsAt,
      place,
      kecamatan,
      seats,
      seatRule,
      quota,
      closesAt,
      bring,
      preferUnseated,
    };
  };
  const quotaIn = (seats: number): Quota | undefined => {
    const read = readQuota(one('jatah'), office.areas.kecamatan, seats);
    if (read.kind === 'ok') return read.value;
    const key = read.kind === 'none' ? quotaTroubles[read.reason] : undefined;
    return wrong('announce.quota.label', line(key ?? 'announce.quota.hint', { seats: { count: seats } }));
  };
  const subjectIn = (): Subject | undefined => {
    const about = one('apa') || 'notice';
    if (about === 'notice') return { kind: 'notice' };
    if (about === 'new') {
      const fields = newTraining();
      return fields === undefined ? undefined : { kind: 'new', fields };
    }
    const survey = choices.surveys.find(({ id }) => `s${id}` === about);
    if (survey !== undefined)
      return { kind: 'survey', survey: { ...survey, questions: survey.questions.length } };
    const training = choices.trainings.find(({ id }) => `t${id}` === about);
    return training === undefined
      ? wrong('desk.announce.about', line('announce.check.gone'))
      : { kind: 'again', training };
  };

  const subject = subjectIn();
  const closesAt =
    subject === undefined
      ? undefined
      : subject.kind === 'survey'
        ? readFormTime(`${subject.survey.closesOn}T23:59`, office.zone)
        : trainingOf(subject)?.closesAt;
  const isNotice = subject?.kind === 'notice';
  const text = isNotice || one('isi') !== '' ? words('text', 'isi', false) : '';
  const urgent = one('mendesak') !== '';
  const urgentReason = urgent ? words('reason', 'alasan') : undefined;
  const send = one('kirim') === '' ? 'now' : (time('kirim', 'announce.send.label') ?? 'now');
  const first = firstTime(send, { now, quiet: office.quiet, urgent });
  if (closesAt !== undefined && isSentLate(first, closesAt))
    wrong('announce.send.label', line('announce.send.late', { at: { moment: closesAt.toISOString() } }));
  const every = isNotice && !urgent ? repeats.find((it) => it === one('ulang')) : undefined;
  const until = readFormDay(one('sampai'));
  if (every !== undefined && (until === undefined || !isSeriesEnd(until, first, office.zone)))
    wrong('announce.repeat.label', line('announce.repeat.wrongEnd'));
  const plan: Plan | undefined =
    subject === undefined || text === undefined || problems.length > 0
      ? undefined
      : {
          subject,
          text,
          audience,
          send,
          urgentReason,
          posterFileId: undefined,
          repeat: every === undefined || until === undefined ? undefined : { every, until },
        };
  return { audience, plan, at: first, problems };
}

const labels = {
  title: 'announce.title.label',
  place: 'announce.place.label',
  bring: 'announce.bring.label',
  text: 'announce.text.label',
  reason: 'announce.reason.label',
} as const satisfies Readonly<Record<keyof typeof announcedLengths, TextKey>>;

const timesLabels: Readonly<Record<TimesTrouble, TextKey>> = {
  past: 'announce.time.label',
  'ends-before': 'announce.until.label',
  closed: 'announce.closes.label',
};

/** Whom it is for; a desa narrows its own kecamatan. Undefined for a kecamatan or desa that is not the member's. */
function criteriaIn({ services, member }: At, typed: Typed, choices: Choices): Criteria | undefined {
  const { kecamatan, desa } = services.office.areas;
  const limits = member.kecamatan;
  const chosenDesa = desa.filter(({ code }) => typed.all('desa').includes(code));
  const places = new Set([...typed.all('kec'), ...chosenDesa.map((it) => it.district)]);
  const known = [...places].every(
    (code) => kecamatan.some((it) => it.code === code) && worksIn(member, code),
  );
  if (!known || chosenDesa.length !== new Set(typed.all('desa')).size) return undefined;
  const followUp = /^([ny])(\d{1,9})$/.exec(typed.field('susulan') ?? '');
  const about = choices.earlier.find(({ id }) => String(id) === followUp?.[2]);
  const ticked = <T extends string>(name: Field, of: readonly T[]): readonly T[] =>
    of.filter((it) => typed.all(name).includes(it));
  return {
    kecamatan: places.size === 0 ? limits : [...places],
    ...(chosenDesa.length === 0 ? {} : { desa: chosenDesa.map(({ code }) => code) }),
    kinds: ticked('jenis', businessKinds),
    classes: ticked('kelas', audienceClasses),
    interests: ticked('minat', interestKeys),
    tags: choices.tags.filter(({ id }) => typed.all('tanda').includes(String(id))).map(({ name }) => name),
    neverAttended: typed.field('belum') !== undefined,
    notReported: typed.field('utang') === undefined ? null : choices.lastMonth,
    programme: choices.programmes.find(({ id }) => id === typed.field('program'))?.id ?? null,
    ...(about === undefined
      ? {}
      : { followUp: { announcement: about.id, code: about.code, answered: followUp?.[1] === 'y' } }),
  };
}
