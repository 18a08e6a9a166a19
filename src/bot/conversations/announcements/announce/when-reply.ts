import type { Zone } from '../../../../domain/month/calendar.ts';
import { instantOf, type When, type WhenReading } from '../../../../domain/when/when.ts';
import type { WhenReason } from '../../../../domain/when/when-reason.ts';
import { line, type Line, type TextKey } from '../../../../i18n.ts';
import { hint, propose, refuse, type Refusals, type Reply } from '../../engine/reply.ts';
import type { Json } from '../../engine/json.ts';

/** "Kamis, 19 November 2026 pukul 09.00–12.00 WIB" */
export function whenLine(it: When, zone: Zone): Line {
  return wordedWhen(it, zone, 'broadcast.message.time');
}

/** The same on a button: "Kam 19 Nov 09.00–12.00" */
export function whenLabel(it: When, zone: Zone): Line {
  return wordedWhen(it, zone, 'broadcast.message.timeShort');
}

function wordedWhen(
  it: When,
  zone: Zone,
  key: 'broadcast.message.time' | 'broadcast.message.timeShort',
): Line {
  if (it.until === null)
    return line('announce.moment', { at: { moment: instantOf(it, zone).toISOString() } });
  return line(key, {
    day: { day: it.day },
    from: { time: instantOf(it, zone).toISOString() },
    until: { time: instantOf({ day: it.day, from: it.until }, zone).toISOString() },
  });
}

/** What is said when a text is no day and time. */
const NO_WHEN: Refusals<WhenReason> = {
  'no-day': 'announce.when.noDay',
  'no-time': 'announce.when.noTime',
  'no-such-day': 'announce.when.noSuchDay',
  'no-such-time': 'announce.when.noSuchTime',
  past: 'announce.when.past',
  far: 'announce.when.far',
  zone: 'announce.when.zone',
  'ends-before': 'announce.when.endsBefore',
  // What is asked back; without a choice that is left, the text is no day and time.
  'two-days': 'announce.when.hint',
  'two-times': 'announce.when.hint',
  'which-week': 'announce.when.hint',
  'which-hour': 'announce.when.hint',
  month: 'announce.when.hint',
  weekday: 'announce.when.hint',
  'extra-number': 'announce.when.hint',
  'unknown-words': 'announce.when.hint',
  negation: 'announce.when.hint',
};

/** How a text is asked back that can mean several things. */
const WHICH: Readonly<Partial<Record<WhenReason, TextKey>>> = {
  weekday: 'announce.when.weekday',
  'which-hour': 'announce.when.whichHour',
  'two-times': 'announce.when.whichHour',
};

/** Takes what is certain, asks back what is not, and says kindly what is missing. */
export function replyWhen(read: WhenReading, zone: Zone, accept: (value: When) => Reply): Reply {
  if (read.kind === 'ok') return accept(read.value);
  if (read.kind === 'none') return refuse(NO_WHEN, read.reason);
  return proposeWhen(
    read.candidates.map((value) => ({
      value,
      label: whenLabel(value, zone),
      told: whenLine(value, zone),
      reply: accept(value),
    })),
    WHICH[read.reason] ?? 'announce.when.which',
  );
}

/** One button for each meaning. */
export function proposeWhen(
  options: readonly {
    readonly value: Json;
    readonly label: Line;
    /** What a sentence says in its place. */
    readonly told?: Line;
    readonly reply?: Reply;
  }[],
  which: TextKey,
): Reply {
  const [only] = options;
  if (only === undefined) return hint();
  return propose(
    options.length === 1
      ? line('announce.when.confirm', { value: { line: only.told ?? only.label } })
      : line(which),
    line('common.button.writeAgain'),
    ...options.map((it, index) => ({
      code: `w${index}`,
      label: options.length === 1 ? line('common.button.yes') : it.label,
      value: it.value,
      ...(it.reply === undefined ? {} : { reply: it.reply }),
    })),
  );
}
