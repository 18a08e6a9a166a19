import { Temporal } from 'temporal-polyfill';
import type { Prisma } from '../../../prisma/client/client.ts';
import { occurrence, repeats, type Rhythm } from '../../domain/announcements/series.ts';
import { addMonths, monthOf } from '../../domain/month/month.ts';
import { instantAt } from '../../domain/when/dates.ts';
import { nextAwake } from '../../domain/when/quiet-hours.ts';
import { isWorkingDay } from '../../domain/when/working-days.ts';
import { audit } from '../core/audit.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';
import { memberByNumber, type Member, type MemberRow } from '../office/members.ts';
import { countAudience } from './audience.ts';
import {
  announcementFromRow,
  withSurvey,
  announcementFor,
  mayHandle,
  openStatuses,
  type Announcement,
} from './announcements.ts';
import { createAnnouncement } from './announcement-writing.ts';

/** An announcement that is repeated; what it says and whom it is for stands in the last one that went out. */
export interface Series extends Rhythm {
  readonly id: number;
  /** When it goes out again; undefined when it is over. */
  readonly next: Date | undefined;
  /** Somebody, or what happened to the last one, has ended it before its last day. */
  readonly ended: boolean;
}

type Stored = Prisma.SeriesGetPayload<Record<string, never>>;

function seriesFromRow(row: Stored): Series {
  const every = repeats.find((it) => it === row.every);
  if (every === undefined) throw new Error(`expected a series of ${repeats.join(' or ')}, got ${row.every}`);
  return {
    id: row.id,
    first: row.firstAt,
    every,
    until: row.until,
    next: row.nextAt ?? undefined,
    ended: row.endedAt !== null,
  };
}

/** Begins a series whose first announcement is being written. */
export async function beginSeries(services: Transaction, it: Rhythm): Promise<number> {
  const { db, office } = services;
  const { id } = await db.series.create({
    data: {
      office: office.key,
      every: it.every,
      firstAt: it.first,
      until: it.until,
      times: 1,
      nextAt: occurrence(it, 1, office.zone) ?? null,
    },
    select: { id: true },
  });
  return id;
}

/** The series that an announcement belongs to. */
export async function seriesOf(
  services: Services,
  { seriesId }: Pick<Announcement, 'seriesId'>,
): Promise<Series | undefined> {
  const row =
    seriesId === undefined ? null : await services.db.series.findUnique({ where: { id: seriesId } });
  return row === null ? undefined : seriesFromRow(row);
}

/** Numbers of the series whose next time has come. */
export async function dueSeries(services: Services): Promise<readonly number[]> {
  const rows = await services.db.series.findMany({
    where: { office: services.office.key, nextAt: { lte: services.now() } },
    select: { id: true },
    orderBy: [{ nextAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id }) => id);
}

/**
 * Writes the next announcement of a series that is due: the same words to whoever fits now, through the same gate as
 * any other, so that what needed a second person needs one each time. Of times that were missed only the last counts.
 * While the one before still waits for somebody, none is added; when that was refused, stopped or withdrawn, or when
 * whoever wrote it may not write it any more, the series ends.
 */
export async function continueSeries(
  services: Transaction,
  id: number,
): Promise<'made' | 'skipped' | 'ended' | 'not-due'> {
  const { db, now, office } = services;
  await db.$queryRaw`SELECT id FROM series WHERE id = ${id} FOR UPDATE`;
  const row = await db.series.findUnique({ where: { id } });
  if (row === null || row.nextAt === null || row.nextAt > now()) return 'not-due';
  const series = seriesFromRow(row);
  const lastRow = await db.announcement.findFirst({
    where: { seriesId: id },
    include: withSurvey,
    orderBy: { id: 'desc' },
  });
  const last = lastRow === null ? undefined : announcementFromRow(lastRow);
  const author = last === undefined ? undefined : await memberByNumber(services, last.createdBy);
  if (
    last === undefined ||
    last.withdrawnAt !== undefined ||
    last.status === 'refused' ||
    last.status === 'cancelled' ||
    author?.revokedAt !== undefined ||
    !(await mayHandle(services, author, last))
  ) {
    await end(services, id, 'system', last?.code);
    return 'ended';
  }
  let number = row.times;
  let at = row.nextAt;
  let next = occurrence(series, number + 1, office.zone);
  while (next !== undefined && next <= now()) {
    at = next;
    number++;
    next = occurrence(series, number + 1, office.zone);
  }
  await db.series.update({ where: { id }, data: { times: number + 1, nextAt: next ?? null } });
  if (openStatuses.some((status) => status === last.status)) return 'skipped';
  const { notReported } = last.audience;
  const audience = {
    ...last.audience,
    // "Belum lapor" means the month before the one that has begun.
    notReported: notReported === null ? null : addMonths(monthOf(todayOf(services)), -1),
  };
  const { reached } = await countAudience(services, audience, { urgent: false });
  await createAnnouncement(services, {
    trainingId: undefined,
    text: last.text,
    posterFileId: last.posterFileId,
    audience,
    scheduledAt: nextAwake(at, office.quiet),
    urgentReason: undefined,
    size: reached,
    createdBy: last.createdBy,
    draftId: undefined,
    officerAccountId: author?.accountId,
    seriesId: id,
    byItself: true,
  });
  return 'made';
}

/** Nothing of it goes out any more, apart from what is written already; whoever may handle an announcement of it may do so. */
export async function endSeries(
  services: Transaction,
  announcementId: number,
  by: Member,
): Promise<'done' | 'over' | 'not-yours'> {
  const it = await announcementFor(services, by, announcementId);
  if (it === undefined) return 'not-yours';
  if (it.seriesId === undefined) return 'over';
  return (await end(services, it.seriesId, by.number, it.code)) ? 'done' : 'over';
}

/**
 * The last announcements of series that have ended by themselves on the days since the working day before, for whoever
 * has to know: who wrote them, or, when they have no role any more, everybody who may handle them.
 */
export async function seriesEndedFor(
  services: Services,
  member: MemberRow,
  today: Temporal.PlainDate,
): Promise<readonly Announcement[]> {
  const { db, office } = services;
  const start = (day: Temporal.PlainDate): Date => instantAt(day, new Temporal.PlainTime(), office.zone);
  let since = today.subtract({ days: 1 });
  while (!isWorkingDay(since, office.holidays).working) since = since.subtract({ days: 1 });
  const rows = await db.series.findMany({
    where: { office: office.key, endedBy: 'system', endedAt: { gte: start(since), lt: start(today) } },
    select: { announcements: { select: { id: true }, orderBy: { id: 'desc' }, take: 1 } },
    orderBy: { id: 'asc' },
  });
  const theirs: Announcement[] = [];
  for (const { id } of rows.flatMap(({ announcements }) => announcements)) {
    const it = await announcementFor(services, member, id);
    if (it === undefined) continue;
    const author = await memberByNumber(services, it.createdBy);
    const isLeft = author?.revokedAt !== undefined || !(await mayHandle(services, author, it));
    if (it.createdBy === member.number || isLeft) theirs.push(it);
  }
  return theirs;
}

async function end(
  services: Transaction,
  id: number,
  actor: string,
  code: string | undefined,
): Promise<boolean> {
  const { db, now } = services;
  const { count } = await db.series.updateMany({
    where: { id, nextAt: { not: null } },
    data: { nextAt: null, endedAt: now(), endedBy: actor },
  });
  if (count === 0) return false;
  await audit(services, {
    actor,
    action: 'announcement.series-end',
    subject: `announcement:${code ?? '–'}`,
    details: { series: id },
  });
  return true;
}
