import { z } from 'zod';
import { Prisma } from '../../../../prisma/client/client.ts';
import { documentKinds } from '../../../domain/partnership/document.ts';
import type { Services } from '../../core/services.ts';

const LASTS_MS = 30 * 60_000;

const filing = z.object({
  application: z.number(),
  kind: z.enum(documentKinds),
  /** ISO instant. */
  until: z.string(),
  /** The album of which something was said already, and what. */
  group: z.string().optional(),
  said: z.string().optional(),
});

/** For which application the next files of a chat are, and what they show. */
export type Filing = Omit<z.infer<typeof filing>, 'until'>;

/** Undefined where no file is awaited, or not any more. */
export async function filingOf(services: Services, accountId: number): Promise<Filing | undefined> {
  const row = await services.db.account.findUnique({ where: { id: accountId }, select: { filing: true } });
  const found = filing.safeParse(row?.filing).data;
  return found !== undefined && new Date(found.until) > services.now() ? found : undefined;
}

/** From now on files of this chat are taken for half an hour; undefined: none is awaited any more. */
export async function awaitFiles(
  services: Services,
  accountId: number,
  it: Filing | undefined,
): Promise<void> {
  const until = new Date(services.now().getTime() + LASTS_MS).toISOString();
  await services.db.account.update({
    where: { id: accountId },
    data: { filing: it === undefined ? Prisma.DbNull : { ...it, until } },
  });
}
