import type { Message } from 'grammy/types';
import { line, type Line } from '../../i18n.ts';
import { sentIn } from '../conversations/engine/input.ts';
import { fileSentence, removalOf } from '../conversations/engine/letter.ts';
import { menuButton } from '../buttons.ts';
import { removeMessage, say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { aims } from './owners/plain-words.ts';
import { smallTalk } from './owners/small-talk.ts';
import { ofNew, type Place } from './place.ts';

/** What is said of a file that is no answer to anything; a picture of an owner leaves the chat. */
export async function sentFile(ctx: BotContext, message: Message): Promise<readonly Line[]> {
  const input = sentIn(message);
  if (input.kind !== 'other') return [line('common.notHere')];
  const removal = removalOf(input);
  const gone = removal === undefined ? [] : await removeMessage(ctx, message, removal);
  return removal === 'picture' || removal === 'paper' ? gone : [fileSentence(input.what), ...gone];
}

/** Words under a file, outside a form: the file gets its sentence, and the words are read like any others. */
export const caption: Place = ofNew((ctx, message) => {
  const input = sentIn(message);
  const { caption: text, message_id, from, chat, date } = message;
  const { message: sent } = ctx;
  if (text === undefined || sent === undefined || input.kind !== 'other' || input.paper === true)
    return undefined;
  return async () => {
    const about = await sentFile(ctx, message);
    const words = { message_id, chat, date, text, ...(from === undefined ? {} : { from }) };
    const update: { message?: object } = ctx.update;
    update.message = words;
    try {
      const meant = (await aims.meant(ctx, words)) ?? (await smallTalk.meant(ctx, words));
      await say(ctx, about, typeof meant === 'function' ? [] : [[menuButton]]);
      return typeof meant === 'function' ? await meant() : 'done';
    } finally {
      // A second try begins with what was really sent.
      update.message = sent;
    }
  };
});
