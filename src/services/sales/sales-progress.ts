import { Prisma } from '../../../prisma/client/client.ts';
import { monthOf, type Month } from '../../domain/month/month.ts';
import { monthState, type MonthState } from '../../domain/sales/report-months.ts';
import { askedSql, inKecamatanSql } from './asked-sql.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import { lockedMonths } from './sales-history.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

/** How far the reports of a month have come. Money in whole rupiah. */
interface Progress {
  /** Reports that were to be expected, and those that came without being asked for. */
  readonly expected: number;
  readonly reported: number;
  /** Of the reported ones: sent while the month was still running. */
  readonly provisional: number;
  readonly amount: number;
}

export interface MonthProgress extends Progress {
  readonly month: Month;
  readonly state: MonthState;
  /** Closed by hand, and not by its date. */
  readonly lockedByHand: boolean;
  /** In the order of their codes; undefined where no kecamatan is known. */
  readonly byKecamatan: readonly (Progress & { readonly kecamatan: string | undefined })[];
}

/** The progress of a month that is over, in these kecamatan (an empty list means all). */
export async function monthProgress(
  services: Services,
  month: Month,
  kecamatan: readonly string[],
): Promise<MonthProgress> {
  const rows = await services.db.$queryRaw<
    readonly {
      readonly kecamatan: string | null;
      readonly expected: number;
      readonly reported: number;
      readonly provisional: number;
      readonly amount: bigint | string | null;
    }[]
  >(Prisma.sql`
    SELECT b.kecamatan,
      count(*) FILTER (WHERE r.id IS NOT NULL OR (${askedSql(month, services.office.zone)}))::int AS expected,
      count(r.id)::int AS reported,
      count(r.id) FILTER (WHERE r.provisional)::int AS provisional,
      sum(r.amount)::text AS amount
    FROM business b LEFT JOIN sales_report r ON r.business_id = b.id AND r.month = ${month}
    WHERE ${inKecamatanSql(kecamatan)}
    GROUP BY b.kecamatan ORDER BY b.kecamatan`);
  const byKecamatan = rows
    .map((row) => ({
      kecamatan: row.kecamatan ?? undefined,
      expected: row.expected,
      reported: row.reported,
      provisional: row.provisional,
      amount: Number(row.amount ?? 0),
    }))
    .filter((it) => it.expected > 0);
  const sum = (field: keyof Progress): number => byKecamatan.reduce((total, it) => total + it[field], 0);
  const locks = await lockedMonths(services);
  return {
    month,
    state: monthState(month, todayOf(services), locks, services.office.reportOpenMonths),
    lockedByHand: locks.includes(month),
    expected: sum('expected'),
    reported: sum('reported'),
    provisional: sum('provisional'),
    amount: sum('amount'),
    byKecamatan,
  };
}

export type LockResult =
  | 'done'
  /** It is so already. */
  | 'already'
  /** The month is not over, or closed by its date. */
  | 'not-now'
  /** A month belongs to the whole kabupaten: a member of some kecamatan cannot close it. */
  | 'not-yours';

/** Closes a month for owners, or opens it again; members of the office still correct it, with a reason. */
export async function lockMonth(
  services: Transaction,
  member: Member,
  month: Month,
  lock: boolean,
): Promise<LockResult> {
  const { db, now, office } = services;
  if (member.kecamatan.length > 0) return 'not-yours';
  const today = todayOf(services);
  if (lock && (month >= monthOf(today) || monthState(month, today, [], office.reportOpenMonths) === 'locked'))
    return 'not-now';
  const { count } = lock
    ? await db.monthLock.createMany({
        data: [{ office: office.key, month, lockedAt: now(), lockedBy: member.number }],
        skipDuplicates: true,
      })
    : await db.monthLock.deleteMany({ where: { office: office.key, month } });
  if (count === 0) return 'already';
  await audit(services, {
    actor: member.number,
    action: lock ? 'sales.lock' : 'sales.unlock',
    subject: `month:${month}`,
  });
  return 'done';
}
