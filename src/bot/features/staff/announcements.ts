import { localDate } from '../../../domain/month/month.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  announcementById,
  announcementFor,
  announcementTitle,
  openStatuses,
  recentAnnouncements,
  type Announcement,
} from '../../../services/announcements/announcements.ts';
import {
  approveAnnouncement,
  refuseAnnouncement,
} from '../../../services/announcements/announcement-approval.ts';
import {
  cancelAnnouncement,
  pauseAnnouncement,
  resumeAnnouncement,
  type Approved,
} from '../../../services/announcements/announcement-status.ts';
import { isCorrectable } from '../../../services/announcements/announcement-changes.ts';
import type { Why } from '../../../services/announcements/audience.ts';
import { countDeliveries, firstWhy } from '../../../services/announcements/deliveries.ts';
import { endSeries, seriesOf } from '../../../services/announcements/series.ts';
import { decideUnknown, undecided } from '../../../services/announcements/unknown-deliveries.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { trainingById } from '../../../services/trainings/trainings.ts';
import { ticked } from '../../conversations/announcements/announce/answers.ts';
import { ANNOUNCEMENT } from '../../conversations/announcements/announcement-change.ts';
import type { Button } from '../../message.ts';
import { announcementButtons } from '../../outbox/announcement-buttons.ts';
import { announcementLines, textOf } from '../../../reports/announcement-lines.ts';
import { countLines, seriesLines, total } from '../../../reports/sending-lines.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import {
  announcementRoute,
  announcementsRoute,
  basisRoute,
  byHandListRoute,
  sampleRoute,
} from '../../routes/staff.ts';
import { A_PAGE, showList, spanOf, type Row } from '../../pages.ts';
import { inline, oldPress, paragraphs, say, send, sendUnder } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { waitingButtons } from './changes.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

/** *Kiriman*: what was announced, how far it is, and what can be done with it. */
export function announcementTools(): readonly Press[] {
  return [
    onPress(announcementsRoute, onDuty('announce', showAnnouncements)),
    onPress(
      announcementRoute,
      onDuty('announce', async (ctx, member, id, verb) => {
        // A forged number leads to nothing beyond the member's own kecamatan.
        const it = await announcementFor(ctx.turn.services, member, id);
        if (it === undefined) return oldPress(ctx);
        await verbs[verb](ctx, member, it);
      }),
    ),
  ];
}

async function showAnnouncements(ctx: BotContext, member: MemberRow): Promise<void> {
  const { services } = ctx.turn;
  const recent = await recentAnnouncements(services, member, A_PAGE);
  const rows: Row[] = [];
  for (const it of recent)
    rows.push({
      text: line('broadcast.list.item', {
        title: await announcementTitle(services, it),
        status: { line: line(`broadcast.status.${it.status}`) },
        day: { dayShort: localDate(it.scheduledAt, services.office.zone).toString() },
      }),
      data: announcementRoute.to(it.id, 'show'),
    });
  await showList(ctx, {
    head: line(recent.length === 0 ? 'broadcast.list.none' : 'broadcast.list.title'),
    rows,
    span: spanOf(0, recent.length),
    under: [[staffMenuButton]],
  });
}

type Verb = (ctx: BotContext, member: MemberRow, it: Announcement) => Promise<void>;

const decides =
  (verb: Decision, change: (inside: Transaction, id: number, by: MemberRow) => Promise<Approved>): Verb =>
  (ctx, member, it) =>
    decided(ctx, verb, it.id, (inside) => change(inside, it.id, member));

const changes =
  (form: 'announcement-correct' | 'announcement-withdraw'): Verb =>
  async (ctx, _member, it) => {
    if (!isCorrectable(it, ctx.turn.services.now()))
      return void (await say(ctx, line('broadcast.change.late'), [[staffMenuButton]]));
    return enter(ctx, form, { open: 'fresh', seed: { [ANNOUNCEMENT]: it.id } });
  };

/** Begins an announcement to those who have answered this one, or who have not. */
function followUp(answered: boolean): Verb {
  return (ctx, _member, it) =>
    enter(ctx, 'announce', {
      open: 'ask',
      seed: { [ticked.followUp.key]: { announcement: it.id, code: it.code, answered } },
    });
}

/** Everything that can be done with one announcement. */
const verbs = {
  show: showOne,
  approve: decides('approve', approveAnnouncement),
  refuse: decides('refuse', refuseAnnouncement),
  pause: decides('pause', pauseAnnouncement),
  resume: decides('resume', resumeAnnouncement),
  cancel: askToCancel,
  cancelYes: decides('cancel', cancelAnnouncement),
  unknown: (ctx, _member, it) => askUnknown(ctx, it),
  resend: (ctx, member, it) => settleUnknown(ctx, member, it, 'resend'),
  leave: (ctx, member, it) => settleUnknown(ctx, member, it, 'leave'),
  correct: changes('announcement-correct'),
  withdraw: changes('announcement-withdraw'),
  series: askToEndSeries,
  seriesYes: endRepeats,
  silent: followUp(false),
  answered: followUp(true),
} as const satisfies Readonly<Record<string, Verb>>;

async function askToCancel(ctx: BotContext, _member: MemberRow, it: Announcement): Promise<void> {
  await say(ctx, line('broadcast.cancel.ask'), [
    [button('broadcast.cancel.no', announcementRoute.to(it.id, 'show'))],
    [button('broadcast.cancel.yes', announcementRoute.to(it.id, 'cancelYes'))],
  ]);
}

async function askToEndSeries(ctx: BotContext, _member: MemberRow, it: Announcement): Promise<void> {
  await say(ctx, line('broadcast.series.ask'), [
    [button('broadcast.cancel.no', announcementRoute.to(it.id, 'show'))],
    [button('broadcast.cancel.yes', announcementRoute.to(it.id, 'seriesYes'))],
  ]);
}

async function endRepeats(ctx: BotContext, member: MemberRow, it: Announcement): Promise<void> {
  const ended = await ctx.turn.once(
    `series:${it.id}:end`,
    codecs.word(['done', 'over', 'not-yours']),
    (inside) => endSeries(inside, it.id, member),
  );
  if (ended === 'not-yours') return oldPress(ctx);
  await say(ctx, line(ended === 'done' ? 'broadcast.series.done' : 'broadcast.series.over'), [
    [button('broadcast.button.show', announcementRoute.to(it.id, 'show'))],
    [staffMenuButton],
  ]);
}

/** The exact message, then how it stands and what can be done. */
async function showOne(ctx: BotContext, member: MemberRow, it: Announcement): Promise<void> {
  const { services } = ctx.turn;
  const why = await firstWhy(services, it.id);
  await sendPreview(ctx, it, why);
  const counts = await countDeliveries(services, it.id);
  const series = await seriesOf(services, it);
  const open = await undecided(services, it.id);
  const press = (verb: keyof typeof verbs, label: Parameters<typeof line>[0]): readonly Button[] => [
    { label: line(label), data: announcementRoute.to(it.id, verb) },
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
    ...(series?.next === undefined ? [] : [press('series', 'broadcast.series.end')]),
    ...(open > 0 ? [press('unknown', 'broadcast.button.unknown')] : []),
    ...(await waitingButtons(ctx, { announcementId: it.id })),
    ...byHandRow(it),
    ...(it.startedAt === undefined || it.trainingId === undefined || it.withdrawnAt !== undefined
      ? []
      : [press('silent', 'broadcast.button.silent'), press('answered', 'broadcast.button.answered')]),
    [button('broadcast.button.basis', basisRoute.to(it.id))],
    ...(correctable
      ? [press('correct', 'broadcast.correct.title'), press('withdraw', 'broadcast.withdraw.title')]
      : []),
    ...(openStatuses.some((status) => status === it.status)
      ? [press('cancel', 'broadcast.button.cancel')]
      : []),
    [button('broadcast.list.title', announcementsRoute.to())],
    [staffMenuButton],
  ];
  const text = paragraphs(ctx, [
    line('broadcast.progress.title', { code: it.code, title: await announcementTitle(services, it) }),
    line(`broadcast.status.${it.status}`),
    line('broadcast.progress.at', { at: { moment: it.scheduledAt.toISOString() } }),
    ...seriesLines(series),
    line(why === undefined ? 'broadcast.why.later' : 'broadcast.why.first'),
    ...(it.startedAt === undefined
      ? []
      : [line('broadcast.receipt.audience', { count: { count: total(counts) } }), ...countLines(counts)]),
  ]);
  await send(ctx, text, inline(ctx, rows));
}

/** The way to those who fit and have no Telegram; no row while nothing has gone out, and where there is nobody. */
function byHandRow(it: Announcement): readonly (readonly Button[])[] {
  const count = it.startedAt === undefined ? 0 : (it.basis?.notReached['no-telegram'] ?? 0);
  return count === 0
    ? []
    : [[{ label: line('broadcast.hand.button', { count: { count } }), data: byHandListRoute.to(it.id) }]];
}

/**
 * An announcement exactly as the first recipient reads it, without a reason before there are any; its buttons only say
 * that this is a preview.
 */
async function sendPreview(
  ctx: BotContext,
  it: Pick<
    Announcement,
    'code' | 'text' | 'version' | 'survey' | 'withdrawnAt' | 'withdrawReason' | 'trainingId' | 'posterFileId'
  >,
  why: Why | undefined,
): Promise<void> {
  const { services } = ctx.turn;
  const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
  const about = textOf(it);
  const html = paragraphs(ctx, announcementLines(services, about, training, why));
  const buttons = announcementButtons(about, training, 0).map((row) =>
    row.map(({ label }) => ({ label, data: sampleRoute.to() })),
  );
  await sendUnder(ctx, it.posterFileId, html, inline(ctx, buttons));
}

type Decision = 'approve' | 'refuse' | 'pause' | 'resume' | 'cancel';

/** A decision that this update causes once; what it led to is said, also when somebody else was faster. */
async function decided(
  ctx: BotContext,
  verb: Decision,
  id: number,
  change: (inside: Transaction) => Promise<Approved>,
): Promise<void> {
  const kind = await ctx.turn.once(
    `announcement:${id}:${verb}`,
    codecs.word(['done', 'no', 'not-yours', 'own']),
    async (inside) => (await change(inside)).kind,
  );
  if (kind === 'not-yours') return oldPress(ctx);
  if (kind === 'own') return void (await say(ctx, line('broadcast.approval.own'), [[staffMenuButton]]));
  const now = await announcementById(ctx.turn.services, id);
  const status = line(`broadcast.status.${now?.status ?? 'cancelled'}`);
  await say(
    ctx,
    kind === 'done'
      ? line('broadcast.decided', { status: { line: status } })
      : line('broadcast.tooLate', { status: { line: status } }),
    [[button('broadcast.button.show', announcementRoute.to(id, 'show'))], [staffMenuButton]],
  );
}

async function askUnknown(ctx: BotContext, it: Announcement): Promise<void> {
  const open = await undecided(ctx.turn.services, it.id);
  if (open === 0) return answerPress(ctx, line('broadcast.unknown.none'));
  await say(ctx, line('broadcast.unknown.ask', { count: { count: open } }), [
    [button('broadcast.unknown.leave', announcementRoute.to(it.id, 'leave'))],
    [button('broadcast.unknown.resend', announcementRoute.to(it.id, 'resend'))],
  ]);
}

async function settleUnknown(
  ctx: BotContext,
  member: MemberRow,
  it: Announcement,
  decision: 'resend' | 'leave',
): Promise<void> {
  const count = await ctx.turn.once(`unknown:${it.id}`, codecs.number, (inside) =>
    decideUnknown(inside, it.id, member, decision),
  );
  if (count === 0) return answerPress(ctx, line('broadcast.unknown.none'));
  await say(ctx, line(`broadcast.unknown.${decision}Done`, { count: { count } }), [
    [button('broadcast.button.show', announcementRoute.to(it.id, 'show'))],
    [staffMenuButton],
  ]);
}
