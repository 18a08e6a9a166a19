import { Prisma } from '../../../prisma/client/client.ts';
import { personFromRow, type PersonName } from '../core/accounts.ts';
import { why, type Why } from './audience.ts';
import { isCapped, isFar, isOffTopic, unasked } from './audience-pages.ts';
import type { Services } from '../core/services.ts';

/** What has become of one message to one person. */
const deliveryStatuses = [
  'pending',
  'sending',
  'sent',
  'refused',
  'blocked',
  'opted-out',
  'capped',
  'unknown',
  'cancelled',
] as const;
type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One message to send, with what its words need. */
export interface Delivery {
  readonly announcementId: number;
  readonly personNumber: string;
  readonly why: Why;
  readonly person: PersonName;
  readonly chatId: number;
  readonly language: string;
  readonly messageId: number | undefined;
  /** Telegram did not find the chat at the last message. */
  readonly doubtful: boolean;
}

export const withPerson = {
  person: { select: { id: true, number: true, name: true, salutation: true } },
  account: { select: { chatId: true, language: true, notFoundAt: true } },
} satisfies Prisma.DeliveryInclude;

export function deliveryFromRow(
  services: Services,
  row: Prisma.DeliveryGetPayload<{ include: typeof withPerson }>,
): Delivery | undefined {
  if (row.person === null || row.account === null) return undefined;
  return {
    announcementId: row.announcementId,
    personNumber: row.personNumber,
    why: why.safeParse(row.why).data ?? {},
    person: personFromRow(services, row.person),
    chatId: Number(row.account.chatId),
    language: row.account.language,
    messageId: row.messageId ?? undefined,
    doubtful: row.account.notFoundAt !== null,
  };
}

/** The next messages of a sending, in a steady order. Those whose person was erased are closed here. */
export async function pendingDeliveries(
  services: Services,
  announcementId: number,
  take: number,
): Promise<readonly Delivery[]> {
  await services.db.delivery.updateMany({
    where: { announcementId, status: 'pending', OR: [{ personId: null }, { accountId: null }] },
    data: { status: 'opted-out', detail: 'erased', at: services.now() },
  });
  const rows = await services.db.delivery.findMany({
    where: { announcementId, status: 'pending' },
    include: withPerson,
    orderBy: { personNumber: 'asc' },
    take,
  });
  const readable: Delivery[] = [];
  for (const row of rows) {
    const opened = readableDelivery(services, row);
    if (opened === undefined)
      await services.db.delivery.updateMany({
        where: { announcementId, personNumber: row.personNumber, status: 'pending' },
        data: { status: 'refused', detail: 'unreadable', at: services.now() },
      });
    else readable.push(opened);
  }
  return readable;
}

/** Undefined for a row that cannot be read with the key: it costs one message, not the whole sending. */
function readableDelivery(
  services: Services,
  row: Parameters<typeof deliveryFromRow>[1],
): Delivery | undefined {
  try {
    return deliveryFromRow(services, row);
  } catch {
    return undefined;
  }
}

/**
 * Takes messages of one announcement for sending, just before their requests, in one statement that looks at
 * everything which may have changed since the audience was frozen: consent, chosen news, blocks, the weekly cap,
 * pauses. Returns those that are to be sent now, claimed at the moment `at`; the rows of the others say why not, or
 * still wait.
 */
export async function claimDeliveries(
  services: Services,
  announcementId: number,
  deliveries: readonly Delivery[],
  at: Date,
): Promise<readonly Delivery[]> {
  const numbers = deliveries.map((it) => it.personNumber);
  const rows = await services.db.$queryRaw<{ readonly person: string; readonly status: string }[]>`
    UPDATE delivery d
    SET at = ${at}, attempts = d.attempts + 1, status = CASE
      WHEN ${unasked} THEN 'opted-out'
      WHEN ${isFar(Prisma.sql`t.kecamatan`)} OR ${isOffTopic(Prisma.sql`t.topic`)} THEN 'opted-out'
      WHEN c.unreachable_since IS NOT NULL THEN 'blocked'
      WHEN a.urgent_reason IS NULL AND ${isCapped(services)} THEN 'capped'
      ELSE 'sending'
    END
    FROM announcement a
      LEFT JOIN training t ON t.id = a.training_id,
      person p, account c
    WHERE d.announcement_id = ${announcementId} AND d.person_number = ANY(${numbers})
      AND d.status = 'pending' AND a.id = d.announcement_id AND a.status = 'sending'
      AND NOT EXISTS (SELECT 1 FROM instance WHERE stopped_at IS NOT NULL OR safe_mode_since IS NOT NULL)
      AND p.id = d.person_id AND c.id = d.account_id
    RETURNING d.person_number AS person, d.status`;
  const claimed = new Set(rows.flatMap((row) => (row.status === 'sending' ? [row.person] : [])));
  return deliveries.filter((it) => claimed.has(it.personNumber));
}

/**
 * Back to `pending` what {@link claimDeliveries} may have claimed at that moment, when nothing was sent for it. Rows that
 * seem to wait are matched, too: their claim may still be under way, and this waits for it.
 */
export async function giveBackDeliveries(
  services: Services,
  announcementId: number,
  deliveries: readonly Delivery[],
  at: Date,
): Promise<void> {
  await services.db.delivery.updateMany({
    where: {
      announcementId,
      personNumber: { in: deliveries.map((it) => it.personNumber) },
      OR: [{ status: 'pending' }, { status: 'sending', at }],
    },
    data: { status: 'pending' },
  });
}

/** What became of a message that was claimed. Back to `pending`: Telegram certainly did not get it. */
export interface Settled {
  readonly personNumber: string;
  readonly status: DeliveryStatus;
  readonly version?: number;
  readonly messageId?: number;
  readonly detail?: string;
}

/** Writes what became of messages of one announcement that were claimed, in one statement; the second time changes nothing. */
export async function settleDeliveries(
  services: Services,
  announcementId: number,
  settled: readonly Settled[],
): Promise<void> {
  const column = <T>(of: (it: Settled) => T | undefined): (T | null)[] => settled.map((it) => of(it) ?? null);
  await services.db.$executeRaw`
    UPDATE delivery d SET at = ${services.now()}, status = i.status, version = coalesce(i.version, d.version),
      message_id = coalesce(i.message_id, d.message_id), detail = coalesce(i.detail, d.detail)
    FROM unnest(
      ${settled.map((it) => it.personNumber)}::text[], ${settled.map((it) => it.status)}::text[],
      ${column((it) => it.version)}::int[], ${column((it) => it.messageId)}::int[], ${column((it) => it.detail)}::text[]
    ) AS i(person_number, status, version, message_id, detail)
    WHERE d.announcement_id = ${announcementId} AND d.person_number = i.person_number AND d.status = 'sending'`;
}

/** What a dead process was sending may or may not have arrived: *unknown*, never sent again by itself. */
export async function settleInterruptedDeliveries(services: Services): Promise<number> {
  return (
    await services.db.delivery.updateMany({
      where: { status: 'sending' },
      data: { status: 'unknown', at: services.now() },
    })
  ).count;
}

export type Counts = Readonly<Record<DeliveryStatus, number>>;

/** How many messages stand where; they sum to the audience. */
export async function countDeliveries(services: Services, announcementId: number): Promise<Counts> {
  const rows = await services.db.delivery.groupBy({
    by: ['status'],
    where: { announcementId },
    _count: { _all: true },
  });
  const of = (status: DeliveryStatus): number => rows.find((row) => row.status === status)?._count._all ?? 0;
  return {
    pending: of('pending'),
    sending: of('sending'),
    sent: of('sent'),
    refused: of('refused'),
    blocked: of('blocked'),
    'opted-out': of('opted-out'),
    capped: of('capped'),
    unknown: of('unknown'),
    cancelled: of('cancelled'),
  };
}

/** Why the first recipient got it, as it was stored when the audience was frozen; undefined before that. */
export async function firstWhy(services: Services, announcementId: number): Promise<Why | undefined> {
  const row = await services.db.delivery.findFirst({
    where: { announcementId, personId: { not: null } },
    orderBy: [{ at: { sort: 'asc', nulls: 'last' } }, { personNumber: 'asc' }],
    select: { why: true },
  });
  if (row === null) return undefined;
  return why.safeParse(row.why).data ?? {};
}
