import { shortName } from '../../../domain/people/name.ts';
import { address, line, type Line } from '../../../i18n.ts';
import { peopleOf } from '../../../services/core/accounts.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import { participationsOf, placeOnList, type PlaceOnList } from '../../../services/trainings/participants.ts';
import type { BotContext } from '../../turn.ts';
import { momentOf } from '../../training-lines.ts';

/** Whose participation is whose in a chat: of the person who speaks, of others on the same phone, of strangers. */

const ALIVE: readonly string[] = ['seated', 'offered', 'waiting', 'unseated', 'extra'];

/** Whether somebody is on the list of a training, or was until it ended. */
export const isIn = (it: Participant): boolean => ALIVE.includes(it.status);

/** Participations of everybody in this chat in trainings that are planned and not over, by the start. */
export async function comingOfChat(ctx: BotContext): Promise<readonly Participant[]> {
  const { services, account } = ctx.turn;
  const now = services.now();
  return (await participationsOf(services, { accountId: account.id })).filter(
    (it) => isIn(it) && it.training.status === 'planned' && it.training.endsAt > now,
  );
}

/** Of these, the one of whoever speaks: the active person, or somebody of this chat who has not registered. */
export function ownOf(ctx: BotContext, all: readonly Participant[]): Participant | undefined {
  const { person } = ctx.turn.account;
  return all.find((it) => it.personId === person?.id) ?? all.find((it) => it.personId === undefined);
}

/** Whether several people use this chat, so that their names have to be said. */
export async function isShared(ctx: BotContext, all: readonly Participant[]): Promise<boolean> {
  const names = new Set(all.map((it) => it.personId ?? it.name));
  return names.size > 1 || (await peopleOf(ctx.turn.services, ctx.turn.account.id)).length > 1;
}

/** Where somebody stands, without the title of the training. */
export function ownLine(it: PlaceOnList): Line {
  const { participant, place } = it;
  switch (participant.status) {
    case 'seated':
      return line('training.own.seated', { seat: participant.seat ?? 0 });
    case 'offered':
      return line('training.own.offered', { moment: momentOf(participant.answerBy ?? participant.joinedAt) });
    case 'waiting':
      return isPending(it)
        ? line('training.own.applied', { moment: momentOf(participant.training.closesAt) })
        : line('training.own.waiting', { place: place ?? 1 });
    case 'unseated':
    case 'extra':
    case 'left':
    case 'declined':
    case 'cancelled':
      return line('training.own.unseated');
  }
}

/** The same as an answer to "nomor berapa saya?": with the title, and with the place that they were told before. */
export function mineLine(it: PlaceOnList): Line {
  const { participant, place, before } = it;
  const { title } = participant.training;
  switch (participant.status) {
    case 'seated':
      return line('training.mine.seated', { title, seat: participant.seat ?? 0 });
    case 'offered':
      return line('training.mine.offered', {
        title,
        moment: momentOf(participant.answerBy ?? participant.joinedAt),
      });
    case 'waiting':
      if (isPending(it))
        return line('training.mine.applied', { title, moment: momentOf(participant.training.closesAt) });
      return before === undefined
        ? line('training.mine.waiting', { title, place: place ?? 1 })
        : line('training.mine.moved', { title, place: place ?? 1, before });
    case 'unseated':
    case 'extra':
    case 'left':
    case 'declined':
    case 'cancelled':
      return line('training.mine.unseated', { title });
  }
}

/** Waits for the seats that are given when registration closes: a place in line says little then. */
export const isPending = (it: PlaceOnList): boolean => it.waitsFor === 'draw' || it.waitsFor === 'close';

/** "Siti Aminah: Ibu punya kursi …" where several people share the phone, whoever speaks there now. */
export function ofWhom(ctx: BotContext, it: Participant, said: Line, shared: boolean): Line {
  if (!shared || it.name === undefined) return said;
  const forms = address({
    language: ctx.turn.to.language,
    salutation: it.salutation,
    shortName: shortName(it.name),
  });
  return line('training.own.named', {
    name: it.name,
    standing: { line: { ...said, params: { ...forms, ...said.params } } },
  });
}

export function placesOnList(ctx: BotContext, all: readonly Participant[]): Promise<readonly PlaceOnList[]> {
  return Promise.all(all.map((it) => placeOnList(ctx.turn.services, it)));
}
