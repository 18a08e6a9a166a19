import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { join } from '../../../services/trainings/joining.ts';
import { participationsOf } from '../../../services/trainings/participants.ts';
import { trainingById, type Training } from '../../../services/trainings/trainings.ts';
import { briefly, joinedSchema, joinReceipt, type JoinedBrief } from '../../joined.ts';
import { oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { consented } from '../guards.ts';
import { enter } from '../enter.ts';
import { becomePerson } from './people.ts';
import { speakAs } from './speak-as.ts';
import { showTraining } from './training-list.ts';
import { isIn } from './training-own.ts';

/**
 * "Saya ikut". On a shared phone the person of the button joins; numbers of people who do not use this chat (made
 * by hand, or an old message on a phone that was given away) count for nothing, and whoever speaks now joins.
 */
export async function joinTraining(
  ctx: BotContext,
  trainingId: number,
  personId: number | undefined,
): Promise<void> {
  const training = await trainingById(ctx.turn.services, trainingId);
  if (training === undefined) return oldPress(ctx);
  if (personId !== undefined) await becomePerson(ctx, personId);
  if (ctx.turn.account.person === undefined) return joinAsStranger(ctx, training);
  await consented((inner) => joinAs(inner, training))(ctx);
}

async function joinAs(ctx: BotContext, training: Training): Promise<void> {
  const { account } = ctx.turn;
  const { person } = account;
  if (person === undefined) return;
  const joined = await ctx.turn.once('join', codecs.json(joinedSchema), async (inside) =>
    briefly(await join(inside, training.id, account.id, { personId: person.id })),
  );
  await tell(ctx, training, joined);
}

async function tell(ctx: BotContext, training: Training, it: JoinedBrief): Promise<void> {
  // The receipt is on the screen already: a notice is enough.
  if (it.kind === 'already') return answerPress(ctx, line('training.join.twice'));
  const { text, buttons } = joinReceipt(ctx.turn.services, training, it);
  await say(ctx, text, buttons);
}

/** Whoever has not registered gives a name first; nobody is asked for it in vain. */
async function joinAsStranger(ctx: BotContext, training: Training): Promise<void> {
  const { services, account } = ctx.turn;
  const now = services.now();
  if (training.status === 'cancelled') return tell(ctx, training, { kind: 'cancelled' });
  if (now >= training.startsAt) return tell(ctx, training, { kind: 'over' });
  if (now >= training.closesAt) return tell(ctx, training, { kind: 'closed' });
  const known = (await participationsOf(services, { accountId: account.id })).find(
    (it) => it.trainingId === training.id && isIn(it),
  );
  if (known?.status === 'offered') return showTraining(ctx, training);
  if (known !== undefined) {
    await speakAs(ctx, known);
    return tell(ctx, training, { kind: 'already', id: known.id });
  }
  await enter(ctx, 'join-training', { open: 'fresh', seed: { training: training.id } });
}
