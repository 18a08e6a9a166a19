import type { Message } from 'grammy/types';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { todayOf } from '../../../services/core/services.ts';
import { readReportLine, type ReportLine } from '../../../domain/sales/report-line.ts';
import { line } from '../../../i18n.ts';
import { submittedSince } from '../../../services/core/drafts.ts';
import { reportInChat, reportOfDraft, type StoredReport } from '../../../services/sales/sales-history.ts';
import { answeredBy } from '../../conversations/engine/draft.ts';
import { guidedReport, lineReport } from '../../conversations/sales/report.ts';
import { workersAnswer } from '../../conversations/sales/report-workers.ts';
import { menuButton } from '../../buttons.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { consented, registered } from '../guards.ts';
import type { Place } from '../place.ts';
import { changeReport, fillPeople, reportInWords } from './reports.ts';

/** Telegram lets people edit a message for 48 hours; its update may be late. */
export const EDITABLE_MS = 3 * 24 * 3_600_000;

interface Sent {
  readonly report: StoredReport;
  readonly personId: number;
  /** What the message had answered in that report. */
  readonly keys: readonly string[];
}

/**
 * A message of a report that was sent, edited in the chat: the new words are read, and the change of the report is
 * asked like any other. An edited line that was no report before is read like a new one.
 */
export const editedReport: Place = {
  async meant(ctx, message) {
    const { text } = message;
    if (ctx.editedMessage === undefined || text === undefined || maskIdentityNumbers(text).found)
      return undefined;
    const { account, services } = ctx.turn;
    if (account.person === undefined) return undefined;
    const today = todayOf(services);
    const sent = await reportWith(ctx, message);
    const told =
      readReportLine(text, today) ??
      (sent === undefined ? undefined : readReportLine(`lapor ${text}`, today));
    if (sent !== undefined)
      return async () => {
        await registered(consented((inner) => changed(inner, sent, told, message)))(ctx);
        return 'done';
      };
    const isFree = Object.keys(ctx.conversation.active()).length === 0;
    if (told?.amount === undefined || !isFree) return undefined;
    return async () => {
      await registered(consented(async (inner) => void (await reportInWords(inner, text))))(ctx);
      return 'done';
    };
  },
};

async function reportWith(ctx: BotContext, { message_id: id }: Message): Promise<Sent | undefined> {
  const { account, services } = ctx.turn;
  const since = new Date(services.now().getTime() - EDITABLE_MS);
  const drafts = await submittedSince(services, account.id, [guidedReport.name, lineReport.name], since);
  for (const draft of drafts) {
    const keys = answeredBy(draft.payload, id);
    const reportId = keys.length === 0 ? undefined : await reportOfDraft(services, draft.id);
    const found = reportId === undefined ? undefined : await reportInChat(services, account.id, reportId);
    if (found !== undefined) return { ...found, keys };
  }
  return undefined;
}

async function changed(
  ctx: BotContext,
  { report, personId, keys }: Sent,
  told: ReportLine | undefined,
  message: Message,
): Promise<void> {
  if (keys.every((key) => key === workersAnswer.key)) return fillPeople(ctx, personId, report);
  // Another month is another report: it is asked like a new one.
  if (told?.month !== undefined && !(told.month.kind === 'ok' && told.month.value === report.month)) {
    await reportInWords(ctx, message.text ?? '');
    return;
  }
  const amount = told?.amount?.kind === 'none' ? undefined : told?.amount;
  if (amount?.kind === 'ok' && amount.value === report.amount) {
    await say(ctx, line('report.already.kept', { month: { month: report.month } }), [[menuButton]]);
    return;
  }
  const said = { words: message.text ?? '', messageId: message.message_id };
  await changeReport(ctx, personId, report, amount === undefined ? undefined : { amount, said });
}
