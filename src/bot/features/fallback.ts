import type { Message } from 'grammy/types';
import { readRupiah } from '../../domain/money/rupiah.ts';
import { clip } from '../../domain/words/clip.ts';
import { line } from '../../i18n.ts';
import { askButton, button, menuButton } from '../buttons.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { sentFile } from './captions.ts';
import { showMenu } from './owners/menu.ts';
import type { Place } from './place.ts';

/** Words that were not understood so soon after others count as in a row. */
const IN_A_ROW_MS = 10 * 60_000;
/** Chats that are remembered at once; the oldest are forgotten first. */
const MOST_CHATS = 2_000;

interface Unclear {
  readonly messageId: number;
  readonly times: number;
  readonly at: number;
}

/**
 * Every message of a person gets an answer, also one that fits nowhere; in a row none of them twice, and the third
 * offers a person. What a restart forgets is only how often.
 */
export function notUnderstood(): Place {
  const before = new Map<number, Unclear>();

  /** How often in a row; a further try of the same message counts as the first one. */
  function timesOf(ctx: BotContext, { message_id: messageId }: Message): number {
    const { account, services } = ctx.turn;
    const at = services.now().getTime();
    const last = before.get(account.id);
    if (last?.messageId === messageId) return last.times;
    const times = last === undefined || at - last.at > IN_A_ROW_MS ? 1 : last.times + 1;
    before.delete(account.id);
    before.set(account.id, { messageId, times, at });
    const [oldest] = before.keys();
    if (before.size > MOST_CHATS && oldest !== undefined) before.delete(oldest);
    return times;
  }

  return {
    meant: (ctx, message) => async () => {
      await answer(ctx, message, () => timesOf(ctx, message));
      return 'done';
    },
  };
}

const isFile = ({ photo, document, video, animation, voice, audio, video_note: note }: Message): boolean =>
  (photo ?? document ?? video ?? animation ?? voice ?? audio ?? note) !== undefined;

async function answer(ctx: BotContext, message: Message, times: () => number): Promise<void> {
  if (ctx.editedMessage !== undefined) {
    await say(ctx, line('common.edited.none'), [[menuButton]]);
  } else if (isFile(message)) {
    await say(ctx, await sentFile(ctx, message), [[menuButton]]);
  } else if (message.text !== undefined && readRupiah(message.text).kind === 'ok') {
    await say(ctx, line('start.amount', { words: clip(message.text, 40) }), [
      [button('start.menu.report', 'report')],
      [menuButton],
    ]);
  } else if (message.text !== undefined) await unclear(ctx, times() % 3);
  else await showMenu(ctx);
}

/** The menu, other words, a person; then from the beginning. */
async function unclear(ctx: BotContext, time: number): Promise<void> {
  if (time === 1) await showMenu(ctx, line('start.unclear'));
  else if (time === 2) await say(ctx, line('start.unclear.again'), [[askButton], [menuButton]]);
  else await say(ctx, line('start.unclear.person'), [[askButton], [menuButton]]);
}
