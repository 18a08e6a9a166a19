import { Prisma } from '../../../../prisma/client/client.ts';
import type { Workforce } from '../../../domain/partnership/workforce.ts';
import { semesterOf } from '../../../domain/partnership/results.ts';
import { monthOf } from '../../../domain/month/month.ts';
import { queueTo } from '../../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';

/** One month of time to answer. */
const LASTS_MS = 30 * 24 * 3_600_000;
/** After the end of a partnership a business is followed for so many months: "masih berjualan?" */
const AFTERWARDS = 12;
/** Told again after so many months. */
const EVERY = 6;
const MOST_AT_ONCE = 500;

export interface NewFollowUp {
  readonly businessId: number;
  readonly draftId: number;
  readonly workforce: Workforce;
  /** Regular buyers beside the partner; undefined where the owner does not know. */
  readonly buyers: number | undefined;
}

/** Stores what an owner told today; told twice on one day, the later one counts. */
export async function storeFollowUp(services: Transaction, it: NewFollowUp): Promise<void> {
  await services.db.followUp.create({
    data: {
      businessId: it.businessId,
      draftId: it.draftId,
      onDate: todayOf(services).toString(),
      ...it.workforce,
      buyers: it.buyers ?? null,
      enteredBy: 'telegram',
      at: services.now(),
    },
  });
}

/** The company behind the newest partnership or application of a business; undefined where there is none. */
export async function partnerNameOf(services: Services, businessId: number): Promise<string | undefined> {
  const row = await services.db.application.findFirst({
    where: { businessId, status: { notIn: ['withdrawn', 'refused'] } },
    orderBy: { id: 'desc' },
    select: { programmeId: true },
  });
  const programme = row === null ? undefined : services.programmes.find(row.programmeId);
  return programme?.kind === 'supply' ? programme.partner.name : undefined;
}

/** Whether a business has told within the last half year. */
export async function hasToldLately(services: Services, businessId: number): Promise<boolean> {
  const since = todayOf(services).subtract({ months: EVERY }).toString();
  return (await services.db.followUp.count({ where: { businessId, onDate: { gt: since } } })) > 0;
}

/**
 * Asks every business that has applied for a partnership, is in one or was in one until a year ago, and has told
 * nothing for half a year, once a semester. Returns how many are new.
 */
export async function queueFollowUps(services: Transaction): Promise<number> {
  const { db, office } = services;
  const today = todayOf(services);
  const semester = semesterOf(monthOf(today));
  const rows = await db.$queryRaw<
    readonly { readonly business: number; readonly person: number; readonly account: number }[]
  >(Prisma.sql`
    SELECT b.id AS business, p.id AS person, chat.account_id AS account
    FROM business b
    JOIN person p ON p.id = b.owner_id
    CROSS JOIN LATERAL (
      SELECT pa.account_id FROM person_account pa JOIN account a ON a.id = pa.account_id
      WHERE pa.person_id = p.id AND a.unreachable_since IS NULL
      ORDER BY pa.since DESC, pa.account_id DESC LIMIT 1
    ) chat
    WHERE b.office = ${office.key} AND p.reminders AND b.status IN ('active', 'paused')
      AND EXISTS (
        SELECT 1 FROM application a
        JOIN programme_version v
          ON v.office = a.office AND v.programme_id = a.programme_id AND v.version = a.programme_version
        WHERE a.business_id = b.id AND v.data ->> 'kind' = 'supply' AND a.status NOT IN ('withdrawn', 'refused')
          AND NOT EXISTS (
            SELECT 1 FROM application_step s
            WHERE s.application_id = a.id AND s.status IN ('finished', 'independent', 'ended')
              AND s.at < ${services.now()}::timestamptz - make_interval(months => ${AFTERWARDS})
          )
      )
      AND NOT EXISTS (
        SELECT 1 FROM follow_up f
        WHERE f.business_id = b.id AND f.on_date > ${today.subtract({ months: EVERY }).toString()}
      )
      AND NOT EXISTS (SELECT 1 FROM outgoing o WHERE o.key = 'follow-up:' || b.id || ':' || ${semester}::text)
    ORDER BY b.id LIMIT ${MOST_AT_ONCE}`);
  return queueTo(
    services,
    rows.map(({ business, person, account }) => ({
      key: `follow-up:${business}:${semester}`,
      accountId: account,
      personId: person,
      kind: 'follow-up',
      params: { business },
      lastsMs: LASTS_MS,
    })),
  );
}
