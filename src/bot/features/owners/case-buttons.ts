import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { caseById, type OpenCase } from '../../../services/cases/case-desk.ts';
import { confirmCase } from '../../../services/cases/case-answers.ts';
import { CASE } from '../../conversations/cases/case-context.ts';
import { askButton, button, menuButton } from '../../buttons.ts';
import { ownCaseRoute, ownRequestsRoute } from '../../routes/owners.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { offeredMessage } from '../case-letters.ts';
import { onPress, type Press } from '../on-press.ts';
import { askAgain } from '../open-form.ts';
import { waitingWith } from './case-offers.ts';
import { toOffice } from './case-replies.ts';
import { showRequest, showRequests } from './own-requests.ts';

/** Under messages of a case: *Balas*, *Sudah terbantu*, *Belum*. Cases of other chats are never named. */
export function caseButtons(): readonly Press[] {
  return [
    onPress(ownRequestsRoute, showRequests),
    onPress(ownCaseRoute, async (ctx, verb, id) => {
      const found = await caseById(ctx.turn.services, id);
      if (found?.accountId !== ctx.turn.account.id) return over(ctx);
      await verbs[verb](ctx, found);
    }),
  ];
}

/** What an owner can do with a case. */
const verbs = {
  see: showRequest,
  reply: (ctx, { id }) => enter(ctx, 'case-reply', { open: 'fresh', seed: { [CASE.key]: id } }),
  yes: async (ctx, { id, number }) => {
    const done = await ctx.turn.once(
      `case:${id}:yes`,
      codecs.word(['done', 'no']),
      async (inside) => (await confirmCase(inside, ctx.turn.account.id, id)).kind,
    );
    if (done !== 'done') return over(ctx);
    await say(ctx, line('case.owner.confirmed', { number }), [[menuButton]]);
    await askAgain(ctx);
  },
  send: async (ctx, { id }) => {
    const offered = offeredMessage(ctx);
    const { services, account } = ctx.turn;
    if (offered !== undefined)
      await toOffice(ctx, id, offered, await waitingWith(services, account.id, offered.message_id));
    else
      await say(ctx, line('case.offer.gone'), [
        [button('case.owner.reply', ownCaseRoute.to('reply', id))],
        [menuButton],
      ]);
    await askAgain(ctx);
  },
} as const satisfies Readonly<Record<string, (ctx: BotContext, it: OpenCase) => Promise<void>>>;

async function over(ctx: BotContext): Promise<void> {
  await say(ctx, line('case.owner.over'), [[askButton], [menuButton]]);
}
