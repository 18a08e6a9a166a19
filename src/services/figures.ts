import type { Services } from './services.ts';

/** Notes messages that show figures, so that "Sembunyikan angka" can delete them while Telegram allows it. */
export async function rememberFigures(services: Services, accountId: number, messageIds: readonly number[]): Promise<void> {
  await services.db.figureMessage.createMany({
    data: [...new Set(messageIds)].map((messageId) => ({ accountId, messageId, sentAt: services.now() })),
    skipDuplicates: true,
  });
}

/** Messages with figures that are younger than 48 hours, oldest first. */
export async function figureMessages(services: Services, accountId: number): Promise<readonly number[]> {
  const since = new Date(services.now().getTime() - 48 * 3_600_000);
  const rows = await services.db.figureMessage.findMany({ where: { accountId, sentAt: { gt: since } }, orderBy: { messageId: 'asc' } });
  return rows.map((row) => row.messageId);
}

export async function forgetFigures(services: Services, accountId: number, messageIds: readonly number[]): Promise<void> {
  await services.db.figureMessage.deleteMany({ where: { accountId, messageId: { in: [...messageIds] } } });
}
