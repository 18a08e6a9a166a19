import { z } from 'zod';
import type { Postmark } from '../../domain/cases/pieces.ts';
import type { Services } from './services.ts';

/** The case that words went into, and to whom: the office, the owner, or colleagues only. */
export interface CaseLetter {
  readonly case: number;
  readonly way: 'office' | 'owner' | 'note';
}

const lastLetter = z.object({
  message: z.number(),
  at: z.number(),
  group: z.string().optional(),
  full: z.boolean().optional(),
  to: z.object({ case: z.number(), way: z.enum(['office', 'owner', 'note']) }).optional(),
  /** What came after it that was no letter. */
  after: z.enum(['press', 'command']).optional(),
});

/** The last words to a person in a chat, or the last album that went nowhere. */
export type LastLetter = z.infer<typeof lastLetter>;

export function readLastLetter(stored: unknown): LastLetter | undefined {
  return lastLetter.safeParse(stored).data;
}

/** Remembers where the next message of the chat belongs, if it goes on with this one. */
export async function rememberLetter(
  services: Services,
  accountId: number,
  { message, at, group, full }: Postmark,
  more: Pick<LastLetter, 'to' | 'after'>,
): Promise<void> {
  const { to, after } = more;
  const letter = {
    message,
    at,
    ...(group === undefined ? {} : { group }),
    ...(full === true ? { full } : {}),
    ...(to === undefined ? {} : { to: { case: to.case, way: to.way } }),
    ...(after === undefined ? {} : { after }),
  };
  await services.db.account.update({ where: { id: accountId }, data: { letter } });
}
