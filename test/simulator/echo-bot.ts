import { Bot, InlineKeyboard, Keyboard } from 'grammy';

/** A tiny bot to try the simulator with: echoes, a menu with buttons, a request for the phone number. */
export function createEchoBot(token: string, apiRoot: string): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.command('start', (ctx) =>
    ctx.reply(
      `Selamat datang, <b>${ctx.from?.first_name ?? ''}</b>.${ctx.match === '' ? '' : ` Kode: ${ctx.match}`}`,
      {
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard()
          .text('Satu', 'one')
          .text('Dua', 'two')
          .row()
          .text('Ubah', 'change'),
      },
    ),
  );
  bot.command('nomor', (ctx) =>
    ctx.reply('Nomor HP mana?', {
      reply_markup: new Keyboard()
        .requestContact('Kirim nomor HP ini')
        .row()
        .requestLocation('Kirim lokasi')
        .text('Lewati')
        .resized(),
    }),
  );
  bot.callbackQuery('one', (ctx) => ctx.answerCallbackQuery('Satu ditekan'));
  bot.callbackQuery('two', (ctx) => ctx.answerCallbackQuery({ text: 'Dua ditekan', show_alert: true }));
  bot.callbackQuery('change', async (ctx) => {
    await ctx.editMessageText('Sudah diubah.');
    await ctx.answerCallbackQuery();
  });
  bot.on('message:contact', (ctx) =>
    ctx.reply(
      `${ctx.message.contact.phone_number} milik ${ctx.message.contact.user_id === ctx.from.id ? 'sendiri' : 'orang lain'}`,
      {
        reply_markup: { remove_keyboard: true },
      },
    ),
  );
  bot.on('message:location', (ctx) => ctx.reply(`Lokasi ${ctx.message.location.latitude}`));
  bot.on('message:photo', (ctx) => ctx.deleteMessage());
  bot.on('message:text', (ctx) => ctx.reply(`Kata Anda: ${ctx.message.text}`));
  bot.on('edited_message:text', (ctx) => ctx.reply(`Diubah menjadi: ${ctx.editedMessage.text}`));
  // A refused deletion must not stop the polling of the others' tests.
  bot.catch(() => undefined);
  return bot;
}

/** Starts long polling and gives back how to end it. */
export function startPolling(bot: Bot): () => Promise<void> {
  const running = bot.start({
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  });
  return async () => {
    await bot.stop();
    await running;
  };
}
