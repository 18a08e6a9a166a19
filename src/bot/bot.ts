import { conversations } from '@grammyjs/conversations';
import { Bot } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { accountOf, setReachable } from '../services/accounts.ts';
import type { Cause } from '../services/effects.ts';
import { memberOf } from '../services/members.ts';
import { createCommandMenus } from './command-menus.ts';
import { scripts } from './conversations/index.ts';
import { stateStorage } from './conversations/engine/state.ts';
import { captions } from './features/captions.ts';
import { answerLast } from './features/fallback.ts';
import { forwardedMessages } from './features/forwards.ts';
import { groups } from './features/groups.ts';
import { interruptions, ownerCommands } from './features/owners/index.ts';
import { sharedNumbers, takeoverButtons } from './features/owners/takeovers.ts';
import { furtherPieces } from './features/pieces.ts';
import { plainWords } from './features/owners/plain-words.ts';
import { reachability } from './features/reachability.ts';
import { resume } from './features/resume.ts';
import { filledSheets } from './features/staff/filled-sheet.ts';
import { staffButtons } from './features/staff/index.ts';
import type { Layouts } from '../reports/layout.ts';
import type { Noted } from './intake/intake.ts';
import { answerPress, createTurn, type BotContext, type BotEdges } from './turn.ts';

export interface BotOptions extends BotEdges {
  readonly token: string;
  readonly apiRoot: string;
  readonly me: UserFromGetMe;
  readonly fetch: typeof fetch;
  /** Called after an update of somebody of the office: something may be due at once. */
  readonly wake: () => void;
  /** Chats that may show the commands of the office. */
  readonly memberChats: readonly number[];
  /** The office's own columns of exported reports, which come back filled in. */
  readonly layouts: Layouts;
}

export interface OwnersBot {
  readonly api: Bot<BotContext>['api'];
  /** Runs all handlers of one update; resolves with what must be stored with "handled". */
  handle(update: Update, cause: Cause, repeated: boolean): Promise<Noted>;
}

/** The order of middleware, and nothing else. */
export function createBot(options: BotOptions): OwnersBot {
  const bot = new Bot<BotContext>(options.token, {
    botInfo: options.me,
    client: { apiRoot: options.apiRoot, fetch: options.fetch },
  });
  const turns = new WeakMap<Update, { readonly cause: Cause; readonly repeated: boolean; noted?: Noted }>();

  const menus = createCommandMenus(bot.api, options.texts, options.log, options.memberChats);

  // 1. People who block, unblock or come back; groups get one sentence.
  bot.use(reachability(options.services));
  bot.use(groups(options));

  // 2. The turn: whose chat it is, and what this update may cause once. Nothing without a private chat goes on.
  bot.use(async (ctx, next) => {
    const given = turns.get(ctx.update);
    const chat = ctx.chat;
    if (given === undefined || chat?.type !== 'private') return;
    const account = await accountOf(
      options.services,
      chat.id,
      ctx.from?.language_code === 'en' ? 'en' : 'id',
    );
    const member = await memberOf(options.services, account.id);
    ctx.turn = createTurn(options, account, member, given.cause, given.repeated);
    // Who writes can be reached again, whatever Telegram said before.
    if (account.unreachable) await setReachable(options.services, chat.id, true);
    try {
      await next();
    } catch (error) {
      throw ctx.turn.failure ?? error;
    } finally {
      await answerPress(ctx);
    }
    const { state, prompt } = ctx.turn.noted;
    if (member !== undefined || ctx.turn.queued) options.wake();
    await menus.sync(chat.id, member !== undefined, account.language);
    given.noted = { state: state === undefined ? undefined : { chatId: chat.id, value: state }, prompt };
  });

  // 3. The conversation that is open in this chat; /menu and the other commands always come first.
  bot.use(conversations<BotContext, BotContext>({ storage: { type: 'context', adapter: stateStorage } }));
  bot.use(interruptions());
  const sheets = filledSheets(options.layouts);
  bot.use(sheets.leave);
  bot.use(sharedNumbers());
  const pieces = furtherPieces();
  bot.use(pieces.join);
  const forwards = forwardedMessages();
  bot.use(forwards.leave);
  for (const script of scripts) bot.use(script.install());
  bot.use(sheets.take);
  bot.use(forwards.check);

  // 4. Without an open conversation: a draft that lost its conversation, menus, plain words.
  bot.use(captions());
  bot.use(ownerCommands());
  bot.use(staffButtons());
  bot.use(takeoverButtons());
  bot.use(resume());
  bot.use(plainWords());

  // 5. Whatever is left gets an answer, too.
  bot.use(pieces.joinLate);
  bot.use(answerLast());

  return {
    api: bot.api,
    async handle(update, cause, repeated) {
      const given: { readonly cause: Cause; readonly repeated: boolean; noted?: Noted } = { cause, repeated };
      turns.set(update, given);
      try {
        await bot.handleUpdate(update);
      } catch (error) {
        // grammY wraps what a handler threw; intake judges the reason itself.
        throw error instanceof Error && error.name === 'BotError' && 'error' in error ? error.error : error;
      }
      return given.noted ?? { state: undefined, prompt: undefined };
    },
  };
}
