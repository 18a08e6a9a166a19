import { type Month } from '../../../domain/month/month.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import { line } from '../../../i18n.ts';
import { findDraft } from '../../../services/core/drafts.ts';
import { lastReminder } from '../../../services/sales/report-reminders.ts';
import { reporterOf, type StoredReport } from '../../../services/sales/sales-history.ts';
import type { Json } from '../../conversations/engine/json.ts';
import type { Start } from '../../conversations/engine/begin.ts';
import { answerIn, hasAnswer } from '../../conversations/engine/draft.ts';
import {
  guidedReport,
  lineReport,
  partnerOfReport,
  peopleOfReport,
} from '../../conversations/sales/report.ts';
import { keys } from '../../conversations/sales/report-context.ts';
import { amountOf, seedOf } from '../../conversations/sales/report-told.ts';
import { dataButton, menuButton } from '../../buttons.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { todayOf } from '../../../services/core/services.ts';

/** *Lapor penjualan*, from the menu, by /lapor or in words; "/lapor 2,5 jt" is a report in one line. */
export async function startReport(ctx: BotContext): Promise<void> {
  const text = (ctx.message?.text ?? '').replace(/^\/lapor(@\w+)?/iu, 'lapor');
  if (!(await reportInWords(ctx, text))) await begin(ctx, {});
}

/** Takes a message as a report ("lapor 2,5 jt", "lapor September"); false when it is none. */
export async function reportInWords(ctx: BotContext, text: string): Promise<boolean> {
  const { services, account } = ctx.turn;
  const told = readReportLine(text, todayOf(services));
  const message = ctx.message ?? ctx.editedMessage;
  if (told === undefined || message === undefined || account.person === undefined) return false;
  const own = await reporterOf(services, account.id, account.person.id);
  const amount = amountOf(told);
  const asked =
    told.month === undefined && amount !== undefined
      ? await monthJustAsked(ctx, account.person.id)
      : undefined;
  const seed = seedOf(
    told,
    own.businesses.map((it) => it.business),
    asked === undefined ? {} : { asked },
  );
  const said = { words: text, messageId: message.message_id };
  await begin(ctx, seed, amount === undefined ? { said } : { said, form: lineReport.name, open: 'fresh' });
  return true;
}

const DAY_MS = 24 * 3_600_000;

/** The month that the bot has asked this person for within a day: by a reminder, or in a report that was left. */
async function monthJustAsked(ctx: BotContext, personId: number): Promise<Month | undefined> {
  const { services, account } = ctx.turn;
  const since = new Date(services.now().getTime() - DAY_MS);
  const reminded = await lastReminder(services, { accountId: account.id, personId }, since);
  const draft = await findDraft(services, account.id, guidedReport.name);
  const left =
    draft === undefined || draft.updatedAt < since ? undefined : answerIn(draft.payload, keys.month);
  return left !== undefined &&
    draft !== undefined &&
    (reminded === undefined || draft.updatedAt > reminded.at)
    ? left
    : reminded?.month;
}

/** The report of a month that is known already: from the menu, or as the answer to a reminder. */
export function reportMonth(ctx: BotContext, month: Month, isZero = false): Promise<void> {
  return begin(ctx, { [keys.month.key]: month, ...(isZero ? { [keys.isZero]: true } : {}) });
}

/** *Ubah laporan ini*: that it is to be changed is not asked again, nor a new amount that was written already. */
export function changeReport(
  ctx: BotContext,
  personId: number,
  report: StoredReport,
  told?: { readonly amount: Json; readonly said: NonNullable<Start['said']> },
): Promise<void> {
  const seed = { ...reportSeed(personId, report), [keys.already]: 'change' };
  if (told === undefined) return begin(ctx, seed, { open: 'fresh' });
  const { amount, said } = told;
  return begin(ctx, { ...seed, [keys.salesTold]: amount }, { open: 'fresh', form: lineReport.name, said });
}

/** *Isi yang bekerja* after a one-line report. */
export function fillPeople(ctx: BotContext, personId: number, report: StoredReport): Promise<void> {
  return begin(ctx, reportSeed(personId, report), { open: 'fresh', form: peopleOfReport.name });
}

/** *Isi yang ke mitra* after a one-line report. */
export function fillPartner(ctx: BotContext, personId: number, report: StoredReport): Promise<void> {
  return begin(ctx, reportSeed(personId, report), { open: 'fresh', form: partnerOfReport.name });
}

function reportSeed(personId: number, report: StoredReport): Readonly<Record<string, Json>> {
  return {
    [keys.person.key]: personId,
    [keys.business.key]: report.businessId,
    [keys.month.key]: report.month,
  };
}

/** Opens a form of the report for the person whose turn it is; the draft keeps whose it is. */
async function begin(
  ctx: BotContext,
  known: Readonly<Record<string, Json>>,
  start: Start = {},
): Promise<void> {
  const { services, account } = ctx.turn;
  if (account.person === undefined) return;
  let seed = known;
  if (!(keys.person.key in known)) {
    const { businesses } = await reporterOf(services, account.id, account.person.id);
    const [only, ...others] = businesses;
    if (only === undefined) {
      await say(ctx, line('report.business.none'), [[dataButton], [menuButton]]);
      return;
    }
    seed = {
      [keys.person.key]: account.person.id,
      ...(others.length === 0 ? { [keys.business.key]: only.business.id } : {}),
      ...known,
    };
  }
  await enter(ctx, 'report', {
    ...start,
    seed,
    open: start.open ?? ((await hasFigure(ctx)) ? 'ask' : 'fresh'),
  });
}

/** Whether an open report holds a figure: only then it is worth asking whether to go on with it. */
async function hasFigure(ctx: BotContext): Promise<boolean> {
  const draft = await findDraft(ctx.turn.services, ctx.turn.account.id, guidedReport.name);
  return draft !== undefined && [keys.sales, 'sales.day'].some((key) => hasAnswer(draft.payload, key));
}
