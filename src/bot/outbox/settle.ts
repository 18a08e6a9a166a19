import { settleDeliveries, type Settled } from '../../services/announcements/deliveries.ts';
import { noteNotFound, setReachable } from '../../services/core/accounts.ts';
import type { Services } from '../../services/core/services.ts';
import type { Sending, Unsettled } from './sending.ts';

/**
 * Writes what has become of messages of announcements since the last time; what cannot be written now is kept for the
 * next. One after the other: what is written twice could undo what happened in between.
 */
export function settleAll(sending: Sending): Promise<void> {
  return sending.settling(() => writeUnsettled(sending));
}

async function writeUnsettled({ services, unsettled }: Sending): Promise<void> {
  const some = [...unsettled];
  for (const id of new Set(some.map(({ it }) => it.id))) {
    const settled: Settled[] = [];
    for (const one of some) if (one.it.id === id) settled.push(await settledAs(services, one));
    await settleDeliveries(services, id, settled);
  }
  unsettled.splice(0, some.length);
}

/** What its row will say, after what it says about the chat is written. */
async function settledAs(services: Services, { it, delivery, outcome }: Unsettled): Promise<Settled> {
  const { personNumber, chatId } = delivery;
  switch (outcome.kind) {
    case 'sent':
      if (delivery.doubtful) await setReachable(services, chatId, true);
      return { personNumber, status: 'sent', version: it.version, messageId: outcome.messageId };
    case 'gone':
      await setReachable(services, chatId, false);
      return { personNumber, status: 'blocked' };
    case 'not-found': {
      const again = await noteNotFound(services, chatId, `announcement:${it.id}`);
      return { personNumber, status: again ? 'blocked' : 'refused', detail: outcome.detail };
    }
    case 'refused':
    case 'unknown':
      return { personNumber, status: outcome.kind, detail: outcome.detail };
    case 'wait':
    case 'token':
    case 'not-made':
      return { personNumber, status: 'pending' };
  }
}
