import { createHash } from 'node:crypto';
import { InputFile } from 'grammy';
import type { Document } from 'grammy/types';
import { todayOf } from '../../../services/core/services.ts';
import { may } from '../../../domain/office/roles.ts';
import { announcedClass } from '../../../domain/words/sent-file.ts';
import { line, type Line } from '../../../i18n.ts';
import type { Layouts } from '../../../reports/layout.ts';
import { readSalesSheet, sheetWords, type ReadSheet } from '../../../reports/readers/sales-sheet.ts';
import { UnreadableSheet, type Unreadable } from '../../../reports/readers/unpack.ts';
import { csvText } from '../../../reports/writers/csv.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import { createDraft } from '../../../services/core/drafts.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { planSheet, type BadCell, type SheetPlan } from '../../../services/sales/sales-sheet.ts';
import { countLine, salesSheetForm, sheetDraft } from '../../conversations/sales/sales-sheet.ts';
import { download } from '../../download.ts';
import { staffMenuButton } from '../../buttons.ts';
import { inline, paragraphs, say, send } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { ofNew, type Place } from '../place.ts';

const MOST_BYTES = 10_000_000;
const BAD_SHOWN = 8;
/** More than these are also sent as a file. */
const ROWS_SHOWN = 10;

/** A sheet of ours that comes back filled in, whatever is open in the chat. */
export function filledSheets(layouts: Layouts): Place {
  return ofNew((ctx, { document }) => {
    const { member } = ctx.turn;
    if (document === undefined || member === undefined || !may(member, 'sales')) return undefined;
    // A sheet is no answer to any question, and goes to nobody else.
    if (announcedClass(document.file_name, document.mime_type) !== 'sheet') return undefined;
    return async () => {
      await take(ctx, member, document, layouts);
      return 'done';
    };
  });
}

async function take(ctx: BotContext, member: MemberRow, document: Document, layouts: Layouts): Promise<void> {
  const data =
    (document.file_size ?? 0) > MOST_BYTES ? undefined : await download(ctx, document.file_id, MOST_BYTES);
  if (data === undefined) return refuse(ctx, 'too-large');
  const read = await readOrReason(ctx, document.file_name ?? '', data, layouts);
  return typeof read === 'string' ? refuse(ctx, read) : preview(ctx, member, data, read);
}

async function readOrReason(
  ctx: BotContext,
  name: string,
  data: Buffer,
  layouts: Layouts,
): Promise<ReadSheet | Unreadable> {
  const { texts, services } = ctx.turn;
  try {
    return await readSalesSheet(name, data, sheetWords(texts, layouts), todayOf(services));
  } catch (error) {
    if (error instanceof UnreadableSheet) return error.reason;
    throw error;
  }
}

async function refuse(ctx: BotContext, reason: Unreadable): Promise<void> {
  await say(ctx, line(`export.fill.unreadable.${reason}`), [[staffMenuButton]]);
}

async function preview(ctx: BotContext, member: MemberRow, data: Buffer, read: ReadSheet): Promise<void> {
  const { services, account } = ctx.turn;
  const sha256 = createHash('sha256').update(data).digest('hex');
  const plan = await planSheet(services, member, read.entries);
  const bad = [...read.bad, ...plan.refused].toSorted((a, b) => a.row - b.row);
  const changes = plan.entries.some((it) => it.decision !== 'unchanged');
  await ctx.turn.once('sheet', codecs.nothing, async (inside) => {
    // The preview shows stored figures, so it stands in the log before it is shown.
    await audit(inside, {
      actor: member.number,
      action: 'sales.sheet.preview',
      subject: `sha256:${sha256}`,
      details: { cells: read.entries.length, refused: bad.length },
    });
    if (changes)
      await createDraft(inside, {
        accountId: account.id,
        form: salesSheetForm.name,
        version: salesSheetForm.version,
        payload: sheetDraft({ sha256, entries: read.entries, bad: read.bad.length }, inside.now()),
        remaining: 1,
      });
  });
  if (bad.length > 0) await sayBad(ctx, bad);
  if (bad.length > BAD_SHOWN || plan.entries.length > ROWS_SHOWN) await sendRows(ctx, plan, bad);
  if (changes) return enter(ctx, 'sales-sheet', { open: 'continue' });
  const html = paragraphs(ctx, [
    countLine(plan, read.bad.length),
    line(read.entries.length + bad.length === 0 ? 'export.fill.empty' : 'export.fill.nothing'),
  ]);
  await send(ctx, html, inline(ctx, [[staffMenuButton]]));
}

const reasonLine = ({ reason, likely }: BadCell): Line =>
  likely === undefined
    ? line(`export.fill.reason.${reason}`)
    : line('export.fill.meant', { amount: { rupiah: likely } });

async function sayBad(ctx: BotContext, bad: readonly BadCell[]): Promise<void> {
  const html = paragraphs(ctx, [
    line('export.fill.bad', { count: { count: bad.length } }),
    ...bad.slice(0, BAD_SHOWN).map((it) =>
      line('export.fill.badRow', {
        row: it.row,
        column: it.column,
        reason: { line: reasonLine(it) },
      }),
    ),
    ...(bad.length > BAD_SHOWN
      ? [line('export.fill.more', { count: { count: bad.length - BAD_SHOWN } })]
      : []),
  ]);
  await send(ctx, html);
}

/** Every cell with what becomes of it, as a small file. It holds numbers of businesses, and no names. */
async function sendRows(ctx: BotContext, plan: SheetPlan, bad: readonly BadCell[]): Promise<void> {
  const { texts, to } = ctx.turn;
  const word = (it: Line): string => texts.plain(it, to);
  const rows = [
    ...plan.entries.map((it) => ({
      row: it.row,
      cells: [
        it.column,
        it.number,
        it.month,
        it.before === undefined ? '' : String(it.before.amount),
        String(it.amount),
        word(line(`export.fill.decision.${it.decision}`)),
      ],
    })),
    ...bad.map((it) => ({ row: it.row, cells: [it.column, it.number, '', '', '', word(reasonLine(it))] })),
  ].toSorted((a, b) => a.row - b.row);
  const header = (
    [
      'export.fill.file.row',
      'export.fill.file.column',
      'export.column.number',
      'export.column.month',
      'export.fill.file.before',
      'export.fill.file.filled',
      'export.fill.file.decision',
    ] as const
  ).map((key) => word(line(key)));
  const csv = csvText([header, ...rows.map(({ row, cells }) => [String(row), ...cells])]);
  await ctx.replyWithDocument(new InputFile(Buffer.from(csv), 'pratinjau.csv'), {
    caption: word(line('export.fill.file.caption')),
  });
}
