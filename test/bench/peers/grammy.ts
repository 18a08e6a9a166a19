import {
  conversations,
  createConversation,
  type Conversation,
  type ConversationFlavor,
} from '@grammyjs/conversations';
import { Bot, InlineKeyboard, type Context } from 'grammy';
import pg from 'pg';
import { steps } from './steps.ts';

/**
 * The registration form as grammY and its conversations plugin have it out of the box, state in PostgreSQL: one
 * statement to read it and one to write it for each update. It keeps no inbox, no drafts, no ledger of effects and
 * seals nothing; whoever dies in between starts anew.
 */
type Ctx = ConversationFlavor<Context>;

const { BOT_TOKEN = '', TELEGRAM_API_ROOT = '', DATABASE_URL = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(`
  CREATE TABLE IF NOT EXISTS state (key text PRIMARY KEY, value text NOT NULL);
  CREATE TABLE IF NOT EXISTS registration (id serial PRIMARY KEY, chat_id bigint NOT NULL, answers jsonb NOT NULL)`);

async function register(conversation: Conversation<Ctx, Ctx>, ctx: Ctx): Promise<void> {
  const answers: Record<string, string> = {};
  for (const { key, ask, buttons } of steps) {
    const keyboard = new InlineKeyboard();
    for (const label of buttons ?? []) keyboard.text(label, label).row();
    await ctx.reply(ask, buttons === undefined ? {} : { reply_markup: keyboard });
    const said = await conversation.waitFor(
      buttons === undefined ? 'message:text' : ['callback_query:data', 'message:text'],
    );
    if (said.callbackQuery !== undefined) await said.answerCallbackQuery();
    answers[key] = said.callbackQuery?.data ?? said.message?.text ?? '';
    if (key === 'review')
      // What it gives back would be kept with the conversation.
      await conversation.external(async () => {
        await pool.query('INSERT INTO registration (chat_id, answers) VALUES ($1, $2)', [
          ctx.chat?.id,
          answers,
        ]);
      });
  }
  await ctx.reply('Baik, tidak kami kirim kabar.');
}

const bot = new Bot<Ctx>(BOT_TOKEN, { client: { apiRoot: TELEGRAM_API_ROOT } });
bot.use(
  conversations({
    storage: {
      type: 'key',
      version: 1,
      adapter: {
        async read(key) {
          const { rows } = await pool.query<{ value: string }>({
            name: 'read',
            text: 'SELECT value FROM state WHERE key = $1',
            values: [key],
          });
          return rows[0] === undefined ? undefined : JSON.parse(rows[0].value);
        },
        async write(key, state) {
          await pool.query({
            name: 'write',
            text: 'INSERT INTO state VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
            values: [key, JSON.stringify(state)],
          });
        },
        async delete(key) {
          await pool.query('DELETE FROM state WHERE key = $1', [key]);
        },
      },
    },
  }),
);
bot.use(createConversation(register));
bot.command('start', (ctx) =>
  ctx.reply('Selamat datang. Mau mulai dari mana?', {
    reply_markup: new InlineKeyboard().text('Daftarkan usaha saya', 'register'),
  }),
);
bot.callbackQuery('register', async (ctx) => {
  await ctx.answerCallbackQuery();
  await ctx.conversation.enter('register');
});
process.once('SIGTERM', () => void bot.stop().then(() => process.exit(0)));
await bot.start({ onStart: () => console.log('The bot is running') });
