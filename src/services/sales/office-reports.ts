import { monthOf, type Month } from '../../domain/month/month.ts';
import { audit } from '../core/audit.ts';
import { hasConsent } from '../people/consents.ts';
import type { SeenBusiness } from '../people/find-business.ts';
import { queueTo } from '../core/outgoing.ts';
import { recordReport, type Teller } from './sales.ts';
import { reportsOf, type StoredReport } from './sales-history.ts';
import { todayOf, type Transaction } from '../core/services.ts';

/** How figures are told to the office. */
export const tellingWays = ['phone', 'whatsapp', 'visit', 'paper'] as const;

/** What somebody told the office about one month. Money in whole rupiah. */
export interface ToldReport {
  readonly month: Month;
  readonly amount: number;
  readonly estimate: boolean;
  readonly toCheck: boolean;
  /** The words that the figure was read from, and the button that confirmed it. */
  readonly words: string | undefined;
  readonly confirmed: string | undefined;
  readonly toldBy: Teller;
  readonly how: (typeof tellingWays)[number] | 'late';
  readonly reason: string | undefined;
  readonly draftId: number | undefined;
}

export type ToldRecorded =
  | { readonly kind: 'stored'; readonly report: StoredReport }
  /** That figure stands already. */
  | { readonly kind: 'same' }
  | { readonly kind: 'gone' };

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Records a report that was told to a member of the office, or corrects a figure, also of a locked month. The owner
 * is told in the chat, so that nothing changes behind anybody's back.
 */
export async function recordByOffice(
  services: Transaction,
  member: { readonly number: string },
  { business, ownerId, accountId }: SeenBusiness,
  it: ToldReport,
): Promise<ToldRecorded> {
  const provisional = it.month === monthOf(todayOf(services));
  const stands = (await reportsOf(services, [business.id])).find(({ month }) => month === it.month);
  if (stands?.amount === it.amount && stands.estimate === it.estimate && stands.provisional === provisional)
    return { kind: 'same' };
  const recorded = await recordReport(services, {
    personId: ownerId,
    accountId,
    businessId: business.id,
    month: it.month,
    amount: it.amount,
    estimate: it.estimate,
    provisional,
    toCheck: it.toCheck,
    zeroReason: it.amount === 0 ? 'unsaid' : undefined,
    workers: undefined,
    source: it.how,
    words: it.words,
    reader: 'rupiah@1',
    confirmed: it.confirmed,
    draftId: it.draftId,
    office: { member: member.number, toldBy: it.toldBy, reason: it.reason },
  });
  if (recorded.kind !== 'stored') return { kind: 'gone' };
  const { report, before } = recorded;
  await audit(services, {
    actor: member.number,
    action: before === undefined ? 'sales.record' : 'sales.correct',
    subject: `report:${report.number}`,
    details: { month: it.month, version: report.version, how: it.how, toldBy: it.toldBy },
  });
  if (accountId !== undefined && (await hasConsent(services, ownerId, 'registration')))
    await queueTo(services, [
      {
        key: `office-report:${report.id}:${report.version}`,
        accountId,
        personId: ownerId,
        kind: 'office-report',
        params: { report: report.id, version: report.version, member: member.number },
        lastsMs: WEEK_MS,
      },
    ]);
  return { kind: 'stored', report };
}
