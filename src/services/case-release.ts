import type { Services } from './services.ts';

/** The cases of somebody whose role has ended are free again. Returns how many. */
export async function releaseCasesOf(services: Services, number: string): Promise<number> {
  const { count } = await services.db.case.updateMany({
    where: { assignee: number, status: { not: 'closed' } },
    data: { assignee: null },
  });
  return count;
}
