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
  /** The words were only offered to that case, under this message of the chat: nothing of them stands in it yet. */
  offered: z.number().optional(),
  /** What came after it that was no letter. */
  after: z.enum(['press', 'command']).optional(),
  /** How many messages in a row nobody has understood, the last of them, and when (ms). */
  unclear: z.object({ message: z.number(), times: z.number(), at: z.number() }).optional(),
});

/** The last words to a person in a chat, or the last album or cut text that went nowhere. */
export type LastLetter = z.infer<typeof lastLetter>;

export function readLastLetter(stored: unknown): LastLetter | undefined {
  return lastLetter.safeParse(stored).data;
}

/** Remembers where the next message of the chat belongs, if it goes on with this one. */
export async function rememberLetter(
  services: Services,
  accountId: number,
  { message, at, group, full }: Postmark,
  more: Pick<LastLetter, 'to' | 'offered' | 'after'>,
): Promise<void> {
  const { to, offered, after } = more;
  const letter = {
    message,
    at,
    ...(group === undefined ? {} : { group }),
    ...(full === true ? { full } : {}),
    ...(to === undefined ? {} : { to: { case: to.case, way: to.way } }),
    ...(offered === undefined ? {} : { offered }),
    ...(after === undefined ? {} : { after }),
  };
  await services.db.account.update({ where: { id: accountId }, data: { letter } });
}

/** Words that were not understood so soon after others count as in a row. */
const IN_A_ROW_MS = 10 * 60_000;

/**
 * How many messages in a row were not understood, with this one; a further try of the same message counts once. Kept
 * with the last letter, which stays as it is.
 */
export async function countUnclear(
  services: Services,
  { id, letter }: { readonly id: number; readonly letter?: LastLetter | undefined },
  message: number,
): Promise<number> {
  const at = services.now().getTime();
  const before = letter?.unclear;
  if (before?.message === message) return before.times;
  const times = before === undefined || at - before.at > IN_A_ROW_MS ? 1 : before.times + 1;
  const kept = letter ?? { message, at: Math.floor(at / 1_000), after: 'command' };
  await services.db.account.update({
    where: { id },
    data: { letter: { ...kept, unclear: { message, times, at } } },
  });
  return times;
}

/** Whether the next message may be the rest of a text that went nowhere. */
export const isCut = (letter: LastLetter | undefined): boolean =>
  letter?.full === true && letter.to === undefined && letter.after === undefined;

/** Whatever came behind a cut text was its rest, or showed that there is none. */
export async function forgetCut(services: Services, accountId: number): Promise<void> {
  const row = await services.db.account.findUnique({ where: { id: accountId }, select: { letter: true } });
  const letter = readLastLetter(row?.letter);
  if (letter !== undefined && isCut(letter))
    await rememberLetter(services, accountId, letter, { after: 'command' });
}

/** Remembers a text whose rest may still come, unless it became a letter: that knows already where the rest belongs. */
export async function rememberCut(services: Services, accountId: number, mark: Postmark): Promise<void> {
  const row = await services.db.account.findUnique({ where: { id: accountId }, select: { letter: true } });
  if (row !== null && readLastLetter(row.letter)?.message !== mark.message)
    await rememberLetter(services, accountId, mark, {});
}
