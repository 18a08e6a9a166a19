import { InputFile } from 'grammy';
import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { linkPicture } from '../../../reports/pictures/qr.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { recoveryCode, stopRecovery } from '../../../services/data-rights/recovery.ts';
import { maySee, noteStandingRead } from '../../../services/people/standing.ts';
import { WHO } from '../../conversations/data-rights/recover-account.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { recoverRoute, recoveryRoute, stuckRoute } from '../../routes/staff.ts';
import { startLink } from '../../routes/start.ts';
import { inline, oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const after = [[button('stuck.again', stuckRoute.to())], [staffMenuButton]];

/** *Pulihkan akun*: the questions at the desk, the link for the new phone, and stopping a move. */
export function recoveryTools(): readonly Press[] {
  return [
    onPress(
      recoverRoute,
      onDuty('cases', async (ctx, member, personId) => {
        if (!(await maySee(ctx.turn.services, member, { personId }))) return oldPress(ctx);
        await ctx.turn.once('read:recovery', codecs.nothing, (inside) =>
          noteStandingRead(inside, member, { personId }),
        );
        await enter(ctx, 'recover-account', { open: 'fresh', seed: { [WHO.key]: personId } });
      }),
    ),
    onPress(
      recoveryRoute,
      onDuty('cases', (ctx, member, id, verb) => verbs[verb](ctx, member, id)),
    ),
  ];
}

const verbs = { link: showLink, stop } as const;

const madeLink = codecs.optional(codecs.json(z.object({ code: z.string(), expiresAt: z.string() })));

async function showLink(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const made = await ctx.turn.once(`recovery:${id}:link`, madeLink, async (inside) => {
    const it = await recoveryCode(inside, member, id);
    return it === undefined ? undefined : { code: it.code, expiresAt: it.expiresAt.toISOString() };
  });
  if (made === undefined) {
    await say(ctx, line('recovery.link.gone'), after);
    return;
  }
  const { code, expiresAt } = made;
  const link = startLink(ctx.me.username, 'recovery', code);
  const { texts, to } = ctx.turn;
  await answerPress(ctx);
  await ctx.replyWithPhoto(new InputFile(await linkPicture(link), 'tautan.png'), {
    caption: texts.html(line('recovery.link', { link, moment: { moment: expiresAt } }), to),
    parse_mode: 'HTML',
    reply_markup: inline(ctx, after),
  });
}

async function stop(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const stopped = await ctx.turn.once(`recovery:${id}:stop`, codecs.boolean, (inside) =>
    stopRecovery(inside, id, { member }),
  );
  await say(ctx, line(stopped ? 'recovery.stop.done' : 'recovery.stop.none'), after);
}
