import { Temporal } from 'temporal-polyfill';
import type { Prisma } from '../../../../prisma/client/client.ts';
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

/** What stands in the paper of the alliance. Days are YYYY-MM-DD; it holds from the second to the third of them. */
export interface AccordPaper {
  readonly kind: AccordKind;
  readonly number: string;
  readonly signedOn: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Who signed for the office and for the company, and by which authority. */
  readonly forOffice: string;
  readonly forPartner: string;
  /** Which clause allows data to be shared. */
  readonly dataClause: string;
}

export interface Accord extends AccordPaper {
  readonly id: number;
  readonly partnerId: number;
  /** From this day it does not hold any more, and why: it was ended before its last day. */
  readonly ended: { readonly on: string; readonly why: string } | undefined;
  /** Why it was corrected the last time. */
  readonly correction: string | undefined;
}

/** Whether it holds on a day: nobody sees anything by a paper that is not signed yet. */
const holdsOn = ({ signedOn, startsOn, endsOn, ended }: Accord, day: string): boolean =>
  signedOn <= day && startsOn <= day && day <= endsOn && (ended === undefined || day < ended.on);

const lastDay = ({ endsOn, ended }: Accord): string =>
  ended === undefined ? endsOn : Temporal.PlainDate.from(ended.on).subtract({ days: 1 }).toString();

const DAY_MS = 24 * 3_600_000;
/** Its end is told so many days before. */
const TOLD_DAYS = 90;

type SealedField = 'for_office' | 'for_partner' | 'end_reason' | 'correction';
const place = (id: number, field: SealedField): string => `accord:${id}:${field}`;

/** The accords with a company, the one that ends last first. */
export async function accordsOf(services: Services, partnerId: number): Promise<readonly Accord[]> {
  const rows = await services.db.accord.findMany({ where: { partnerId }, orderBy: { id: 'desc' } });
  return rows
    .map((row) => accordFromRow(services, row))
    .toSorted((a, b) => lastDay(b).localeCompare(lastDay(a)));
}

function accordFromRow({ seal }: Services, row: Prisma.AccordGetPayload<Record<string, never>>): Accord {
  const open = (field: SealedField, sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : seal.show(place(row.id, field), sealed);
  const { id, partnerId, number, signedOn, startsOn, endsOn, endedOn, dataClause } = row;
  return {
    id,
    partnerId,
    kind: accordKinds.find((it) => it === row.kind) ?? 'agreement',
    number,
    signedOn,
    startsOn,
    endsOn,
    dataClause,
    forOffice: open('for_office', row.forOffice) ?? '',
    forPartner: open('for_partner', row.forPartner) ?? '',
    ended: endedOn === null ? undefined : { on: endedOn, why: open('end_reason', row.endReason) ?? '' },
    correction: open('correction', row.correction),
  };
}

/** An accord of this office; the number may be forged. */
export async function accordById(services: Services, id: number): Promise<Accord | undefined> {
  const row = await services.db.accord.findFirst({
    where: { id, partner: { office: services.office.key } },
  });
  return row === null ? undefined : accordFromRow(services, row);
}

/** The accord that holds on a day and ends last: without one nobody of the company may see an applicant. */
export async function accordInForce(
  services: Services,
  partnerId: number,
  on: Temporal.PlainDate = todayOf(services),
): Promise<Accord | undefined> {
  const day = on.toString();
  return (await accordsOf(services, partnerId)).find((it) => holdsOn(it, day));
}

/** Stores an accord with a company. */
export async function addAccord(
  services: Transaction,
  member: Officer,
  partner: Partner,
  it: AccordPaper,
): Promise<void> {
  const { forOffice: _office, forPartner: _partner, ...data } = it;
  const { id } = await services.db.accord.create({
    data: { ...data, partnerId: partner.id, createdBy: member.number, createdAt: services.now() },
    select: { id: true },
  });
  await write(services, id, it);
  await audit(services, {
    actor: member.number,
    action: 'partner.accord',
    subject: `partner:${partner.code}`,
    details: { kind: it.kind, number: it.number, ends: it.endsOn },
  });
}

const write = (
  { db, seal }: Transaction,
  id: number,
  { forOffice, forPartner, ...data }: AccordPaper,
  correction?: string,
): Promise<unknown> =>
  db.accord.update({
    where: { id },
    data: {
      ...data,
      forOffice: seal.encrypt(place(id, 'for_office'), forOffice),
      forPartner: seal.encrypt(place(id, 'for_partner'), forPartner),
      ...(correction === undefined ? {} : { correction: seal.encrypt(place(id, 'correction'), correction) }),
    },
  });

/** Of what the log may hold, since names stand in the rest. */
const LOGGED = ['kind', 'number', 'signedOn', 'startsOn', 'endsOn', 'dataClause'] as const;

/** Corrects what was written down wrongly of an accord, and why; what stood there before goes into the log. */
export async function correctAccord(
  services: Transaction,
  member: Officer,
  id: number,
  it: AccordPaper,
  why: string,
): Promise<boolean> {
  await services.db.$queryRaw`SELECT id FROM accord WHERE id = ${id} FOR UPDATE`;
  const before = await accordById(services, id);
  const partner = before === undefined ? undefined : await partnerById(services, before.partnerId);
  if (before === undefined || partner === undefined) return false;
  await write(services, id, it, why);
  await audit(services, {
    actor: member.number,
    action: 'partner.accord-correct',
    subject: `partner:${partner.code}`,
    details: Object.fromEntries([
      ['accord', id],
      ...LOGGED.filter((key) => before[key] !== it[key]).map((key) => [key, before[key]]),
    ]),
  });
  // It may not hold today any more: what a company has in its chat leaves it at once.
  services.noteQueued?.();
  return true;
}

/** Ends an accord before its last day, from a day (YYYY-MM-DD) on. False where it has ended already, or would not. */
export async function endAccord(
  services: Transaction,
  member: Officer,
  id: number,
  { on, why }: { readonly on: string; readonly why: string },
): Promise<boolean> {
  await services.db.$queryRaw`SELECT id FROM accord WHERE id = ${id} FOR UPDATE`;
  const it = await accordById(services, id);
  const partner = it === undefined ? undefined : await partnerById(services, it.partnerId);
  if (it === undefined || partner === undefined || !canEndOn(it, on)) return false;
  await services.db.accord.update({
    where: { id },
    data: { endedOn: on, endReason: services.seal.encrypt(place(id, 'end_reason'), why) },
  });
  await audit(services, {
    actor: member.number,
    action: 'partner.accord-end',
    subject: `partner:${partner.code}`,
    details: { accord: id, number: it.number, on },
  });
  services.noteQueued?.();
  return true;
}

/** Whether it can be ended from a day on. */
export const canEndOn = ({ startsOn, endsOn, ended }: Accord, on: string): boolean =>
  ended === undefined && startsOn <= on && on <= endsOn;

/**
 * Tells whoever looks after companies, once, of an accord that ends within ninety days and that no other one outlasts.
 * Returns how many are told.
 */
export async function queueAccordEnds(services: Transaction): Promise<number> {
  const today = todayOf(services);
  const ending = await services.db.accord.findMany({
    where: {
      partner: { office: services.office.key },
      endedOn: null,
      endsOn: { gte: today.toString(), lte: today.add({ days: TOLD_DAYS }).toString() },
    },
    select: { id: true, endsOn: true, partnerId: true },
    orderBy: { id: 'asc' },
  });
  const members = ending.length === 0 ? [] : await activeMembers(services);
  let told = 0;
  for (const { id, endsOn, partnerId } of ending) {
    const isFollowed = (await accordsOf(services, partnerId)).some((it) => lastDay(it) > endsOn);
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
