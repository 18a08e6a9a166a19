import { InputFile } from 'grammy';
import { line, type Line } from '../../../i18n.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import { trainingById, type Training } from '../../../services/trainings/trainings.ts';
import { calendarFile } from '../../../reports/training-calendar.ts';
import type { Button } from '../../message.ts';
import { trainingPlace } from '../../../reports/announcement-lines.ts';
import { joinRoute } from '../../routes/owners.ts';
import { oldPress, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { seeButton } from '../../training-lines.ts';
import { enter } from '../enter.ts';
import { comingOfChat, ownOf } from './training-own.ts';

/** Things that people take away from a training: where it is, a calendar file, an answer to a question. */

/** "Balai Desa Wedani, Kecamatan Cerme, Jl. Raya 12." */
function placeLine(ctx: BotContext, training: Training): Line {
  const place = { line: trainingPlace(ctx.turn.services, training) };
  return training.address === undefined
    ? line('training.place.plain', { place })
    : line('training.place.here', { place, address: training.address });
}

/** *Lihat tempat*: the pin, where there is one, then the place in words. */
export async function showPlace(ctx: BotContext, trainingId: number): Promise<void> {
  const { services, texts, to } = ctx.turn;
  const training = await trainingById(services, trainingId);
  if (training === undefined) return oldPress(ctx);
  await answerPress(ctx);
  if (training.pin !== undefined) {
    const { latitude, longitude } = training.pin;
    const where = texts.plain(trainingPlace(services, training), to);
    await ctx.replyWithVenue(latitude, longitude, training.title, training.address ?? where);
  }
  await say(ctx, placeLine(ctx, training), [[await nextButton(ctx, training)]]);
}

/** *Saya ikut* for whoever can still join, otherwise the way back to the training. */
async function nextButton(ctx: BotContext, training: Training): Promise<Button> {
  const mine = (await comingOfChat(ctx)).filter((it) => it.trainingId === training.id);
  const canJoin = training.status === 'planned' && ctx.turn.services.now() < training.closesAt;
  if (!canJoin || ownOf(ctx, mine) !== undefined) return seeButton(training.id);
  const { person } = ctx.turn.account;
  return {
    label: line('broadcast.button.join'),
    data: joinRoute.to(training.id, person?.id),
  };
}

/** *Simpan ke kalender*: a file that the calendar of the phone opens. */
export async function sendCalendar(ctx: BotContext, it: Participant): Promise<void> {
  const { services, texts, to } = ctx.turn;
  const { training } = it;
  if (it.status !== 'seated' || training.status !== 'planned' || services.now() >= training.endsAt)
    return answerPress(ctx, line('training.press.past'));
  await answerPress(ctx);
  const words: readonly Line[] = [
    placeLine(ctx, training),
    ...(training.bring === undefined ? [] : [line('training.view.bring', { bring: training.bring })]),
    ...(it.seat === undefined ? [] : [line('training.calendar.body', { seat: it.seat })]),
  ];
  const file = calendarFile({
    uid: `${training.number}@${ctx.me.username}`,
    sequence: training.revision,
    title: training.title,
    description: words.map((text) => texts.plain(text, to)).join('\n'),
    location: texts.plain(trainingPlace(services, training), to),
    pin: training.pin,
    startsAt: training.startsAt,
    endsAt: training.endsAt,
    product: services.office.name,
    now: services.now(),
  });
  await ctx.replyWithDocument(new InputFile(new TextEncoder().encode(file), 'pelatihan.ics'), {
    caption: texts.html(line('training.calendar.done'), to),
    parse_mode: 'HTML',
  });
}

/** *Tanya dulu*: a question to the office that names the training. */
export async function askAboutTraining(ctx: BotContext, trainingId: number): Promise<void> {
  if ((await trainingById(ctx.turn.services, trainingId)) === undefined) return oldPress(ctx);
  await enter(ctx, 'ask', { open: 'fresh', seed: { training: trainingId } });
}
