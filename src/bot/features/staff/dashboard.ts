import { InputFile } from 'grammy';
import { may } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import { dashboard } from '../../../reports/dashboard.ts';
import { dashboardTables, findings } from '../../../reports/dashboard-tables.ts';
import { barList } from '../../../reports/pictures/bar-list.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { buttonRow, staffMenuButton } from '../../buttons.ts';
import { dashboardNoteRoute, dashboardRoute } from '../../routes/staff.ts';
import { paragraphs, say, sendAlbum } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { orderShown } from './exports.ts';

/** *Dasbor*: one album of pictures with one paragraph of plain findings, for the member's kecamatan. */
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
  const tables = await dashboard(services, member.kecamatan);
  const said = dashboardTables(services, (it) => texts.plain(it, to), tables);
  const pictures = await Promise.all(said.map(barList));
  const caption = paragraphs(ctx, findings(services, tables, member.kecamatan));
  await sendAlbum(
    ctx,
    pictures.map((picture, at) => new InputFile(picture, `dasbor-${at + 1}.png`)),
    caption,
  );
  await say(ctx, line('dashboard.menu'), [
    ...(may(member, 'export') ? [buttonRow('paper.note.button', dashboardNoteRoute.to())] : []),
    [staffMenuButton],
  ]);
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
