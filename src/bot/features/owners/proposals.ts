import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { decideProposal, proposalOwner, waitingProposal } from '../../../services/people/proposals.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { proposed } from '../../conversations/people/propose-change.ts';
import { dataButton, menuButton } from '../../buttons.ts';
import { proposalRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import { onPress, type Press } from '../on-press.ts';
import { notYours } from './applications.ts';

/** "Ya, ganti" and "Tetap" under a change that the office proposes: only this press changes anything. */
export function proposalButtons(): readonly Press[] {
  return [
    onPress(proposalRoute, async (ctx, id, verb) => {
      const { services, account } = ctx.turn;
      const owner = await proposalOwner(services, account.id, id);
      if (owner === undefined) return oldPress(ctx);
      if (owner !== account.person?.id) return notYours(ctx);
      const done = await ctx.turn.once(`proposal:${id}`, codecs.word(kinds), (inside) =>
        decide(inside, id, verb === 'yes'),
      );
      await say(ctx, line(`verification.answered.${done}`), [[dataButton, menuButton]]);
    }),
  ];
}

const kinds = ['taken', 'kept', 'before'] as const;

async function decide(inside: Transaction, id: number, agrees: boolean): Promise<(typeof kinds)[number]> {
  const proposal = await waitingProposal(inside, id);
  const shown = proposal === undefined ? undefined : await proposed(inside, proposal);
  if (proposal === undefined || shown === undefined) return 'before';
  if (!(await decideProposal(inside, proposal, agrees ? shown.change : undefined))) return 'before';
  return agrees ? 'taken' : 'kept';
}
