import { conversations } from '@grammyjs/conversations';
import { Api, Bot } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { setReachable } from '../services/core/accounts.ts';
import { rememberParts } from '../services/core/message-parts.ts';
import { readChat } from '../services/office/chats.ts';
import type { Cause } from '../services/core/effects.ts';
import { createCommandMenus } from './command-menus.ts';
import { scripts } from './conversations/index.ts';
import { install } from './conversations/engine/script.ts';
import { stateStorage } from './conversations/engine/state.ts';
import { groups } from './features/groups.ts';
import { orderOfPlaces } from './features/order.ts';
import { presses } from './features/on-press.ts';
import { interruptions, ownerButtons } from './features/owners/index.ts';
import { aimed } from './features/owners/plain-words.ts';
import { erasedAgain } from './features/owners/my-data.ts';
import { breaths } from './features/pieces.ts';
import { reachability } from './features/reachability.ts';
import { resume } from './features/resume.ts';
import { staffButtons } from './features/staff/index.ts';
import type { Layouts } from '../reports/layout.ts';
import type { Noted } from './intake/handling.ts';
import { sendWhole } from './outbox/whole-texts.ts';
import { sendOnce, type SentSoFar } from './sent-once.ts';
import { oldPress } from './send.ts';
import { answerPress, createTurn, type BotContext, type BotDependencies } from './turn.ts';

export interface BotOptions extends BotDependencies {
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
  readonly api: Api;
  /** Runs all handlers of one update; resolves with what must be stored with "handled". */
  handle(update: Update, cause: Cause, repeated: boolean): Promise<Noted>;
}

/** The order of middleware, and nothing else. */
export function createBot(options: BotOptions): OwnersBot {
  const client = { apiRoot: options.apiRoot, fetch: options.fetch };
  const bot = new Bot<BotContext>(options.token, { botInfo: options.me, client });
  /** For what is said outside of an update. */
  const api = sendWhole(new Api(options.token, client), { repeats: true });
  const sent = new WeakMap<Update, SentSoFar>();
  const turns = new WeakMap<Update, { readonly cause: Cause; readonly repeated: boolean; noted?: Noted }>();

  const menus = createCommandMenus(api, options.texts, options.log, options.memberChats);

  // 0. How this update speaks: each message once over all tries.
  bot.use((ctx, next) => {
    const soFar: SentSoFar = sent.get(ctx.update) ?? [];
    sent.set(ctx.update, soFar);
    ctx.api.config.use(sendOnce(soFar));
    return next();
  });

  // 1. People who block, unblock or come back; groups get one sentence.
  bot.use(reachability(options.services));
  bot.use(groups(options));

  // 2. The turn: whose chat it is, and what this update may cause once. Nothing without a private chat goes on.
  bot.use(async (ctx, next) => {
    const given = turns.get(ctx.update);
    const chat = ctx.chat;
    if (given === undefined || chat?.type !== 'private') return;
    const opened = await readChat(
      options.services,
      options.sql,
      chat.id,
      ctx.from?.language_code === 'en' ? 'en' : 'id',
    );
    const { account, member } = opened;
    ctx.turn = createTurn(options, opened, given.cause, given.repeated);
    sendWhole(ctx.api, {
      repeats: true,
      parted: (messageId, partIds) => rememberParts(options.services, account.id, messageId, partIds),
    });
    // Whoever writes can be reached again, whatever Telegram said before.
    if (account.unreachable || account.doubtful) await setReachable(options.services, chat.id, true);
    try {
      await next();
    } catch (error) {
      throw ctx.turn.failure ?? error;
    } finally {
      await answerPress(ctx);
    }
    ctx.turn.changes?.add(chat.id, ctx.turn.toChange);
    const { state, prompt } = ctx.turn.noted;
    if (ctx.turn.queued || (member !== undefined && ctx.turn.wrote)) options.wake();
    await menus.sync(chat.id, member !== undefined, account.language);
    given.noted = { state: state === undefined ? undefined : { chatId: chat.id, value: state }, prompt };
  });

  // 3. A button of no form, and what comes before the question of an open form; then the conversations.
  bot.use(conversations<BotContext, BotContext>({ storage: { type: 'context', adapter: stateStorage } }));
  bot.use(interruptions());
  const order = orderOfPlaces(options.layouts);
  bot.use(breaths());
  bot.use(order.before);
  for (const script of scripts) bot.use(install(script));
  bot.use(aimed());

  // 4. Without an open conversation: buttons, a draft that lost its conversation, then what else a message can be.
  bot.use(erasedAgain());
  bot.use(presses([...ownerButtons(), ...staffButtons()]));
  bot.use(resume());
  bot.use(order.after);

  // 5. A press that nobody knows gets an answer, too.
  bot.on('callback_query', (ctx) => oldPress(ctx));

  return {
    api,
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
