import { line } from '../../i18n.ts';
import { checkCodes } from '../../services/announcements/code-check.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { actions } from './actions.ts';
import { showAnnouncement } from './owners/check-code.ts';
import { checkInByCode } from './owners/check-in.ts';
import { showMenu } from './owners/menu.ts';
import { followTakeoverLink } from './owners/takeovers.ts';
import { showTrainingView, showTrainingByNumber } from './owners/training-list.ts';
import { followRecoveryLink } from './owners/recovery.ts';
import { followInvitationLink } from './staff/members.ts';

/** What a link `t.me/<bot>?start=<letter>-<code>` opens. */
interface DeepLink {
  readonly letter: string;
  /** `code` is what follows the letter; it may be forged. False: there is no such thing. */
  open(ctx: BotContext, code: string): Promise<boolean>;
}

/** Every kind of link that the bot gives out. Telegram allows 64 characters: letters, digits, `_` and `-`. */
const deepLinks: readonly DeepLink[] = [
  {
    letter: 't',
    // A training by its number, or by the code of an announcement that still holds.
    open: async (ctx, code) =>
      (await showTrainingByNumber(ctx, code)) ||
      (await showAnnouncedTraining(ctx, code)) ||
      showAnnouncement(ctx, code),
  },
  { letter: 'h', open: (ctx, code) => checkInByCode(ctx, code, 'qr') },
  { letter: 'i', open: followInvitationLink },
  { letter: 'a', open: followTakeoverLink },
  { letter: 'p', open: followRecoveryLink },
];

async function showAnnouncedTraining(ctx: BotContext, code: string): Promise<boolean> {
  const found = await checkCodes(ctx.turn.services, [code.toUpperCase()]);
  if (found?.training === undefined || found.withdrawn !== undefined) return false;
  await showTrainingView(ctx, found.training.id);
  return true;
}

/**
 * What stands behind /start: a link opens its place, "/mulai lagi" is /mulai_lagi, and anything else is met with a
 * kind sentence and the menu.
 */
export async function followLink(ctx: BotContext, payload: string): Promise<void> {
  if (/^lagi\b/i.test(payload)) return actions['start-again'](ctx);
  const [, letter = '', code = ''] = /^([a-z])-([\w-]{1,62})$/i.exec(payload) ?? [];
  const link = deepLinks.find((it) => it.letter === letter.toLowerCase());
  if (link !== undefined && (await link.open(ctx, code))) return;
  await say(ctx, line('start.link.unknown'));
  await showMenu(ctx);
}
