import { z } from 'zod';
import { prefix } from '../../../domain/words/clip.ts';
import { readCode } from '../../../domain/announcements/code.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import {
  checkIn,
  trainingByCheckin,
  walkIn,
  MOST_TRIES,
  type CheckedIn,
} from '../../../services/trainings/attendance.ts';
import { participantInChat, type Participant } from '../../../services/trainings/participant-rows.ts';
import type { Transaction } from '../../../services/core/services.ts';
import type { Joiner } from '../../../services/trainings/training-history.ts';
import { trainingById } from '../../../services/trainings/trainings.ts';
import type { Button } from '../../message.ts';
import { button, menuButton } from '../../buttons.ts';
import { atTheDoorRoute, codeAgainRoute, hereRoute, trainingRoute } from '../../routes/owners.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { endButtons, timeOf } from '../../training-lines.ts';
import { enter } from '../enter.ts';
import { speakAs } from './speak-as.ts';

type Via = 'code' | 'qr';

/** What a code came to, as it is remembered with the update that caused it. */
const briefSchema = z.object({
  kind: z.enum(['welcome', 'again', 'not-now', 'who', 'locked', 'wrong', 'walk-in', 'full', 'stranger']),
  participant: z.number().optional(),
  people: z.array(z.number()).optional(),
  training: z.number().optional(),
  seat: z.number().optional(),
  /** ISO instant of the attendance. */
  at: z.string().optional(),
  tries: z.number().optional(),
});
type Brief = z.infer<typeof briefSchema>;

/** Buttons of "Petugas yang mencatat" and so on; what they do stands in training-buttons.ts. */
const doorButtons: readonly (readonly Button[])[] = [
  [button('training.checkin.retry', codeAgainRoute.to())],
  [button('training.checkin.officer', atTheDoorRoute.to())],
];

/**
 * The code on the wall, typed ('code') or from the square on it ('qr', link `h-<code>`): records who is there, once.
 * `participantId` says who, where several people of this chat take part. False, and nothing was said, when no
 * training has this code and nobody of this chat takes part in one now.
 */
export async function checkInByCode(
  ctx: BotContext,
  code: string,
  via: Via,
  participantId?: number,
): Promise<boolean> {
  const { account } = ctx.turn;
  const personId = account.person?.id;
  const brief = await ctx.turn.once('check-in', codecs.json(briefSchema), async (inside) => {
    const done = await checkIn(inside, { accountId: account.id, personId, participantId, code, via });
    return done.kind === 'no-seat' ? atTheDoor(inside, ctx, done, via) : briefly(done);
  });
  return tell(ctx, brief, code, via);
}

function briefly(it: Exclude<CheckedIn, { readonly kind: 'no-seat' }>): Brief {
  switch (it.kind) {
    case 'welcome':
    case 'again':
      return { kind: it.kind, participant: it.participant.id, at: it.at.toISOString() };
    case 'who':
      return { kind: 'who', training: it.training.id, people: it.people.map((one) => one.id) };
    case 'not-now':
    case 'locked':
      return { kind: it.kind, training: it.training.id };
    case 'wrong':
      return { kind: 'wrong', tries: it.tries };
  }
}

/** Not on the list, but there: takes a free seat; whoever is not known yet says their name first. */
async function atTheDoor(
  inside: Transaction,
  ctx: BotContext,
  { training, participant, free }: Extract<CheckedIn, { readonly kind: 'no-seat' }>,
  via: Via,
): Promise<Brief> {
  const { account } = ctx.turn;
  const full: Brief = {
    kind: 'full',
    training: training.id,
    ...(participant === undefined ? {} : { participant: participant.id }),
  };
  if (!free) return full;
  const who = joinerOf(participant, account.person?.id);
  if (who === undefined) return { kind: 'stranger', training: training.id };
  const done = await walkIn(inside, training.id, who, { accountId: account.id, via });
  if (!('participant' in done)) return full;
  return {
    kind: 'walk-in',
    participant: done.participant.id,
    seat: done.participant.seat ?? 0,
    at: (done.participant.attendedAt ?? inside.now()).toISOString(),
  };
}

/** Whoever waited for a seat comes before whoever speaks in this chat: they are the one who wanted to come. */
function joinerOf(waiting: Participant | undefined, personId: number | undefined): Joiner | undefined {
  if (waiting?.personId !== undefined) return { personId: waiting.personId };
  if (waiting?.name !== undefined)
    return {
      stranger: {
        name: waiting.name,
        salutation: waiting.salutation,
        phone: waiting.phone,
        kecamatan: waiting.kecamatan,
      },
    };
  return personId === undefined ? undefined : { personId };
}

async function tell(ctx: BotContext, it: Brief, code: string, via: Via): Promise<boolean> {
  const { services, account } = ctx.turn;
  const participant =
    it.participant === undefined ? undefined : await participantInChat(services, it.participant, account.id);
  if (participant !== undefined) await speakAs(ctx, participant);
  const time = timeOf(it.at === undefined ? services.now() : new Date(it.at));
  switch (it.kind) {
    case 'welcome':
      await say(ctx, welcome(participant, time), [[menuButton]]);
      return true;
    case 'walk-in':
      await say(ctx, line('training.checkin.walkIn', { time, seat: it.seat ?? 0 }), [[menuButton]]);
      return true;
    case 'again':
      await say(ctx, line('training.checkin.again', { time }), [[menuButton]]);
      return true;
    case 'full':
      await say(ctx, line('training.checkin.full'), endButtons);
      return true;
    case 'not-now':
      await say(ctx, line('training.checkin.closed'), [
        [button('training.button.see', trainingRoute.to('see', it.training ?? 0))],
        [menuButton],
      ]);
      return true;
    case 'locked':
      await say(ctx, line('training.checkin.many'), [[menuButton]]);
      return true;
    case 'who':
      await askWho(ctx, it, code, via);
      return true;
    case 'stranger':
      await say(ctx, line('training.checkin.stranger'));
      await enter(ctx, 'join-training', { open: 'fresh', seed: { training: it.training ?? 0, code, via } });
      return true;
    case 'wrong':
      return hint(ctx, it.tries ?? 0);
  }
}

/** Whoever comes instead of somebody is greeted by their own name. */
function welcome(participant: Participant | undefined, time: ReturnType<typeof timeOf>): Line {
  return participant?.substitute === undefined
    ? line('training.checkin.done', { time })
    : line('training.checkin.doneFor', { name: participant.substitute, time });
}

async function askWho(ctx: BotContext, it: Brief, code: string, via: Via): Promise<void> {
  const { services, account } = ctx.turn;
  const training = await trainingById(services, it.training ?? 0);
  const people = await Promise.all(
    (it.people ?? []).map((id) => participantInChat(services, id, account.id)),
  );
  // The code travels with the buttons: a forged one without it records nobody.
  await say(ctx, line('training.checkin.who', { title: training?.title ?? '–' }), [
    ...people.flatMap((one): readonly (readonly Button[])[] =>
      one === undefined
        ? []
        : [[{ label: named(one.name ?? '–'), data: hereRoute.to(one.id, via, prefix(code, 12)) }]],
    ),
    [menuButton],
  ]);
}

/** A code that no training has: a hint, buttons, then a person; without end only for somebody who guesses. */
async function hint(ctx: BotContext, tries: number): Promise<boolean> {
  if (tries === 0) return false;
  if (tries === 1) await say(ctx, line('training.checkin.hint1'));
  else if (tries === 2) await say(ctx, line('training.checkin.hint2'), doorButtons);
  else await say(ctx, line(tries >= MOST_TRIES ? 'training.checkin.many' : 'training.checkin.hint3'));
  return true;
}

/** A text that is the code of a training, typed outside a form; false for any other text. */
export async function typedRightCode(ctx: BotContext, text: string): Promise<boolean> {
  const typed = readCode(text);
  if (typed === undefined || (await trainingByCheckin(ctx.turn.services, typed.code)) === undefined)
    return false;
  return checkInByCode(ctx, typed.code, 'code');
}

/**
 * A text that looks like a code but is none: counted as a try, but only of somebody who takes part in a training now.
 * False for anybody else.
 */
export async function typedWrongCode(ctx: BotContext, text: string): Promise<boolean> {
  const typed = readCode(text);
  return typed?.isLikely === true && (await checkInByCode(ctx, typed.code, 'code'));
}
