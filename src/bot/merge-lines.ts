import { line, type Line } from '../i18n.ts';
import { localDate } from '../domain/month/calendar.ts';
import type { Compared, MergeHow, Pair } from '../services/data-rights/merges.ts';
import type { Services } from '../services/core/services.ts';

/** So many months of both are named one by one. */
const MOST_MONTHS = 6;

/** One of two registrations: what tells whether it is the same person. */
export const comparedLine = (
  { office }: Services,
  { business, owner, maskedPhone, maskedNik, registeredAt, chats }: Compared,
): Line =>
  line('verification.merge.one', {
    number: business.number ?? '–',
    business: business.name ?? '–',
    owner: owner ?? '–',
    phone: maskedPhone ?? '–',
    nik: maskedNik ?? '–',
    place: office.areas.kecamatan.find(({ code }) => code === business.kecamatan)?.name ?? '–',
    day: { date: localDate(registeredAt, office.zone).toString() },
    chats,
  });

/** What goes from the one to the other, and which figure counts where both have one. */
export function movingLines({ from, into, months }: Pair, how: MergeHow | undefined): readonly Line[] {
  const { reports, cases, trainings, applications, groups, tags } = from;
  const numbers = { from: from.business.number ?? '–', into: into.business.number ?? '–' };
  return [
    line('verification.merge.moves', { ...numbers, reports, cases, trainings, applications, groups, tags }),
    line('verification.merge.consents'),
    ...(months.length === 0 || how === 'two'
      ? []
      : [
          line('common.blank'),
          line('verification.merge.months', { count: months.length }),
          ...months.slice(0, MOST_MONTHS).map((it) =>
            line('verification.merge.month', {
              ...numbers,
              month: { month: it.month },
              one: { rupiah: it.from },
              other: { rupiah: it.into },
            }),
          ),
        ]),
    ...(how === undefined
      ? []
      : [
          line('common.blank'),
          how === 'two'
            ? line('verification.merge.how.two', numbers)
            : line('verification.merge.how.same', {
                ...numbers,
                counts: how === 'from' ? numbers.from : numbers.into,
              }),
        ]),
  ];
}
