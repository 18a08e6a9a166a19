import { Composer, type MiddlewareFn } from 'grammy';
import { maskIdentityNumbers } from '../../domain/identity.ts';
import { line } from '../../i18n.ts';
import { deleteMessage, say } from '../send.ts';
import { answerPress, type BotContext } from '../turn.ts';
import { showMenu } from './owners/menu.ts';

/** Every message of a person gets an answer, also one that fits nowhere. */
export function answerLast(): MiddlewareFn<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query', async (ctx) => {
    await answerPress(ctx, line('common.press.unknown'));
    await showMenu(ctx, line('common.press.unknown'));
  });
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
  composer.on([':photo', ':document', ':video', ':animation'], async (ctx) => {
    const gone = await deleteMessage(ctx, ctx.msg.message_id);
    await say(ctx, line(gone ? 'common.picture.deleted' : 'common.picture.pleaseDelete'), [
      [{ label: line('common.button.menu'), data: 'menu' }],
    ]);
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
