import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { rateTraining } from '../../../services/trainings/feedback.ts';
import {
  participantInChat,
  type Participant,
  type Rating,
} from '../../../services/trainings/participant-rows.ts';
import { menuButton, oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { PARTICIPANT } from '../../conversations/trainings/substitute.ts';
import { enter } from '../enter.ts';
import { checkInByCode } from './check-in.ts';
import {
  answerSeat,
  askToLeave,
  cannotCome,
  comeSelf,
  confirm,
  keepPlace,
  leaveTraining,
} from './training-answers.ts';
import { speakAs } from './speak-as.ts';
import { joinTraining } from './training-join.ts';
import { openTrainingView, showStanding, showTrainings } from './training-list.ts';
import { askAboutTraining, sendCalendar, showPlace } from './training-things.ts';

type OfParticipant = (ctx: BotContext, it: Participant) => Promise<void>;

/** What a button about an own participation does: `t.<verb>.<participant>`. */
const own: Readonly<Record<string, OfParticipant>> = {
  cal: sendCalendar,
  sub: startSubstitute,
  self: comeSelf,
  leave: askToLeave,
  'leave-yes': leaveTraining,
  keep: keepPlace,
  take: (ctx, it) => answerSeat(ctx, it, true),
  pass: (ctx, it) => answerSeat(ctx, it, false),
  come: confirm,
};

/**
 * Buttons about trainings. Numbers in them may be made by hand or be long past: a participation counts only in the
 * chat of its person, and every verb looks at how things stand now.
 */
export function trainingButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^t\.list\.(\d{1,3})$/, (ctx) => showTrainings(ctx, Number(ctx.match[1])));
  composer.callbackQuery('t.mine', showStanding);
  composer.callbackQuery(/^t\.see\.(\d{1,9})$/, (ctx) => openTrainingView(ctx, Number(ctx.match[1])));
  composer.callbackQuery(/^t\.join\.(\d{1,9})(?:\.(\d{1,9}))?$/, (ctx) =>
    joinTraining(ctx, Number(ctx.match[1]), ctx.match[2] === undefined ? undefined : Number(ctx.match[2])),
  );
  composer.callbackQuery(/^t\.no\.(\d{1,9})\.(\d{1,9})$/, (ctx) =>
    cannotCome(ctx, Number(ctx.match[1]), Number(ctx.match[2])),
  );
  composer.callbackQuery(/^t\.place\.(\d{1,9})$/, (ctx) => showPlace(ctx, Number(ctx.match[1])));
  composer.callbackQuery(/^t\.ask\.(\d{1,9})$/, (ctx) => askAboutTraining(ctx, Number(ctx.match[1])));
  composer.callbackQuery(/^t\.(\w+(?:-yes)?)\.(\d{1,9})$/, async (ctx, next) => {
    const act = Object.entries(own).find(([verb]) => verb === ctx.match[1])?.[1];
    if (act === undefined) return next();
    await withOwn(ctx, Number(ctx.match[2]), act);
  });
  composer.callbackQuery(/^t\.rate\.(\d{1,9})\.([123])$/, (ctx) =>
    withOwn(ctx, Number(ctx.match[1]), (inner, it) => rate(inner, it, ratingOf(ctx.match[2]))),
  );
  composer.callbackQuery(/^t\.here\.(\d{1,9})\.(code|qr)\.([A-Z0-9]{1,12})$/i, (ctx) =>
    withOwn(ctx, Number(ctx.match[1]), async (inner, it) => {
      const via = ctx.match[2] === 'qr' ? 'qr' : 'code';
      if (!(await checkInByCode(inner, ctx.match[3] ?? '', via, it.id)))
        await answerPress(inner, line('training.press.past'));
    }),
  );
  composer.callbackQuery('t.retry', async (ctx) => {
    await say(ctx, line('training.checkin.write'));
  });
  composer.callbackQuery('t.door', async (ctx) => {
    await say(ctx, line('training.checkin.hint3'), [[menuButton]]);
  });
  return composer.middleware();
}

async function withOwn(ctx: BotContext, id: number, act: OfParticipant): Promise<void> {
  const it = await participantInChat(ctx.turn.services, id, ctx.turn.account.id);
  if (it === undefined) return oldPress(ctx);
  await speakAs(ctx, it);
  await act(ctx, it);
}

/** *Saya diwakilkan*: asks who comes instead. */
async function startSubstitute(ctx: BotContext, it: Participant): Promise<void> {
  if (it.status !== 'seated' || ctx.turn.services.now() >= it.training.endsAt)
    return answerPress(ctx, line('training.press.past'));
  await enter(ctx, 'substitute', { open: 'fresh', seed: { [PARTICIPANT.key]: it.id } });
}

const ratingOf = (text: string | undefined): Rating => (text === '3' ? 3 : text === '2' ? 2 : 1);

/** The first of two questions, by a button; the second one follows at once. */
async function rate(ctx: BotContext, it: Participant, rating: Rating): Promise<void> {
  const isFirst = await ctx.turn.once('rate', codecs.boolean, (inside) =>
    rateTraining(inside, it.id, rating),
  );
  if (!isFirst) return answerPress(ctx, line('common.press.twice'));
  await enter(ctx, 'feedback', { open: 'fresh', seed: { [PARTICIPANT.key]: it.id } });
}
