import { localDate } from '../domain/month/calendar.ts';
import type { QuotaReason } from '../domain/trainings/quota.ts';
import { line, named, type Addressee, type Line, type TextKey, type Texts } from '../i18n.ts';
import type { AnnouncedSurvey, Announcement } from '../services/announcements/announcements.ts';
import type { Why } from '../services/announcements/audience.ts';
import type { Services } from '../services/core/services.ts';
import type { Topic } from '../services/trainings/trainings.ts';
import { reasonLine } from './reason-lines.ts';

/** What trainings are about, in words. */
export const topicLabels: Readonly<Record<Topic, TextKey>> = {
  packaging: 'register.interests.packaging',
  online: 'register.interests.online',
  permits: 'register.interests.permits',
  bookkeeping: 'register.interests.bookkeeping',
  quality: 'register.interests.quality',
  capital: 'register.interests.capital',
  other: 'announce.topic.other',
};

/** What is said to seats of kecamatan that are not taken; undefined: how they are written. */
export const quotaTroubles: Readonly<Record<QuotaReason, TextKey | undefined>> = {
  'no-pairs': undefined,
  'too-few': undefined,
  spelling: undefined,
  'unknown-area': 'announce.quota.unknown',
  twice: 'announce.quota.twice',
  'too-many': 'announce.quota.tooMany',
};

/** Stands in a preview where the code will be. */
export const NO_CODE = '••••••';

/** As much of a training as stands in its announcement. */
export interface AnnouncedTraining {
  readonly id: number;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string;
  readonly kecamatan?: string | undefined;
  readonly seats: number;
  readonly closesAt: Date;
}

/** As much of an announcement as stands in its message. */
export interface AnnouncementText {
  readonly code: string;
  readonly text: string;
  /** Above 1: it was corrected after it went out. */
  readonly version: number;
  /** The survey to which it invites. */
  readonly survey?: AnnouncedSurvey | undefined;
  /** Why it no longer holds. */
  readonly withdrawn?: string | undefined;
}

/** What of an announcement stands in its message. */
export function textOf(
  it: Pick<Announcement, 'code' | 'text' | 'version' | 'survey' | 'withdrawnAt' | 'withdrawReason'>,
): AnnouncementText {
  return {
    code: it.code,
    text: it.text,
    version: it.version,
    ...(it.survey === undefined ? {} : { survey: it.survey }),
    ...(it.withdrawnAt === undefined ? {} : { withdrawn: it.withdrawReason ?? '–' }),
  };
}

/** "Kamis, 19 November 2026 pukul 09.00–12.00 WIB", or from moment to moment. */
export function trainingTime(
  { office }: Pick<Services, 'office'>,
  { startsAt, endsAt }: Pick<AnnouncedTraining, 'startsAt' | 'endsAt'>,
): Line {
  const day = localDate(startsAt, office.zone).toString();
  if (day === localDate(endsAt, office.zone).toString())
    return line('broadcast.message.time', {
      day: { day },
      from: { time: startsAt.toISOString() },
      until: { time: endsAt.toISOString() },
    });
  return line('broadcast.message.times', {
    from: { moment: startsAt.toISOString() },
    until: { moment: endsAt.toISOString() },
  });
}

/** "Balai Desa Wedani, Kecamatan Cerme" */
export function trainingPlace(
  services: Pick<Services, 'office'>,
  { place, kecamatan }: Pick<AnnouncedTraining, 'place' | 'kecamatan'>,
): Line {
  const name = services.office.areas.kecamatan.find((it) => it.code === kecamatan)?.name;
  if (name === undefined || place.toLowerCase().includes(name.toLowerCase())) return named(place);
  return line('broadcast.message.place', { place, kecamatan: name });
}

/**
 * An announcement as one person reads it: heading, training, the officer's words, why this person, code. The same
 * function makes the message, its preview, and what /cek shows (without `why`).
 */
export function announcementLines(
  services: Pick<Services, 'office' | 'programmes'>,
  it: AnnouncementText,
  training: AnnouncedTraining | undefined,
  why: Why | undefined,
): readonly Line[] {
  const blank = line('common.blank');
  const about =
    training === undefined
      ? surveyLines(it.survey)
      : [
          line('broadcast.message.title', { title: training.title }),
          trainingTime(services, training),
          trainingPlace(services, training),
          line('broadcast.message.seats', {
            seats: { count: training.seats },
            closes: { moment: training.closesAt.toISOString() },
          }),
          blank,
        ];
  const words = it.text === '' ? [] : [line('broadcast.message.text', { text: it.text }), blank];
  const head =
    it.withdrawn !== undefined
      ? line('broadcast.message.withdrawn', { reason: { line: reasonLine(it.withdrawn) } })
      : it.version > 1
        ? line('broadcast.message.corrected')
        : line('broadcast.message.head');
  return [
    head,
    blank,
    ...about,
    ...words,
    ...(why === undefined || it.withdrawn !== undefined ? [] : [whyLine(services, why), blank]),
    line('broadcast.message.code', { code: it.code }),
  ];
}

const surveyLines = (survey: AnnouncedSurvey | undefined): readonly Line[] =>
  survey === undefined
    ? []
    : [
        line('broadcast.message.title', { title: survey.title }),
        line('broadcast.message.survey', {
          questions: { count: survey.questions },
          day: { day: survey.closesOn },
        }),
        line('common.blank'),
      ];

/** "Ibu mendapat kabar ini karena usaha Ibu makanan dan belum pernah ikut pelatihan." */
function whyLine(services: Pick<Services, 'office' | 'programmes'>, why: Why): Line {
  const kecamatan = services.office.areas.kecamatan.find((it) => it.code === why.kecamatan)?.name;
  const programme = why.programme === undefined ? undefined : services.programmes.find(why.programme);
  const reasons: readonly Line[] = [
    ...(why.kind === undefined
      ? []
      : [line('broadcast.why.kind', { kind: { line: line(`broadcast.why.kind.${why.kind}`) } })]),
    ...(kecamatan === undefined ? [] : [line('broadcast.why.kecamatan', { kecamatan })]),
    ...(why.class === undefined ? [] : [line(`broadcast.why.class.${why.class}`)]),
    ...(why.interest === undefined
      ? []
      : [
          line('broadcast.why.interest', {
            interest: { line: line(`broadcast.why.topic.${why.interest}`) },
          }),
        ]),
    ...(why.notReported === undefined
      ? []
      : [line('broadcast.why.notReported', { month: { month: why.notReported } })]),
    ...(programme === undefined
      ? []
      : [line('broadcast.why.programme', { programme: { line: { local: programme.name } } })]),
    ...(why.followUp === undefined ? [] : [line(`broadcast.why.${why.followUp}`)]),
    ...(why.neverAttended === true ? [line('broadcast.why.neverAttended')] : []),
  ];
  const [last] = reasons.slice(-1);
  if (last === undefined) return line('broadcast.why.agreed');
  if (reasons.length === 1) return line('broadcast.why.one', { reason: { line: last } });
  return line('broadcast.why.several', { first: { list: reasons.slice(0, -1) }, last: { line: last } });
}

/** What the buttons under an announcement say. */
export type AnnouncementButton = Extract<
  TextKey,
  | 'broadcast.button.join'
  | 'broadcast.button.place'
  | 'broadcast.button.ask'
  | 'broadcast.button.cannot'
  | 'broadcast.button.survey'
  | 'broadcast.button.news'
  | 'start.menu.ask'
>;

/** The buttons under an announcement, row by row; none under one that no longer holds. */
export function announcementRows(
  it: AnnouncementText,
  training: AnnouncedTraining | undefined,
): readonly (readonly AnnouncementButton[])[] {
  if (it.withdrawn !== undefined) return [];
  if (it.survey !== undefined) return [['broadcast.button.survey'], ['broadcast.button.news']];
  if (training === undefined) return [['start.menu.ask'], ['broadcast.button.news']];
  return [
    ['broadcast.button.join'],
    ['broadcast.button.place', 'broadcast.button.ask'],
    ['broadcast.button.cannot'],
    ['broadcast.button.news'],
  ];
}

/** The words of an announcement for another way than the chat: no more than it says, and no reason of one person. */
export function announcementWords(
  services: Pick<Services, 'office' | 'programmes'>,
  texts: Texts,
  to: Addressee,
  it: Parameters<typeof textOf>[0],
  training: AnnouncedTraining | undefined,
): string {
  return announcementLines(services, textOf(it), training, undefined)
    .map((each) => texts.plain(each, to).replaceAll(/<\/?b>/g, ''))
    .join('\n');
}
