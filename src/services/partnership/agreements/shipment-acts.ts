import { deliveryShares, divided } from '../../../domain/partnership/group.ts';
import {
  counted,
  deviations,
  dueOf,
  type BothSaid,
  type Said,
} from '../../../domain/partnership/shipment.ts';
import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { personNumber } from '../../people/people.ts';
import { reportOneSided } from './agreement-acts.ts';
import { agreementOf, cameLater, inForce } from './agreements.ts';
import { groupOfApplication } from '../applications/application-group.ts';
import { lockApplication, type Application } from '../applications/applications.ts';
import { askIfPaid, tellChanged } from './payment-questions.ts';
import {
  saidIn,
  shipmentFromRow,
  shipmentsOf,
  withEntries,
  type Shipment,
  type ShipmentOf,
} from './shipments.ts';

/** Who speaks: the owner, or a member who enters what the company says. */
export type Teller =
  | {
      readonly side: 'owner';
      /** The head, who tells it for a member of the group. */
      readonly head?: number;
    }
  | { readonly side: 'partner'; readonly member: Officer };

export interface Recorded {
  readonly shipment: Shipment;
  /** Cases that were opened since it is not as it was agreed. */
  readonly cases: readonly string[];
  /** Among how many of a group it was divided. */
  readonly among?: number;
}

interface Figures {
  readonly quantity: number | undefined;
  readonly value: number;
}

/**
 * Records a delivery. Of a group it is the whole: who speaks for it divides it among those whose agreement is in force,
 * by their shares; whoever came later takes part once the others have agreed to the shares that hold with them. Undefined where no agreement is in force, and for a member who does not speak for the group.
 */
export async function recordShipment(
  services: Transaction,
  by: Teller,
  application: Application,
  it: Figures & { readonly sentOn: string },
): Promise<Recorded | undefined> {
  const of = await groupOfApplication(services, application);
  if (of !== undefined && of.lead.id !== application.id && by.side === 'owner') return undefined;
  if (of === undefined || of.lead.id !== application.id) return recordOne(services, by, application, it);
  const lead = inForce(await agreementOf(services, application));
  const taking: { readonly mate: Application; readonly parts: number }[] = [];
  for (const mate of of.mates) {
    const status = (await lockApplication(services, mate))?.status;
    const text = inForce(await agreementOf(services, mate));
    if (text?.terms !== undefined && delivers(status) && !cameLater(text, lead))
      taking.push({ mate, parts: text.terms.share?.parts ?? 1 });
  }
  const shares = deliveryShares(
    it,
    taking.map(({ parts }) => parts),
  );
  const teller: Teller = by.side === 'owner' ? { ...by, head: application.personId } : by;
  let own: Recorded | undefined;
  for (const [at, { mate }] of taking.entries()) {
    const share = shares[at];
    const isOwn = mate.id === application.id;
    if (share === undefined || (share.value === 0 && !isOwn)) continue;
    const recorded = await recordOne(services, teller, mate, { ...share, sentOn: it.sentOn });
    if (isOwn) own = recorded;
  }
  return own === undefined ? undefined : { ...own, among: taking.length };
}

const delivers = (status: Application['status'] | undefined): boolean =>
  status === 'agreement' || status === 'active';

/**
 * Records the delivery of one business. What the other side has told of the same day, and this one not yet, is the same delivery.
 * Undefined where no agreement is in force.
 */
async function recordOne(
  services: Transaction,
  by: Teller,
  application: Application,
  it: Figures & { readonly sentOn: string },
): Promise<Recorded | undefined> {
  const { db, now } = services;
  const status = (await lockApplication(services, application))?.status;
  const agreement = await agreementOf(services, application);
  const terms = inForce(agreement)?.terms;
  if (!delivers(status) || agreement === undefined || terms === undefined) return undefined;
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

/**
 * Other figures for a delivery that stands. From or to whoever speaks for a group they are those of the whole, divided anew
 * among the same members by their shares; from another member only those of the own share.
 */
export async function correctShipment(
  services: Transaction,
  by: Teller,
  of: ShipmentOf,
  it: Figures,
): Promise<Recorded> {
  const { application } = of;
  const group = await groupOfApplication(services, application);
  if (group?.lead.id !== application.id) return correctOne(services, by, of, it);
  const parts = await partsOf(services, group.mates, of);
  const weights: number[] = [];
  for (const { application: mate } of parts)
    weights.push(inForce(await agreementOf(services, mate))?.terms?.share?.parts ?? 1);
  const shares = deliveryShares(it, weights);
  const teller: Teller = by.side === 'owner' ? { ...by, head: application.personId } : by;
  return ownOf(of, parts, (part, at) => correctOne(services, teller, part, shares[at] ?? it));
}

/** All parts of a delivery of a group of which one is given, with every application locked. */
async function partsOf(
  services: Transaction,
  mates: readonly Application[],
  { application: own, shipment }: ShipmentOf,
): Promise<readonly ShipmentOf[]> {
  const sameDay = async (application: Application): Promise<readonly Shipment[]> => {
    const agreement = await agreementOf(services, application);
    const all = agreement === undefined ? [] : await shipmentsOf(services, agreement);
    return all.filter(({ sentOn }) => sentOn === shipment.sentOn);
  };
  // Several of one day stand in the same order with every member.
  const at = (await sameDay(own)).findIndex(({ id }) => id === shipment.id);
  const parts: ShipmentOf[] = [];
  for (const application of mates) {
    await lockApplication(services, application);
    const part = application.id === own.id ? shipment : (await sameDay(application))[at];
    if (part !== undefined) parts.push({ shipment: part, application });
  }
  return parts;
}

/** Does something with every part of a delivery, and returns what became of the given one. */
async function ownOf(
  { application, shipment }: ShipmentOf,
  parts: readonly ShipmentOf[],
  act: (part: ShipmentOf, at: number) => Promise<Recorded>,
): Promise<Recorded> {
  let own: Recorded | undefined;
  for (const [at, part] of parts.entries()) {
    const recorded = await act(part, at);
    if (part.application.id === application.id) own = recorded;
  }
  if (own === undefined) throw new Error(`shipment ${shipment.id}: expected it among its parts`);
  return { ...own, among: parts.length };
}

/** A new entry of this side; what it said of the payment stays. */
async function correctOne(
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

/** A payment. What the company says to whoever speaks for a group holds for all shares of that delivery. */
export async function recordPayment(
  services: Transaction,
  by: Teller,
  of: ShipmentOf,
  it: Payment | undefined,
): Promise<Recorded> {
  const group = by.side === 'owner' ? undefined : await groupOfApplication(services, of.application);
  if (group?.lead.id !== of.application.id) return payOne(services, by, of, it);
  const parts = await partsOf(services, group.mates, of);
  const cuts = divided(
    it?.deductions ?? 0,
    parts.map(({ shipment }) => shipment.value),
  );
  return ownOf(of, parts, (part, at) =>
    payOne(services, by, part, it && { ...it, deductions: cuts[at] ?? 0 }),
  );
}

interface Payment {
  readonly paidOn: string;
  readonly deductions: number;
}

/**
 * "Sudah dibayar" with its day and what was deducted, or "Belum" (no day). Whoever has said nothing yet of the delivery
 * means the figures of the other side.
 */
async function payOne(
  services: Transaction,
  by: Teller,
  { application, shipment }: ShipmentOf,
  it: Payment | undefined,
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
        ? { byPerson: await personNumber(services, by.head ?? application.personId) }
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
  const terms = inForce(await agreementOf(services, application))?.terms;
  const cases: string[] = [];
  const known = terms === undefined || before === undefined ? [] : deviations(terms, before);
  for (const what of terms === undefined ? [] : deviations(terms, it)) {
    if (known.includes(what)) continue;
    const opened = await reportOneSided(services, undefined, application, what);
    if (opened !== undefined) cases.push(opened.number);
  }
  const order = shipment.said.partner?.order ?? 0;
  if (by.side === 'partner' && cases.length > 0)
    await tellChanged(services, { shipment, application, cases }, `${order}`);
  if (shipment.state === 'claimed') await askIfPaid(services, { shipment, application }, `claimed:${order}`);
  return { shipment, cases };
}
