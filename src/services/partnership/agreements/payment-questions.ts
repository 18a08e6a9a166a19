import { askingRound } from '../../../domain/partnership/shipment.ts';
import { chatOfPerson } from '../../core/accounts.ts';
import { queueTo } from '../../core/outgoing.ts';
import { todayOf, type Transaction } from '../../core/services.ts';
import { owedOnes } from './shipments.ts';

const DAY_MS = 24 * 3_600_000;

interface Asked {
  readonly shipment: { readonly id: number };
  readonly application: { readonly personId: number };
}

/** Asks the owner "Sudah dibayar?"; `occasion` is why, and each is asked about once. Returns how many are new. */
export async function askIfPaid(
  services: Transaction,
  { shipment, application: { personId } }: Asked,
  occasion: string,
): Promise<number> {
  return queueTo(services, [
    {
      key: `shipment-paid:${shipment.id}:${occasion}`,
      accountId: await chatOfPerson(services, personId),
      personId,
      kind: 'shipment-paid',
      params: { shipment: shipment.id },
      lastsMs: 2 * DAY_MS,
    },
  ]);
}

/** Tells the owner that what the company says is not as it was agreed, and where the owner can turn to. */
export async function tellChanged(
  services: Transaction,
  { shipment, application: { personId }, cases }: Asked & { readonly cases: readonly string[] },
  occasion: string,
): Promise<void> {
  await queueTo(services, [
    {
      key: `shipment-changed:${shipment.id}:${occasion}`,
      accountId: await chatOfPerson(services, personId),
      personId,
      kind: 'shipment-changed',
      params: { shipment: shipment.id, cases: cases.join(', ') },
      lastsMs: 14 * DAY_MS,
    },
  ]);
}

/** Asks after every delivery that is owed and overdue: once after its last day, then once a week. The same day twice asks once. */
export async function askAfterOverdue(services: Transaction): Promise<number> {
  const today = todayOf(services).toString();
  const rows = await services.db.shipment.findMany({
    where: {
      ...owedOnes(services),
      dueOn: { lt: today },
      agreement: {
        application: { office: services.office.key, person: { ownReminders: true } },
      },
    },
    select: { id: true, dueOn: true, agreement: { select: { application: { select: { personId: true } } } } },
    orderBy: { id: 'asc' },
  });
  let asked = 0;
  for (const { id, dueOn, agreement } of rows) {
    const { personId } = agreement.application;
    const round = askingRound(dueOn, today);
    if (personId !== null && round !== undefined)
      asked += await askIfPaid(services, { shipment: { id }, application: { personId } }, `${round}`);
  }
  return asked;
}
