import type { Transaction } from '../core/services.ts';
import { moveProfits } from '../partnership/agreements/profits.ts';
import { movePhotos } from '../people/photos.ts';
import { joinReports } from '../sales/report-merge.ts';

/** Rows of two people of whom one stays, and of two businesses that are one; the same person may have both. */
export interface Merge {
  readonly from: number;
  readonly into: number;
  /** Undefined: the businesses stay apart. */
  readonly businesses: { readonly from: number; readonly into: number } | undefined;
  /** Whose figure counts in a month that both businesses have reported. */
  readonly counts: 'from' | 'into';
  /** Number of the member who wants it. */
  readonly by: string;
}

/**
 * Makes one business of two of one owner, both locked: reports, applications, cases, groups, tags and history of the
 * first go to the second, and the first is gone. What both have once each, the second keeps.
 */
export async function joinBusinesses(
  services: Transaction,
  { from, into }: { readonly from: number; readonly into: number },
  { counts, by }: Pick<Merge, 'counts' | 'by'>,
): Promise<void> {
  const { db, now } = services;
  const whose = { where: { businessId: from }, data: { businessId: into } };
  await joinReports(services, { from, into }, { counts, by });
  await moveProfits(services, { from, into });
  await movePhotos(services, { from, into });
  const known = await db.businessFact.findMany({ where: { businessId: into }, select: { key: true } });
  await db.businessFact.updateMany({
    where: { businessId: from, key: { notIn: known.map(({ key }) => key) } },
    data: { businessId: into },
  });
  const listed = await db.caseRow.findMany({ where: { businessId: into }, select: { caseId: true } });
  await db.caseRow.updateMany({
    where: { businessId: from, caseId: { notIn: listed.map(({ caseId }) => caseId) } },
    data: { businessId: into },
  });
  const tags = await db.businessTag.findMany({ where: { businessId: from } });
  await db.businessTag.createMany({
    data: tags.map((it) => ({ ...it, businessId: into })),
    skipDuplicates: true,
  });
  await db.changeProposal.updateMany({
    where: { businessId: from, status: 'waiting' },
    data: { status: 'outdated', decidedAt: now() },
  });
  await db.changeProposal.updateMany(whose);
  await db.businessChange.updateMany(whose);
  await db.eligibilityCheck.updateMany(whose);
  await db.application.updateMany(whose);
  await db.followUp.updateMany(whose);
  await db.case.updateMany(whose);
  await db.groupMember.updateMany(whose);
  await db.supplyInquiry.updateMany(whose);
  await db.business.delete({ where: { id: from } });
}
