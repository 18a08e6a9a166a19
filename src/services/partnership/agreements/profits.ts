import { todayOf, type Services, type Transaction } from '../../core/services.ts';

const profitPlace = (businessId: number, year: number): string => `profit:${businessId}:${year}`;

/**
 * The calendar year whose profit a business is asked for now: the last one, once. Undefined where it was asked before,
 * whether it has told or not.
 */
export async function askForProfit(services: Transaction, businessId: number): Promise<number | undefined> {
  const year = todayOf(services).year - 1;
  const { count } = await services.db.profit.createMany({
    data: [{ businessId, year, askedAt: services.now() }],
    skipDuplicates: true,
  });
  return count === 1 ? year : undefined;
}

/** Whether a business was asked for its profit in a year: nobody else tells it. */
export async function wasAsked({ db }: Services, businessId: number, year: number): Promise<boolean> {
  return (await db.profit.count({ where: { businessId, year } })) > 0;
}

/** Stores what an owner who has agreed to it tells (whole rupiah); told again, the later one counts. */
export async function storeProfit(
  { db, seal, now }: Transaction,
  it: { readonly businessId: number; readonly year: number; readonly amount: number },
): Promise<void> {
  const { businessId, year, amount } = it;
  await db.profit.update({
    where: { businessId_year: { businessId, year } },
    data: { amount: seal.encrypt(profitPlace(businessId, year), String(amount)), toldAt: now() },
  });
}

/** What businesses have told, whole rupiah by year. */
export async function profitsOf(
  { db, seal }: Services,
  businessIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<number, number>>> {
  const rows = await db.profit.findMany({
    where: { businessId: { in: [...businessIds] }, amount: { not: null } },
    orderBy: { year: 'asc' },
  });
  const found = new Map<number, Map<number, number>>();
  for (const { businessId, year, amount } of rows) {
    const text = amount === null ? undefined : seal.tryDecrypt(profitPlace(businessId, year), amount);
    if (text === undefined) continue;
    const own = found.get(businessId) ?? new Map<number, number>();
    found.set(businessId, own.set(year, Number(text)));
  }
  return found;
}

/** Two businesses are one: what one was asked and has told of a year goes to the other, unless it was asked itself. */
export async function moveProfits(
  { db, seal }: Transaction,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<void> {
  const rows = await db.profit.findMany({ where: { businessId: { in: [from, into] } } });
  for (const { year, amount } of rows.filter(({ businessId }) => businessId === from)) {
    if (rows.some((it) => it.businessId === into && it.year === year)) continue;
    const told = amount === null ? undefined : seal.show(profitPlace(from, year), amount);
    await db.profit.update({
      where: { businessId_year: { businessId: from, year } },
      data: {
        businessId: into,
        ...(told === undefined ? {} : { amount: seal.encrypt(profitPlace(into, year), told) }),
      },
    });
  }
}

/** The consent is withdrawn: what was told goes. */
export async function forgetProfits({ db }: Services, ownerId: number): Promise<void> {
  await db.profit.updateMany({ where: { business: { ownerId } }, data: { amount: null, toldAt: null } });
}
