import { Composer, InputFile, type MiddlewareFn } from 'grammy';
import { prefix } from '../../../domain/words/clip.ts';
import { isMonth, type Month } from '../../../domain/month/month.ts';
import { nextReminderDay } from '../../../domain/sales/report-reminders.ts';
import { line, named } from '../../../i18n.ts';
import { rememberFigures } from '../../../services/people/figures.ts';
import { isReportDue } from '../../../services/sales/report-reminders.ts';
import { reportedBusiness, reportInChat, type StoredReport } from '../../../services/sales/sales-history.ts';
import { menuButton, oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { consented, registered } from '../guards.ts';
import { becomePerson } from './people.ts';
import { changeReport, fillPeople, reportMonth } from './reports.ts';
import { stopReminders } from './stopping.ts';
import { todayOf } from '../../../services/core/services.ts';

/** Buttons of the menu, of a reminder and of receipts. Numbers in them may be made by hand: each is looked up in this chat. */
export function reportButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^report\.(zero\.)?(\d{4}-\d{2})(?:\.(\d{1,9}))?$/, async (ctx) => {
    const [, zero, month = '', person] = ctx.match;
    const today = prefix(ctx.turn.services.now().toISOString(), 7);
    if (!isMonth(month) || month > today || !(await isFor(ctx, person))) return oldPress(ctx);
    await registered(consented((inner) => reportMonth(inner, month, zero !== undefined)))(ctx);
  });
  composer.callbackQuery(/^remind\.later\.(\d{4}-\d{2})\.(\d{1,9})$/, async (ctx) => {
    const [, month = '', person] = ctx.match;
    if (!isMonth(month) || !(await isFor(ctx, person))) return oldPress(ctx);
    await reportLater(ctx, month);
  });
  composer.callbackQuery(/^remind\.stop\.(\d{1,9})$/, async (ctx) => {
    if (!(await isFor(ctx, ctx.match[1]))) return oldPress(ctx);
    await stopReminders(ctx);
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

/** A reminder is for one of the people who share the chat: pressing its buttons, that person speaks. */
async function isFor(ctx: BotContext, person: string | undefined): Promise<boolean> {
  if (person === undefined) return true;
  const before = ctx.turn.account.person?.id;
  if (!(await becomePerson(ctx, Number(person)))) return false;
  if (before !== Number(person)) await say(ctx, line('start.switch.done'));
  return true;
}

/** *Nanti saja*: promises nothing but the next reminder, when there is one. */
async function reportLater(ctx: BotContext, month: Month): Promise<void> {
  const { services, account } = ctx.turn;
  const next = nextReminderDay(month, todayOf(services));
  const due = account.person !== undefined && (await isReportDue(services, account.person.id, month));
  await say(
    ctx,
    next !== undefined && due
      ? line('report.reminder.again', { day: { day: next.toString() } })
      : line('report.reminder.anytime'),
    [[menuButton]],
  );
}

async function withReport(
  ctx: BotContext,
  id: number,
  act: (ctx: BotContext, personId: number, report: StoredReport) => Promise<void>,
): Promise<void> {
  const found = await reportInChat(ctx.turn.services, ctx.turn.account.id, id);
  if (found === undefined) return oldPress(ctx);
  await registered(consented((inner) => act(inner, found.personId, found.report)))(ctx);
}

/** *Rekap untuk bank*: one page of own figures, marked as reported by the owner. */
async function sendBankSummary(ctx: BotContext, businessId: number): Promise<void> {
  const { turn } = ctx;
  const found = await reportedBusiness(turn.services, businessId, turn.account.id);
  if (found === undefined) return oldPress(ctx);
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
