import { z } from 'zod';
import { Prisma } from '../../../prisma/client/client.ts';
import { isMonth, type Month } from '../../domain/month/month.ts';
import type { ReportReminder } from '../../domain/sales/report-reminders.ts';
import { askedSql, inKecamatanSql } from './asked-sql.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import { countReachable, queueToMany } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';

/**
 * Whom a reminder about a month concerns (rows of `person p`): the consent to registration and reports is in force,
 * reminders are wanted, and a business that was asked for the month has no final figure. The rule of
 * {@link monthsDue}, for everybody at once. Nobody is reminded of a month that the office has closed, nor of a
 * business or consent that came after `before`.
 */
function concerned(
  { office }: Services,
  month: Month,
  before: Date,
  kecamatan: readonly string[] = [],
): Prisma.Sql {
  return Prisma.sql`
    p.office = ${office.key} AND p.reminders
    AND NOT EXISTS (SELECT 1 FROM month_lock WHERE office = ${office.key} AND month = ${month})
    AND EXISTS (
      SELECT 1 FROM consent c
      WHERE c.person_id = p.id AND c.purpose = 'registration' AND c.withdrawn_at IS NULL AND c.given_at < ${before}
    )
    AND EXISTS (
      SELECT 1 FROM business b
      WHERE b.owner_id = p.id AND b.status IN ('active', 'paused') AND b.created_at < ${before}
        AND ${inKecamatanSql(kecamatan)} AND (${askedSql(month, office.zone)})
        AND NOT EXISTS (
          SELECT 1 FROM sales_report r WHERE r.business_id = b.id AND r.month = ${month} AND NOT r.provisional
        )
    )`;
}

const keyOf = ({ month, day }: ReportReminder): string => `report-reminder:${month}:${day}`;

/** Those of the given reminders that were not queued yet. */
export async function remindersToQueue(
  services: Services,
  reminders: readonly ReportReminder[],
): Promise<readonly ReportReminder[]> {
  const rows = await services.db.jobRun.findMany({
    where: { office: services.office.key, key: { in: reminders.map(keyOf) } },
    select: { key: true },
  });
  return reminders.filter((it) => !rows.some(({ key }) => key === keyOf(it)));
}

/** Persons looked at by one statement: an embedded database answers nobody else meanwhile. */
const PAGE = 1_000;

/**
 * Queues one message for each person whom a reminder concerns, for the chat that can be reached and was last used.
 * After its day it is recorded as skipped, so that the office can see it. A death on the way is made good by the next
 * call: the same message is never queued twice. Returns how many rows were made.
 */
export async function queueReportReminder(services: Services, it: ReportReminder): Promise<number> {
  const { db, now, office } = services;
  const last =
    (await db.person.aggregate({ where: { office: office.key }, _max: { id: true } }))._max.id ?? 0;
  let queued = 0;
  for (let after = 0; after < last; after += PAGE) queued += await queuePage(services, it, after);
  await db.jobRun.createMany({
    data: [{ office: office.key, key: keyOf(it), at: now() }],
    skipDuplicates: true,
  });
  return queued;
}

function queuePage(services: Services, it: ReportReminder, after: number): Promise<number> {
  return queueToMany(
    services,
    Prisma.sql`
    SELECT p.id FROM person p
    WHERE p.id > ${after} AND p.id <= ${after + PAGE} AND ${concerned(services, it.month, it.from)}`,
    {
      key: `${keyOf(it)}:`,
      kind: 'report-reminder',
      params: { month: it.month, day: it.day },
      notBefore: it.from,
      expiresAt: it.until,
      missed: services.now() >= it.until,
    },
  );
}

/** The month of which a person was last reminded in a chat after `since`, and when; also where nobody knows whether it arrived. */
export async function lastReminder(
  { db }: Services,
  { accountId, personId }: { readonly accountId: number; readonly personId: number },
  since: Date,
): Promise<{ readonly month: Month; readonly at: Date } | undefined> {
  const row = await db.outgoing.findFirst({
    where: {
      accountId,
      personId,
      kind: 'report-reminder',
      status: { in: ['sent', 'sending', 'unknown'] },
      OR: [{ doneAt: { gt: since } }, { doneAt: null, notBefore: { gt: since } }],
    },
    orderBy: [{ notBefore: 'desc' }, { id: 'desc' }],
    select: { params: true, doneAt: true, notBefore: true },
  });
  const month = asked.safeParse(row?.params).data?.month;
  return row === null || month === undefined ? undefined : { month, at: row.doneAt ?? row.notBefore };
}

const asked = z.object({ month: z.string().refine(isMonth) });

/** Whether a reminder that was queued is still wanted and needed: looked up at the moment of sending. */
export async function isReportDue(
  services: Services,
  personId: number,
  month: Month,
  before = services.now(),
): Promise<boolean> {
  const rows = await services.db.$queryRaw<unknown[]>`
    SELECT 1 FROM person p WHERE p.id = ${personId} AND ${concerned(services, month, before)}`;
  return rows.length > 0;
}

/** Whoever was reminded of a month is left in peace for so long, whoever asks. */
const REMINDER_PEACE_DAYS = 2;
const DAY_MS = 24 * 3_600_000;

/** Persons whom a reminder by hand would reach now. */
function reachedByHand(services: Services, month: Month, kecamatan: readonly string[]): Prisma.Sql {
  const now = services.now();
  const since = new Date(now.getTime() - REMINDER_PEACE_DAYS * DAY_MS);
  return Prisma.sql`
    SELECT p.id FROM person p
    WHERE ${concerned(services, month, now, kecamatan)}
      AND NOT EXISTS (
        SELECT 1 FROM outgoing o
        WHERE o.person_id = p.id AND o.kind = 'report-reminder' AND o.params->>'month' = ${month}
          AND (o.status = 'pending' OR (o.status IN ('sent', 'sending', 'unknown') AND coalesce(o.done_at, o.not_before) > ${since}))
      )`;
}

/** How many people a reminder by hand would reach now, in these kecamatan (an empty list means all). */
export function countRemindable(
  services: Services,
  month: Month,
  kecamatan: readonly string[],
): Promise<number> {
  return countReachable(services, reachedByHand(services, month, kecamatan));
}

/**
 * Reminds, at a member's order, everybody in the member's kecamatan who has not reported a month and was not reminded
 * of it lately. It goes out by day (quiet hours) and ends 24 hours later. Returns how many were queued.
 */
export async function remindByHand(services: Transaction, member: Member, month: Month): Promise<number> {
  const now = services.now();
  const queued = await queueToMany(services, reachedByHand(services, month, member.kecamatan), {
    key: `report-reminder:${month}:${now.toISOString()}:`,
    kind: 'report-reminder',
    params: { month, day: 7 },
    notBefore: now,
    expiresAt: new Date(now.getTime() + DAY_MS),
  });
  await audit(services, {
    actor: member.number,
    action: 'sales.remind',
    subject: `month:${month}`,
    details: { people: queued, kecamatan: member.kecamatan },
  });
  return queued;
}
