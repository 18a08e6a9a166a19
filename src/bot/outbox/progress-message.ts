import type { Line, TextKey } from '../../i18n.ts';
import { progressLines, type ProgressFacts } from '../../reports/sending-lines.ts';
import type { Button } from '../message.ts';
import { button, staffMenuButton } from '../buttons.ts';
import { announcementRoute, basisRoute } from '../routes/staff.ts';

/** What an officer sees of a sending: one message, changed in place. */
export interface Progress {
  readonly lines: readonly Line[];
  readonly buttons: readonly (readonly Button[])[];
}

/** One message, from the note of the form over bar, counts and expected end to the receipt. */
export function progressOf(facts: ProgressFacts): Progress {
  return { lines: progressLines(facts), buttons: buttonsOf(facts) };
}

function buttonsOf({ it, undecided: open }: ProgressFacts): readonly (readonly Button[])[] {
  const act = (verb: Parameters<typeof announcementRoute.to>[1], label: TextKey): Button =>
    button(label, announcementRoute.to(it.id, verb));
  const end = act('cancel', 'broadcast.button.cancel');
  const show = act('show', 'broadcast.button.show');
  const unknown = open === 0 ? [] : [[act('unknown', 'broadcast.button.unknown')]];
  switch (it.status) {
    case 'approval':
    case 'scheduled':
      return [[show], [end]];
    case 'freezing':
    case 'sending':
      return [[act('pause', 'broadcast.button.pause')], [end]];
    case 'paused':
    case 'held':
      return [[act('resume', 'broadcast.button.resume')], [end]];
    case 'done':
    case 'cancelled':
    case 'refused':
      return [
        ...unknown,
        [show],
        [button('broadcast.button.basis', basisRoute.to(it.id))],
        [staffMenuButton],
      ];
  }
}
