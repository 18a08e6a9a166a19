import { GrammyError } from 'grammy';
import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { findDraft, findDrafts } from '../../../services/core/drafts.ts';
import { withParts } from '../../../services/core/message-parts.ts';
import { figureMessages, forgetFigures } from '../../../services/people/figures.ts';
import { figuresOf, moneyOf } from '../../conversations/engine/draft.ts';
import { guidedReport, lineReport } from '../../conversations/sales/report.ts';
import { menuButton } from '../../buttons.ts';
import { deleteMessage, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';

/** Most messages in one call (Bot API, deleteMessages). */
const BATCH = 100;

const counts = z.object({ gone: z.number(), left: z.number() });

/**
 * *Sembunyikan angka*: the phone is shared, so the messages with figures leave the chat, the person's own too.
 * Telegram deletes what is younger than 48 hours; how many stay is said.
 */
export async function hideFigures(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const { young, old } = await figureMessages(services, account.id);
  const begun = await figuresOfOpenForms(ctx);
  const all = await withParts(services, account.id, [...young, ...begun]);
  let gone = 0;
  for (let at = 0; at < all.length; at += BATCH) gone += await deleteBatch(ctx, all.slice(at, at + BATCH));
  const done = await ctx.turn.once('hide-figures', codecs.json(counts), async (inside) => {
    await forgetFigures(inside, account.id, [...all, ...old]);
    return { gone, left: all.length - gone + old.length };
  });
  if (done.gone > 0)
    await say(ctx, line('report.hide.done', { count: done.gone }), done.left === 0 ? [[menuButton]] : []);
  if (done.left > 0) await say(ctx, line('report.hide.left', { count: done.left }), [[menuButton]]);
  if (done.gone + done.left === 0) await say(ctx, line('report.hide.none'), [[menuButton]]);
}

/** Of a report all of it, of another form the answers that are amounts of money. */
async function figuresOfOpenForms({ turn: { services, account } }: BotContext): Promise<readonly number[]> {
  const reports: readonly string[] = [guidedReport.name, lineReport.name];
  const found: number[] = [];
  for (const { form } of await findDrafts(services, account.id)) {
    const draft = await findDraft(services, account.id, form);
    if (draft === undefined) continue;
    if (!reports.includes(form)) found.push(...moneyOf(draft.payload));
    else if (draft.promptMessageId === undefined) found.push(...figuresOf(draft.payload));
    else found.push(...figuresOf(draft.payload), draft.promptMessageId);
  }
  return found;
}

/** How many of these are gone now. One that Telegram refuses fails the whole batch, so then each is tried alone. */
async function deleteBatch(ctx: BotContext, messageIds: readonly number[]): Promise<number> {
  const chatId = ctx.chat?.id;
  if (chatId === undefined) return 0;
  try {
    await ctx.api.deleteMessages(chatId, [...messageIds]);
    return messageIds.length;
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    let gone = 0;
    for (const messageId of messageIds) if (await deleteMessage(ctx, messageId)) gone += 1;
    return gone;
  }
}
