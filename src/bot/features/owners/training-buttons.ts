import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { rateTraining } from '../../../services/trainings/feedback.ts';
import {
  participantInChat,
  type Participant,
  type Rating,
} from '../../../services/trainings/participant-rows.ts';
import { menuButton } from '../../buttons.ts';
import {
  atTheDoorRoute,
  cannotComeRoute,
  codeAgainRoute,
  hereRoute,
  joinRoute,
  ownTrainingsRoute,
  participantRoute,
  rateRoute,
  trainingRoute,
  trainingsRoute,
} from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { PARTICIPANT } from '../../conversations/trainings/substitute.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';
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
import { showTrainingView, showStanding, showTrainings } from './training-list.ts';
import { askAboutTraining, sendCalendar, showPlace } from './training-things.ts';

type OfParticipant = (ctx: BotContext, it: Participant) => Promise<void>;

/** What a button about an own participation does: `t.<verb>.<participant>`. */
const own = {
  cal: sendCalendar,
  sub: startSubstitute,
  self: comeSelf,
  leave: askToLeave,
  'leave-yes': leaveTraining,
  keep: keepPlace,
  take: (ctx, it) => answerSeat(ctx, it, true),
  pass: (ctx, it) => answerSeat(ctx, it, false),
  come: confirm,
} as const satisfies Readonly<Record<string, OfParticipant>>;

/** What a button about a training does, whoever comes to it. */
const about = { see: showTrainingView, place: showPlace, ask: askAboutTraining } as const;

/**
 * Buttons about trainings. Numbers in them may be forged or be long past: a participation counts only in the
 * chat of its person, and every verb looks at how things stand now.
 */
export function trainingButtons(): readonly Press[] {
  return [
    onPress(trainingsRoute, showTrainings),
    onPress(ownTrainingsRoute, showStanding),
    onPress(trainingRoute, (ctx, verb, id) => about[verb](ctx, id)),
    onPress(joinRoute, joinTraining),
    onPress(cannotComeRoute, cannotCome),
    onPress(participantRoute, (ctx, verb, id) => withOwn(ctx, id, own[verb])),
    onPress(rateRoute, (ctx, id, rating) => withOwn(ctx, id, (inner, it) => rate(inner, it, rating))),
    onPress(hereRoute, (ctx, id, via, code) =>
      withOwn(ctx, id, async (inner, it) => {
        if (!(await checkInByCode(inner, code, via, it.id)))
          await answerPress(inner, line('training.press.past'));
      }),
    ),
    onPress(codeAgainRoute, async (ctx) => {
      await say(ctx, line('training.checkin.write'));
    }),
    onPress(atTheDoorRoute, async (ctx) => {
      await say(ctx, line('training.checkin.hint3'), [[menuButton]]);
    }),
  ];
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

/** The first of two questions, by a button; the second one follows at once. */
async function rate(ctx: BotContext, it: Participant, rating: Rating): Promise<void> {
  const isFirst = await ctx.turn.once('rate', codecs.boolean, (inside) =>
    rateTraining(inside, it.id, rating),
  );
  if (!isFirst) return answerPress(ctx, line('common.press.twice'));
  await enter(ctx, 'feedback', { open: 'fresh', seed: { [PARTICIPANT.key]: it.id } });
}
