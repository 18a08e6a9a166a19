import { CORRECTABLE_MS } from '../../domain/announcements/announcement.ts';
import type { Services } from '../core/services.ts';

/**
 * Whether there may be a message to send, to begin or to correct now. False is certain; true means that each kind has to
 * be looked for. In one statement, since it is asked after whatever an officer does, and is nearly always false.
 */
export async function isAnythingDue(services: Services): Promise<boolean> {
  const now = services.now();
  const since = new Date(now.getTime() - CORRECTABLE_MS);
  const [row] = await services.db.$queryRaw<readonly { readonly due: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM outgoing o WHERE o.status = 'pending' AND (o.not_before <= ${now} OR o.expires_at <= ${now})
    ) OR EXISTS (
      SELECT 1 FROM announcement a WHERE a.status IN ('scheduled', 'freezing', 'sending')
    ) OR EXISTS (
      SELECT 1 FROM announcement a WHERE a.version > 1 AND a.started_at > ${since}
    ) AS due`;
  return row?.due ?? true;
}
