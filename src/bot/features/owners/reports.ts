import { jakartaDate, type Month } from '../../../domain/month.ts';
import { readReportLine } from '../../../domain/report-line.ts';
import { line, named } from '../../../i18n.ts';
import { businessesOf } from '../../../services/businesses.ts';
import { openDraft } from '../../../services/drafts.ts';
import { reportingBusinesses, type StoredReport } from '../../../services/sales-history.ts';
import type { Json } from '../../conversations/engine/form.ts';
import type { Start } from '../../conversations/engine/fill.ts';
import { hasAnswer } from '../../conversations/engine/draft.ts';
import { guidedReport, lineReport, peopleOfReport } from '../../conversations/report.ts';
import { keys } from '../../conversations/report-context.ts';
import { namedBusiness } from '../../conversations/report-month.ts';
import { menuButton, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';

/** *Lapor penjualan*, from the menu, by /lapor or in words; "/lapor 2,5 jt" is a report in one line. */
export async function startReport(ctx: BotContext): Promise<void> {
  const text = (ctx.message?.text ?? '').replace(/^\/lapor(@\w+)?/iu, 'lapor');
  if (!(await reportInWords(ctx, text))) await begin(ctx, {});
}

/** Takes a message as a report ("lapor 2,5 jt", "lapor September"); false when it is none. */
async function reportInWords(ctx: BotContext, text: string): Promise<boolean> {
  const { services, account } = ctx.turn;
  const told = readReportLine(text, jakartaDate(services.now()));
  const message = ctx.message;
  if (told === undefined || message === undefined || account.person === undefined) return false;
  const own = await reportingBusinesses(services, account.person.id);
  const meant = namedBusiness(
    told.rest,
    own.map((it) => it.business),
  );
  const seed = {
    ...(meant === undefined ? {} : { [keys.business.key]: meant.id }),
    ...(told.month === undefined
      ? told.amount === undefined
        ? {}
        : { [keys.monthTold]: 'default' }
      : { [keys.monthTold]: told.month }),
    ...(told.amount === undefined ? {} : { [keys.salesTold]: told.amount }),
  };
  const said = { words: text, messageId: message.message_id };
  await begin(
    ctx,
    seed,
    told.amount === undefined ? { said } : { said, form: lineReport.name, open: 'fresh' },
  );
  return true;
}

/** The report of a month that is known already: from the menu, or as the answer to a reminder. */
export function reportMonth(ctx: BotContext, month: Month, isZero = false): Promise<void> {
  return begin(ctx, { [keys.month.key]: month, ...(isZero ? { [keys.isZero]: true } : {}) });
}

/** *Ubah laporan ini*: that it is to be changed is not asked again. */
export function changeReport(ctx: BotContext, personId: number, report: StoredReport): Promise<void> {
  return begin(ctx, { ...seedOf(personId, report), [keys.already]: 'change' }, { open: 'fresh' });
}

/** *Isi yang bekerja* after a one-line report. */
export function fillPeople(ctx: BotContext, personId: number, report: StoredReport): Promise<void> {
  return begin(ctx, seedOf(personId, report), { open: 'fresh', form: peopleOfReport.name });
}

function seedOf(personId: number, report: StoredReport): Readonly<Record<string, Json>> {
  return {
    [keys.person.key]: personId,
    [keys.business.key]: report.businessId,
    [keys.month.key]: report.month,
  };
}

/** *Rekap untuk bank* without a receipt: of the only business, or which one? */
export async function chooseBankSummary(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const own = account.person === undefined ? [] : await businessesOf(services, account.person.id);
  await say(ctx, line('report.bank.which'), [
    ...own.map((it) => [{ label: named(it.name ?? '–'), data: `bank.${it.id}` }]),
    [menuButton],
  ]);
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
    const own = await reportingBusinesses(services, account.person.id);
    const [only, ...others] = own;
    if (only === undefined) {
      await say(ctx, line('report.business.none'), [
        [{ label: line('start.menu.data'), data: 'data' }],
        [menuButton],
      ]);
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
  const draft = await openDraft(ctx.turn.services, ctx.turn.account.id, guidedReport.name);
  return draft !== undefined && [keys.sales, 'sales.day'].some((key) => hasAnswer(draft.payload, key));
}
