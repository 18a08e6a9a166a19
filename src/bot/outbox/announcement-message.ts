import { localDate } from '../../domain/month/calendar.ts';
import { line, named, type Line } from '../../i18n.ts';
import type { Announcement } from '../../services/announcements/announcements.ts';
import type { Why } from '../../services/announcements/audience.ts';
import type { Services } from '../../services/core/services.ts';
import type { Button } from '../conversations/engine/form.ts';
import { reasonLine } from '../reasons.ts';
import { askButton, button } from '../buttons.ts';
import { cannotComeRoute, joinRoute, newsOfRoute, trainingRoute } from '../routes/owners.ts';

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
  /** Why it no longer holds. */
  readonly withdrawn?: string | undefined;
}

/** What of an announcement stands in its message. */
export function textOf(
  it: Pick<Announcement, 'code' | 'text' | 'version' | 'withdrawnAt' | 'withdrawReason'>,
): AnnouncementText {
  return {
    code: it.code,
    text: it.text,
    version: it.version,
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
      ? []
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

/** The buttons under an announcement; none under one that no longer holds. */
export function announcementButtons(
  it: AnnouncementText,
  training: AnnouncedTraining | undefined,
  personId: number,
): readonly (readonly Button[])[] {
  if (it.withdrawn !== undefined) return [];
  const news: Button = button('broadcast.button.news', newsOfRoute.to(personId));
  if (training === undefined) return [[askButton], [news]];
  const { id } = training;
  return [
    [button('broadcast.button.join', joinRoute.to(id, personId))],
    [
      button('broadcast.button.place', trainingRoute.to('place', id)),
      button('broadcast.button.ask', trainingRoute.to('ask', id)),
    ],
    [button('broadcast.button.cannot', cannotComeRoute.to(id, personId))],
    [news],
  ];
}
