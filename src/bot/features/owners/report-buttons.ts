import { Composer, InputFile, type MiddlewareFn } from 'grammy';
import { isMonth } from '../../../domain/month.ts';
import { line, named } from '../../../i18n.ts';
import { rememberFigures } from '../../../services/figures.ts';
import { reportedBusiness, reportInChat, type StoredReport } from '../../../services/sales-history.ts';
import { menuButton, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { consented, registered } from '../actions.ts';
import { changeReport, fillPeople, reportMonth } from './reports.ts';

/** Buttons of the menu, of a reminder and of receipts. Numbers in them may be made by hand: each is looked up in this chat. */
export function reportButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^report\.(zero\.)?(\d{4}-\d{2})$/, async (ctx) => {
    const month = ctx.match[2] ?? '';
    const today = ctx.turn.services.now().toISOString().slice(0, 7);
    if (!isMonth(month) || month > today) return answerPress(ctx, line('common.press.unknown'));
    await registered(consented((inner) => reportMonth(inner, month, ctx.match[1] !== undefined)))(ctx);
  });
  composer.callbackQuery(/^report\.change\.(\d{1,9})$/, (ctx) =>
    withReport(ctx, Number(ctx.match[1]), changeReport),
  );
  composer.callbackQuery(/^report\.people\.(\d{1,9})$/, (ctx) =>
    withReport(ctx, Number(ctx.match[1]), fillPeople),
  );
  composer.callbackQuery(/^bank\.(\d{1,9})$/, (ctx) => sendBankSummary(ctx, Number(ctx.match[1])));
  return composer.middleware();
}

async function withReport(
  ctx: BotContext,
  id: number,
  act: (ctx: BotContext, personId: number, report: StoredReport) => Promise<void>,
): Promise<void> {
  const found = await reportInChat(ctx.turn.services, ctx.turn.account.id, id);
  if (found === undefined) return answerPress(ctx, line('common.press.unknown'));
  await registered(consented((inner) => act(inner, found.personId, found.report)))(ctx);
}

/** *Rekap untuk bank*: one page of own figures, marked as reported by the owner. */
async function sendBankSummary(ctx: BotContext, businessId: number): Promise<void> {
  const { turn } = ctx;
  const found = await reportedBusiness(turn.services, businessId, turn.account.id);
  if (found === undefined) return answerPress(ctx, line('common.press.unknown'));
  await answerPress(ctx);
  const image = await turn.pictures(turn.services, turn.texts, 'bank-summary', businessId, turn.to);
  if (image === undefined) {
    await say(ctx, line('report.bank.empty'), [[menuButton]]);
    return;
  }
  const caption = line('report.bank.caption', { business: { line: named(found.business.name ?? '–') } });
  const sent = await ctx.replyWithPhoto(new InputFile(image, 'rekap.png'), {
    caption: turn.texts.html(caption, turn.to),
    parse_mode: 'HTML',
  });
  await rememberFigures(turn.services, turn.account.id, [sent.message_id]);
}
