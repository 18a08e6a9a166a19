import type { ApprovalReason } from '../domain/announcements/announcement.ts';
import type { TimesTrouble } from '../domain/announcements/plan-times.ts';
import { timesIn, type Rhythm } from '../domain/announcements/series.ts';
import { line, named, type Line, type TextKey } from '../i18n.ts';
import type { Office } from '../office.ts';
import type { Reach } from '../services/announcements/announcing.ts';
import {
  notReachedReasons,
  type AudienceCounts,
  type NotReached,
} from '../services/announcements/audience.ts';
import type { Criteria } from '../services/announcements/criteria.ts';
import type { Services } from '../services/core/services.ts';

type Known = Pick<Services, 'office' | 'programmes'>;

/** One line a group that is chosen, in words; a sentence for everybody when none is. */
export function criteriaLines(wanted: Criteria, { office: { areas }, programmes }: Known): readonly Line[] {
  const group = (key: TextKey, items: readonly Line[]): readonly Line[] =>
    items.length === 0 ? [] : [line(key, { items: { list: items } })];
  const programme = wanted.programme === null ? undefined : programmes.find(wanted.programme);
  const lines = [
    ...group(
      'announce.criteria.kecamatan',
      areas.kecamatan.filter((it) => wanted.kecamatan.includes(it.code)).map((it) => named(it.name)),
    ),
    ...group(
      'announce.criteria.desa',
      areas.desa.filter((it) => wanted.desa?.includes(it.code) === true).map((it) => named(it.name)),
    ),
    ...group(
      'announce.criteria.kinds',
      wanted.kinds.map((it) => line(`kind.${it}`)),
    ),
    ...group(
      'announce.criteria.classes',
      wanted.classes.map((it) => line(`partnership.class.${it}`)),
    ),
    ...group(
      'announce.criteria.interests',
      wanted.interests.map((it) => line(`register.interests.${it}`)),
    ),
    ...group('announce.criteria.tags', wanted.tags.map(named)),
    ...(programme === undefined
      ? []
      : [line('announce.criteria.programme', { programme: { line: { local: programme.name } } })]),
    ...(wanted.followUp === undefined
      ? []
      : [
          line(wanted.followUp.answered ? 'announce.criteria.answered' : 'announce.criteria.silent', {
            code: wanted.followUp.code,
          }),
        ]),
    ...(wanted.neverAttended ? [line('announce.criteria.never')] : []),
    ...(wanted.notReported === null
      ? []
      : [line('announce.criteria.owing', { month: { month: wanted.notReported } })]),
  ];
  return lines.length === 0 ? [line('announce.criteria.everybody')] : lines;
}

/** "Diblokir: 3", one line a reason that holds for anybody. */
function notReachedLines(counts: Readonly<Record<NotReached, number>>): readonly Line[] {
  return notReachedReasons
    .filter((reason) => counts[reason] > 0)
    .map((reason) => line(`announce.notReached.${reason}`, { count: { count: counts[reason] } }));
}

/** Who is reached now, who not and why; nothing before it is counted. */
export function reachLines(counts: AudienceCounts | undefined): readonly Line[] {
  if (counts === undefined) return [];
  const { reached } = counts;
  return [
    line(reached === 0 ? 'announce.reach.nobody' : 'announce.reach.people', { count: { count: reached } }),
    ...missedLines(counts),
  ];
}

/** Who fits and gets nothing, and why; nothing where everybody does. */
export function missedLines({ reached, matched, notReached }: AudienceCounts): readonly Line[] {
  const missed = matched - reached;
  return missed === 0
    ? []
    : [line('announce.reach.missed', { count: { count: missed } }), ...notReachedLines(notReached)];
}

/** What is said when time has made a training impossible. */
export const timesTroubles: Readonly<Record<TimesTrouble, TextKey>> = {
  past: 'announce.check.past',
  'ends-before': 'announce.when.endsBefore',
  closed: 'announce.check.closed',
};

/** What whoever announces should know before it goes out: reach, the same words before, rhythm, the second person. */
export function reviewLines(
  { secondPersonAbove: above, zone }: Pick<Office, 'secondPersonAbove' | 'zone'>,
  it: {
    readonly reach: Reach | undefined;
    readonly reasons: readonly ApprovalReason[];
    readonly rhythm: Rhythm | undefined;
  },
): readonly Line[] {
  const { reach, reasons, rhythm } = it;
  return [
    ...reachLines(reach),
    ...(reach?.before ?? []).map(({ code, at, people }) =>
      line('announce.review.before', {
        code,
        at: { moment: at.toISOString() },
        count: { count: people },
      }),
    ),
    ...(rhythm === undefined
      ? []
      : [
          line('announce.repeat.review', {
            every: { line: line(`announce.repeat.every.${rhythm.every}`) },
            until: { day: rhythm.until },
            count: { count: timesIn(rhythm, zone) },
          }),
        ]),
    ...(reasons.length === 0
      ? []
      : [
          line('announce.review.second', {
            reasons: {
              list: reasons.map((reason) =>
                line(`announce.second.${reason}`, { above: { count: above ?? 0 } }),
              ),
            },
          }),
        ]),
  ];
}
