import type { Prisma } from '../../../prisma/client/client.ts';
import {
  counted,
  deviations,
  differ,
  dueOf,
  OWED,
  paymentStates,
  tellingSides,
  type BothSaid,
  type PaymentState,
  type Said,
  type TellingSide,
} from '../../domain/partnership/shipment.ts';
import { audit } from '../core/audit.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import { personNumber } from '../people/people.ts';
import { reportOneSided } from './agreement-acts.ts';
import { agreementOf, inForce, type Agreement } from './agreements.ts';
import { askIfPaid } from './payment-questions.ts';
import { applicationFromRow, lockApplication, type Application } from './applications.ts';

/** A delivery with what both sides say of it. Money in whole rupiah, days YYYY-MM-DD. */
export interface Shipment {
  readonly id: number;
  readonly sentOn: string;
  readonly dueOn: string;
  readonly value: number;
  readonly deductions: number;
  readonly state: PaymentState;
  readonly paidOn: string | undefined;
  readonly said: BothSaid;
  /** The two say different things. */
  readonly differs: boolean;
}

/** What is to be paid. */
export const owed = ({ value, deductions }: Pick<Shipment, 'value' | 'deductions'>): number =>
  value - deductions;

export const isLate = ({ state, dueOn }: Pick<Shipment, 'state' | 'dueOn'>, today: string): boolean =>
  OWED.includes(state) && dueOn < today;

const withEntries = { entries: { orderBy: { id: 'asc' } } } as const satisfies Prisma.ShipmentInclude;
type Row = Prisma.ShipmentGetPayload<{ include: typeof withEntries }>;

function saidIn({ entries }: Pick<Row, 'entries'>): BothSaid {
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

function shipmentFromRow(row: Row): Shipment {
  const said = saidIn(row);
  return {
    id: row.id,
    sentOn: row.sentOn,
    dueOn: row.dueOn,
    value: Number(row.value),
    deductions: Number(row.deductions),
    state: paymentStates.find((it) => it === row.state) ?? 'unpaid',
    paidOn: row.paidOn ?? undefined,
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
  state: { in: [...OWED] },
  dueOn: { lt: todayOf(services).toString() },
  agreement: { application: seenBy(services, member) },
});

/** Who speaks: the owner, or a member who enters what the company says. */
export type Teller = { readonly side: 'owner' } | { readonly side: 'partner'; readonly member: Officer };

export interface Recorded {
  readonly shipment: Shipment;
  /** Cases that were opened since it is not as it was agreed. */
  readonly cases: readonly string[];
}

interface Figures {
  readonly quantity: number | undefined;
  readonly value: number;
}

/**
 * Records a delivery. What the other side has told of the same day, and this one not yet, is the same delivery.
 * Undefined where no agreement is in force.
 */
export async function recordShipment(
  services: Transaction,
  by: Teller,
  application: Application,
  it: Figures & { readonly sentOn: string },
): Promise<Recorded | undefined> {
  const { db, now } = services;
  const status = await lockApplication(services, application);
  const agreement = await agreementOf(services, application);
  const terms = inForce(agreement)?.terms;
  const runs = status === 'agreement' || status === 'active';
  if (!runs || agreement === undefined || terms === undefined) return undefined;
  const same = (await shipmentsOf(services, agreement)).findLast(
    ({ sentOn, said }) => sentOn === it.sentOn && said[by.side] === undefined,
  );
  const id =
    same?.id ??
    (
      await db.shipment.create({
        data: {
          agreementId: agreement.id,
          sentOn: it.sentOn,
          dueOn: dueOf(it.sentOn, terms.payWithinDays),
          value: it.value,
          deductions: 0,
          state: 'unpaid',
          createdAt: now(),
        },
        select: { id: true },
      })
    ).id;
  return tell(services, by, application, id, { ...it, deductions: 0, paidOn: undefined });
}

/** Other figures for a delivery that stands: a new entry of this side, what it said of the payment stays. */
export async function correctShipment(
  services: Transaction,
  by: Teller,
  { application, shipment }: ShipmentOf,
  it: Figures,
): Promise<Recorded> {
  await lockApplication(services, application);
  const said = await saidNow(services, shipment.id);
  const own = said[by.side];
  return tell(services, by, application, shipment.id, {
    ...it,
    deductions: own?.deductions ?? 0,
    paidOn: own?.paidOn,
  });
}

/**
 * "Sudah dibayar" with its day and what was deducted, or "Belum" (no day). Whoever has said nothing yet of the delivery
 * means the figures of the other side.
 */
export async function recordPayment(
  services: Transaction,
  by: Teller,
  { application, shipment }: ShipmentOf,
  it: { readonly paidOn: string; readonly deductions: number } | undefined,
): Promise<Recorded> {
  await lockApplication(services, application);
  const said = await saidNow(services, shipment.id);
  const figures = said[by.side] ?? said.owner ?? said.partner;
  return tell(services, by, application, shipment.id, {
    quantity: figures?.quantity,
    value: figures?.value ?? shipment.value,
    deductions: it?.deductions ?? 0,
    paidOn: it?.paidOn,
  });
}

async function saidNow({ db }: Services, id: number): Promise<BothSaid> {
  return saidIn(await db.shipment.findUniqueOrThrow({ where: { id }, include: withEntries }));
}

/** Adds what a side says, and works out anew what counts. The application is locked. */
async function tell(
  services: Transaction,
  by: Teller,
  application: Application,
  id: number,
  it: Omit<Said, 'order'>,
): Promise<Recorded> {
  const { db, now } = services;
  const before = (await saidNow(services, id))[by.side];
  await db.shipmentEntry.create({
    data: {
      shipmentId: id,
      side: by.side,
      quantity: it.quantity ?? null,
      value: it.value,
      deductions: it.deductions,
      paidOn: it.paidOn ?? null,
      ...(by.side === 'owner'
        ? { byPerson: await personNumber(services, application.personId) }
        : { byMember: by.member.number }),
      at: now(),
    },
  });
  const counts = counted(await saidNow(services, id));
  if (counts === undefined) throw new Error(`shipment ${id}: expected what was just told`);
  const { paidOn, ...rest } = counts;
  const row = await db.shipment.update({
    where: { id },
    data: { ...rest, paidOn: paidOn ?? null },
    include: withEntries,
  });
  const shipment = shipmentFromRow(row);
  if (by.side === 'partner')
    await audit(services, {
      actor: by.member.number,
      action: it.paidOn === undefined ? 'shipment.record' : 'shipment.paid',
      subject: `application:${application.number}`,
      details: { shipment: id, value: it.value },
    });
  if (shipment.state === 'claimed')
    await askIfPaid(services, { shipment, application }, `claimed:${shipment.said.partner?.order ?? 0}`);
  const terms = inForce(await agreementOf(services, application))?.terms;
  const cases: string[] = [];
  const known = terms === undefined || before === undefined ? [] : deviations(terms, before);
  for (const what of terms === undefined ? [] : deviations(terms, it)) {
    if (known.includes(what)) continue;
    const opened = await reportOneSided(services, undefined, application, what);
    if (opened !== undefined) cases.push(opened.number);
  }
  return { shipment, cases };
}
