import { InputFile } from 'grammy';
import { line } from '../../../i18n.ts';
import { dashboard } from '../../../reports/dashboard.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { audit } from '../../../services/core/audit.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { dashboardPictures, findings } from '../../dashboard-pictures.ts';
import { staffMenuButton } from '../../buttons.ts';
import { dashboardRoute } from '../../routes/staff.ts';
import { paragraphs, say, sendAlbum } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Dasbor*: one album of pictures with one paragraph of plain findings, for the member's kecamatan. */
export function dashboardTools(): readonly Press[] {
  return [onPress(dashboardRoute, onDuty('dashboard', showDashboard))];
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
  const pictures = await dashboardPictures({ services, texts, to }, tables);
  const caption = paragraphs(ctx, findings(services, tables, member.kecamatan));
  await sendAlbum(
    ctx,
    pictures.map((picture, at) => new InputFile(picture, `dasbor-${at + 1}.png`)),
    caption,
  );
  await say(ctx, line('dashboard.menu'), [[staffMenuButton]]);
}
