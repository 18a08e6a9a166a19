import { z } from 'zod';
import { codecs } from '../../../services/core/codecs.ts';
import { recall } from '../../../services/core/effects.ts';
import type { BotContext } from '../../turn.ts';
import { lineSchema } from './draft.ts';
import type { Json } from './json.ts';

/** The effect of an update that is an answer. */
export const ANSWER = 'form';

const outcome = z.object({
  say: z.array(lineSchema),
  ending: z.enum(['submit', 'left', 'discarded', 'declined']).optional(),
  result: z.custom<Json>().optional(),
  deleteMessage: z.union([z.literal(true), z.enum(['picture', 'paper'])]).optional(),
  keyboardOpen: z.boolean().optional(),
  inPlace: z.boolean().optional(),
  stays: z.boolean().optional(),
  /** The question that is on the screen stays as it is. */
  aside: z.boolean().optional(),
  /** Of the question only its buttons are shown. */
  buttons: z.boolean().optional(),
  /** The row in which a recording waits to be sent, and how many wait. */
  kept: z.object({ id: z.number(), count: z.number() }).optional(),
  react: z.enum(['👍', '🙏']).optional(),
  /** Where the form has ended: messages that change after it; without the answers, which are stored elsewhere. */
  changes: z.array(z.object({ id: z.number(), line: lineSchema.optional() })).optional(),
});
/** What an update has caused in a form, kept with the effect so that a repeat says the same. */
export type Outcome = z.infer<typeof outcome>;

export const outcomeCodec = codecs.json(outcome);

/** How a form came to an end in this chat. */
export type Filled =
  | { readonly how: 'submitted'; readonly result: Json }
  | { readonly how: 'left' | 'discarded' | 'declined' }
  /** What was written is not for this form: the rest of the bot answers it. */
  | { readonly how: 'passed' };

/** What an earlier try of this update has caused. */
export function recalled({ turn }: BotContext): Promise<Outcome | undefined> {
  return recall(turn.services, turn.cause, ANSWER, outcomeCodec);
}
