import type { VersionedStateStorage, VersionedState, ConversationData } from '@grammyjs/conversations';
import { z } from 'zod';
import type { BotContext } from '../../turn.ts';
import { codecs, tryDecode } from '../../../services/core/codecs.ts';

const stored = codecs.json(
  z.custom<VersionedState<ConversationData>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      'version' in value &&
      'state' in value &&
      typeof value.state === 'object',
  ),
);

/**
 * Where the conversation plugin reads and writes its state: reading comes from the account of this turn,
 * writing is only noted. Intake stores it together with "handled", so that a failed update changes nothing.
 */
export const stateStorage: VersionedStateStorage<BotContext, ConversationData> = {
  read(ctx) {
    const text = ctx.turn.account.state;
    return text === undefined ? undefined : tryDecode(stored, text);
  },
  write(ctx, state) {
    const text = JSON.stringify(state);
    if (text !== ctx.turn.account.state) ctx.turn.noted.state = text;
  },
  delete(ctx) {
    if (ctx.turn.account.state !== undefined) ctx.turn.noted.state = null;
  },
};
