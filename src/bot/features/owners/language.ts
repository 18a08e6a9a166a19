import { Composer, type MiddlewareFn } from 'grammy';
import { isLanguage, line, named } from '../../../i18n.ts';
import { setLanguage } from '../../../services/core/accounts.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { showMenu } from './menu.ts';

const names = { id: 'Bahasa Indonesia', en: 'English' };

export async function chooseLanguage(ctx: BotContext): Promise<void> {
  await say(ctx, line('start.language.ask'), [
    [{ label: named(names.id), data: 'language.id' }],
    [{ label: named(names.en), data: 'language.en' }],
  ]);
}

export function languageButtons(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^language\.(\w+)$/, async (ctx) => {
    const code = ctx.match[1] ?? '';
    if (!isLanguage(code)) return;
    await setLanguage(ctx.turn.services, ctx.turn.account.id, code);
    ctx.turn.to = { ...ctx.turn.to, language: code };
    await say(ctx, line('start.language.done'));
    await showMenu(ctx);
  });
  return composer.middleware();
}
