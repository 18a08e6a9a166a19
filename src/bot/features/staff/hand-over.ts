import { line, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { handOver, possibleHelpers, whoServes } from '../../../services/helpers/takeovers.ts';
import type { Button } from '../../message.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { helperMenuRoute, moveFromRoute, moveOwnersRoute, moveToRoute } from '../../routes/staff.ts';
import { oldPress, say, show } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';

const MOST = 20;
const back: readonly (readonly Button[])[] = [
  [button('helper.menu', helperMenuRoute.to())],
  [staffMenuButton],
];

/** *Alihkan pemilik*: the owners of a helper, also of one whose role has ended, go to another helper. */
export function handOverTools(): readonly Press[] {
  return [
    onPress(moveOwnersRoute, onDuty('cases', chooseFrom)),
    onPress(moveFromRoute, onDuty('cases', chooseTo)),
    onPress(moveToRoute, onDuty('cases', move)),
  ];
}

async function move(
  ctx: BotContext,
  member: MemberRow,
  from: string,
  to: string,
  sure: 'yes' | undefined,
): Promise<void> {
  const served = (await whoServes(ctx.turn.services, member)).find((it) => it.helper.number === from);
  const next = (await possibleHelpers(ctx.turn.services, from)).find((it) => it.number === to);
  if (served === undefined || next === undefined) return oldPress(ctx);
  if (sure === undefined) {
    await say(
      ctx,
      line('helper.move.sure', {
        count: { count: served.owners },
        from: served.helper.name,
        to: next.name,
      }),
      [
        [button('common.button.noChange', moveOwnersRoute.to())],
        [button('helper.move.yes', moveToRoute.to(from, to, 'yes'))],
      ],
    );
    return;
  }
  const moved = await ctx.turn.once(`move:${from}`, codecs.number, (inside) =>
    handOver(inside, member, from, to),
  );
  await say(ctx, line('helper.move.done', { count: { count: moved }, to: next.name }), back);
}

const withRole = (it: MemberRow): Line => line(`staff.role.${it.role}`);

async function chooseFrom(ctx: BotContext, member: MemberRow): Promise<void> {
  const served = (await whoServes(ctx.turn.services, member)).slice(0, MOST);
  await show(ctx, line(served.length === 0 ? 'helper.move.none' : 'helper.move.from'), [
    ...served.map(({ helper, owners }) => [
      {
        label: line(helper.revokedAt === undefined ? 'helper.move.item' : 'helper.move.itemEnded', {
          name: helper.name,
          count: { count: owners },
        }),
        data: moveFromRoute.to(helper.number),
      },
    ]),
    ...back,
  ]);
}

async function chooseTo(ctx: BotContext, _member: MemberRow, from: string): Promise<void> {
  const possible = (await possibleHelpers(ctx.turn.services, from)).slice(0, MOST);
  await show(ctx, line(possible.length === 0 ? 'helper.move.nobody' : 'helper.move.to'), [
    ...possible.map((it) => [
      {
        label: line('member.item', { name: it.name, role: { line: withRole(it) } }),
        data: moveToRoute.to(from, it.number),
      },
    ]),
    ...back,
  ]);
}
