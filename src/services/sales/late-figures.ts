import { caseFor } from '../cases/case-desk.ts';
import { resolveCase } from '../cases/case-answers.ts';
import { businessFor } from '../people/find-business.ts';
import type { Member } from '../office/members.ts';
import { recordByOffice } from './office-reports.ts';
import type { Transaction } from '../core/services.ts';

/** A figure that came after its month was closed. Money in whole rupiah. */
export interface LateFigure {
  /** YYYY-MM */
  readonly month: string;
  readonly amount: number;
  readonly estimate: boolean;
}

/**
 * Uses the figure that an owner sent for a closed month, as a correction by the office, and resolves the case. 'no'
 * when the case or the business is not this member's, or has changed.
 */
export async function applyLateFigure(
  services: Transaction,
  member: Member,
  caseId: number,
  figure: LateFigure,
  reason: string,
): Promise<'done' | 'no'> {
  const it = await caseFor(services, member, caseId);
  if (it === undefined || it.kind !== 'locked-month' || it.status !== 'open' || it.businessId === undefined)
    return 'no';
  const found = await businessFor(services, member, it.businessId);
  if (found === undefined) return 'no';
  const recorded = await recordByOffice(services, member, found, {
    ...figure,
    toCheck: false,
    words: it.text,
    confirmed: undefined,
    toldBy: 'owner',
    how: 'late',
    reason,
    draftId: undefined,
  });
  if (recorded.kind === 'gone') return 'no';
  await resolveCase(services, member, caseId, { outcome: 'applied', text: undefined });
  return 'done';
}
