import { Temporal } from 'temporal-polyfill';
import type { Prisma } from '../../../../prisma/client/client.ts';
import {
  differ,
  OWED,
  paymentStates,
  tellingSides,
  type BothSaid,
  type PaymentState,
  type Said,
  type TellingSide,
} from '../../../domain/partnership/shipment.ts';
import { instantAt } from '../../../domain/when/dates.ts';
import { addWorkingDays } from '../../../domain/when/working-days.ts';
import { todayOf, type Services } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import type { Agreement } from './agreements.ts';
import { applicationFromRow, type Application } from '../applications/applications.ts';

/** A delivery with what both sides say of it. Money in whole rupiah, days YYYY-MM-DD. */
export interface Shipment {
  readonly id: number;
  readonly sentOn: string;
  readonly dueOn: string;
  readonly value: number;
  readonly deductions: number;
  readonly state: PaymentState;
  readonly paidOn: string | undefined;
  /** When the company first said that it has paid. */
  readonly claimedAt: Date | undefined;
  readonly said: BothSaid;
  /** The two say different things. */
  readonly differs: boolean;
}

/** What is to be paid. */
export const owed = ({ value, deductions }: Pick<Shipment, 'value' | 'deductions'>): number =>
  value - deductions;

export const isLate = ({ state, dueOn }: Pick<Shipment, 'state' | 'dueOn'>, today: string): boolean =>
  OWED.includes(state) && dueOn < today;

/**
 * What a company only says to have paid counts as owed again when the owner has not answered for the working days of the
 * setting: said before this moment.
 */
function claimsUntil(services: Services): Date {
  const { office } = services;
  const today = todayOf(services);
  let day = today;
  const ends = (): Temporal.PlainDate => addWorkingDays(day, office.claimWorkingDays, office.holidays).date;
  while (Temporal.PlainDate.compare(ends(), today) >= 0) day = day.subtract({ days: 1 });
  return instantAt(day.add({ days: 1 }), new Temporal.PlainTime(), office.zone);
}

/** Of deliveries that are owed. */
export const owedOnes = (services: Services): Prisma.ShipmentWhereInput => ({
  OR: [
    { state: { in: [...OWED] } },
    {
      state: 'claimed',
      entries: { some: { side: 'partner', paidOn: { not: null }, at: { lt: claimsUntil(services) } } },
    },
  ],
});

export const isOwed = (
  services: Services,
  { state, claimedAt }: Pick<Shipment, 'state' | 'claimedAt'>,
): boolean =>
  OWED.includes(state) ||
  (state === 'claimed' && claimedAt !== undefined && claimedAt < claimsUntil(services));

export const withEntries = { entries: { orderBy: { id: 'asc' } } } as const satisfies Prisma.ShipmentInclude;
type Row = Prisma.ShipmentGetPayload<{ include: typeof withEntries }>;

/** What each side says now, by its entries in the order of time. */
export function saidIn({ entries }: Pick<Row, 'entries'>): BothSaid {
  const of = (side: TellingSide): Said | undefined => {
    const entry = entries.findLast((it) => it.side === side);
    return entry === undefined
      ? undefined
      : {
          quantity: entry.quantity ?? undefined,
          value: Number(entry.value),
          deductions: Number(entry.deductions),
          paidOn: entry.paidOn ?? undefined,
          order: entry.id,
        };
  };
  const [owner, partner] = tellingSides.map(of);
  return { owner, partner };
}

/** A delivery as it is stored. */
export function shipmentFromRow(row: Row): Shipment {
  const said = saidIn(row);
  return {
    id: row.id,
    sentOn: row.sentOn,
    dueOn: row.dueOn,
    value: Number(row.value),
    deductions: Number(row.deductions),
    state: paymentStates.find((it) => it === row.state) ?? 'unpaid',
    paidOn: row.paidOn ?? undefined,
    claimedAt: row.entries.find(({ side, paidOn }) => side === 'partner' && paidOn !== null)?.at,
    said,
    differs: differ(said),
  };
}

/** The deliveries of an agreement, newest first; the caller has made sure that they may be seen. */
export async function shipmentsOf(
  { db }: Services,
  { id }: Pick<Agreement, 'id'>,
): Promise<readonly Shipment[]> {
  const rows = await db.shipment.findMany({
    where: { agreementId: id },
    include: withEntries,
    orderBy: [{ sentOn: 'desc' }, { id: 'desc' }],
  });
  return rows.map(shipmentFromRow);
}

/** A delivery together with the application under which it was made. */
export interface ShipmentOf {
  readonly shipment: Shipment;
  readonly application: Application;
}

async function found(
  { db }: Services,
  where: Prisma.ApplicationWhereInput,
  id: number,
): Promise<ShipmentOf | undefined> {
  const row = await db.shipment.findFirst({
    where: { id, agreement: { application: where } },
    include: { ...withEntries, agreement: { select: { application: true } } },
  });
  const application = row === null ? undefined : applicationFromRow(row.agreement.application);
  return row === null || application === undefined
    ? undefined
    : { shipment: shipmentFromRow(row), application };
}

/** Undefined also for a delivery of somebody who does not use this chat: the number may be forged. */
export const shipmentOfAccount = (
  services: Services,
  accountId: number,
  id: number,
): Promise<ShipmentOf | undefined> => found(services, { person: { accounts: { some: { accountId } } } }, id);

/** A delivery of a business in a member's area; undefined for every other one. */
export const deskShipment = (
  services: Services,
  member: Officer,
  id: number,
): Promise<ShipmentOf | undefined> => found(services, seenBy(services, member), id);

const seenBy = ({ office }: Services, member: Officer): Prisma.ApplicationWhereInput => ({
  office: office.key,
  personId: { not: null },
  business: businessesIn(member),
});

/** For what was queued about a delivery; undefined once nobody stands behind it any more. */
export const shipmentById = (services: Services, id: number): Promise<ShipmentOf | undefined> =>
  found(services, {}, id);

/** Deliveries in a member's area that are not paid although they were due, the oldest first. */
export async function latePayments(
  services: Services,
  member: Officer,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly ShipmentOf[]> {
  const rows = await services.db.shipment.findMany({
    where: lateIn(services, member),
    include: { ...withEntries, agreement: { select: { application: true } } },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    ...page,
  });
  return rows.flatMap((row) => {
    const application = applicationFromRow(row.agreement.application);
    return application === undefined ? [] : [{ shipment: shipmentFromRow(row), application }];
  });
}

export function countLatePayments(services: Services, member: Officer): Promise<number> {
  return services.db.shipment.count({ where: lateIn(services, member) });
}

const lateIn = (services: Services, member: Officer): Prisma.ShipmentWhereInput => ({
  ...owedOnes(services),
  dueOn: { lt: todayOf(services).toString() },
  agreement: { application: seenBy(services, member) },
});
