import type { Services } from '../../core/services.ts';
import { withParts } from '../../core/message-parts.ts';
import { activeMembers } from '../../office/members.ts';
import { candidatesOf } from './candidates.ts';
import { subjectsOf } from './disclosures.ts';
import { suppliersOf } from './suppliers.ts';

/** Telegram deletes a message of the bot within 48 hours (Bot API, deleteMessage). */
const DELETABLE_MS = 48 * 3_600_000;

/** Messages of one chat that show somebody who may not be seen there any more. */
export interface ShownTooLong {
  readonly accountId: number;
  readonly chatId: number;
  /** With their earlier parts. */
  readonly messageIds: readonly number[];
}

/** What has to leave the chats of companies now; what Telegram does not delete any more is forgotten. */
export async function messagesToTakeBack(services: Services): Promise<readonly ShownTooLong[]> {
  const { db, now, office } = services;
  await db.candidateMessage.deleteMany({
    where: { sentAt: { lt: new Date(now().getTime() - DELETABLE_MS) } },
  });
  const rows = await db.candidateMessage.findMany({
    where: { account: { office: office.key } },
    include: { account: { select: { chatId: true } } },
    orderBy: [{ accountId: 'asc' }, { messageId: 'asc' }],
  });
  if (rows.length === 0) return [];
  const members = await activeMembers(services);
  const found: ShownTooLong[] = [];
  for (const accountId of new Set(rows.map((row) => row.accountId))) {
    const own = rows.filter((row) => row.accountId === accountId);
    const seen = new Set<string>();
    for (const member of members.filter((it) => it.accountId === accountId)) {
      for (const candidate of await candidatesOf(services, member))
        for (const subject of subjectsOf(candidate)) seen.add(subject);
      for (const { id } of await suppliersOf(services, member)) seen.add(`inquiry:${id}`);
    }
    const gone = own.filter(({ subject }) => !seen.has(subject));
    const [first] = gone;
    if (first === undefined) continue;
    found.push({
      accountId,
      chatId: Number(first.account.chatId),
      messageIds: await withParts(
        services,
        accountId,
        gone.map(({ messageId }) => messageId),
      ),
    });
  }
  return found;
}

/** They have left the chat, or Telegram refuses to delete them. */
export async function forgetShown(
  services: Services,
  { accountId, messageIds }: ShownTooLong,
): Promise<void> {
  const ids = { in: [...messageIds] };
  await services.db.candidateMessage.deleteMany({ where: { accountId, messageId: ids } });
  await services.db.messagePart.deleteMany({ where: { accountId, messageId: ids } });
}
