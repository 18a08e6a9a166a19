import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Prisma } from '../../../prisma/client/client.ts';
import type { AuditAction } from '../../domain/office/audit-actions.ts';
import type { Services, Transaction } from './services.ts';

export interface AuditEntry {
  /** Number of a member, "cli" or "system". */
  readonly actor: string;
  readonly action: AuditAction;
  /** Random number or key of what it is about; never a name. */
  readonly subject?: string | undefined;
  /** Figures and keys; never a name, a phone number or a NIK. */
  readonly details?: Readonly<Record<string, AuditValue>>;
}

const auditValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]);
export type AuditValue = z.infer<typeof auditValue>;
const stored = z.record(z.string(), auditValue);

/** An entry as it was stored, perhaps by an older version. */
export interface AuditRow extends Omit<AuditEntry, 'action'> {
  readonly action: string;
  readonly id: number;
  readonly at: Date;
}

/** Number of the advisory lock under which the chain grows: two entries never follow the same one. */
const CHAIN_LOCK = 7_345_001;

/**
 * Appends to the audit log in the transaction of what it records, so that neither stands without the other; what
 * cannot be recorded is not done.
 */
export async function audit(services: Transaction, entry: AuditEntry): Promise<void> {
  const { db } = services;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`;
  const last = await db.audit.findFirst({ orderBy: { id: 'desc' }, select: { hash: true } });
  const previous = last?.hash ?? new Uint8Array(32);
  const at = services.now();
  const details = entry.details ?? {};
  await db.audit.create({
    data: {
      at,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject ?? null,
      details: { ...details } satisfies Prisma.InputJsonObject,
      previous,
      hash: hashOf(previous, { ...entry, at, details }),
    },
  });
}

function hashOf(
  previous: Uint8Array,
  it: Pick<AuditRow, 'actor' | 'action' | 'subject'> & { readonly at: Date; readonly details: unknown },
): Uint8Array<ArrayBuffer> {
  const content = stable([it.at.toISOString(), it.actor, it.action, it.subject ?? null, it.details]);
  return new Uint8Array(createHash('sha256').update(previous).update(content).digest());
}

/** JSON with the keys in order: the database does not keep their order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export type ChainCheck =
  /** `last`: hash of the newest entry (hex); kept elsewhere, it shows later that no entry behind it was taken away. */
  | { readonly ok: true; readonly entries: number; readonly last: string }
  /** The first entry that does not follow from the one before. */
  | { readonly ok: false; readonly entries: number; readonly brokenAt: number };

const PAGE = 1_000;

/** Computes the whole chain anew. */
export async function verifyAudit(
  services: Services,
  onProgress?: (done: number, total: number) => void,
): Promise<ChainCheck> {
  const total = await services.db.audit.count();
  let previous: Uint8Array = new Uint8Array(32);
  let entries = 0;
  for (let after = 0; ;) {
    const rows = await services.db.audit.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const row of rows) {
      const expected = hashOf(previous, { ...row, subject: row.subject ?? undefined });
      if (!Buffer.from(row.previous).equals(previous) || !Buffer.from(row.hash).equals(expected))
        return { ok: false, entries, brokenAt: row.id };
      previous = expected;
      entries++;
      after = row.id;
    }
    onProgress?.(entries, Math.max(total, entries));
    if (rows.length < PAGE) return { ok: true, entries, last: Buffer.from(previous).toString('hex') };
  }
}

/** The newest entries first. */
export async function auditEntries(
  services: Services,
  page: {
    /** Only entries up to this number, so that pages stay what they are while the log grows. */
    readonly upTo?: number | undefined;
    readonly skip?: number | undefined;
    readonly take: number;
    /** How the action begins. */
    readonly action?: string | undefined;
    readonly actor?: string | undefined;
    /** The span of time, its end not in it. */
    readonly span?: { readonly from: Date; readonly to: Date } | undefined;
  },
): Promise<readonly AuditRow[]> {
  const rows = await services.db.audit.findMany({
    where: {
      ...(page.upTo === undefined ? {} : { id: { lte: page.upTo } }),
      ...(page.action === undefined ? {} : { action: { startsWith: page.action } }),
      ...(page.actor === undefined ? {} : { actor: page.actor }),
      ...(page.span === undefined ? {} : { at: { gte: page.span.from, lt: page.span.to } }),
    },
    orderBy: { id: 'desc' },
    skip: page.skip ?? 0,
    take: page.take,
  });
  return rows.map(auditFromRow);
}

/** Entries about some things, the newest first, up to an entry (0: from the end). */
export async function auditRowsOf(
  { db }: Services,
  subjects: readonly string[],
  { upTo, skip, take }: { readonly upTo: number; readonly skip: number; readonly take: number },
): Promise<readonly AuditRow[]> {
  const ids = await db.$queryRaw<readonly { readonly id: number }[]>`
    SELECT id FROM audit WHERE subject = ANY(${[...subjects]}::text[]) AND (${upTo} = 0 OR id <= ${upTo})
    ORDER BY id DESC LIMIT ${take} OFFSET ${skip}`;
  const rows = await db.audit.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: { id: 'desc' },
  });
  return rows.map(auditFromRow);
}

const auditFromRow = (row: Prisma.AuditGetPayload<Record<string, never>>): AuditRow => ({
  id: row.id,
  at: row.at,
  actor: row.actor,
  action: row.action,
  subject: row.subject ?? undefined,
  details: stored.safeParse(row.details).data ?? {},
});
