import { InputFile } from 'grammy';
import { prefix } from '../../../domain/words/clip.ts';
import type { Month } from '../../../domain/month/month.ts';
import { nextReminderDay } from '../../../domain/sales/report-reminders.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { rememberFigures } from '../../../services/people/figures.ts';
import { isReportDue } from '../../../services/sales/report-reminders.ts';
import { reportedBusiness, reportInChat, type StoredReport } from '../../../services/sales/sales-history.ts';
import { button, menuButton } from '../../buttons.ts';
import {
  bankRoute,
  ownReportsRoute,
  remindLaterRoute,
  remindStopRoute,
  reportMonthRoute,
  storedReportRoute,
  zeroRoute,
} from '../../routes/owners.ts';
import { inline, oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { consented, registered } from '../guards.ts';
import { onPress, type Press } from '../on-press.ts';
import { becomePerson } from './people.ts';
import { seeReports } from './own-reports.ts';
import { changeReport, fillPartner, fillPeople, reportMonth } from './reports.ts';
import { stopReminders } from './stopping.ts';
import { todayOf } from '../../../services/core/services.ts';

/** Buttons of the menu, of a reminder and of receipts. Numbers in them may be forged: each is looked up in this chat. */
export function reportButtons(): readonly Press[] {
  return [
    onPress(reportMonthRoute, (ctx, month, person) => openMonth(ctx, month, person, false)),
    onPress(zeroRoute, (ctx, month, person) => openMonth(ctx, month, person, true)),
    onPress(remindLaterRoute, async (ctx, month, person) => {
      if (!(await isFor(ctx, person))) return oldPress(ctx);
      await reportLater(ctx, month);
    }),
    onPress(remindStopRoute, async (ctx, person) => {
      if (!(await isFor(ctx, person))) return oldPress(ctx);
      await stopReminders(ctx);
    }),
    onPress(storedReportRoute, (ctx, verb, id) => withReport(ctx, id, ofReport[verb])),
    onPress(bankRoute, sendBankSummary),
    onPress(ownReportsRoute, seeReports),
  ];
}

async function openMonth(
  ctx: BotContext,
  month: Month,
  person: number | undefined,
  zero: boolean,
): Promise<void> {
  const today = prefix(ctx.turn.services.now().toISOString(), 7);
  if (month > today || !(await isFor(ctx, person))) return oldPress(ctx);
  await registered(consented((inner) => reportMonth(inner, month, zero)))(ctx);
}

type OfReport = (ctx: BotContext, personId: number, report: StoredReport) => Promise<void>;

const ofReport = {
  change: changeReport,
  people: fillPeople,
  partner: fillPartner,
} as const satisfies Readonly<Record<string, OfReport>>;

/** A reminder is for one of the people who share the chat: pressing its buttons, that person speaks. */
async function isFor(ctx: BotContext, person: number | undefined): Promise<boolean> {
  if (person === undefined) return true;
  const before = ctx.turn.account.person?.id;
  if (!(await becomePerson(ctx, person))) return false;
  if (before !== person) await say(ctx, line('start.switch.done'));
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

async function withReport(ctx: BotContext, id: number, act: OfReport): Promise<void> {
  const found = await reportInChat(ctx.turn.services, ctx.turn.account.id, id);
  if (found === undefined) return oldPress(ctx);
  await registered(consented((inner) => act(inner, found.personId, found.report)))(ctx);
}

/** *Rekap untuk bank*: one page of own figures, marked as reported by the owner, to look at and as a file. */
async function sendBankSummary(ctx: BotContext, businessId: number): Promise<void> {
  const { turn } = ctx;
  const found = await reportedBusiness(turn.services, businessId, turn.account.id);
  if (found === undefined) return oldPress(ctx);
  await answerPress(ctx);
  const make = (picture: string): Promise<Uint8Array | undefined> =>
    turn.pictures(turn.services, turn.texts, picture, businessId, turn.to);
  const image = await make('bank-summary');
  const paper = await make('bank-paper');
  if (image === undefined || paper === undefined) {
    await say(ctx, line('report.bank.empty'), [[menuButton]]);
    return;
  }
  const captioned = (caption: Line) =>
    ({ caption: turn.texts.html(caption, turn.to), parse_mode: 'HTML' }) as const;
  const business = { line: named(found.business.name ?? '–') };
  const shown = await ctx.replyWithPhoto(
    new InputFile(image, 'rekap.png'),
    captioned(line('report.bank.caption', { business })),
  );
  const file = await ctx.replyWithDocument(new InputFile(paper, 'rekap-penjualan.pdf'), {
    ...captioned(line('report.bank.file')),
    reply_markup: inline(ctx, [
      [button('report.own.button', ownReportsRoute.to('see', businessId))],
      [button('report.receipt.hide', 'hide-figures')],
      [menuButton],
    ]),
  });
  await rememberFigures(turn.services, turn.account.id, [shown.message_id, file.message_id]);
}
