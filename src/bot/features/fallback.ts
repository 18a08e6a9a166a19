import type { Message } from 'grammy/types';
import { readRupiah } from '../../domain/money/rupiah.ts';
import { clip } from '../../domain/words/clip.ts';
import { line } from '../../i18n.ts';
import { countUnclear } from '../../services/core/last-letter.ts';
import { askButton, button, menuButton } from '../buttons.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { sentFile } from './captions.ts';
import { showMenu } from './owners/menu.ts';
import type { Place } from './place.ts';

/**
 * Every message of a person gets an answer, also one that fits nowhere; in a row none of them twice, and the third
 * offers a person.
 */
export const notUnderstood: Place = {
  meant: (ctx, message) => async () => {
    await answer(ctx, message);
    return 'done';
  },
};

const isFile = ({ photo, document, video, animation, voice, audio, video_note: note }: Message): boolean =>
  (photo ?? document ?? video ?? animation ?? voice ?? audio ?? note) !== undefined;

async function answer(ctx: BotContext, message: Message): Promise<void> {
  const { account, services } = ctx.turn;
  if (ctx.editedMessage !== undefined) {
    await say(ctx, line('common.edited.none'), [[menuButton]]);
  } else if (isFile(message)) {
    await say(ctx, await sentFile(ctx, message), [[menuButton]]);
  } else if (message.text !== undefined && readRupiah(message.text).kind === 'ok') {
    await say(ctx, line('start.amount', { words: clip(message.text, 40) }), [
      [button('start.menu.report', 'report')],
      [menuButton],
    ]);
  } else if (message.text !== undefined)
    await unclear(ctx, (await countUnclear(services, account, message.message_id)) % 3);
  else if (message.location !== undefined && account.person !== undefined)
    await say(ctx, line('photo.stray'), [[button('photo.menu', 'my-business')], [menuButton]]);
  else await showMenu(ctx);
}

/** The menu, other words, a person; then from the beginning. */
async function unclear(ctx: BotContext, time: number): Promise<void> {
  if (time === 1) await showMenu(ctx, line('start.unclear'));
  else if (time === 2) await say(ctx, line('start.unclear.again'), [[askButton], [menuButton]]);
  else await say(ctx, line('start.unclear.person'), [[askButton], [menuButton]]);
}
