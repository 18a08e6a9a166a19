import type { VersionedStateStorage, VersionedState, ConversationData } from '@grammyjs/conversations';
import type { BotContext } from '../../turn.ts';

type Stored = VersionedState<ConversationData>;

function isStored(value: unknown): value is Stored {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    'state' in value &&
    typeof value.state === 'object'
  );
}

/**
 * Where the conversation plugin reads and writes its state: reading comes from the account of this turn,
 * writing is only noted. Intake stores it together with "handled", so that a failed update changes nothing.
 */
export const stateStorage: VersionedStateStorage<BotContext, ConversationData> = {
  read(ctx) {
    const text = ctx.turn.account.state;
    if (text === undefined) return undefined;
    const stored: unknown = JSON.parse(text);
    return isStored(stored) ? stored : undefined;
  },
  write(ctx, state) {
    const text = JSON.stringify(state);
    if (text !== ctx.turn.account.state) ctx.turn.noted.state = text;
  },
  delete(ctx) {
    if (ctx.turn.account.state !== undefined) ctx.turn.noted.state = null;
  },
};
