import { announcementFromRow, withSurvey } from './announcements.ts';
import { optionsFor, selectAudience } from './audience.ts';
import type { Services } from '../core/services.ts';

/** An announcement with the same words that some of the same people get or got. */
export interface SentBefore {
  readonly code: string;
  readonly at: Date;
  /** How many of the people who are meant now. */
  readonly people: number;
}

/** How long two announcements with the same words count as one sent twice. */
const REPEAT_MS = 48 * 3_600_000;

/** A text without anything that two spellings of the same differ in. */
function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Announcements of the last 48 hours, and those that wait, with the same title and words to some of these people;
 * newest first. Deliveries tell who got it; for one that has not begun, its criteria do.
 */
export async function sentBefore(
  services: Services,
  it: {
    readonly title: string | undefined;
    readonly text: string;
    /** Whom this one would reach; asked only where the text is the same. */
    readonly people: () => Promise<readonly number[]>;
  },
): Promise<readonly SentBefore[]> {
  const { db, now } = services;
  const since = new Date(now().getTime() - REPEAT_MS);
  const rows = await db.announcement.findMany({
    where: {
      office: services.office.key,
      withdrawnAt: null,
      OR: [
        { startedAt: { gt: since } },
        { startedAt: null, status: { in: ['approval', 'scheduled', 'freezing', 'held', 'paused'] } },
      ],
    },
    include: {
      training: { select: { id: true, title: true, topic: true, kecamatan: true } },
      ...withSurvey,
    },
    orderBy: { id: 'desc' },
  });
  const wanted = normalised(`${it.title ?? ''} ${it.text}`);
  let people: ReadonlySet<number> | undefined;
  const found: SentBefore[] = [];
  for (const { training, ...row } of rows) {
    if (normalised(`${training?.title ?? row.survey?.title ?? ''} ${row.text}`) !== wanted) continue;
    const announcement = announcementFromRow(row);
    const to =
      row.startedAt === null
        ? (
            await selectAudience(
              services,
              announcement.audience,
              optionsFor(training, announcement.urgentReason !== undefined, announcement.survey?.id),
            )
          ).reached.map((person) => person.personId)
        : await deliveredTo(services, row.id);
    const now = (people ??= new Set(await it.people()));
    const both = to.filter((id) => now.has(id)).length;
    if (both > 0) found.push({ code: row.code, at: row.startedAt ?? row.scheduledAt, people: both });
  }
  return found;
}

async function deliveredTo(services: Services, announcementId: number): Promise<readonly number[]> {
  const rows = await services.db.delivery.findMany({
    where: {
      announcementId,
      status: { in: ['pending', 'sending', 'sent', 'unknown'] },
      personId: { not: null },
    },
    select: { personId: true },
  });
  return rows.flatMap((row) => row.personId ?? []);
}
