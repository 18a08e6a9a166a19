import type { Message } from 'grammy/types';
import type { BotContext } from '../turn.ts';

/** `again`: the question of the form that was interrupted is shown once more. */
export type Taken = 'again' | 'done';

/** Does what a message is about. */
export type Take = () => Promise<Taken>;

/** One thing that a message can be. */
export interface Place {
  /** How to take it; undefined when it is something else; `silence` when nobody waits for an answer. */
  meant(
    ctx: BotContext,
    message: Message,
  ): Promise<Take | 'silence' | undefined> | Take | 'silence' | undefined;
}

/** A place for new messages alone; a change of an old one goes on. */
export function ofNew(meant: Place['meant']): Place {
  return { meant: (ctx, message) => (ctx.message === undefined ? undefined : meant(ctx, message)) };
}
