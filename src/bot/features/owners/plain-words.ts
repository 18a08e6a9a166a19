import { Composer, type MiddlewareFn } from 'grammy';
import { maskIdentityNumbers } from '../../../domain/identity.ts';
import { readIntent, type Intent } from '../../../domain/intent.ts';
import { jakartaDate } from '../../../domain/month.ts';
import { readReportLine } from '../../../domain/report-line.ts';
import { line } from '../../../i18n.ts';
import { deleteMessage, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { actions, type ActionName } from '../actions.ts';
import { checkedInWords } from './check-code.ts';
import { typedRightCode, typedWrongCode } from './check-in.ts';

const places: Readonly<Partial<Record<Intent, ActionName>>> = {
  report: 'report',
  register: 'register',
  partnership: 'partnership',
  trainings: 'trainings',
  standing: 'my-trainings',
  ask: 'ask',
  data: 'data',
  erase: 'erase',
  menu: 'menu',
  greeting: 'menu',
  stop: 'stop',
  'stop-news': 'stop-news',
  'stop-reminders': 'stop-reminders',
  'start-again': 'start-again',
  official: 'official',
  nib: 'nib',
  tax: 'tax',
  language: 'language',
};

/** Plain words outside a conversation ("mau lapor", "ikut pelatihan") lead to the right place. */
export function plainWords(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message:text', async (ctx, next) => {
    const { text } = ctx.message;
    if (maskIdentityNumbers(text).found) {
      const gone = await deleteMessage(ctx, ctx.message.message_id);
      await say(ctx, line('common.nik.notNeeded'));
      await say(ctx, line(gone ? 'common.message.deleted' : 'common.message.pleaseDelete'), [
        [{ label: line('common.button.menu'), data: 'menu' }],
      ]);
      return;
    }
    if (await typedRightCode(ctx, text)) return;
    if (readReportLine(text, jakartaDate(ctx.turn.services.now())) !== undefined) {
      await actions.report(ctx);
      return;
    }
    if (await checkedInWords(ctx, text)) return;
    const intent = readIntent(text);
    const place = intent === undefined ? undefined : places[intent];
    if (place === undefined) {
      if (await typedWrongCode(ctx, text)) return;
      return next();
    }
    await actions[place](ctx);
  });
  return composer.middleware();
}
