import type { Message } from 'grammy/types';
import { line } from '../../i18n.ts';
import { askButton, button, menuButton } from '../buttons.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { sentFile } from './captions.ts';
import { showMenu } from './owners/menu.ts';
import type { Place } from './place.ts';

/** Every message of a person gets an answer, also one that fits nowhere. */
export const notUnderstood: Place = {
  meant: (ctx, message) => async () => {
    await answer(ctx, message);
    return 'done';
  },
};

async function answer(ctx: BotContext, message: Message): Promise<void> {
  if (ctx.editedMessage !== undefined) {
    await say(ctx, line('common.edited.none'), [[menuButton]]);
  } else if ((message.photo ?? message.document ?? message.video ?? message.animation) !== undefined) {
    await say(ctx, await sentFile(ctx, message), [[menuButton]]);
  } else if ((message.voice ?? message.audio ?? message.video_note) !== undefined) {
    await say(ctx, line('start.voice'), [[askButton], [button('start.voice.write', 'write')]]);
  } else if (message.text !== undefined) await showMenu(ctx, line('start.unclear'));
  else await showMenu(ctx);
}
