import type { Transaction } from '../core/services.ts';

const place = (reportId: number, version: number, field: 'words' | 'reason'): string =>
  `sales_version:${reportId}:${version}:${field}`;

/** The months that two businesses have both reported, with both figures (whole rupiah), the oldest first. */
export async function monthsOfBoth(
  { db }: Pick<Transaction, 'db'>,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<readonly { readonly month: string; readonly from: number; readonly into: number }[]> {
  const rows = await db.salesReport.findMany({
    where: { businessId: { in: [from, into] } },
    select: { businessId: true, month: true, amount: true },
    orderBy: { month: 'asc' },
  });
  return rows.flatMap((row) => {
    const other = rows.find((it) => it.businessId === into && it.month === row.month);
    return row.businessId !== from || other === undefined
      ? []
      : [{ month: row.month, from: Number(row.amount), into: Number(other.amount) }];
  });
}

/**
 * Gives the reports of one business to another one. In a month that both have, every figure of either stays in the
 * history of one report, and the chosen one is entered anew by the member who decided.
 */
export async function joinReports(
  services: Transaction,
  { from, into }: { readonly from: number; readonly into: number },
  { counts, by }: { readonly counts: 'from' | 'into'; readonly by: string },
): Promise<void> {
  const { db, now, seal } = services;
  const rows = await db.salesReport.findMany({
    where: { businessId: { in: [from, into] } },
    include: { versions: { orderBy: { version: 'asc' } } },
  });
  for (const row of rows.filter(({ businessId }) => businessId === from)) {
    const stays = rows.find(({ businessId, month }) => businessId === into && month === row.month);
    if (stays === undefined) {
      await db.salesReport.update({ where: { id: row.id }, data: { businessId: into } });
      continue;
    }
    let version = Math.max(stays.version, ...stays.versions.map((it) => it.version));
    for (const it of row.versions) {
      version++;
      const to = version;
      const again = (field: 'words' | 'reason', sealed: Uint8Array | null): Uint8Array<ArrayBuffer> | null =>
        sealed === null
          ? null
          : seal.encrypt(place(stays.id, to, field), seal.show(place(row.id, it.version, field), sealed));
      await db.salesVersion.update({
        where: { reportId_version: { reportId: row.id, version: it.version } },
        data: {
          reportId: stays.id,
          version: to,
          words: again('words', it.words),
          reason: again('reason', it.reason),
        },
      });
    }
    version++;
    const { amount, estimate, provisional, zeroReason, workersMale, workersFemale, source, toCheck } =
      counts === 'from' ? row : stays;
    const figure = { amount, estimate, provisional, zeroReason, workersMale, workersFemale, source };
    await db.salesReport.update({
      where: { id: stays.id },
      data: { ...figure, toCheck, version, updatedAt: now() },
    });
    await db.salesVersion.create({
      data: { ...figure, reportId: stays.id, version, reader: 'merge@1', enteredBy: by, at: now() },
    });
    const sold = await db.partnerSale.findMany({ where: { reportId: row.id } });
    await db.partnerSale.createMany({
      data: sold.map((it) => ({ ...it, reportId: stays.id })),
      skipDuplicates: true,
    });
    await db.salesReport.delete({ where: { id: row.id } });
  }
}
