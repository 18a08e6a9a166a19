import type { Services } from './services.ts';

/** Notes the earlier parts of a message that was too long for one, so that what is done with it is done with all. */
export async function rememberParts(
  { db, now }: Services,
  accountId: number,
  messageId: number,
  partIds: readonly number[],
): Promise<void> {
  await db.messagePart.createMany({
    data: partIds.map((partId) => ({ accountId, partId, messageId, sentAt: now() })),
    skipDuplicates: true,
  });
}

/** These messages of a chat with their earlier parts, in the order of the chat. */
export async function withParts(
  { db }: Services,
  accountId: number,
  messageIds: readonly number[],
): Promise<readonly number[]> {
  const parts = await db.messagePart.findMany({
    where: { accountId, messageId: { in: [...messageIds] } },
    select: { partId: true },
  });
  return [...new Set([...messageIds, ...parts.map((it) => it.partId)])].toSorted((a, b) => a - b);
}
