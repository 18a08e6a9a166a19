import type { MiddlewareFn } from 'grammy';
import { openDrafts } from '../../services/drafts.ts';
import type { Script } from '../conversations/engine/script.ts';
import { scripts } from '../conversations/index.ts';
import type { BotContext } from '../turn.ts';
import { enter } from './enter.ts';
import { checkForwarded } from './owners/check-code.ts';

export interface Forwards {
  /** Before the conversations: the open one does not take the message as an answer. */
  readonly leave: MiddlewareFn<BotContext>;
  /** After them: checks the message, then asks the open question again. */
  readonly check: MiddlewareFn<BotContext>;
}

/** "3 juta" that a daughter wrote is an answer; an announcement has more words. */
const MOST_WORDS_OF_AN_ANSWER = 5;

/**
 * A forwarded message is no answer to the open question: it is checked, also when it is a picture, and the question
 * is shown again below. Own words that somebody forwards, a few words without a code, and what a form with pictures
 * or somebody of the office is waiting for, go their usual way.
 */
export function forwardedMessages(): Forwards {
  const left = new WeakMap<BotContext, Script>();
  return {
    async leave(ctx, next) {
      const open = openScript(ctx);
      if (open === undefined || ctx.turn.member !== undefined || takesPictures(open)) return next();
      if (isToCheck(ctx) && !isShort(ctx)) {
        left.set(ctx, open);
        await ctx.conversation.exitAll();
      }
      await next();
    },
    async check(ctx, next) {
      const { message } = ctx;
      if (message === undefined || !isToCheck(ctx)) return next();
      await checkForwarded(ctx, message);
      const open = left.get(ctx);
      if (open !== undefined) await askAgain(ctx, open);
    },
  };
}

function isToCheck({ message, from }: BotContext): boolean {
  if (message?.forward_origin === undefined) return false;
  const { forward_origin: origin, text, caption, photo, document, video, animation } = message;
  const isOwn = origin.type === 'user' && origin.sender_user.id === from?.id;
  return !isOwn && [text, caption, photo, document, video, animation].some((it) => it !== undefined);
}

function isShort({ message }: BotContext): boolean {
  const { text } = message ?? {};
  return (
    text !== undefined &&
    text.trim().split(/\s+/).length <= MOST_WORDS_OF_AN_ANSWER &&
    !/\b(?:kode|code)\b/i.test(text)
  );
}

/** The conversation that is open in this chat. */
export function openScript(ctx: BotContext): Script | undefined {
  const ids = Object.keys(ctx.conversation.active());
  return scripts.find((script) => ids.includes(script.id));
}

function takesPictures(script: Script): boolean {
  return script.forms.some((form) =>
    form.questions.some((it) => it.letter !== undefined || it.readPhoto !== undefined),
  );
}

async function askAgain(ctx: BotContext, script: Script): Promise<void> {
  const drafts = await openDrafts(ctx.turn.services, ctx.turn.account.id);
  const draft = drafts.find((it) => script.forms.some((form) => form.name === it.form));
  if (draft !== undefined) await enter(ctx, script.name, { open: 'continue', form: draft.form });
}
