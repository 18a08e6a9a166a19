import type { Services } from '../core/services.ts';

/** Counts where the businesses of this office are: questions for a place offer the commonest first. */
export async function countPlaces({ db, office }: Services): Promise<void> {
  const rows = await db.business.groupBy({
    by: ['kecamatan', 'desa'],
    where: { office: office.key },
    _count: true,
  });
  const { businesses } = office.areas;
  businesses.clear();
  for (const { kecamatan, desa, _count } of rows)
    for (const code of [kecamatan, desa])
      if (code !== null) businesses.set(code, (businesses.get(code) ?? 0) + _count);
}
