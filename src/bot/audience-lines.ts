import { line, named, type Line, type TextKey } from '../i18n.ts';
import type { Criteria, NotReached } from '../services/announcements/audience.ts';
import { notReachedReasons } from '../services/announcements/audience.ts';
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
export function notReachedLines(counts: Readonly<Record<NotReached, number>>): readonly Line[] {
  return notReachedReasons
    .filter((reason) => counts[reason] > 0)
    .map((reason) => line(`announce.notReached.${reason}`, { count: { count: counts[reason] } }));
}
