import type { Duty } from '../domain/office/roles.ts';
import { codecs } from '../services/core/codecs.ts';
import { audit } from '../services/core/audit.ts';
import type { BotContext } from './turn.ts';

/** Somebody without the duty tried what belongs to the office: it stands in the audit log, whoever it was. */
export async function noteRefused(ctx: BotContext, duty: Duty): Promise<void> {
  const { account, member } = ctx.turn;
  const how = ctx.callbackQuery === undefined ? 'text' : 'press';
  await ctx.turn.once(`refused:${duty}`, codecs.nothing, (inside) =>
    audit(inside, {
      actor: member?.number ?? 'stranger',
      action: 'duty.refused',
      subject: `account:${account.id}`,
      details: { duty, how },
    }),
  );
}
