import { Prisma } from '../../../prisma/client/client.ts';
import { CORRECTABLE_MS, OVERDUE_MS } from '../../domain/announcements/announcement.ts';
import { awakeMs, isQuiet } from '../../domain/when/quiet-hours.ts';
import { may } from '../../domain/office/roles.ts';
import { personFromRow, type PersonName } from '../core/accounts.ts';
import {
  askForApproval,
  lockAnnouncement,
  mayHandle,
  moveAnnouncement,
  type Announcement,
} from './announcements.ts';
import { freezePage, noCounts, why, type AudienceOptions, type Why } from './audience.ts';
import { isCapped, isFar, isOffTopic, unasked } from './audience-pages.ts';
import { audit } from '../core/audit.ts';
import { memberByNumber, type Member } from '../office/members.ts';
import type { Services, Transaction } from '../core/services.ts';

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

export type Started =
  /** Some of the audience stand in the ledger now; more may follow. */
  | { readonly kind: 'freezing' }
  | { readonly kind: 'started'; readonly size: number }
  | { readonly kind: 'held'; readonly reason: 'overdue' | 'creator-revoked' | 'training-over' }
  | { readonly kind: 'not-yet' };

/**
 * Begins a sending that is due, a page of its audience at a time: one row a person, so that a death in between loses
 * nothing and a large audience holds up nobody. What should have gone out more than an hour ago (waking hours) is
 * held and asked about instead, and so is what nobody in office stands for any more; what reaches more people than
 * one person may write to waits for a second one. To be called again until it has started.
 */
export async function startAnnouncement(services: Transaction, id: number): Promise<Started> {
  const { now, office } = services;
  const it = await lockAnnouncement(services, id);
  if (it === undefined || (it.status !== 'scheduled' && it.status !== 'freezing') || it.scheduledAt > now())
    return { kind: 'not-yet' };
  if (it.status === 'freezing') return freeze(services, it);
  if (it.urgentReason === undefined && isQuiet(now(), office.quiet)) return { kind: 'not-yet' };
  const reason = await reasonToHold(services, it);
  if (reason === undefined) return freeze(services, it);
  await moveAnnouncement(services, id, 'system', {
    from: ['scheduled'],
    to: 'held',
    action: 'announcement.hold',
    reason,
  });
  return { kind: 'held', reason };
}

async function freeze(services: Transaction, it: Announcement): Promise<Started> {
  const { db, now } = services;
  const options = await audienceOptions(services, it);
  // Far up in the chat nobody sees how it goes: the progress gets a message of its own.
  const isFarUp = it.status === 'scheduled' && now().getTime() - it.createdAt.getTime() > OVERDUE_MS;
  const progress = isFarUp ? { progressId: null } : {};
  const counts = it.basis ?? noCounts;
  const page = await freezePage(
    services,
    it.id,
    { wanted: it.audience, options, after: it.frozenUpTo },
    { ...noCounts, ...counts, notReached: { ...noCounts.notReached, ...counts.notReached } },
  );
  if (page !== undefined) {
    const { reached, matched, notReached } = page.counts;
    await db.announcement.update({
      where: { id: it.id },
      data: {
        status: 'freezing',
        statusReason: null,
        ...progress,
        frozenUpTo: page.upTo,
        basis: { matched, reached, notReached: { ...notReached } },
      },
    });
    return { kind: 'freezing' };
  }
  const { secondPersonAbove: above } = services.office;
  if (it.approvedBy === undefined && above !== undefined && counts.reached > above) {
    await moveAnnouncement(services, it.id, 'system', {
      from: ['scheduled', 'freezing'],
      to: 'approval',
      action: 'announcement.hold',
      data: { approvalFor: [...new Set([...it.approvalFor, 'size'])] },
    });
    await askForApproval(services, it.id, it.createdBy);
    return { kind: 'not-yet' };
  }
  await moveAnnouncement(services, it.id, it.approvedBy ?? it.createdBy, {
    from: ['scheduled', 'freezing'],
    to: 'sending',
    action: 'announcement.send',
    data: {
      startedAt: now(),
      activeAt: now(),
      ...progress,
      ...(it.basis === undefined ? { basis: { ...noCounts, notReached: { ...noCounts.notReached } } } : {}),
    },
  });
  return { kind: 'started', size: counts.reached };
}

async function audienceOptions(services: Services, it: Announcement): Promise<AudienceOptions> {
  const urgent = it.urgentReason !== undefined;
  if (it.trainingId === undefined) return { urgent };
  const training = await services.db.training.findUnique({
    where: { id: it.trainingId },
    select: { topic: true, kecamatan: true },
  });
  return {
    urgent,
    trainingId: it.trainingId,
    topic: training?.topic,
    venueKecamatan: training?.kecamatan ?? undefined,
  };
}

async function reasonToHold(
  services: Services,
  it: Announcement,
): Promise<'overdue' | 'creator-revoked' | 'training-over' | undefined> {
  const { now, office } = services;
  if (awakeMs(it.scheduledAt, now(), office.quiet) > OVERDUE_MS) return 'overdue';
  if (!(await isStoodFor(services, it))) return 'creator-revoked';
  if (await isOver(services, it)) return 'training-over';
  return undefined;
}

/** Whether somebody in office still stands for it: who wrote it, or who approved it. */
async function isStoodFor(services: Services, it: Announcement): Promise<boolean> {
  for (const number of [it.createdBy, it.approvedBy])
    if (number !== undefined) {
      const member = await memberByNumber(services, number);
      if (member !== undefined && member.revokedAt === undefined && may(member, 'announce')) return true;
    }
  return false;
}

/** Nobody can join any more: an invitation would only disappoint. */
async function isOver(services: Services, it: Announcement): Promise<boolean> {
  if (it.trainingId === undefined) return false;
  const training = await services.db.training.findUnique({
    where: { id: it.trainingId },
    select: { status: true, closesAt: true },
  });
  return training !== null && (training.status !== 'planned' || training.closesAt <= services.now());
}

/** Numbers of sendings whose time has come, and of those whose audience is being frozen. */
export async function dueAnnouncements(services: Services): Promise<readonly number[]> {
  const rows = await services.db.announcement.findMany({
    where: { status: { in: ['scheduled', 'freezing'] }, scheduledAt: { lte: services.now() } },
    select: { id: true },
    orderBy: [{ scheduledAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id }) => id);
}

/** Numbers of the sendings under way, urgent ones first. */
export async function runningAnnouncements(
  services: Services,
): Promise<readonly { readonly id: number; readonly urgent: boolean }[]> {
  const rows = await services.db.announcement.findMany({
    where: { status: 'sending' },
    select: { id: true, urgentReason: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  });
  const running = rows.map(({ id, urgentReason }) => ({ id, urgent: urgentReason !== null }));
  return running.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
}

/** Holds a sending under way that stood still for more than an hour of waking time, or that makes no sense any more. */
export async function holdIfStale(services: Transaction, it: Announcement): Promise<string | undefined> {
  const { now, office } = services;
  const still = awakeMs(it.activeAt ?? it.startedAt ?? now(), now(), office.quiet) > OVERDUE_MS;
  const reason = still ? 'overdue' : (await isOver(services, it)) ? 'training-over' : undefined;
  if (reason === undefined) return undefined;
  await moveAnnouncement(services, it.id, 'system', {
    from: ['sending'],
    to: 'held',
    action: 'announcement.hold',
    reason,
  });
  return reason;
}

const withPerson = {
  person: { select: { id: true, number: true, name: true, salutation: true } },
  account: { select: { chatId: true, language: true, notFoundAt: true } },
} satisfies Prisma.DeliveryInclude;

function deliveryFromRow(
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
 * pauses. Returns those that are to be sent now; the rows of the others say why not, or still wait.
 */
export async function claimDeliveries(
  services: Services,
  announcementId: number,
  deliveries: readonly Delivery[],
): Promise<readonly Delivery[]> {
  const numbers = deliveries.map((it) => it.personNumber);
  const rows = await services.db.$queryRaw<{ readonly person: string; readonly status: string }[]>`
    UPDATE delivery d
    SET at = ${services.now()}, attempts = d.attempts + 1, status = CASE
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

/** Notes that a sending moves. */
export async function noteActive(services: Services, announcementId: number): Promise<void> {
  await services.db.announcement.updateMany({
    where: { id: announcementId },
    data: { activeAt: services.now() },
  });
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

/** Holds one that cannot be worked on, whatever is wrong with it; the others go on. */
export async function holdInTrouble(
  services: Transaction,
  id: number,
): Promise<Pick<Announcement, 'id' | 'createdBy' | 'statusReason'> | undefined> {
  const { db } = services;
  const statusReason = 'trouble';
  const { count } = await db.announcement.updateMany({
    where: { id, status: { in: ['scheduled', 'freezing', 'sending'] } },
    data: { status: 'held', statusReason },
  });
  if (count === 0) return undefined;
  const { createdBy, code } = await db.announcement.findUniqueOrThrow({
    where: { id },
    select: { createdBy: true, code: true },
  });
  await audit(services, {
    actor: 'system',
    action: 'announcement.hold',
    subject: `announcement:${code}`,
    details: { reason: statusReason },
  });
  return { id, createdBy, statusReason };
}

/** Ends a sending that has nothing left; false while something is left, or when it is not being sent. */
export async function finishAnnouncement(services: Services, id: number): Promise<boolean> {
  const { db, now } = services;
  const { count } = await db.announcement.updateMany({
    where: { id, status: 'sending', deliveries: { none: { status: { in: ['pending', 'sending'] } } } },
    data: { status: 'done', finishedAt: now(), statusReason: null },
  });
  return count === 1;
}

/** Pauses by itself after too many failures. */
export async function pauseByItself(services: Transaction, id: number): Promise<boolean> {
  const moved = await moveAnnouncement(services, id, 'system', {
    from: ['sending'],
    to: 'paused',
    action: 'announcement.self-pause',
    reason: 'failures',
  });
  return moved.kind === 'done';
}

/** Messages that may or may not have arrived and that nobody has decided to leave. */
const undecidedOf = (announcementId: number): Prisma.DeliveryWhereInput => ({
  announcementId,
  status: 'unknown',
  OR: [{ detail: null }, { detail: { not: 'left' } }],
});

/**
 * A person decides about messages that may or may not have arrived: send them once more (some people may get them
 * twice), or leave them. Returns how many.
 */
export async function decideUnknown(
  services: Transaction,
  id: number,
  by: Member,
  decision: 'resend' | 'leave',
): Promise<number> {
  const known = await lockAnnouncement(services, id);
  if (known === undefined || !(await mayHandle(services, by, known))) return 0;
  const resend = decision === 'resend';
  const { count } = await services.db.delivery.updateMany({
    where: undecidedOf(id),
    data: resend ? { status: 'pending', detail: 'resend' } : { detail: 'left' },
  });
  if (count === 0) return 0;
  if (resend && known.status === 'done')
    await services.db.announcement.update({
      where: { id },
      data: { status: 'sending', activeAt: services.now(), finishedAt: null },
    });
  await audit(services, {
    actor: by.number,
    action: `announcement.unknown-${decision}`,
    subject: `announcement:${known.code}`,
    details: { count },
  });
  return count;
}

/** How many unknown messages still wait for a decision. */
export function undecided(services: Services, id: number): Promise<number> {
  return services.db.delivery.count({ where: undecidedOf(id) });
}

/** Numbers of announcements with messages in chats that show an older version and can still be changed. */
export async function correctionsDue(services: Services): Promise<readonly number[]> {
  const since = new Date(services.now().getTime() - CORRECTABLE_MS);
  const rows = await services.db.$queryRaw<{ readonly id: number }[]>`
    SELECT a.id FROM announcement a
    WHERE a.version > 1 AND a.started_at > ${since} AND EXISTS (
      SELECT 1 FROM delivery d
      WHERE d.announcement_id = a.id AND d.status = 'sent' AND d.version < a.version AND d.message_id IS NOT NULL
        AND d.at > ${since} AND d.account_id IS NOT NULL AND d.person_id IS NOT NULL
    )
    ORDER BY a.id`;
  return rows.map(({ id }) => id);
}

/** The next messages of an announcement that show an older version. */
export async function outdatedDeliveries(
  services: Services,
  it: Announcement,
  take: number,
): Promise<readonly Delivery[]> {
  const since = new Date(services.now().getTime() - CORRECTABLE_MS);
  const rows = await services.db.delivery.findMany({
    where: {
      announcementId: it.id,
      status: 'sent',
      version: { lt: it.version },
      messageId: { not: null },
      at: { gt: since },
      personId: { not: null },
      accountId: { not: null },
    },
    include: withPerson,
    orderBy: { personNumber: 'asc' },
    take,
  });
  return rows.flatMap((row) => deliveryFromRow(services, row) ?? []);
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

const NOT_CORRECTED = 'not corrected';

/** Of what was sent and then changed: how many chats show what holds now, and how many still the old text. */
export async function correctedCounts(
  services: Services,
  it: Pick<Announcement, 'id' | 'version'>,
): Promise<{ readonly current: number; readonly old: number }> {
  const [row] = await services.db.$queryRaw<{ readonly current: number; readonly all: number }[]>`
    SELECT count(*)::int AS all,
      (count(*) FILTER (WHERE version = ${it.version} AND (detail IS NULL OR detail NOT LIKE ${`${NOT_CORRECTED}%`})))::int AS current
    FROM delivery WHERE announcement_id = ${it.id} AND status = 'sent'`;
  const { current, all } = row ?? { current: 0, all: 0 };
  return { current, old: all - current };
}

/** Notes which version a chat was given last, or why it could not be changed. The time of sending stays. */
export async function noteCorrected(
  services: Services,
  it: Delivery,
  version: number,
  detail: string | undefined,
): Promise<void> {
  const { announcementId, personNumber } = it;
  await services.db.delivery.update({
    where: { announcementId_personNumber: { announcementId, personNumber } },
    data: { version, detail: detail === undefined ? null : `${NOT_CORRECTED}: ${detail}` },
  });
}

/** Keeps the words of a version as they go out, for whoever asks in two years; the first ones stand. */
export async function keepVersion(services: Services, it: Announcement, html: string): Promise<void> {
  await services.db.$executeRaw`
    INSERT INTO announcement_version (announcement_id, version, html, by_member, at)
    VALUES (${it.id}, ${it.version}, ${html}, ${it.createdBy}, ${services.now()})
    ON CONFLICT (announcement_id, version) DO UPDATE SET html = EXCLUDED.html
    WHERE announcement_version.html = ''`;
}
