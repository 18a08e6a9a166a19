import { Composer, type MiddlewareFn } from 'grammy';
import { clip } from '../../../domain/words/clip.ts';
import { line, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { handOver, possibleHelpers, whoServes } from '../../../services/helpers/takeovers.ts';
import type { Button } from '../../conversations/engine/form.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onDuty } from './duty.ts';

const MOST = 20;
const back: readonly (readonly Button[])[] = [
  [{ label: line('helper.menu'), data: 's.help' }],
  [{ label: line('staff.button.menu'), data: 's.menu' }],
];

/** *Alihkan pemilik*: the owners of a helper, also of one whose role has ended, go to another helper. */
export function handOverTools(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery('s.help.move', onDuty('cases', chooseFrom));
  composer.callbackQuery(
    /^s\.help\.from\.([\w-]{1,16})$/,
    onDuty('cases', (ctx, member) => chooseTo(ctx, member, ctx.match[1] ?? '')),
  );
  composer.callbackQuery(
    /^s\.help\.to\.([\w-]{1,16})\.([\w-]{1,16})(\.yes)?$/,
    onDuty('cases', async (ctx, member) => {
      const [, from = '', to = '', sure] = ctx.match;
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
            [{ label: line('common.button.noChange'), data: 's.help.move' }],
            [{ label: line('helper.move.yes'), data: `s.help.to.${from}.${to}.yes` }],
          ],
        );
        return;
      }
      const moved = await ctx.turn.once(`move:${from}`, codecs.number, (inside) =>
        handOver(inside, member, from, to),
      );
      await say(ctx, line('helper.move.done', { count: { count: moved }, to: next.name }), back);
    }),
  );
  return composer.middleware();
}

const withRole = (it: MemberRow): Line => line(`staff.role.${it.role}`);

async function chooseFrom(ctx: BotContext, member: MemberRow): Promise<void> {
  const served = (await whoServes(ctx.turn.services, member)).slice(0, MOST);
  await say(ctx, line(served.length === 0 ? 'helper.move.none' : 'helper.move.from'), [
    ...served.map(({ helper, owners }) => [
      {
        label: line(helper.revokedAt === undefined ? 'helper.move.item' : 'helper.move.itemEnded', {
          name: clip(helper.name, 30),
          count: { count: owners },
        }),
        data: `s.help.from.${helper.number}`,
      },
    ]),
    ...back,
  ]);
}

async function chooseTo(ctx: BotContext, _member: MemberRow, from: string): Promise<void> {
  const possible = (await possibleHelpers(ctx.turn.services, from)).slice(0, MOST);
  await say(ctx, line(possible.length === 0 ? 'helper.move.nobody' : 'helper.move.to'), [
    ...possible.map((it) => [
      {
        label: line('member.item', { name: clip(it.name, 30), role: { line: withRole(it) } }),
        data: `s.help.to.${from}.${it.number}`,
      },
    ]),
    ...back,
  ]);
}
