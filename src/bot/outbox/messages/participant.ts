import { z } from 'zod';
import { readAs } from '../../../domain/words/read-as.ts';
import { shortName } from '../../../domain/people/name.ts';
import { address, isLanguage, line, type Line } from '../../../i18n.ts';
import type { Outgoing } from '../../../services/core/outgoing.ts';
import { participantById, type Participant } from '../../../services/trainings/participant-rows.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Worded, Words } from './words.ts';

const params = z.object({ participant: z.number().int() });

/**
 * Words for one participant, who is addressed by their own name: also somebody who has not registered, in a chat
 * that a registered person uses. Where somebody else uses the chat now, the name stands above.
 */
export function toParticipant(
  words: (services: Services, it: Participant, message: Outgoing) => Promise<Worded | undefined>,
): Words {
  return async (services, message) => {
    const { participant: id } = readAs(params, message.params);
    const it = await participantById(services, id);
    const worded = it === undefined ? undefined : await words(services, it, message);
    if (it === undefined || worded === undefined) return undefined;
    const others = message.account.person !== undefined && message.account.person.id !== it.personId;
    const above = others && it.name !== undefined ? [line('training.seat.for', { name: it.name })] : [];
    const lines = 'length' in worded.text ? worded.text : [worded.text];
    return { ...worded, text: [...above, ...lines].map((text) => spokenTo(it, message, text)) };
  };
}

function spokenTo(it: Participant, { account }: Outgoing, text: Line): Line {
  const forms = address({
    language: isLanguage(account.language) ? account.language : 'id',
    salutation: it.salutation,
    shortName: it.name === undefined ? undefined : shortName(it.name),
  });
  return { ...text, params: { ...forms, ...text.params } };
}
