import { may } from '../../domain/office/roles.ts';
import { isWorkingDay } from '../../domain/when/working-days.ts';
import { countCases } from './case-desk.ts';
import { overdueCases } from './case-overdue.ts';
import { addEvent } from './cases.ts';
import { activeMembers, type Member } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

const HOUR_MS = 3_600_000;

/**
 * Each working morning: what is overdue is marked, and everybody who works on cases gets one note, those who answer
 * for a whole area with the overdue ones of all. The same morning twice changes nothing. Returns how many notes.
 */
export async function queueMornings(services: Transaction): Promise<number> {
  const { db, now } = services;
  const today = todayOf(services);
  if (!isWorkingDay(today, services.office.holidays).working) return 0;
  const late = await db.case.findMany({
    where: { ...overdueCases(services), escalatedAt: null },
    select: { id: true },
  });
  for (const { id } of late) {
    await db.case.update({ where: { id }, data: { escalatedAt: now() } });
    await addEvent(services, id, { kind: 'escalated' });
  }
  const workers = (await activeMembers(services)).filter((member) => may(member, 'cases'));
  return queueTo(
    services,
    workers.map((member) => ({
      key: `case-morning:${today.toString()}:${member.number}`,
      accountId: member.accountId,
      kind: 'case-morning' as const,
      params: { member: member.number },
      lastsMs: 8 * HOUR_MS,
    })),
  );
}

/** What a member reads in the morning. */
export interface Morning {
  readonly mineLate: number;
  readonly mine: number;
  readonly free: number;
  /** Overdue ones of everybody in the member's area. */
  readonly late: number;
}

export async function morningOf(services: Services, member: Member): Promise<Morning> {
  return {
    mine: await countCases(services, member, { by: 'mine' }),
    mineLate: await services.db.case.count({
      where: { ...overdueCases(services), assignee: member.number },
    }),
    free: await countCases(services, member, { by: 'free' }),
    late: await countCases(services, member, { by: 'late' }),
  };
}
