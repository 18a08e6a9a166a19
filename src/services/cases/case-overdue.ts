import type { Prisma } from '../../../prisma/client/client.ts';
import { jakartaDate } from '../../domain/month/month.ts';
import type { Services } from '../core/services.ts';

/** What decides whether a case is overdue. */
export interface Promised {
  readonly status: string;
  readonly waitingFor: string;
  /** YYYY-MM-DD in Asia/Jakarta: the last day on which the answer is still in time. */
  readonly dueOn: string;
}

/** Whether the promised day has passed and it is still the office's turn; `today` is the day in Asia/Jakarta. */
export function isOverdue(it: Promised, today: string): boolean {
  return it.status === 'open' && it.waitingFor === 'office' && it.dueOn < today;
}

/** The rule of {@link isOverdue} for all cases at once, now. */
export function overdueCases({ now }: Pick<Services, 'now'>): Prisma.CaseWhereInput {
  return { status: 'open', waitingFor: 'office', dueOn: { lt: jakartaDate(now()).toString() } };
}
