import { evaluationOfAccount } from '../../../services/partnership/evaluations/evaluations.ts';
import { EVALUATION } from '../../conversations/partnership/evaluation-answers.ts';
import { evaluationRoute } from '../../routes/owners.ts';
import { oldPress } from '../../send.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
import { notYours } from './applications.ts';

/** *Jawab* under the question about a year of a partnership; the number may be forged. */
export function evaluationButtons(): readonly Press[] {
  return [
    onPress(evaluationRoute, async (ctx, id) => {
      const { services, account } = ctx.turn;
      const it = await evaluationOfAccount(services, account.id, id);
      if (it === undefined) return oldPress(ctx);
      if (it.application.personId !== account.person?.id) return notYours(ctx);
      await enter(ctx, 'evaluation-owner', { open: 'fresh', seed: { [EVALUATION.key]: id } });
    }),
  ];
}
