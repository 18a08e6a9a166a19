import { line } from '../../i18n.ts';
import { checkCodes } from '../../services/announcements/check-code.ts';
import { readStart, type StartKind } from '../routes/start.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { actions } from './actions.ts';
import { showAnnouncement } from './owners/check-code.ts';
import { checkInByCode } from './owners/check-in.ts';
import { followGroupLink } from './owners/groups.ts';
import { showMenu } from './owners/menu.ts';
import { followTakeoverLink } from './owners/takeovers.ts';
import { showTrainingView, showTrainingByNumber } from './owners/training-list.ts';
import { followRecoveryLink } from './owners/recovery.ts';
import { followInvitationLink } from './staff/members.ts';

/** What a link opens. `code` may be forged; false: there is no such thing. */
const places: Readonly<Record<StartKind, (ctx: BotContext, code: string) => Promise<boolean>>> = {
  // A training by its number, or by the code of an announcement that still holds.
  training: async (ctx, code) =>
    (await showTrainingByNumber(ctx, code)) ||
    (await showAnnouncedTraining(ctx, code)) ||
    showAnnouncement(ctx, code),
  checkin: (ctx, code) => checkInByCode(ctx, code, 'qr'),
  invitation: followInvitationLink,
  takeover: followTakeoverLink,
  recovery: followRecoveryLink,
  group: followGroupLink,
};

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
  const link = readStart(payload);
  if (link !== undefined && (await places[link.kind](ctx, link.code))) return;
  await say(ctx, line('start.link.unknown'));
  await showMenu(ctx);
}
