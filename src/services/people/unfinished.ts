import type { Services } from '../core/services.ts';
import { wantsOwnReminders } from './stopping.ts';

/** An unfinished draft, as much as a reminder needs. */
export interface UnfinishedDraft {
  readonly id: number;
  readonly accountId: number;
}

/** Unfinished drafts last touched in a span of time, of people who can be reached. */
export async function unfinishedDrafts(
  services: Services,
  from: Date,
  until: Date,
): Promise<readonly UnfinishedDraft[]> {
  return services.db.draft.findMany({
    where: {
      status: 'open',
      remaining: { gt: 0 },
      updatedAt: { gte: from, lt: until },
      account: { office: services.office.key, unreachableSince: null },
    },
    select: { id: true, accountId: true },
    orderBy: { id: 'asc' },
  });
}

/**
 * How many numbered questions an open draft has left; undefined when it is no longer open, was touched since, or its
 * person has stopped such reminders.
 */
export async function stillUnfinished(
  services: Services,
  id: number,
  untouchedSince: Date,
): Promise<
  { readonly form: string; readonly remaining: number; readonly byPerson: string | null } | undefined
> {
  const row = await services.db.draft.findFirst({
    where: { id, status: 'open', updatedAt: { lt: untouchedSince } },
    select: { form: true, remaining: true, accountId: true, byPerson: true },
  });
  if (row === null) return undefined;
  const person =
    row.byPerson === null
      ? null
      : await services.db.person.findUnique({ where: { number: row.byPerson }, select: { id: true } });
  return (await wantsOwnReminders(services, { personId: person?.id, accountId: row.accountId }))
    ? { form: row.form, remaining: row.remaining, byPerson: row.byPerson }
    : undefined;
}
