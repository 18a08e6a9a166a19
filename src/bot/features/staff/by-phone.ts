import { maskPhone } from '../../../domain/people/identity.ts';
import { may } from '../../../domain/office/roles.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { answerByHand, removeByHand, toBeCalled } from '../../../services/trainings/attendance.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { participantById, type Participant } from '../../../services/trainings/participant-rows.ts';
import { trainingById, type Training } from '../../../services/trainings/trainings.ts';
import { callRoute } from '../../routes/staff.ts';
import { buttonRow } from '../../buttons.ts';
import { say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { backTo, readPeople } from './participant-list.ts';
import { phoneRow } from './phones.ts';

const SHOWN = 20;

/** People whom the bot cannot tell, to be called before the event. One button each records what they have said. */
export async function showCalls(ctx: BotContext, member: MemberRow, training: Training): Promise<void> {
  await readPeople(ctx, member, training);
  const people = await toBeCalled(ctx.turn.services, training.id);
  const shown = people.slice(0, SHOWN);
  const lines = shown.map((it) =>
    line('staff.training.callItem', {
      name: it.name ?? '–',
      phone: it.phone === undefined ? '–' : maskPhone(it.phone),
    }),
  );
  await say(
    ctx,
    [line('staff.training.callHead', { count: { count: people.length } }), ...lines],
    [
      ...shown.map((it) => [
        { label: line('staff.call.record', { name: it.name ?? '–' }), data: callRoute.to(it.id) },
      ]),
      ...backTo(training.id),
    ],
  );
}

/** What can be recorded: nothing more once the training is cancelled, only the call is left then. */
const answers = { offered: ['take', 'decline'], cancelled: [], coming: ['leave'] } as const;
type Verb = (typeof answers)['offered' | 'coming'][number];

/** What somebody who has no Telegram can have said: about an offered seat, or that they do not come. */
async function askWhat(ctx: BotContext, it: Participant): Promise<void> {
  await say(ctx, line('staff.call.ask', { name: it.name ?? '–', title: it.training.title }), [
    ...phoneRow('call', it.phone, it.id),
    ...answers[it.status === 'offered' || it.status === 'cancelled' ? it.status : 'coming'].map((verb) =>
      buttonRow(`staff.call.${verb}`, callRoute.to(it.id, verb)),
    ),
    ...backTo(it.training.id),
  ]);
}

const callResults = [
  'seated',
  'already',
  'declined',
  'lost',
  'left',
  'not-in',
  'over',
  'not-yours',
  'unknown',
] as const;

/** The buttons of {@link showCalls}: recorded once a press, with whoever recorded it. */
export function callButtons(): readonly Press[] {
  return [onPress(callRoute, onDuty('trainings', record))];
}

async function record(ctx: BotContext, member: MemberRow, id: number, verb?: Verb): Promise<void> {
  const it = await participantById(ctx.turn.services, id);
  if (it === undefined || !may(member, 'trainings', it.training.kecamatan))
    return answerPress(ctx, line('common.press.unknown'));
  const called = await toBeCalled(ctx.turn.services, it.training.id);
  // Whoever uses the bot answers there; nobody answers for them.
  if (!called.some((one) => one.id === it.id)) return answerPress(ctx, line('staff.call.over'));
  if (verb === undefined) return askWhat(ctx, it);
  const done = await ctx.turn.once(`call:${it.id}`, codecs.word(callResults), async (inside) => {
    const result =
      verb === 'leave'
        ? await removeByHand(inside, it.id, member)
        : await answerByHand(inside, it.id, member, verb === 'take');
    return result.kind;
  });
  const now = (await participantById(ctx.turn.services, it.id)) ?? it;
  const name = now.name ?? '–';
  await say(
    ctx,
    done === 'left' || done === 'declined'
      ? line('staff.call.gone', { name })
      : now.status === 'seated'
        ? line('staff.call.seated', { name, seat: now.seat ?? '–' })
        : line('staff.call.over'),
  );
  const training = await trainingById(ctx.turn.services, it.training.id);
  if (training !== undefined) await showCalls(ctx, member, training);
}
