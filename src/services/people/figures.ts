import type { Services } from '../core/services.ts';

/** Notes messages that show figures, so that "Sembunyikan angka" can delete them while Telegram allows it. */
export async function rememberFigures(
  services: Services,
  accountId: number,
  messageIds: readonly number[],
): Promise<void> {
  await services.db.figureMessage.createMany({
    data: [...new Set(messageIds)].map((messageId) => ({ accountId, messageId, sentAt: services.now() })),
    skipDuplicates: true,
  });
}

/** Messages with figures, oldest first: those that Telegram still deletes (48 hours) and those that it does not. */
export async function figureMessages(
  services: Services,
  accountId: number,
): Promise<{ readonly young: readonly number[]; readonly old: readonly number[] }> {
  const since = new Date(services.now().getTime() - 48 * 3_600_000);
  const rows = await services.db.figureMessage.findMany({
    where: { accountId },
    orderBy: { messageId: 'asc' },
  });
  const of = (isYoung: boolean): readonly number[] =>
    rows.filter((row) => row.sentAt > since === isYoung).map((row) => row.messageId);
  return { young: of(true), old: of(false) };
}

export async function forgetFigures(
  services: Services,
  accountId: number,
  messageIds: readonly number[],
): Promise<void> {
  const where = { accountId, messageId: { in: [...messageIds] } };
  await services.db.figureMessage.deleteMany({ where });
  await services.db.messagePart.deleteMany({ where });
}
