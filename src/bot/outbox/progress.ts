import { GrammyError } from 'grammy';
import { announcementById } from '../../services/announcements/announcements.ts';
import { setProgressMessage } from '../../services/announcements/announcement-progress.ts';
import { reachableLanguage } from '../../services/core/accounts.ts';
import { sendingHalted } from '../../services/core/instance.ts';
import { addresseeOf } from '../turn.ts';
import { progressOf } from './progress-message.ts';
import { expectedEnd, progressFacts, type ProgressFacts } from '../../reports/sending-lines.ts';
import { htmlOf, isEdited } from './queue.ts';
import { keyboardOf } from '../buttons.ts';
import type { Sending } from './sending.ts';

const EDIT_EVERY_MS = 3_000;

/** Shows the officer how far an announcement is: now, or at most every few seconds. */
export function showProgress(sending: Sending, id: number, when: 'now' | 'sometimes'): Promise<void> {
  const at = performance.now();
  const last = sending.shown.get(id);
  if (when === 'sometimes' && at - (last?.at ?? -Infinity) < EDIT_EVERY_MS) return Promise.resolve();
  sending.shown.set(id, { at, text: last?.text });
  // One after the other: two at a time would begin two messages.
  return sending.showing(() => show(sending, id));
}

async function show(sending: Sending, id: number): Promise<void> {
  const { services, texts, api, budget } = sending;
  const it = await announcementById(services, id);
  if (it?.progress === undefined) return;
  const { chatId, messageId } = it.progress;
  const language = await reachableLanguage(services, chatId);
  if (language === undefined) return;
  const to = addresseeOf({ language });
  const waiting = await waitingNow(sending);
  const facts = await progressFacts(services, it);
  const end =
    waiting === undefined || waiting.kind === 'until'
      ? expectedEnd(services, it, facts.counts, {
          perSecond: sending.pace.perSecond,
          heldUntil: waiting?.at,
        })
      : undefined;
  const { lines, buttons } = progressOf({ ...facts, end, ...(waiting === undefined ? {} : { waiting }) });
  const html = htmlOf(texts, lines, to);
  const text = `${html} ${JSON.stringify(buttons)}`;
  const known = sending.shown.get(id);
  if (messageId !== undefined && known?.text === text) return;
  const by = waiting === undefined ? api : sending.replies;
  if (by === api) budget.spend();
  const more = { parse_mode: 'HTML' as const, reply_markup: keyboardOf(texts, buttons, to) };
  try {
    if (messageId === undefined || !(await isEdited(by, chatId, messageId, html, more))) {
      const sent = await by.sendMessage(chatId, html, more);
      await setProgressMessage(services, id, sent.message_id);
    }
    sending.shown.set(id, { at: sending.shown.get(id)?.at ?? -Infinity, text });
  } catch (error) {
    // The progress is a convenience: the ledger and the receipt are what counts.
    if (error instanceof GrammyError && error.error_code === 429)
      budget.hold(new Date(services.now().getTime() + (error.parameters.retry_after ?? 1) * 1000));
    sending.log.debug({ error }, 'The progress of an announcement could not be shown');
  }
}

/** Why nothing goes out now, as far as it concerns every sending. */
async function waitingNow({ services, budget }: Sending): Promise<ProgressFacts['waiting']> {
  const halted = await sendingHalted(services);
  if (halted !== undefined) return { kind: halted };
  const held = budget.heldUntil(services.now());
  return held === undefined ? undefined : { kind: 'until', at: held };
}
