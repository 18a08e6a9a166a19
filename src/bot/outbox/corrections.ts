import type { Delivery } from '../../services/announcements/deliveries.ts';
import { noteCorrected } from '../../services/announcements/delivery-corrections.ts';
import { wordedFor, type Announced } from './announced.ts';
import { showProgress } from './progress.ts';
import { inLanes, noteAnswer, type Sending } from './sending.ts';
import { transmit, type Outcome } from './transmit.ts';

/** Changes messages to the version that holds now; false when it is no use to go on now. */
export function correctAll(
  sending: Sending,
  announced: Announced,
  outdated: readonly Delivery[],
): Promise<boolean> {
  return inLanes(sending, outdated, async (it) => {
    if (!(await sending.budget.take(sending.ended))) return false;
    const outcome = await correct(sending, announced, it);
    await showProgress(sending, it.announcementId, 'sometimes');
    return outcome.kind !== 'unknown' && noteAnswer(sending, outcome);
  });
}

async function correct(sending: Sending, announced: Announced, delivery: Delivery): Promise<Outcome> {
  const { api, services } = sending;
  const { it } = announced;
  const { html, markup } = wordedFor(sending, announced, delivery);
  const messageId = delivery.messageId ?? 0;
  const more = { parse_mode: 'HTML' as const, reply_markup: markup };
  const outcome = await transmit(async () => {
    await (it.posterFileId === undefined
      ? api.editMessageText(delivery.chatId, messageId, html, {
          link_preview_options: { is_disabled: true },
          ...more,
        })
      : api.editMessageCaption(delivery.chatId, messageId, { caption: html, ...more }));
    return { message_id: messageId };
  });
  // An edit can be repeated: only what Telegram will never do is noted as such.
  if (outcome.kind === 'sent') await noteCorrected(services, delivery, it.version, undefined);
  else if (outcome.kind === 'gone') await noteCorrected(services, delivery, it.version, 'blocked');
  else if (outcome.kind === 'refused' || outcome.kind === 'not-found') {
    const same = /message is not modified/i.test(outcome.detail);
    await noteCorrected(services, delivery, it.version, same ? undefined : outcome.detail);
  }
  return outcome;
}
