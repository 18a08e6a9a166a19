import { Prisma, type PrismaClient } from '../../../prisma/client/client.ts';
import { addMonths, monthOf, type Month } from '../../domain/month/month.ts';
import { compareWithHistory } from '../../domain/sales/plausibility.ts';
import { isWorkingDay } from '../../domain/when/working-days.ts';
import { askedSql, claimedSql } from './asked-sql.ts';
import { openCase, type ListKind } from '../cases/cases.ts';
import { queueToMany, type ManyOutgoing } from '../core/outgoing.ts';
import { atomically, type Services, todayOf } from '../core/services.ts';

/** A business that a rule puts on a list, with the months and figures that put it there. */
interface Listed {
  readonly businessId: number;
  readonly kecamatan: string | null;
  readonly details: Prisma.InputJsonObject;
}

/** From which day of the month each piece of work is done; earlier days belong to the automatic message. */
const DAYS = { messages: 12, silence: 12, falling: 19, nib: 20 } as const;
const DAY_MS = 24 * 3_600_000;
/** Whoever got no NIB within so many days after the message is put on a list. */
const NIB_DAYS = 14;
/** A business is left in peace for so long after it has registered. */
const NIB_AFTER_DAYS = 30;
/** One message about falling sales in this time. */
const FELL_PEACE_DAYS = 60;
const MESSAGE_DAYS = 3;
const PAGE = 500;

/**
 * The batched lists of a month: first an automatic message to the owners themselves (for silence those are the
 * reminders), some days later one case for each kecamatan with those whom it did not move. Rows decide what is due, so
 * a missed or doubled call changes nothing. Returns how many lists were opened.
 */
export async function makeLists(prisma: PrismaClient, services: Services): Promise<number> {
  const today = todayOf(services);
  if (!isWorkingDay(today, services.office.holidays).working) return 0;
  const month = addMonths(monthOf(today), -1);
  const due = (from: number): boolean => today.day >= from;
  if (due(DAYS.messages)) {
    await oncePerMonth(services, `messages:${month}`, async () => {
      await tellFallen(services, month);
      await tellWithoutNib(services);
      return 0;
    });
  }
  let lists = 0;
  const list = async (
    kind: ListKind,
    from: number,
    find: () => Promise<readonly Listed[]>,
  ): Promise<void> => {
    if (!due(from)) return;
    lists += await oncePerMonth(services, `${kind}:${month}`, async () =>
      openLists(prisma, services, kind, month, await find()),
    );
  };
  await list('list-silence', DAYS.silence, () => silent(services, month));
  await list('list-falling', DAYS.falling, () => fallen(services, month));
  await list('list-nib', DAYS.nib, () => withoutNib(services));
  return lists;
}

async function oncePerMonth(services: Services, key: string, work: () => Promise<number>): Promise<number> {
  const run = { office: services.office.key, key: `case-lists:${key}` };
  if ((await services.db.jobRun.findUnique({ where: { office_key: run } })) !== null) return 0;
  const made = await work();
  await services.db.jobRun.createMany({ data: [{ ...run, at: services.now() }], skipDuplicates: true });
  return made;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

async function openLists(
  prisma: PrismaClient,
  services: Services,
  kind: ListKind,
  month: Month,
  found: readonly Listed[],
): Promise<number> {
  const byKecamatan = grouped(found, (it) => it.kecamatan);
  for (const [kecamatan, rows] of byKecamatan)
    await atomically(prisma, services, async (inside) => {
      const opened = await openCase(inside, {
        kind,
        key: `${kind}:${month}:${kecamatan ?? '-'}`,
        accountId: undefined,
        personId: undefined,
        kecamatan: kecamatan ?? undefined,
        details: { month },
      });
      await inside.db.caseRow.createMany({
        data: rows.map((it) => ({ caseId: opened.id, businessId: it.businessId, details: it.details })),
        skipDuplicates: true,
      });
    });
  return byKecamatan.size;
}

/** Not on a list of this kind that is still being worked on. */
const notListed = (kind: ListKind): Prisma.Sql => Prisma.sql`
  NOT EXISTS (
    SELECT 1 FROM case_row cr JOIN "case" c ON c.id = cr.case_id
    WHERE cr.business_id = b.id AND cr.outcome IS NULL AND c.kind = ${kind} AND c.status <> 'closed'
  )`;

/** Two months asked for and none reported, after three reminders for each. */
async function silent(services: Services, month: Month): Promise<readonly Listed[]> {
  const before = addMonths(month, -1);
  const rows = await services.db.$queryRaw<
    readonly { readonly id: number; readonly kecamatan: string | null; readonly last: string | null }[]
  >(Prisma.sql`
    SELECT b.id, b.kecamatan, (SELECT max(r.month) FROM sales_report r WHERE r.business_id = b.id) AS last
    FROM business b
    WHERE b.office = ${services.office.key} AND b.owner_id IS NOT NULL AND (${askedSql(month, services.office.zone)}) AND (${askedSql(before, services.office.zone)}) AND ${notListed('list-silence')}
      AND NOT EXISTS (
        SELECT 1 FROM sales_report r WHERE r.business_id = b.id AND r.month IN (${month}, ${before})
      )
    ORDER BY b.id`);
  return rows.map((row) => ({
    businessId: row.id,
    kecamatan: row.kecamatan,
    details: { months: [before, month], last: row.last },
  }));
}

interface Fall extends Listed {
  readonly ownerId: number;
}

/** Final figures of a month that lie far below the months before (around Lebaran: below last year, too). */
async function falls(services: Services, month: Month): Promise<readonly Fall[]> {
  const found: Fall[] = [];
  for (let after = 0; ;) {
    const page = await services.db.salesReport.findMany({
      where: {
        office: services.office.key,
        month,
        provisional: false,
        businessId: { gt: after },
        business: { ownerId: { not: null }, status: 'active' },
        // Whoever was on holiday or has closed for a while has said why.
        OR: [{ zeroReason: null }, { zeroReason: { in: ['slow', 'unsaid'] } }],
      },
      select: { businessId: true, amount: true, business: { select: { kecamatan: true, ownerId: true } } },
      orderBy: { businessId: 'asc' },
      take: PAGE,
    });
    const history = await services.db.salesReport.findMany({
      where: {
        businessId: { in: page.map((it) => it.businessId) },
        month: { gte: addMonths(month, -14), lt: month },
      },
      select: { businessId: true, month: true, amount: true },
    });
    const of = grouped(history, (it) => it.businessId);
    for (const { businessId, amount, business } of page) {
      const before = (of.get(businessId) ?? []).map((it) => ({ month: it.month, amount: Number(it.amount) }));
      const comparison = compareWithHistory(Number(amount), before, month);
      if (comparison.verdict !== 'much-lower' || business.ownerId === null) continue;
      found.push({
        businessId,
        ownerId: business.ownerId,
        kecamatan: business.kecamatan,
        details: {
          month,
          amount: Number(amount),
          before: comparison.compared.amount,
          beforeMonth: comparison.compared.month,
        },
      });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    after = last.businessId;
  }
}

/** Those whose sales have fallen and who neither corrected the figure nor asked for help after the message. */
async function fallen(services: Services, month: Month): Promise<readonly Listed[]> {
  const found = await falls(services, month);
  const asking = await services.db.case.findMany({
    where: {
      personId: { in: found.map((it) => it.ownerId) },
      kind: { in: ['question', 'help'] },
      status: { not: 'closed' },
    },
    select: { personId: true },
  });
  const listed = await services.db.caseRow.findMany({
    where: { case: { kind: 'list-falling', status: { not: 'closed' } }, outcome: null },
    select: { businessId: true },
  });
  const skip = new Set(asking.map((it) => it.personId));
  const known = new Set(listed.map((it) => it.businessId));
  return found.filter((it) => !skip.has(it.ownerId) && !known.has(it.businessId));
}

/** Person `p` wants reminders, and the consent to registration is in force. */
const wantsMessages = Prisma.sql`
  p.reminders AND EXISTS (
    SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'registration' AND c.withdrawn_at IS NULL
  )`;

function message(
  { now }: Services,
  kind: 'sales-fell' | 'nib-hint',
  key: string,
  month: string,
): ManyOutgoing {
  const notBefore = now();
  const expiresAt = new Date(notBefore.getTime() + MESSAGE_DAYS * DAY_MS);
  return { kind, key, params: { month }, notBefore, expiresAt };
}

async function tellFallen(services: Services, month: Month): Promise<void> {
  const owners = [...new Set((await falls(services, month)).map((it) => it.ownerId))];
  const since = new Date(services.now().getTime() - FELL_PEACE_DAYS * DAY_MS);
  for (let at = 0; at < owners.length; at += PAGE)
    await queueToMany(
      services,
      Prisma.sql`
      SELECT p.id FROM person p
      WHERE p.id = ANY(${owners.slice(at, at + PAGE)}) AND ${wantsMessages}
        AND NOT EXISTS (
          SELECT 1 FROM outgoing o WHERE o.person_id = p.id AND o.kind = 'sales-fell' AND o.not_before > ${since}
        )`,
      message(services, 'sales-fell', `sales-fell:${month}:`, month),
    );
}

const missingNib = ({ office }: Services, before: Date): Prisma.Sql => Prisma.sql`
  b.office = ${office.key} AND b.owner_id IS NOT NULL AND b.status = 'active' AND b.nib_status IN ('none', 'unknown', 'later')
  AND b.created_at < ${before} AND ${claimedSql}`;

async function tellWithoutNib(services: Services): Promise<void> {
  const before = new Date(services.now().getTime() - NIB_AFTER_DAYS * DAY_MS);
  await queueToMany(
    services,
    Prisma.sql`
    SELECT p.id FROM person p
    WHERE ${wantsMessages}
      AND EXISTS (SELECT 1 FROM business b WHERE b.owner_id = p.id AND ${missingNib(services, before)})`,
    message(services, 'nib-hint', 'nib-hint:', ''),
  );
}

/** Without an NIB some time after the message, or not to be reached by it; everybody stands on such a list once. */
async function withoutNib(services: Services): Promise<readonly Listed[]> {
  const now = services.now().getTime();
  const told = new Date(now - NIB_DAYS * DAY_MS);
  const rows = await services.db.$queryRaw<
    readonly { readonly id: number; readonly kecamatan: string | null; readonly nib: string }[]
  >(Prisma.sql`
    SELECT b.id, b.kecamatan, b.nib_status AS nib FROM business b
    WHERE ${missingNib(services, new Date(now - NIB_AFTER_DAYS * DAY_MS))}
      AND NOT EXISTS (
        SELECT 1 FROM outgoing o WHERE o.key = 'nib-hint:' || b.owner_id AND o.not_before > ${told}
      )
      AND NOT EXISTS (
        SELECT 1 FROM case_row cr JOIN "case" c ON c.id = cr.case_id
        WHERE cr.business_id = b.id AND c.kind = 'list-nib'
      )
    ORDER BY b.id`);
  return rows.map((row) => ({ businessId: row.id, kecamatan: row.kecamatan, details: { nib: row.nib } }));
}
