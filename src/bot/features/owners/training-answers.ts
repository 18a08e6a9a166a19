import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { hasConsent } from '../../../services/people/consents.ts';
import { declineInvitation } from '../../../services/trainings/declined.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import {
  answerOffer,
  confirmComing,
  leave,
  setSubstitute,
} from '../../../services/trainings/seat-answers.ts';
import { participationsOf, placeOnList } from '../../../services/trainings/participants.ts';
import { trainingById } from '../../../services/trainings/trainings.ts';
import { button, menuButton } from '../../buttons.ts';
import { participantRoute, trainingRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import {
  aboutTraining,
  cancelledLine,
  endButtons,
  seatedButtons,
  waitingButtons,
} from '../../training-lines.ts';
import { becomePerson } from './people.ts';
import { speakAs } from './speak-as.ts';
import { isPending } from './training-own.ts';

/** What somebody on the list answers: whether they come, whether they take an offered seat. */

const past = (ctx: BotContext): Promise<void> => answerPress(ctx, line('training.press.past'));

/** Says what is left to say about a training that is off or over; true when there was something. */
async function isGone(ctx: BotContext, { training }: Participant): Promise<boolean> {
  if (training.status === 'cancelled') {
    await say(ctx, cancelledLine(ctx.turn.services, training), endButtons);
    return true;
  }
  if (ctx.turn.services.now() < training.startsAt) return false;
  await say(ctx, line('training.view.past'), endButtons);
  return true;
}

/** *Tidak jadi ikut*, *Keluar dari antrean*: asks first, because the place is lost. */
export async function askToLeave(ctx: BotContext, it: Participant): Promise<void> {
  if (await isGone(ctx, it)) return;
  const yes = participantRoute.to('leave-yes', it.id);
  const keep = button('training.leave.keep', participantRoute.to('keep', it.id));
  switch (it.status) {
    case 'seated':
    case 'offered':
      await say(ctx, line('training.leave.ask'), [[button('training.leave.yes', yes)], [keep]]);
      return;
    case 'waiting': {
      const applied = isPending(await placeOnList(ctx.turn.services, it));
      await say(ctx, line(applied ? 'training.leave.askApplied' : 'training.leave.askQueue'), [
        [{ label: line(applied ? 'training.leave.yes' : 'training.leave.yesQueue'), data: yes }],
        [applied ? keep : button('training.leave.keepQueue', participantRoute.to('keep', it.id))],
      ]);
      return;
    }
    case 'left':
    case 'declined':
    case 'unseated':
    case 'cancelled':
    case 'extra':
      return past(ctx);
  }
}

const leftSchema = z.object({
  kind: z.enum(['left', 'not-in', 'over', 'unknown']),
  from: z.enum(['seated', 'offered', 'waiting']).optional(),
});

/** *Ya, tidak jadi*: the seat is held for the next in line at once. */
export async function leaveTraining(ctx: BotContext, it: Participant): Promise<void> {
  const { account, services } = ctx.turn;
  const applied = it.status === 'waiting' && isPending(await placeOnList(services, it));
  const { kind, from } = await ctx.turn.once('leave', codecs.json(leftSchema), async (inside) => {
    const done = await leave(inside, it.id, account.id);
    return { kind: done.kind, ...(done.kind === 'left' ? { from: done.from } : {}) };
  });
  if (kind === 'left') {
    const waited = applied ? 'training.leave.doneApplied' : 'training.leave.doneQueue';
    // Only those who have agreed to news are told of other trainings.
    const news = it.personId !== undefined && (await hasConsent(services, it.personId, 'training-news'));
    const gaveUp = news ? 'training.leave.done' : 'training.leave.doneQuiet';
    await say(ctx, line(from === 'waiting' ? waited : gaveUp), endButtons);
    return;
  }
  if (await isGone(ctx, it)) return;
  await past(ctx);
}

/** *Tetap ikut*, *Tetap menunggu*: nothing changes. */
export async function keepPlace(ctx: BotContext, it: Participant): Promise<void> {
  if (await isGone(ctx, it)) return;
  if (it.status !== 'seated' && it.status !== 'offered' && it.status !== 'waiting') return past(ctx);
  await say(ctx, line('training.leave.kept'), [
    [button('training.button.see', trainingRoute.to('see', it.trainingId))],
    [menuButton],
  ]);
}

const answeredSchema = z.object({
  kind: z.enum(['seated', 'declined', 'already', 'lost', 'unknown']),
  seat: z.number().optional(),
  place: z.number().optional(),
});

/** *Ambil kursi* or *Tidak bisa* under an offer, in time or late. */
export async function answerSeat(ctx: BotContext, it: Participant, take: boolean): Promise<void> {
  if (await isGone(ctx, it)) return;
  const { account } = ctx.turn;
  const done = await ctx.turn.once('answer-offer', codecs.json(answeredSchema), async (inside) => {
    const answered = await answerOffer(inside, it.id, account.id, take);
    return {
      kind: answered.kind,
      ...(answered.kind === 'seated' ? { seat: answered.participant.seat } : {}),
      ...(answered.kind === 'lost' && answered.place !== undefined ? { place: answered.place } : {}),
    };
  });
  switch (done.kind) {
    case 'seated':
      await say(
        ctx,
        line('training.offer.taken', { seat: done.seat ?? 0 }),
        seatedButtons(it.id, it.trainingId),
      );
      return;
    case 'declined':
      await say(ctx, line('training.offer.passed'), endButtons);
      return;
    case 'already':
      // "Tidak bisa" of whoever has taken the seat meanwhile gives it up, which is asked about first.
      return take ? answerPress(ctx, line('training.join.twice')) : askToLeave(ctx, it);
    case 'lost':
      if (!take) return past(ctx);
      await say(
        ctx,
        done.place === undefined
          ? line('training.offer.lateGone')
          : line('training.offer.late', { place: done.place }),
        done.place === undefined ? endButtons : waitingButtons(it.id),
      );
      return;
    case 'unknown':
      return oldPress(ctx);
  }
}

/** *Jadi datang* and, after a change of time or place, *Masih bisa*. */
export async function confirm(ctx: BotContext, it: Participant): Promise<void> {
  if (await isGone(ctx, it)) return;
  const { account, services } = ctx.turn;
  const kind = await ctx.turn.once(
    'confirm',
    codecs.word(['confirmed', 'not-seated', 'unknown']),
    async (inside) => (await confirmComing(inside, it.id, account.id)).kind,
  );
  if (kind !== 'confirmed') return past(ctx);
  await say(
    ctx,
    line('training.coming.done', aboutTraining(services, it.training)),
    seatedButtons(it.id, it.trainingId, it.substitute !== undefined),
  );
}

/** *Saya datang sendiri*: nobody comes instead. */
export async function comeSelf(ctx: BotContext, it: Participant): Promise<void> {
  if (await isGone(ctx, it)) return;
  const kind = await ctx.turn.once(
    'come-self',
    codecs.word(['set', 'not-seated', 'unknown']),
    async (inside) => (await setSubstitute(inside, it.id, undefined)).kind,
  );
  if (kind !== 'set') return past(ctx);
  await say(ctx, line('training.substitute.self'), seatedButtons(it.id, it.trainingId));
}

/** *Tidak bisa* under an announcement: counted, and a kind word. */
export async function cannotCome(ctx: BotContext, trainingId: number, personId: number): Promise<void> {
  const { services } = ctx.turn;
  const training = await trainingById(services, trainingId);
  if (training === undefined) return oldPress(ctx);
  await becomePerson(ctx, personId);
  const { account } = ctx.turn;
  const { person } = account;
  const answered =
    person === undefined
      ? 'declined'
      : await ctx.turn.once('decline', codecs.word(['declined', 'on-the-list', 'unknown']), (inside) =>
          declineInvitation(inside, trainingId, { id: person.id, accountId: account.id }),
        );
  if (answered === 'on-the-list') {
    const own = (await participationsOf(services, { accountId: account.id, personId: person?.id })).find(
      (it) => it.trainingId === trainingId && it.personId === person?.id,
    );
    if (own !== undefined) {
      await speakAs(ctx, own);
      return askToLeave(ctx, own);
    }
  }
  await say(ctx, line('training.cannot.done'), endButtons);
}
