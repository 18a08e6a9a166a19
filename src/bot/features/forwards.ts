import type { Message } from 'grammy/types';
import type { BotContext } from '../turn.ts';
import { activeScript, takesMedia } from './open-form.ts';
import { checkForwarded } from './owners/check-code.ts';
import { ofNew, type Place } from './place.ts';

/** "3 juta" that a daughter wrote is an answer; an announcement has more words. */
const MOST_WORDS_OF_AN_ANSWER = 5;

/**
 * A forwarded message is no answer to the open question: it is checked, also when it is a picture. Own words that
 * somebody forwards, a few words without a code, and what a form with pictures or somebody of the office is waiting
 * for, go their usual way.
 */
export const forwarded: Place = ofNew((ctx, message) => {
  if (!isToCheck(ctx, message)) return undefined;
  if (
    activeScript(ctx) !== undefined &&
    (ctx.turn.member !== undefined || takesMedia(ctx) || isShort(message))
  )
    return undefined;
  return async () => {
    await checkForwarded(ctx, message);
    return 'again';
  };
});

function isToCheck({ from }: BotContext, message: Message): boolean {
  if (message.forward_origin === undefined) return false;
  const { forward_origin: origin, text, caption, photo, document, video, animation } = message;
  const isOwn = origin.type === 'user' && origin.sender_user.id === from?.id;
  return !isOwn && [text, caption, photo, document, video, animation].some((it) => it !== undefined);
}

function isShort({ text }: Message): boolean {
  return (
    text !== undefined &&
    text.trim().split(/\s+/).length <= MOST_WORDS_OF_AN_ANSWER &&
    !/\b(?:kode|code)\b/i.test(text)
  );
}
