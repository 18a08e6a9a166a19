import { addAwakeHours } from '../domain/when/quiet-hours.ts';
import { line, named, type Line } from '../i18n.ts';
import { announcementTitle, type Announcement } from '../services/announcements/announcements.ts';
import type { Series } from '../services/announcements/series.ts';
import { correctedCounts } from '../services/announcements/delivery-corrections.ts';
import { countDeliveries, type Counts } from '../services/announcements/deliveries.ts';
import { undecided } from '../services/announcements/unknown-deliveries.ts';
import type { Services } from '../services/core/services.ts';

const BAR = 12;

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** When the rest will have gone out; undefined when nothing is left or nobody knows. */
export function expectedEnd(
  services: Pick<Services, 'now' | 'office'>,
  it: Announcement,
  counts: Counts,
  rate: { readonly perSecond: number; readonly heldUntil: Date | undefined },
): Date | undefined {
  const left = counts.pending + counts.sending;
  if (it.status !== 'sending' || left === 0) return undefined;
  const from = rate.heldUntil ?? services.now();
  const hours = left / rate.perSecond / 3_600;
  return it.urgentReason !== undefined
    ? new Date(from.getTime() + hours * 3_600_000)
    : addAwakeHours(from, hours, services.office.quiet);
}

/** Everything that decides what the message about a sending says. */
export interface ProgressFacts {
  readonly it: Announcement;
  readonly title: string;
  readonly counts: Counts;
  /** How many chats show the text that holds now, and how many an older one; undefined before the first correction. */
  readonly corrected: { readonly current: number; readonly old: number } | undefined;
  /** Messages that wait for a decision. */
  readonly undecided: number;
  /** Why and until when nothing goes out now. */
  readonly waiting?:
    | { readonly kind: 'until'; readonly at: Date }
    | { readonly kind: 'stopped' | 'safe-mode' };
  readonly end?: Date | undefined;
}

/** What is known of a sending from the database alone. */
export async function progressFacts(services: Services, it: Announcement): Promise<ProgressFacts> {
  return {
    it,
    title: await announcementTitle(services, it),
    counts: await countDeliveries(services, it.id),
    corrected: it.version === 1 ? undefined : await correctedCounts(services, it),
    undecided: await undecided(services, it.id),
  };
}

/** How a sending stands: from the first note over bar, counts and expected end to the receipt. */
export function progressLines(facts: ProgressFacts): readonly Line[] {
  return facts.it.status === 'done' ? receiptLines(facts) : runningLines(facts);
}

/** The lines of the receipt sum to the audience. */
function receiptLines({ it, title, counts, corrected, undecided: open }: ProgressFacts): readonly Line[] {
  return [
    line('broadcast.receipt.title', { title, code: it.code }),
    line('broadcast.receipt.audience', { count: { count: total(counts) } }),
    ...countLines(counts),
    ...correctedLines(it, corrected),
    ...(open === 0 ? [] : [line('broadcast.receipt.unknown')]),
  ];
}

function runningLines({ it, title, counts, corrected, waiting, end }: ProgressFacts): readonly Line[] {
  const all = total(counts);
  const done = all - counts.pending - counts.sending;
  const share = all === 0 ? 0 : done / all;
  const full = Math.floor(share * BAR);
  return [
    line('broadcast.progress.title', { code: it.code, title }),
    line(`broadcast.status.${it.status}`),
    ...(it.statusReason === undefined ? [] : stillLines(it.statusReason)),
    ...(it.status === 'sending' && waiting !== undefined ? [waitingLine(waiting)] : []),
    ...(it.status === 'freezing' ? [line('broadcast.progress.frozen', { count: { count: all } })] : []),
    ...(it.startedAt === undefined
      ? it.status === 'freezing'
        ? []
        : [line('broadcast.progress.at', { at: { moment: it.scheduledAt.toISOString() } })]
      : [
          named(`${'▓'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(share * 100)}%`),
          line('broadcast.progress.counts', { done: { count: done }, all: { count: all } }),
          ...countLines(counts),
          ...correctedLines(it, corrected),
        ]),
    ...(end === undefined ? [] : [line('broadcast.progress.end', { end: { moment: end.toISOString() } })]),
  ];
}

function waitingLine(waiting: NonNullable<ProgressFacts['waiting']>): Line {
  return waiting.kind === 'until'
    ? line('broadcast.progress.until', { until: { moment: waiting.at.toISOString() } })
    : line(`broadcast.progress.${waiting.kind}`);
}

function correctedLines(it: Announcement, corrected: ProgressFacts['corrected']): readonly Line[] {
  if (corrected === undefined) return [];
  const { current, old } = corrected;
  const withdrawn = it.withdrawnAt !== undefined;
  return [
    line(withdrawn ? 'broadcast.count.marked' : 'broadcast.count.corrected', { count: { count: current } }),
    ...(old === 0
      ? []
      : [line(withdrawn ? 'broadcast.count.unmarked' : 'broadcast.count.old', { count: { count: old } })]),
  ];
}

/** Why it stands still. */
export function stillLines(reason: string): readonly Line[] {
  switch (reason) {
    case 'overdue':
      return [line('broadcast.reason.overdue')];
    case 'creator-revoked':
      return [line('broadcast.reason.creator-revoked')];
    case 'training-over':
      return [line('broadcast.reason.training-over')];
    case 'survey-over':
      return [line('broadcast.reason.survey-over')];
    case 'restored':
      return [line('broadcast.reason.restored')];
    case 'failures':
      return [line('broadcast.reason.failures')];
    case 'trouble':
      return [line('broadcast.reason.trouble')];
    default:
      return [];
  }
}

/** One line for every state that somebody is in; together they are the audience. */
export function countLines(counts: Counts): readonly Line[] {
  const states = [
    'sent',
    'blocked',
    'opted-out',
    'capped',
    'refused',
    'unknown',
    'cancelled',
    'pending',
  ] as const;
  return states.flatMap((state) => {
    const count = state === 'pending' ? counts.pending + counts.sending : counts[state];
    return count === 0 ? [] : [line(`broadcast.count.${state}`, { count: { count } })];
  });
}

/** How a series goes on; nothing for what is sent once. */
export function seriesLines(series: Series | undefined): readonly Line[] {
  if (series === undefined) return [];
  if (series.next === undefined)
    return [line(series.ended ? 'broadcast.series.ended' : 'broadcast.series.last')];
  return [
    line('broadcast.series.next', {
      every: { line: line(`announce.repeat.every.${series.every}`) },
      until: { day: series.until },
      at: { moment: series.next.toISOString() },
    }),
  ];
}
