import type { Services } from '../../core/services.ts';

/** Consents of those who go along with an application of a group that is not sent yet. */
export const yesTo = (groupApplicationId: number) => ({
  details: { path: ['groupApplication'], equals: String(groupApplicationId) },
});

/** An application of a group that its head has not sent yet, and whether a member has said yes to it. */
export interface Waiting {
  readonly id: number;
  readonly agreed: boolean;
}

/**
 * With which application of a group a business may still go into a programme, by the same rules; undefined where there
 * is none. Whoever has agreed does not apply alone beside it: that yes has to be taken back first.
 */
export async function waitingTogether(
  { db, office }: Services,
  { personId, businessId }: { readonly personId: number; readonly businessId: number },
  { id: programmeId, version: programmeVersion }: { readonly id: string; readonly version: number },
): Promise<Waiting | undefined> {
  const rows = await db.groupApplication.findMany({
    where: {
      programmeId,
      programmeVersion,
      sentAt: null,
      group: { office: office.key, closedAt: null, members: { some: { personId, businessId } } },
    },
    select: { id: true },
    orderBy: { id: 'desc' },
  });
  for (const { id } of rows)
    if ((await db.consent.count({ where: { ...yesTo(id), personId, withdrawnAt: null } })) > 0)
      return { id, agreed: true };
  return rows[0] === undefined ? undefined : { id: rows[0].id, agreed: false };
}
