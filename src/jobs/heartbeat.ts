import { lastPolled } from '../services/core/instance.ts';
import type { Job } from './job.ts';

/** As long as updates are fetched, that is noted every minute; a slow long poll and a slow disk have room in it. */
const FRESH_MS = 4 * 60_000;
const PATIENCE_MS = 10_000;

/**
 * Calls the address of HEARTBEAT_URL while updates are fetched and the database answers. Nothing is said with it;
 * when the calls stop, whoever watches that address wakes somebody up.
 */
export const heartbeat: Job = {
  name: 'heartbeat',
  at: '*/5 * * * *',
  catchesUp: true,
  async run({ services, heartbeatUrl, log }) {
    if (heartbeatUrl === undefined) return;
    const polled = await lastPolled(services);
    if (polled === undefined || services.now().getTime() - polled.getTime() > FRESH_MS) return;
    try {
      const answer = await fetch(heartbeatUrl, {
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await answer.body?.cancel();
      if (!answer.ok)
        log.warn({ status: answer.status }, 'The address in HEARTBEAT_URL does not answer well');
    } catch (error) {
      log.warn({ error }, 'The address in HEARTBEAT_URL cannot be reached');
    }
  },
};
