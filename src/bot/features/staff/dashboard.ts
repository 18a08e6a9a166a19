import { InputFile } from 'grammy';
import { may } from '../../../domain/office/roles.ts';
import { line, type Line } from '../../../i18n.ts';
import { dashboard } from '../../../reports/dashboard.ts';
import { dashboardWords, findings } from '../../../reports/dashboard-tables.ts';
import { dashboardPage } from '../../../reports/pictures/dashboard-page.ts';
import { pngOf } from '../../../reports/pictures/png.ts';
import { svgOf } from '../../../reports/pictures/svg.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { buttonRow, staffMenuButton } from '../../buttons.ts';
import { dashboardNoteRoute, dashboardRoute } from '../../routes/staff.ts';
import { paragraphs, say, sendPhoto } from '../../send.ts';
import { sendSheets } from '../../sheets.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { orderShown } from './exports.ts';

/** *Dasbor*: one page as a picture with plain findings, and the same page to print, for the member's kecamatan. */
export function dashboardTools(): readonly Press[] {
  return [
    onPress(dashboardRoute, onDuty('dashboard', showDashboard)),
    onPress(dashboardNoteRoute, onDuty('export', orderNote)),
  ];
}

async function showDashboard(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services, texts, to } = ctx.turn;
  await ctx.turn.once('dashboard', codecs.nothing, (inside) =>
    audit(inside, {
      actor: member.number,
      action: 'dashboard.read',
      details: { kecamatan: member.kecamatan },
    }),
  );
  await say(ctx, line('dashboard.wait'));
  await ctx.replyWithChatAction('upload_photo');
  const plain = (it: Line): string => texts.plain(it, to);
  const tables = await dashboard(services, member.kecamatan);
  const words = dashboardWords(services, plain, tables, member.kecamatan);
  const page = dashboardPage(words);
  const caption = paragraphs(ctx, findings(services, tables, member.kecamatan));
  await sendPhoto(ctx, new InputFile(await pngOf(svgOf(page)), 'dasbor.png'), caption);
  await sendSheets(
    ctx,
    {
      name: `dasbor-${tables.month}`,
      title: words.title,
      pages: [page],
      caption: line('dashboard.page.caption'),
      asOf: tables.at,
    },
    [
      ...(may(member, 'export') ? [buttonRow('paper.note.button', dashboardNoteRoute.to())] : []),
      [staffMenuButton],
    ],
  );
}

/** The same figures as a memorandum (PDF), made like every other file. */
function orderNote(ctx: BotContext, member: MemberRow): Promise<void> {
  return orderShown(ctx, member, 'dashboard-note', {
    report: 'dashboard-note',
    period: null,
    kecamatan: [...member.kecamatan],
    format: 'pdf',
    shown: 'none',
    purpose: null,
  });
}
