import { activeMembers } from './members.ts';
import type { Transaction } from '../core/services.ts';
import { tell } from './text-notices.ts';

const PAUSE_MS = 3_600_000;

/**
 * Too many messages to owners did not arrive: those that wait now go on waiting for an hour, also over a restart
 * (what is too late by then is recorded as skipped), and the admins of the whole kabupaten read of it. Returns how
 * many wait.
 */
export async function pauseForOwners(services: Transaction): Promise<number> {
  const now = services.now();
  const until = new Date(now.getTime() + PAUSE_MS);
  const { count } = await services.db.outgoing.updateMany({
    where: { status: 'pending', personId: { not: null }, notBefore: { lt: until } },
    data: { notBefore: until },
  });
  const admins = (await activeMembers(services)).filter(
    (member) => member.role === 'admin' && member.kecamatan.length === 0,
  );
  const params = { waiting: count, until: until.toISOString() };
  await tell(services, admins, 'queue-paused', `queue-paused:${now.toISOString()}`, params);
  return count;
}
