import { CORRECTABLE_MS } from '../../domain/announcements/announcement.ts';
import type { Announcement } from './announcements.ts';
import type { Services } from '../core/services.ts';
import { type Delivery, withPerson, deliveryFromRow } from './deliveries.ts';

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
