import { z } from 'zod';
import { freeSeats, waitingList } from '../../../domain/trainings/seats.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { hasConsent } from '../../../services/people/consents.ts';
import { noteTold } from '../../../services/trainings/participants.ts';
import { seatsOf } from '../../../services/trainings/seat-book.ts';
import {
  trainingById,
  trainingByNumber,
  upcomingTrainings,
  type Training,
} from '../../../services/trainings/trainings.ts';
import { lineSchema } from '../../conversations/engine/draft.ts';
import type { Button } from '../../message.ts';
import { trainingPlace, trainingTime } from '../../../reports/announcement-lines.ts';
import { button, menuButton } from '../../buttons.ts';
import { joinRoute, trainingRoute, trainingsRoute } from '../../routes/owners.ts';
import { partOf, spanOf, turnRow } from '../../pages.ts';
import { oldPress, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import {
  askAboutButton,
  cancelledLine,
  endButtons,
  momentOf,
  offeredButtons,
  othersButton,
  placeButton,
  seatedButtons,
  timeOf,
  waitingButtons,
} from '../../training-lines.ts';
import {
  comingOfChat,
  isPending,
  isShared,
  mineLine,
  ofWhom,
  ownLine,
  ownOf,
  placesOnList,
} from './training-own.ts';

/** Trainings in one message: more would be too long for a small screen. */
const PAGE = 5;

/** *Lihat pelatihan*: what is coming, with free seats and the own standing; `page` from 0. */
export async function showTrainings(ctx: BotContext, page = 0): Promise<void> {
  const { services } = ctx.turn;
  const all = await upcomingTrainings(services);
  const [only, ...others] = all;
  if (only === undefined) return showNone(ctx);
  if (others.length === 0) return showTraining(ctx, only);
  const span = spanOf(page, all.length, PAGE);
  const shown = partOf(all, span);
  const mine = await comingOfChat(ctx);
  const shared = await isShared(ctx, mine);
  const items: Line[] = [];
  for (const [index, training] of shown.entries()) {
    const own = mine.filter((it) => it.trainingId === training.id);
    const [standing] = await placesOnList(ctx, own.slice(0, 1));
    const common = {
      number: span.slice.skip + index + 1,
      title: training.title,
      when: { line: trainingTime(services, training) },
      place: { line: trainingPlace(services, training) },
    };
    items.push(
      line('common.blank'),
      standing === undefined
        ? line('training.list.item', { ...common, seats: { line: await seatsLine(ctx, training) } })
        : line('training.list.itemOwn', {
            ...common,
            own: { line: ofWhom(ctx, standing.participant, ownLine(standing), shared) },
          }),
    );
  }
  await say(
    ctx,
    [line('training.list.head'), ...items],
    [
      ...shown.map((it): readonly Button[] => [
        { label: named(it.title), data: trainingRoute.to('see', it.id) },
      ]),
      ...turnRow(span, (it) => trainingsRoute.to(it)),
      [menuButton],
    ],
  );
}

async function showNone(ctx: BotContext): Promise<void> {
  const { services, account } = ctx.turn;
  const { person } = account;
  const asked = person !== undefined && !(await hasConsent(services, person.id, 'training-news'));
  await say(ctx, line(asked ? 'start.trainings.none' : 'start.trainings.noneNow'), [
    ...(asked ? [[button('start.trainings.news', 'news')]] : []),
    [menuButton],
  ]);
}

/** How many seats are free, or how many wait. */
async function seatsLine(ctx: BotContext, training: Training): Promise<Line> {
  const { services } = ctx.turn;
  if (services.now() >= training.closesAt) return line('training.view.closed');
  const seats = await seatsOf(services, training);
  const total = { count: training.seats };
  if (seats.rule === 'draw') return line('training.view.later', { seats: total });
  const free = freeSeats(seats);
  const waiting = waitingList(seats).length;
  if (free > 0) return line('training.view.free', { free: { count: free }, seats: total });
  return waiting === 0
    ? line('training.view.fullNone', { seats: total })
    : line('training.view.full', { seats: total, waiting: { count: waiting } });
}

/** One training, and what this person can do about it now. */
export async function showTraining(ctx: BotContext, training: Training): Promise<void> {
  const { services } = ctx.turn;
  const now = services.now();
  if (training.status === 'cancelled') {
    await say(ctx, cancelledLine(services, training), endButtons);
    return;
  }
  if (training.endsAt <= now) {
    await say(ctx, line('training.view.past'), endButtons);
    return;
  }
  const mine = (await comingOfChat(ctx)).filter((it) => it.trainingId === training.id);
  const shared = await isShared(ctx, mine);
  const all = await placesOnList(ctx, mine);
  const isOpen = now < training.closesAt;
  const place = trainingPlace(services, training);
  const lines: readonly Line[] = [
    line('training.view.title', { title: training.title }),
    trainingTime(services, training),
    training.address === undefined
      ? place
      : line('training.view.address', { place: { line: place }, address: training.address }),
    line('common.blank'),
    await seatsLine(ctx, training),
    ...(isOpen ? [line('training.view.closes', { moment: momentOf(training.closesAt) })] : []),
    ...(isOpen && training.seatRule !== 'first-come' ? [ruleLine(training, training.seatRule)] : []),
    ...(training.bring === undefined ? [] : [line('training.view.bring', { bring: training.bring })]),
    ...(all.length === 0 ? [] : [line('common.blank')]),
    ...all.flatMap((it) => [
      ofWhom(ctx, it.participant, ownLine(it), shared),
      ...(it.participant.substitute === undefined
        ? []
        : [line('training.view.substitute', { name: it.participant.substitute })]),
      ...(it.participant.attendedAt === undefined
        ? []
        : [line('training.view.attended', { time: timeOf(it.participant.attendedAt) })]),
    ]),
  ];
  const own = ownOf(ctx, mine);
  const standing = all.find((it) => it.participant.id === own?.id);
  await say(ctx, lines, [...viewButtons(ctx, training, standing), [menuButton]]);
}

function ruleLine(training: Training, rule: 'newcomers' | 'quota' | 'draw'): Line {
  return line(`training.view.${rule}`, { moment: momentOf(training.closesAt) });
}

function viewButtons(
  ctx: BotContext,
  training: Training,
  own: Awaited<ReturnType<typeof placesOnList>>[number] | undefined,
): readonly (readonly Button[])[] {
  const now = ctx.turn.services.now();
  const about = [placeButton(training.id), askAboutButton(training.id)];
  const begun = now >= training.startsAt;
  if (begun) return [about];
  const it = own?.participant;
  if (own !== undefined && it?.status === 'seated')
    return seatedButtons(it.id, training.id, it.substitute !== undefined);
  if (own !== undefined && it?.status === 'offered') return [...offeredButtons(it.id), about];
  if (own !== undefined && it?.status === 'waiting') return [about, ...waitingButtons(it.id, isPending(own))];
  if (now >= training.closesAt || it?.status === 'unseated') return [about, [othersButton]];
  const { person } = ctx.turn.account;
  const data = joinRoute.to(training.id, person?.id);
  return [[{ label: line('broadcast.button.join'), data }], about, [othersButton]];
}

/** "Nomor berapa saya?": where this chat stands in every coming training, and where it stood before. */
export async function showStanding(ctx: BotContext): Promise<void> {
  const mine = await comingOfChat(ctx);
  if (mine.length === 0) {
    await say(ctx, line('training.mine.none'), endButtons);
    return;
  }
  const shared = await isShared(ctx, mine);
  const all = await placesOnList(ctx, mine);
  // What was said is remembered once: a repeat of this update must say the same again.
  const lines = await ctx.turn.once('standing', codecs.json(z.array(lineSchema)), async (inside) => {
    for (const { participant, place } of all)
      if (place !== undefined) await noteTold(inside, participant.id, place);
    return all.map((it) => ofWhom(ctx, it.participant, mineLine(it), shared));
  });
  const trainings = [...new Map(mine.map((it) => [it.trainingId, it.training])).values()];
  await say(ctx, lines, [
    ...trainings
      .slice(0, PAGE)
      .map((it): readonly Button[] => [{ label: named(it.title), data: trainingRoute.to('see', it.id) }]),
    [othersButton, menuButton],
  ]);
}

/** A training by its number in a button or a link; somebody may have made the number by hand. */
export async function showTrainingView(ctx: BotContext, id: number): Promise<void> {
  const training = await trainingById(ctx.turn.services, id);
  if (training === undefined) return oldPress(ctx);
  await showTraining(ctx, training);
}

/** A training by its number (T-2611-0003), from a link; false when there is none. */
export async function showTrainingByNumber(ctx: BotContext, number: string): Promise<boolean> {
  const training = await trainingByNumber(ctx.turn.services, number);
  if (training !== undefined) await showTraining(ctx, training);
  return training !== undefined;
}
