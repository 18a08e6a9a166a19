import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { decideProposal, proposalOwner, waitingProposal } from '../../../services/people/proposals.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { proposed } from '../../conversations/people/propose-change.ts';
import { menuButton, oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { verbIn, YES_NO } from '../../verbs.ts';
import { notYours } from './applications.ts';

/** "Ya, ganti" and "Tetap" under a change that the office proposes: only this press changes anything. */
export function proposalButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^proposal\.(\d{1,9})\.(yes|no)$/, async (ctx) => {
    const { services, account } = ctx.turn;
    const id = Number(ctx.match[1]);
    const owner = await proposalOwner(services, account.id, id);
    if (owner === undefined) return oldPress(ctx);
    if (owner !== account.person?.id) return notYours(ctx);
    const agrees = verbIn(YES_NO, ctx.match[2]);
    if (agrees === undefined) return oldPress(ctx);
    const done = await ctx.turn.once(`proposal:${id}`, codecs.word(kinds), (inside) =>
      decide(inside, id, agrees),
    );
    await say(ctx, line(`verification.answered.${done}`), [
      [{ label: line('start.menu.data'), data: 'data' }, menuButton],
    ]);
  });
  return composer.middleware();
}

const kinds = ['taken', 'kept', 'before'] as const;

async function decide(inside: Transaction, id: number, agrees: boolean): Promise<(typeof kinds)[number]> {
  const proposal = await waitingProposal(inside, id);
  const shown = proposal === undefined ? undefined : await proposed(inside, proposal);
  if (proposal === undefined || shown === undefined) return 'before';
  if (!(await decideProposal(inside, proposal, agrees ? shown.change : undefined))) return 'before';
  return agrees ? 'taken' : 'kept';
}
