import pg from 'pg';
import { Markup, Scenes, session, Telegraf } from 'telegraf';
import { steps } from './steps.ts';

/**
 * The registration form as a wizard of Telegraf, its session in PostgreSQL: one statement to read it and one to write
 * it for each update. It keeps no inbox, no drafts, no ledger of effects and seals nothing, and takes any text as an
 * answer; of what a person says only the last answer to a question is left.
 */
interface Answering extends Scenes.WizardSessionData {
  answers?: Record<string, string>;
}
type Ctx = Scenes.WizardContext<Answering>;

const { BOT_TOKEN = '', TELEGRAM_API_ROOT = '', DATABASE_URL = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(`
  CREATE TABLE IF NOT EXISTS state (key text PRIMARY KEY, value text NOT NULL);
  CREATE TABLE IF NOT EXISTS registration (id serial PRIMARY KEY, chat_id bigint NOT NULL, answers jsonb NOT NULL)`);

async function ask(ctx: Ctx, at: number): Promise<void> {
  const step = steps[at];
  if (step === undefined) return;
  const rows = (step.buttons ?? []).map((label) => [Markup.button.callback(label, label)]);
  await ctx.reply(step.ask, step.buttons === undefined ? {} : Markup.inlineKeyboard(rows));
}

const register = new Scenes.WizardScene<Ctx>(
  'register',
  async (ctx) => {
    ctx.scene.session.answers = {};
    await ask(ctx, 0);
    ctx.wizard.next();
  },
  ...steps.map(({ key }, at) => async (ctx: Ctx): Promise<void> => {
    const pressed =
      ctx.callbackQuery !== undefined && 'data' in ctx.callbackQuery ? ctx.callbackQuery.data : undefined;
    const said = ctx.message !== undefined && 'text' in ctx.message ? ctx.message.text : undefined;
    const answer = pressed ?? said;
    if (answer === undefined) return;
    if (pressed !== undefined) await ctx.answerCbQuery();
    const answers = { ...ctx.scene.session.answers, [key]: answer };
    ctx.scene.session.answers = answers;
    if (key === 'review')
      await pool.query('INSERT INTO registration (chat_id, answers) VALUES ($1, $2)', [
        ctx.chat?.id,
        answers,
      ]);
    if (at < steps.length - 1) {
      await ask(ctx, at + 1);
      ctx.wizard.next();
      return;
    }
    await ctx.reply('Baik, tidak kami kirim kabar.');
    await ctx.scene.leave();
  }),
);

const bot = new Telegraf<Ctx>(BOT_TOKEN, { telegram: { apiRoot: TELEGRAM_API_ROOT } });
bot.use(
  session({
    store: {
      async get(key) {
        const { rows } = await pool.query<{ value: string }>({
          name: 'read',
          text: 'SELECT value FROM state WHERE key = $1',
          values: [key],
        });
        return rows[0] === undefined ? undefined : JSON.parse(rows[0].value);
      },
      async set(key: string, value: unknown) {
        await pool.query({
          name: 'write',
          text: 'INSERT INTO state VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
          values: [key, JSON.stringify(value)],
        });
      },
      async delete(key: string) {
        await pool.query('DELETE FROM state WHERE key = $1', [key]);
      },
    },
  }),
);
bot.use(new Scenes.Stage<Ctx>([register]).middleware());
bot.start((ctx) =>
  ctx.reply(
    'Selamat datang. Mau mulai dari mana?',
    Markup.inlineKeyboard([Markup.button.callback('Daftarkan usaha saya', 'register')]),
  ),
);
bot.action('register', async (ctx) => {
  await ctx.answerCbQuery();
  await ctx.scene.enter('register');
});
process.once('SIGTERM', () => process.exit(0));
await bot.launch(() => console.log('The bot is running'));
