import { shortName } from '../../../domain/people/name.ts';
import type { Participant } from '../../../services/trainings/participant-rows.ts';
import type { BotContext } from '../../turn.ts';
import { becomePerson } from './people.ts';

/** From now on this participant is addressed: their person speaks, a stranger is called by the name they gave. */
export async function speakAs(ctx: BotContext, it: Participant): Promise<void> {
  if (it.personId !== undefined) {
    await becomePerson(ctx, it.personId);
    return;
  }
  ctx.turn.to = {
    ...ctx.turn.to,
    salutation: it.salutation,
    shortName: it.name === undefined ? undefined : shortName(it.name),
  };
}
