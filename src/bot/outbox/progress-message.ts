import { clip } from '../../domain/clip.ts';
import { addAwakeHours } from '../../domain/quiet-hours.ts';
import { line, named, type Line } from '../../i18n.ts';
import type { Announcement } from '../../services/announcements.ts';
import type { Counts } from '../../services/deliveries.ts';
import type { Services } from '../../services/services.ts';
import type { Button } from '../conversations/engine/form.ts';

const BAR = 12;

/** What an officer sees of a sending: one message, changed in place. */
export interface Progress {
  readonly lines: readonly Line[];
  readonly buttons: readonly (readonly Button[])[];
}

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

/** Bar, counts and expected end of a sending, with the buttons that fit its state. */
export function progressOf(
  it: Announcement,
  title: string | undefined,
  counts: Counts,
  end: Date | undefined,
  undecided: number,
): Progress {
  const all = total(counts);
  const done = all - counts.pending - counts.sending;
  const share = all === 0 ? (it.status === 'done' ? 1 : 0) : done / all;
  const full = Math.floor(share * BAR);
  const reason = it.statusReason === undefined ? [] : reasonLine(it.statusReason);
  return {
    lines: [
      line('broadcast.progress.title', { code: it.code, title: title ?? clip(it.text, 60) }),
      line(`broadcast.status.${it.status}`),
      ...reason,
      ...(it.startedAt === undefined
        ? [line('broadcast.progress.at', { at: { moment: it.scheduledAt.toISOString() } })]
        : [
            named(`${'▓'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(share * 100)}%`),
            line('broadcast.progress.counts', { done: { count: done }, all: { count: all } }),
            ...countLines(counts),
          ]),
      ...(end === undefined ? [] : [line('broadcast.progress.end', { end: { moment: end.toISOString() } })]),
    ],
    buttons: buttonsOf(it, undecided),
  };
}

function reasonLine(reason: string): readonly Line[] {
  switch (reason) {
    case 'overdue':
      return [line('broadcast.reason.overdue')];
    case 'creator-revoked':
      return [line('broadcast.reason.creator-revoked')];
    case 'training-over':
      return [line('broadcast.reason.training-over')];
    case 'restored':
      return [line('broadcast.reason.restored')];
    case 'failures':
      return [line('broadcast.reason.failures')];
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

function buttonsOf(it: Announcement, undecided: number): readonly (readonly Button[])[] {
  const act = (verb: string, label: Parameters<typeof line>[0]): Button => ({
    label: line(label),
    data: `s.send.${it.id}.${verb}`,
  });
  const end = act('cancel', 'broadcast.button.cancel');
  const unknown = undecided === 0 ? [] : [[act('unknown', 'broadcast.button.unknown')]];
  switch (it.status) {
    case 'approval':
    case 'scheduled':
      return [[act('show', 'broadcast.button.show')], [end]];
    case 'sending':
      return [[act('pause', 'broadcast.button.pause')], [end]];
    case 'paused':
    case 'held':
      return [[act('resume', 'broadcast.button.resume')], [end]];
    case 'done':
      return [[act('show', 'broadcast.button.show')], ...unknown];
    case 'cancelled':
    case 'refused':
      return [[act('show', 'broadcast.button.show')], ...unknown];
  }
}
