import { Composer, type MiddlewareFn } from 'grammy';
import { line } from '../../../i18n.ts';
import { SAMPLE_BUTTON } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { actions, isAction } from '../actions.ts';
import { commands } from '../commands.ts';
import { openedLinks } from '../deep-links.ts';
import { applicationButtons } from './applications.ts';
import { caseButtons } from './case-buttons.ts';
import { checkButtons } from './check-code.ts';
import { languageButtons } from './language.ts';
import { myDataButtons } from './my-data.ts';
import { newsButtons } from './news-settings.ts';
import { partnershipButtons } from './partnership.ts';
import { personButtons } from './people.ts';
import { proposalButtons } from './proposals.ts';
import { objectionButtons } from './recovery.ts';
import { reportButtons } from './report-buttons.ts';
import { trainingButtons } from './training-buttons.ts';

/**
 * Commands and menu buttons end an open conversation before it takes the update: /menu always works. The
 * draft that was open stays, and the menu offers to go on with it.
 */
export function interruptions(): MiddlewareFn<BotContext> {
  const known = new Set(commands.flatMap((command) => command.names));
  return async (ctx, next) => {
    const command = /^\/(\w+)/.exec(ctx.message?.text ?? '')?.[1];
    const pressed = ctx.callbackQuery?.data;
    if (pressed === SAMPLE_BUTTON) return answerPress(ctx, line('broadcast.preview.button'));
    const isForm = pressed?.startsWith('f.') ?? true;
    if ((command !== undefined && known.has(command.toLowerCase())) || !isForm)
      await ctx.conversation.exitAll();
    await next();
  };
}

/** Commands and menu buttons, all of them names of actions. */
export function ownerCommands(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.use(openedLinks());
  for (const command of commands) composer.command([...command.names], (ctx) => actions[command.action](ctx));
  composer.on('callback_query:data', async (ctx, next) => {
    const name = ctx.callbackQuery.data;
    if (!isAction(name)) return next();
    await actions[name](ctx);
  });
  composer.use(
    myDataButtons(),
    languageButtons(),
    personButtons(),
    partnershipButtons(),
    applicationButtons(),
    reportButtons(),
    trainingButtons(),
    checkButtons(),
    newsButtons(),
    proposalButtons(),
    objectionButtons(),
    caseButtons(),
  );
  return composer.middleware();
}
