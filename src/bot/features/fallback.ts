import { Composer, type MiddlewareFn } from 'grammy';
import { maskIdentityNumbers } from '../../domain/identity.ts';
import { line } from '../../i18n.ts';
import { deleteMessage, inline, menuButton, paragraphs, say, send } from '../send.ts';
import { answerPress, type BotContext } from '../turn.ts';
import { sentFile } from './captions.ts';
import { showMenu } from './owners/menu.ts';

/** Every message of a person gets an answer, also one that fits nowhere. */
export function answerLast(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query', (ctx) => answerPress(ctx, line('common.press.unknown')));
  composer.on('edited_message', async (ctx) => {
    if (maskIdentityNumbers(ctx.editedMessage.text ?? ctx.editedMessage.caption ?? '').found) {
      const gone = await deleteMessage(ctx, ctx.editedMessage.message_id);
      await say(ctx, line('common.nik.notNeeded'));
      await say(ctx, line(gone ? 'common.message.deleted' : 'common.message.pleaseDelete'), [
        [{ label: line('common.button.menu'), data: 'menu' }],
      ]);
      return;
    }
    await say(ctx, line('common.edited.none'), [[{ label: line('common.button.menu'), data: 'menu' }]]);
  });
  composer.on(['message:photo', 'message:document', 'message:video', 'message:animation'], async (ctx) => {
    await send(ctx, paragraphs(ctx, await sentFile(ctx)), inline(ctx, [[menuButton]]));
  });
  composer.on([':voice', ':audio', ':video_note'], async (ctx) => {
    await say(ctx, line('start.voice'), [
      [{ label: line('start.menu.ask'), data: 'ask' }],
      [{ label: line('start.voice.write'), data: 'write' }],
    ]);
  });
  composer.on('message:text', (ctx) => showMenu(ctx, line('start.unclear')));
  composer.on('message', (ctx) => showMenu(ctx));
  return composer.middleware();
}
