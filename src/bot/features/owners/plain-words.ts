import type { MiddlewareFn } from 'grammy';
import type { Message } from 'grammy/types';
import { maskIdentityNumbers } from '../../../domain/people/identity.ts';
import { readIntent, type Intent } from '../../../domain/words/intent.ts';
import { todayOf } from '../../../services/core/services.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import { readSmallTalk } from '../../../domain/words/small-talk.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import { lastOfficeWord } from '../../../services/cases/case-messages.ts';
import { menuButton } from '../../buttons.ts';
import type { ActionName } from '../../routes/actions.ts';
import { removeMessage, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { actions } from '../actions.ts';
import { ofNew, type Place, type Take } from '../place.ts';
import { offer } from './case-offers.ts';
import { checkedInWords } from './check-code.ts';
import { typedRightCode, typedWrongCode } from './check-in.ts';

const places: Readonly<Record<Intent, ActionName>> = {
  report: 'report',
  'my-reports': 'my-reports',
  'my-requests': 'my-requests',
  register: 'register',
  partnership: 'partnership',
  trainings: 'trainings',
  standing: 'my-trainings',
  ask: 'ask',
  data: 'data',
  erase: 'erase',
  menu: 'menu',
  stop: 'stop',
  'stop-news': 'stop-news',
  'stop-reminders': 'stop-reminders',
  'start-again': 'start-again',
  official: 'official',
  guide: 'guide',
  seen: 'seen',
  lost: 'lost',
  cost: 'cost',
  child: 'child',
  use: 'use',
  nib: 'nib',
  tax: 'tax',
  language: 'language',
};

/** An aim is a word or two; so many may also be a sentence to whoever has just written. */
const WORDS_OF_A_SENTENCE = 4;

/** An identity number that nothing asked for, typed or put into an old message: it leaves the chat. */
export const secret: Place = {
  meant: (ctx, message) =>
    maskIdentityNumbers(message.text ?? message.caption ?? '').found
      ? async () => {
          await say(ctx, line('common.nik.notNeeded'));
          await say(ctx, await removeMessage(ctx, message, true), [[menuButton]]);
          return 'done';
        }
      : undefined,
};

/** A code, a report in one line, and plain words ("mau lapor", "ikut pelatihan") lead to the right place. */
export const aims: Place = ofNew(async (ctx, message) => {
  const { text } = message;
  const talk = text === undefined ? undefined : readSmallTalk(text);
  if (text === undefined || (talk !== undefined && talk !== 'no')) return undefined;
  if (await typedRightCode(ctx, text)) return done;
  const named = readIntent(text);
  // "Lapor petugas nakal" is no report.
  if (named !== 'ask' && readReportLine(text, todayOf(ctx.turn.services)) !== undefined)
    return async () => {
      await actions.report(ctx);
      return 'done';
    };
  if (await checkedInWords(ctx, text)) return done;
  // "Bingung" asks for a person.
  const intent = named ?? (readWord(text) === 'dont-know' ? 'ask' : undefined);
  if (intent === undefined) return (await typedWrongCode(ctx, text)) ? done : undefined;
  return async () => {
    if (text.trim().split(/\s+/).length >= WORDS_OF_A_SENTENCE) await offerIfHeard(ctx, message);
    await actions[places[intent]](ctx);
    return 'done';
  };
});

/** Where a form has led that waits now. */
export function aimed(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { aim } = ctx.turn;
    await (aim === undefined ? next() : actions[places[aim]](ctx));
  };
}

/** What has been answered already. */
const done: Take = async () => 'done';

/** "Syarat kredit yang Ibu kirim tadi kurang apa?" names an aim and may still be for the officer who wrote. */
async function offerIfHeard(ctx: BotContext, message: Message): Promise<void> {
  const heard = await lastOfficeWord(ctx.turn.services, ctx.turn.account.id);
  if (heard !== undefined) await offer(ctx, message, heard);
}
