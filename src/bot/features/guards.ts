import { line } from '../../i18n.ts';
import { hasConsent } from '../../services/people/consents.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';

export type Action = (ctx: BotContext) => Promise<void>;

/** For what needs a registered business. */
export function registered(action: Action): Action {
  return async (ctx) => {
    if (ctx.turn.account.person !== undefined) return action(ctx);
    await say(ctx, line('start.notRegistered'), [
      [{ label: line('start.menu.register'), data: 'register' }],
      [{ label: line('common.button.menu'), data: 'menu' }],
    ]);
  };
}

/** Who withdrew the consent to registration and reports is not recorded any more until it is given again. */
export function consented(action: Action): Action {
  return async (ctx) => {
    const { person } = ctx.turn.account;
    if (person === undefined || (await hasConsent(ctx.turn.services, person.id, 'registration')))
      return action(ctx);
    await say(ctx, line('data.consents.needed'), [
      [{ label: line('data.consents.again'), data: 'consent-again' }],
      [
        { label: line('start.menu.data'), data: 'data' },
        { label: line('common.button.menu'), data: 'menu' },
      ],
    ]);
  };
}
