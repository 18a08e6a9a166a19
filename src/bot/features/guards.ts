import { line } from '../../i18n.ts';
import { hasConsent } from '../../services/people/consents.ts';
import { button, dataButton, menuButton, registerButton } from '../buttons.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';

export type Action = (ctx: BotContext) => Promise<void>;

/** For what needs a registered business. */
export function registered(action: Action): Action {
  return async (ctx) => {
    if (ctx.turn.account.person !== undefined) return action(ctx);
    await say(ctx, line('start.notRegistered'), [[registerButton], [menuButton]]);
  };
}

/** Whoever withdrew the consent to registration and reports is not recorded any more until it is given again. */
export function consented(action: Action): Action {
  return async (ctx) => {
    const { person } = ctx.turn.account;
    if (person === undefined || (await hasConsent(ctx.turn.services, person.id, 'registration')))
      return action(ctx);
    await say(ctx, line('data.consents.needed'), [
      [button('data.consents.again', 'consent-again')],
      [dataButton, menuButton],
    ]);
  };
}
