import { Composer, type MiddlewareFn } from 'grammy';
import { clip } from '../../../domain/clip.ts';
import { line } from '../../../i18n.ts';
import {
  announcementById,
  approveAnnouncement,
  cancelAnnouncement,
  openStatuses,
  pauseAnnouncement,
  recentAnnouncements,
  refuseAnnouncement,
  resumeAnnouncement,
  type Announcement,
  type Approved,
} from '../../../services/announcements.ts';
import type { Why } from '../../../services/audience.ts';
import {
  countDeliveries,
  decideUnknown,
  firstWhy,
  isCorrectable,
  undecided,
} from '../../../services/deliveries.ts';
import type { MemberRow } from '../../../services/members.ts';
import type { Services } from '../../../services/services.ts';
import { trainingById } from '../../../services/trainings.ts';
import { ANNOUNCEMENT } from '../../conversations/announcement-change.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { announcementButtons, announcementLines } from '../../outbox/announcement-message.ts';
import { textOf } from '../../outbox/announcer.ts';
import { countLines, total } from '../../outbox/progress-message.ts';
import { inline, oldPress, paragraphs, say, send } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onDuty } from './duty.ts';

const SHOWN = 8;
const staffMenu: Button = { label: line('staff.button.menu'), data: 's.menu' };

/** *Kiriman*: what was announced, how far it is, and what can be done with it. */
export function announcementTools(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.send', onDuty('announce', showList));
  composer.callbackQuery(
    /^s\.send\.(\d{1,9})\.(show|approve|refuse|pause|resume|cancel|cancelYes|unknown|resend|leave|correct|withdraw)$/,
    onDuty('announce', async (ctx, member) => {
      const it = await announcementById(ctx.turn.services, Number(ctx.match[1]));
      if (it === undefined) return oldPress(ctx);
      await act(ctx, member, it, ctx.match[2] ?? '');
    }),
  );
  composer.callbackQuery('s.preview', (ctx) => answerPress(ctx, line('broadcast.preview.button')));
  return composer.middleware();
}

async function showList(ctx: BotContext): Promise<void> {
  const recent = await recentAnnouncements(ctx.turn.services, SHOWN);
  const rows: Button[][] = [];
  for (const it of recent) {
    const title = await titleOf(ctx.turn.services, it);
    rows.push([
      {
        label: line('broadcast.list.item', {
          title: clip(title, 36),
          status: { line: line(`broadcast.status.${it.status}`) },
        }),
        data: `s.send.${it.id}.show`,
      },
    ]);
  }
  await say(ctx, line(recent.length === 0 ? 'broadcast.list.none' : 'broadcast.list.title'), [
    ...rows,
    [staffMenu],
  ]);
}

async function titleOf(services: Services, it: Announcement): Promise<string> {
  const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
  return training?.title ?? clip(it.text, 60);
}

async function act(ctx: BotContext, member: MemberRow, it: Announcement, verb: string): Promise<void> {
  switch (verb) {
    case 'show':
      return showOne(ctx, member, it);
    case 'approve':
      return decided(ctx, 'approve', it.id, (inside) => approveAnnouncement(inside, it.id, member));
    case 'refuse':
      return decided(ctx, 'refuse', it.id, (inside) => refuseAnnouncement(inside, it.id, member));
    case 'pause':
      return decided(ctx, 'pause', it.id, (inside) => pauseAnnouncement(inside, it.id, member));
    case 'resume':
      return decided(ctx, 'resume', it.id, (inside) => resumeAnnouncement(inside, it.id, member));
    case 'cancel':
      await say(ctx, line('broadcast.cancel.ask'), [
        [{ label: line('broadcast.cancel.no'), data: `s.send.${it.id}.show` }],
        [{ label: line('broadcast.cancel.yes'), data: `s.send.${it.id}.cancelYes` }],
      ]);
      return;
    case 'cancelYes':
      return decided(ctx, 'cancel', it.id, (inside) => cancelAnnouncement(inside, it.id, member));
    case 'unknown':
      return askUnknown(ctx, it);
    case 'resend':
    case 'leave':
      return settleUnknown(ctx, member, it, verb);
    default:
      if (!isCorrectable(it, ctx.turn.services.now()))
        return void (await say(ctx, line('broadcast.change.late'), [[staffMenu]]));
      return enter(ctx, verb === 'correct' ? 'announcement-correct' : 'announcement-withdraw', {
        open: 'fresh',
        seed: { [ANNOUNCEMENT]: it.id },
      });
  }
}

/** The exact message, then how it stands and what can be done. */
async function showOne(ctx: BotContext, member: MemberRow, it: Announcement): Promise<void> {
  const { services } = ctx.turn;
  const why = await firstWhy(services, it.id);
  await sendPreview(ctx, it, why);
  const counts = await countDeliveries(services, it.id);
  const open = await undecided(services, it.id);
  const press = (verb: string, label: Parameters<typeof line>[0]): readonly Button[] => [
    { label: line(label), data: `s.send.${it.id}.${verb}` },
  ];
  const correctable = isCorrectable(it, services.now());
  const isOther = it.createdBy !== member.number;
  const rows: (readonly Button[])[] = [
    ...(it.status === 'approval' && isOther
      ? [press('approve', 'broadcast.button.approve'), press('refuse', 'broadcast.button.refuse')]
      : []),
    ...(['sending', 'freezing', 'scheduled'].includes(it.status)
      ? [press('pause', 'broadcast.button.pause')]
      : []),
    ...(it.status === 'paused' || it.status === 'held' ? [press('resume', 'broadcast.button.resume')] : []),
    ...(open > 0 ? [press('unknown', 'broadcast.button.unknown')] : []),
    [{ label: line('broadcast.button.basis'), data: `s.basis.${it.id}` }],
    ...(correctable
      ? [press('correct', 'broadcast.correct.title'), press('withdraw', 'broadcast.withdraw.title')]
      : []),
    ...(openStatuses.some((status) => status === it.status)
      ? [press('cancel', 'broadcast.button.cancel')]
      : []),
    [{ label: line('broadcast.list.title'), data: 's.send' }],
    [staffMenu],
  ];
  const text = paragraphs(ctx, [
    line('broadcast.progress.title', { code: it.code, title: await titleOf(services, it) }),
    line(`broadcast.status.${it.status}`),
    line('broadcast.progress.at', { at: { moment: it.scheduledAt.toISOString() } }),
    line(why === undefined ? 'broadcast.why.later' : 'broadcast.why.first'),
    ...(it.startedAt === undefined
      ? []
      : [line('broadcast.receipt.audience', { count: { count: total(counts) } }), ...countLines(counts)]),
  ]);
  await send(ctx, text, inline(ctx, rows));
}

/**
 * An announcement exactly as the first recipient reads it, without a reason before there are any; its buttons only say
 * that this is a preview.
 */
async function sendPreview(
  ctx: BotContext,
  it: Pick<
    Announcement,
    'code' | 'text' | 'version' | 'withdrawnAt' | 'withdrawReason' | 'trainingId' | 'posterFileId'
  >,
  why: Why | undefined,
): Promise<void> {
  const { services } = ctx.turn;
  const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
  const about = textOf(it);
  const html = paragraphs(ctx, announcementLines(services, about, training, why));
  const buttons = announcementButtons(about, training, 0).map((row) =>
    row.map(({ label }) => ({ label, data: 's.preview' })),
  );
  const markup = inline(ctx, buttons);
  if (it.posterFileId === undefined) await send(ctx, html, markup);
  else await ctx.replyWithPhoto(it.posterFileId, { caption: html, parse_mode: 'HTML', reply_markup: markup });
}

/** A decision that this update causes once; what it led to is said, also when somebody else was faster. */
async function decided(
  ctx: BotContext,
  verb: 'approve' | 'refuse' | 'pause' | 'resume' | 'cancel',
  id: number,
  change: (services: Services) => Promise<Approved>,
): Promise<void> {
  const kind = await ctx.turn.once(
    `announcement:${id}:${verb}`,
    async (inside) => (await change(inside)).kind,
  );
  if (kind === 'own') return void (await say(ctx, line('broadcast.approval.own'), [[staffMenu]]));
  const now = await announcementById(ctx.turn.services, id);
  const status = line(`broadcast.status.${now?.status ?? 'cancelled'}`);
  await say(
    ctx,
    kind === 'done'
      ? line('broadcast.decided', { status: { line: status } })
      : line('broadcast.tooLate', { status: { line: status } }),
    [[{ label: line('broadcast.button.show'), data: `s.send.${id}.show` }], [staffMenu]],
  );
}

async function askUnknown(ctx: BotContext, it: Announcement): Promise<void> {
  const open = await undecided(ctx.turn.services, it.id);
  if (open === 0) return answerPress(ctx, line('broadcast.unknown.none'));
  await say(ctx, line('broadcast.unknown.ask', { count: { count: open } }), [
    [{ label: line('broadcast.unknown.leave'), data: `s.send.${it.id}.leave` }],
    [{ label: line('broadcast.unknown.resend'), data: `s.send.${it.id}.resend` }],
  ]);
}

async function settleUnknown(
  ctx: BotContext,
  member: MemberRow,
  it: Announcement,
  decision: 'resend' | 'leave',
): Promise<void> {
  const count = Number(
    await ctx.turn.once(`unknown:${it.id}`, async (inside) =>
      String(await decideUnknown(inside, it.id, member, decision)),
    ),
  );
  if (count === 0) return answerPress(ctx, line('broadcast.unknown.none'));
  await say(ctx, line(`broadcast.unknown.${decision}Done`, { count: { count } }), [
    [{ label: line('broadcast.button.show'), data: `s.send.${it.id}.show` }],
    [staffMenu],
  ]);
}
