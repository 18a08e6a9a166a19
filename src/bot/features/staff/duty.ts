import { may, type Duty } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { noteRefused } from '../../refused.ts';
import { menuButton } from '../../buttons.ts';
import { say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';

/**
 * Runs a handler only for a member with this duty, whoever made the press or typed the command. Rights are read
 * anew with every update, so an old button of somebody whose role has ended does nothing.
 */
export function onDuty<C extends BotContext, Values extends readonly unknown[]>(
  duty: Duty,
  handler: (ctx: C, member: MemberRow, ...values: Values) => Promise<void>,
): (ctx: C, ...values: Values) => Promise<void> {
  return async (ctx, ...values) => {
    const { member } = ctx.turn;
    if (member !== undefined && may(member, duty)) {
      ctx.turn.duty = duty;
      return handler(ctx, member, ...values);
    }
    await noteRefused(ctx, duty);
    await answerPress(ctx, line('common.noDuty'));
    if (ctx.callbackQuery === undefined) await say(ctx, line('common.noDuty'), [[menuButton]]);
  };
}
