import { overdueCases } from './case-overdue.ts';
import type { Services } from '../core/services.ts';

/** What the database says about the state of the bot; figures and times only. */
export interface Health {
  /** The clock of the database. */
  readonly databaseNow: Date;
  /** Version of the server, such as 16.4. */
  readonly version: string;
  readonly migrations: number;
  readonly safeModeSince: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly lastPolledAt: Date | undefined;
  /** When another process last fetched the updates of this bot. */
  readonly conflictAt: Date | undefined;
  readonly lastBackupAt: Date | undefined;
  /** What people wrote and nobody has answered yet. */
  readonly inbox: Waiting;
  /** Updates that were set aside after three tries, of the last two days. */
  readonly setAside: number;
  /** Messages that are due. */
  readonly outgoing: Waiting;
  /** Announcements that wait for a person. */
  readonly heldAnnouncements: number;
  /** Messages of announcements that Telegram may or may not have. */
  readonly unknownDeliveries: number;
  /** Cases past their day. */
  readonly overdueCases: number;
  /** Photos and papers of applications. */
  readonly documents: { readonly count: number; readonly bytes: number };
  readonly admins: number;
  readonly waitingInvitations: number;
  /** The role of the database may change entries of the audit log (a trigger still refuses it). */
  readonly auditAlterable: boolean;
  /** Entries of the journal that are not in its file yet. */
  readonly unwrittenJournal: Waiting;
}

export interface Waiting {
  readonly count: number;
  readonly oldest: Date | undefined;
}

/** Looks at the tables once, and changes nothing. */
export async function healthOf(services: Services): Promise<Health> {
  const { db, now, office } = services;
  const instance = await db.instance.findUnique({ where: { id: 1 } });
  const [clock] = await db.$queryRaw<
    {
      readonly now: Date;
      readonly version: string;
      readonly migrations: number;
      readonly alterable: boolean;
    }[]
  >`
    SELECT clock_timestamp() AS now, current_setting('server_version') AS version,
      has_table_privilege('audit', 'UPDATE') AS alterable,
      (SELECT count(*)::int FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS migrations`;
  const inbox = await db.inboxUpdate.aggregate({
    where: { handledAt: null },
    _count: true,
    _min: { receivedAt: true },
  });
  const outgoing = await db.outgoing.aggregate({
    where: { status: { in: ['pending', 'sending'] }, notBefore: { lte: now() } },
    _count: true,
    _min: { notBefore: true },
  });
  const journal = await db.journalEntry.aggregate({
    where: { exportedAt: null },
    _count: true,
    _min: { at: true },
  });
  const documents = await db.document.aggregate({ _count: true, _sum: { bytes: true } });
  return {
    databaseNow: clock?.now ?? new Date(0),
    version: clock?.version ?? '',
    migrations: clock?.migrations ?? 0,
    safeModeSince: instance?.safeModeSince ?? undefined,
    stoppedAt: instance?.stoppedAt ?? undefined,
    lastPolledAt: instance?.lastPolledAt ?? undefined,
    conflictAt: instance?.conflictAt ?? undefined,
    lastBackupAt: instance?.lastBackupAt ?? undefined,
    inbox: { count: inbox._count, oldest: inbox._min.receivedAt ?? undefined },
    setAside: await db.inboxUpdate.count({ where: { outcome: 'set-aside' } }),
    outgoing: { count: outgoing._count, oldest: outgoing._min.notBefore ?? undefined },
    heldAnnouncements: await db.announcement.count({
      where: { office: office.key, status: { in: ['held', 'paused'] } },
    }),
    unknownDeliveries: await db.delivery.count({ where: { status: 'unknown' } }),
    overdueCases: await db.case.count({ where: overdueCases(services) }),
    documents: { count: documents._count, bytes: documents._sum.bytes ?? 0 },
    admins: await db.member.count({ where: { office: office.key, role: 'admin', revokedAt: null } }),
    waitingInvitations: await db.invitation.count({
      where: { office: office.key, decidedAt: null, expiresAt: { gt: now() }, accountId: { not: null } },
    }),
    auditAlterable: clock?.alterable ?? true,
    unwrittenJournal: { count: journal._count, oldest: journal._min.at ?? undefined },
  };
}
