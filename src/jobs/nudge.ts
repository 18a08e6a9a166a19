import { GrammyError } from 'grammy';
import { Temporal } from 'temporal-polyfill';
import { jakartaInstant, jakartaTime } from '../domain/dates.ts';
import { jakartaDate } from '../domain/month.ts';
import { addresseeOf } from '../bot/turn.ts';
import { formTitle } from '../bot/conversations/titles.ts';
import { line } from '../i18n.ts';
import { setReachable } from '../services/accounts.ts';
import { draftsToNudge, markNudged } from '../services/drafts.ts';
import type { Job } from './index.ts';

const MORNING = new Temporal.PlainTime(9, 0);
const LATEST = new Temporal.PlainTime(18, 0);

/**
 * One friendly reminder of an unfinished form the morning after, at 09.00, never a second. A morning that was
 * missed is caught up until 18.00 of the same day.
 */
export const nudge: Job = {
  name: 'nudge',
  at: '*/5 9-17 * * *',
  async run({ services, api, texts, log }) {
    const now = services.now();
    const time = jakartaTime(now);
    if (Temporal.PlainTime.compare(time, MORNING) < 0 || Temporal.PlainTime.compare(time, LATEST) >= 0) return;
    const today = jakartaInstant(jakartaDate(now), new Temporal.PlainTime(0, 0));
    const yesterday = new Date(today.getTime() - 24 * 3_600_000);
    for (const draft of await draftsToNudge(services, yesterday, today)) {
      const title = formTitle(draft.form);
      // Marked before it is sent: a reminder that may have arrived is never sent twice.
      if (!(await markNudged(services, draft.id)) || title === undefined) continue;
      const to = addresseeOf(draft.account);
      const button = (key: 'common.nudge.continue' | 'common.nudge.no', data: string): { text: string; callback_data: string } => ({ text: texts.plain(line(key), to), callback_data: data });
      try {
        await api.sendMessage(draft.account.chatId, texts.html(line('common.nudge', { form: { line: line(title) }, left: draft.remaining }), to), {
          parse_mode: 'HTML',
          reply_markup: { inline_keyboard: [[button('common.nudge.continue', `resume.${draft.id}`)], [button('common.nudge.no', 'nudge.no')]] },
        });
      } catch (error) {
        if (error instanceof GrammyError && error.error_code === 403) await setReachable(services, draft.account.chatId, false);
        else log.warn({ error }, 'A reminder of an unfinished form could not be sent');
      }
    }
  },
};
