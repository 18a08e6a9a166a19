import { addMonths, monthOf, type Month } from '../../../domain/month/month.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { countRemindable, remindByHand } from '../../../services/sales/report-reminders.ts';
import { lockMonth, monthProgress, type MonthProgress } from '../../../services/sales/sales-progress.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { findRoute, salesRoute } from '../../routes/staff.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { todayOf } from '../../../services/core/services.ts';

/** Months back that are shown. */
const MOST_BACK = 24;

/** *Penjualan*: how far a month has come, reminding, locking. */
export function salesTools(): readonly Press[] {
  return [
    onPress(
      salesRoute,
      onDuty('sales', async (ctx, member, month, verb, sure) => {
        const last = lastMonth(ctx);
        if (month === undefined) return showMonth(ctx, member, last);
        if (month > last || month < addMonths(last, -MOST_BACK)) return oldPress(ctx);
        if (verb === undefined) return showMonth(ctx, member, month);
        await verbs[verb][sure === undefined ? 'ask' : 'carryOut'](ctx, member, month);
      }),
    ),
  ];
}

type OfMonth = (ctx: BotContext, member: MemberRow, month: Month) => Promise<void>;

/** Everything that can be done with a month, asked before it is done. */
const verbs = {
  remind: { ask: askRemind, carryOut: remind },
  lock: {
    ask: (ctx, member, month) => askLock(ctx, member, month, true),
    carryOut: (ctx, member, month) => lock(ctx, member, month, true),
  },
  unlock: {
    ask: (ctx, member, month) => askLock(ctx, member, month, false),
    carryOut: (ctx, member, month) => lock(ctx, member, month, false),
  },
} as const satisfies Readonly<Record<string, { readonly ask: OfMonth; readonly carryOut: OfMonth }>>;

const lastMonth = (ctx: BotContext): Month => addMonths(monthOf(todayOf(ctx.turn.services)), -1);

const percent = (part: number, of: number): number => (of === 0 ? 0 : Math.round((part / of) * 100));

async function showMonth(ctx: BotContext, member: MemberRow, month: Month): Promise<void> {
  const progress = await monthProgress(ctx.turn.services, month, member.kecamatan);
  await show(ctx, progressLines(ctx, progress), buttons(ctx, member, progress));
}

function progressLines(ctx: BotContext, it: MonthProgress): readonly Line[] {
  const { areas } = ctx.turn.services.office;
  const head = [line('sales.head', { month: { month: it.month } }), stateLine(it)];
  if (it.expected === 0) return [...head, line('common.blank'), line('sales.none')];
  return [
    ...head,
    line('common.blank'),
    line('sales.total', {
      reported: { count: it.reported },
      expected: { count: it.expected },
      percent: percent(it.reported, it.expected),
      amount: { rupiah: it.amount },
    }),
    ...(it.provisional === 0 ? [] : [line('sales.provisional', { count: { count: it.provisional } })]),
    line('common.blank'),
    ...it.byKecamatan.map((part) => {
      const name = areas.kecamatan.find(({ code }) => code === part.kecamatan)?.name;
      return line('sales.area', {
        kecamatan: { line: name === undefined ? line('sales.area.unknown') : named(name) },
        reported: { count: part.reported },
        expected: { count: part.expected },
        percent: percent(part.reported, part.expected),
      });
    }),
  ];
}

function stateLine(it: MonthProgress): Line {
  if (it.state !== 'locked') return line('sales.state.open');
  return line(it.lockedByHand ? 'sales.state.byHand' : 'sales.state.byDate');
}

function buttons(ctx: BotContext, member: MemberRow, it: MonthProgress): readonly (readonly Button[])[] {
  const { month } = it;
  const last = lastMonth(ctx);
  const around = [
    ...(month > addMonths(last, -MOST_BACK)
      ? [{ label: 'sales.earlier' as const, to: addMonths(month, -1) }]
      : []),
    ...(month < last ? [{ label: 'sales.later' as const, to: addMonths(month, 1) }] : []),
  ];
  const locks = member.kecamatan.length === 0;
  return [
    around.map(({ label, to }) => ({
      label: line(label, { month: { monthShort: to } }),
      data: salesRoute.to(to),
    })),
    ...(it.state === 'open' && it.reported - it.provisional < it.expected
      ? [[button('sales.remind', salesRoute.to(month, 'remind'))]]
      : []),
    [button('sales.find.menu', findRoute.to())],
    ...(locks && it.state === 'open' ? [[button('sales.lock', salesRoute.to(month, 'lock'))]] : []),
    ...(locks && it.lockedByHand ? [[button('sales.unlock', salesRoute.to(month, 'unlock'))]] : []),
    [staffMenuButton],
  ];
}

async function askRemind(ctx: BotContext, member: MemberRow, month: Month): Promise<void> {
  const count = await countRemindable(ctx.turn.services, month, member.kecamatan);
  const back = [button('sales.back', salesRoute.to(month))];
  if (count === 0) return void (await say(ctx, line('sales.remind.nobody'), [back, [staffMenuButton]]));
  await say(ctx, line('sales.remind.ask', { month: { month }, count: { count } }), [
    back,
    [{ label: line('sales.remind.yes', { count: { count } }), data: salesRoute.to(month, 'remind', 'yes') }],
  ]);
}

async function remind(ctx: BotContext, member: MemberRow, month: Month): Promise<void> {
  const queued = await ctx.turn.once(`remind:${month}`, codecs.number, (inside) =>
    remindByHand(inside, member, month),
  );
  await say(
    ctx,
    queued === 0 ? line('sales.remind.nobody') : line('sales.remind.done', { count: { count: queued } }),
    [[button('sales.back', salesRoute.to(month))], [staffMenuButton]],
  );
}

async function askLock(ctx: BotContext, member: MemberRow, month: Month, isLock: boolean): Promise<void> {
  const progress = await monthProgress(ctx.turn.services, month, member.kecamatan);
  const verb = isLock ? 'lock' : 'unlock';
  await say(
    ctx,
    line(`sales.${verb}.ask`, {
      month: { month },
      missing: { count: progress.expected - progress.reported },
    }),
    [
      [button('sales.back', salesRoute.to(month))],
      [button(`sales.${verb}.yes`, salesRoute.to(month, verb, 'yes'))],
    ],
  );
}

async function lock(ctx: BotContext, member: MemberRow, month: Month, isLock: boolean): Promise<void> {
  const verb = isLock ? 'lock' : 'unlock';
  const kind = await ctx.turn.once(
    `${verb}:${month}`,
    codecs.word(['done', 'already', 'not-now', 'not-yours']),
    (inside) => lockMonth(inside, member, month, isLock),
  );
  await say(ctx, line(`sales.${verb}.result.${kind}`, { month: { month } }), [
    [button('sales.back', salesRoute.to(month))],
    [staffMenuButton],
  ]);
}
