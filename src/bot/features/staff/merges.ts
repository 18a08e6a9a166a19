import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  askMerge,
  decideMerge,
  mergeDecisions,
  noteCompared,
  pairOf,
  type MergeHow,
  type Pair,
} from '../../../services/data-rights/merges.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { mayVerify, noteRegistrationRead, registrationFile } from '../../../services/people/verifications.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { comparedLine, movingLines } from '../../merge-lines.ts';
import { A_PAGE, showList, spanOf } from '../../pages.ts';
import { mergeDecisionRoute, mergeRoute, registrationRoute } from '../../routes/staff.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { twinLine } from './verifications.ts';

type Ids = { readonly from: number; readonly into: number };

/** *Orang yang sama?*: two registrations side by side, which one stays, and a second person who agrees. */
export function mergeTools(): readonly Press[] {
  return [
    onPress(
      mergeRoute,
      onDuty('cases', async (ctx, member, from, into, step, sure) => {
        if (into === undefined) return showTwins(ctx, member, from);
        const ids = { from, into };
        const pair = await pairOf(ctx.turn.services, member, ids);
        if (pair === undefined) return oldPress(ctx);
        await ctx.turn.once(`merge:${from}:${into}`, codecs.nothing, (inside) =>
          noteCompared(inside, member, pair),
        );
        if (step === undefined) return showBoth(ctx, ids, pair);
        if (step === 'ask') return showMoving(ctx, ids, pair);
        return sure === undefined ? showSure(ctx, ids, pair, step) : ask(ctx, member, ids, step);
      }),
    ),
    onPress(
      mergeDecisionRoute,
      onDuty('cases', async (ctx, member, id, answer) => {
        const decided = await ctx.turn.once(`merge:${id}`, codecs.word(mergeDecisions), (inside) =>
          decideMerge(inside, id, member, answer === 'yes'),
        );
        if (decided === 'not-yours') return oldPress(ctx);
        await say(ctx, line(`verification.merge.decided.${decided}`), [[staffMenuButton]]);
      }),
    ),
  ];
}

/** The registrations of the own area that may be of the same person. */
async function showTwins(ctx: BotContext, member: MemberRow, id: number): Promise<void> {
  const { services } = ctx.turn;
  if (!(await mayVerify(services, member, id))) return oldPress(ctx);
  await ctx.turn.once(`read:registration:${id}`, codecs.nothing, (inside) =>
    noteRegistrationRead(inside, member, id),
  );
  const file = await registrationFile(services, member, id);
  if (file === undefined) return oldPress(ctx);
  const own = file.twins.filter((it) => it.businessId !== undefined).slice(0, A_PAGE);
  await showList(ctx, {
    head: line(own.length === 0 ? 'verification.merge.none' : 'verification.merge.which', {
      number: file.business.number ?? '–',
    }),
    rows: own.map((it) => ({
      text: twinLine(services, it),
      data: mergeRoute.to(id, it.businessId),
    })),
    span: spanOf(0, own.length),
    under: [[button('verification.merge.back', registrationRoute.to(id))], [staffMenuButton]],
  });
}

async function showBoth(ctx: BotContext, { from, into }: Ids, pair: Pair): Promise<void> {
  const { services } = ctx.turn;
  const stays = (of: Pair['from'], ids: Ids): readonly Button[] => [
    {
      label: line('verification.merge.stays', { number: of.business.number ?? '–' }),
      data: mergeRoute.to(ids.from, ids.into, 'ask'),
    },
  ];
  await show(
    ctx,
    [
      line('verification.merge.both'),
      line('common.blank'),
      comparedLine(services, pair.from),
      line('common.blank'),
      comparedLine(services, pair.into),
      line('common.blank'),
      line('verification.merge.ask'),
    ],
    [
      stays(pair.into, { from, into }),
      stays(pair.from, { from: into, into: from }),
      [button('verification.merge.back', registrationRoute.to(from))],
      [staffMenuButton],
    ],
  );
}

/** What goes where, and whether it is one business as well. */
async function showMoving(ctx: BotContext, { from, into }: Ids, pair: Pair): Promise<void> {
  const to = (how: MergeHow) => mergeRoute.to(from, into, how);
  const same = (of: Pair['from'], how: 'into' | 'from'): readonly Button[] => [
    {
      label: line('verification.merge.same.with', { number: of.business.number ?? '–' }),
      data: to(how),
    },
  ];
  await show(
    ctx,
    [...movingLines(pair, undefined), line('common.blank'), line('verification.merge.same')],
    [
      ...(pair.months.length === 0
        ? [[button('verification.merge.same.yes', to('into'))]]
        : [same(pair.into, 'into'), same(pair.from, 'from')]),
      ...(pair.from.personId === pair.into.personId ? [] : [[button('verification.merge.two', to('two'))]]),
      [button('verification.merge.compare', mergeRoute.to(from, into))],
      [staffMenuButton],
    ],
  );
}

async function showSure(ctx: BotContext, { from, into }: Ids, pair: Pair, how: MergeHow): Promise<void> {
  await show(
    ctx,
    [...movingLines(pair, how), line('common.blank'), line('verification.merge.second')],
    [
      [button('verification.merge.send', mergeRoute.to(from, into, how, 'yes'))],
      [button('verification.merge.compare', mergeRoute.to(from, into))],
      [staffMenuButton],
    ],
  );
}

async function ask(ctx: BotContext, member: MemberRow, ids: Ids, how: MergeHow): Promise<void> {
  const done = await ctx.turn.once(
    `merge:${ids.from}:${ids.into}:ask`,
    codecs.word(['asked', 'no', 'alone', 'applications']),
    (inside) => askMerge(inside, member, ids, how),
  );
  if (done === 'no') return oldPress(ctx);
  await say(ctx, line(`verification.merge.done.${done}`), [[staffMenuButton]]);
}
