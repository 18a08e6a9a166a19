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
  const stored = await db.$queryRaw<
    readonly {
      readonly accountId: number;
      readonly chatId: bigint;
      readonly messageId: number;
      readonly subject: string;
      readonly sentAt: Date;
    }[]
  >`
    SELECT m.account_id AS "accountId", a.chat_id AS "chatId", m.message_id AS "messageId", m.subject, m.sent_at AS "sentAt"
    FROM candidate_message m JOIN account a ON a.id = m.account_id
    WHERE a.office = ${office.key} ORDER BY m.account_id, m.message_id`;
  const since = new Date(now().getTime() - DELETABLE_MS);
  const rows = stored.filter((it) => it.sentAt >= since);
  if (rows.length < stored.length) await db.candidateMessage.deleteMany({ where: { sentAt: { lt: since } } });
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
      chatId: Number(first.chatId),
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
