import type { Temporal } from 'temporal-polyfill';
import { audit } from '../../core/audit.ts';
import { queueTo } from '../../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { activeMembers } from '../../office/members.ts';
import { may } from '../../../domain/office/roles.ts';
import { partnerById, type Partner } from './partners.ts';

/** Kesepakatan Bersama, and Perjanjian Kerja Sama. */
export const accordKinds = ['memorandum', 'agreement'] as const;
export type AccordKind = (typeof accordKinds)[number];

/** The paper of the alliance. Days are YYYY-MM-DD; it holds on both of them. */
export interface Accord {
  readonly id: number;
  readonly kind: AccordKind;
  readonly number: string;
  readonly signedOn: string;
  readonly endsOn: string;
  /** Who signed for the office and for the company, and by which authority. */
  readonly forOffice: string;
  readonly forPartner: string;
  /** Which clause allows data to be shared. */
  readonly dataClause: string;
}

const DAY_MS = 24 * 3_600_000;
/** Its end is told so many days before. */
const TOLD_DAYS = 90;

const place = (id: number, field: string): string => `accord:${id}:${field}`;

/** The accords with a company, the one that ends last first. */
export async function accordsOf({ db, seal }: Services, partnerId: number): Promise<readonly Accord[]> {
  const rows = await db.accord.findMany({
    where: { partnerId },
    orderBy: [{ endsOn: 'desc' }, { id: 'desc' }],
  });
  const open = (id: number, field: string, sealed: Uint8Array | null): string =>
    sealed === null ? '' : seal.show(place(id, field), sealed);
  return rows.map(({ id, number, signedOn, endsOn, dataClause, ...row }) => ({
    id,
    kind: accordKinds.find((it) => it === row.kind) ?? 'agreement',
    number,
    signedOn,
    endsOn,
    dataClause,
    forOffice: open(id, 'for_office', row.forOffice),
    forPartner: open(id, 'for_partner', row.forPartner),
  }));
}

/** The accord that holds on a day and ends last: without one nobody of the company may see an applicant. */
export async function accordInForce(
  services: Services,
  partnerId: number,
  on: Temporal.PlainDate = todayOf(services),
): Promise<Accord | undefined> {
  const day = on.toString();
  return (await accordsOf(services, partnerId)).find((it) => it.signedOn <= day && day <= it.endsOn);
}

/** Stores an accord with a company. */
export async function addAccord(
  services: Transaction,
  member: Officer,
  partner: Partner,
  it: Omit<Accord, 'id'>,
): Promise<void> {
  const { db, seal, now } = services;
  const { forOffice, forPartner, ...data } = it;
  const { id } = await db.accord.create({
    data: { ...data, partnerId: partner.id, createdBy: member.number, createdAt: now() },
    select: { id: true },
  });
  await db.accord.update({
    where: { id },
    data: {
      forOffice: seal.encrypt(place(id, 'for_office'), forOffice),
      forPartner: seal.encrypt(place(id, 'for_partner'), forPartner),
    },
  });
  await audit(services, {
    actor: member.number,
    action: 'partner.accord',
    subject: `partner:${partner.code}`,
    details: { kind: it.kind, number: it.number, ends: it.endsOn },
  });
}

/**
 * Tells whoever looks after companies, once, of an accord that ends within ninety days and that no other one outlasts.
 * Returns how many are told.
 */
export async function queueAccordEnds(services: Transaction): Promise<number> {
  const today = todayOf(services);
  const ending = await services.db.accord.findMany({
    where: {
      partner: { office: services.office.key },
      endsOn: { gte: today.toString(), lte: today.add({ days: TOLD_DAYS }).toString() },
    },
    select: { id: true, endsOn: true, partnerId: true },
    orderBy: { id: 'asc' },
  });
  const members = ending.length === 0 ? [] : await activeMembers(services);
  let told = 0;
  for (const { id, endsOn, partnerId } of ending) {
    const isFollowed = (await accordsOf(services, partnerId)).some((it) => it.endsOn > endsOn);
    if (isFollowed) continue;
    told += await queueTo(
      services,
      members
        .filter((it) => may(it, 'programmes'))
        .map((it) => ({
          key: `accord-ends:${id}:${it.number}`,
          accountId: it.accountId,
          kind: 'accord-ends' as const,
          params: { accord: id, partner: partnerId },
          lastsMs: TOLD_DAYS * DAY_MS,
        })),
    );
  }
  return told;
}

/** What is told about the end of an accord; undefined when it is no longer there, or another one outlasts it. */
export async function endingAccord(
  services: Services,
  partnerId: number,
  id: number,
): Promise<{ readonly partner: Partner; readonly accord: Accord } | undefined> {
  const partner = await partnerById(services, partnerId);
  const [last] = await accordsOf(services, partnerId);
  return partner === undefined || last?.id !== id ? undefined : { partner, accord: last };
}
