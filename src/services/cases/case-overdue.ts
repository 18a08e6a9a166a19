import type { Prisma } from '../../../prisma/client/client.ts';
import { type Services, todayOf } from '../core/services.ts';

/** What decides whether a case is overdue. */
export interface Promised {
  readonly status: string;
  readonly waitingFor: string;
  /** YYYY-MM-DD: the last day on which the answer is still in time. */
  readonly dueOn: string;
}

/** Whether the promised day has passed and it is still the office's turn; `today` is the day at the office. */
export function isOverdue(it: Promised, today: string): boolean {
  return it.status === 'open' && it.waitingFor === 'office' && it.dueOn < today;
}

/** The rule of {@link isOverdue} for all cases at once, now. */
export function overdueCases(services: Pick<Services, 'now' | 'office'>): Prisma.CaseWhereInput {
  return {
    office: services.office.key,
    status: 'open',
    waitingFor: 'office',
    dueOn: { lt: todayOf(services).toString() },
  };
}
