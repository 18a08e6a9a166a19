import { line, named } from '../../../i18n.ts';
import { setLanguage } from '../../../services/core/accounts.ts';
import { languageRoute } from '../../routes/owners.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { showMenu } from './menu.ts';

const names = { id: 'Bahasa Indonesia', en: 'English' };

export async function chooseLanguage(ctx: BotContext): Promise<void> {
  await say(ctx, line('start.language.ask'), [
    [{ label: named(names.id), data: languageRoute.to('id') }],
    [{ label: named(names.en), data: languageRoute.to('en') }],
  ]);
}

export function languageButtons(): readonly Press[] {
  return [
    onPress(languageRoute, async (ctx, code) => {
      await setLanguage(ctx.turn.services, ctx.turn.account.id, code);
      ctx.turn.to = { ...ctx.turn.to, language: code };
      await say(ctx, line('start.language.done'));
      await showMenu(ctx);
    }),
  ];
}
