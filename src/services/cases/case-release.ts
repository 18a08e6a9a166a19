import type { Services } from '../core/services.ts';

/** The cases of somebody whose role has ended are free again. Returns how many. */
export async function releaseCasesOf(services: Services, number: string): Promise<number> {
  const { count } = await services.db.case.updateMany({
    where: { assignee: number, status: { not: 'closed' } },
    data: { assignee: null },
  });
  return count;
}

/** The cases of a member outside these kecamatan are free again: they no longer reach them. */
export async function releaseCasesBeyond(
  services: Services,
  number: string,
  kecamatan: readonly string[],
): Promise<number> {
  const { count } = await services.db.case.updateMany({
    where: {
      assignee: number,
      status: { not: 'closed' },
      OR: [{ kecamatan: null }, { kecamatan: { notIn: [...kecamatan] } }],
    },
    data: { assignee: null },
  });
  return count;
}
