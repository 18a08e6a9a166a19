import { conversations } from '@grammyjs/conversations';
import { Bot } from 'grammy';
import { z } from 'zod';
import { scripts } from '../../src/bot/conversations/index.ts';
import { install } from '../../src/bot/conversations/engine/script.ts';
import { stateStorage } from '../../src/bot/conversations/engine/state.ts';
import { presses } from '../../src/bot/features/on-press.ts';
import { staffButtons } from '../../src/bot/features/staff/index.ts';
import { pictures } from '../../src/bot/receipt-pictures.ts';
import { createTurn, type BotContext } from '../../src/bot/turn.ts';
import { refuseMistakes } from '../../src/i18n.ts';
import { createLog } from '../../src/log.ts';
import { officeTexts } from '../../src/office.ts';
import { readParams } from '../../src/simulator/api/body.ts';
import { readChat } from '../../src/services/office/chats.ts';
import type { Office } from './office.ts';

/** A message as Telegram is asked to send it. */
interface Sent {
  /** Its words, then the labels of its buttons. */
  readonly text: string;
  /** Nobody can forward, save or copy it. */
  readonly kept: boolean;
}

/** What a press has come to. */
interface Pressed {
  /** Texts, captions and notices, one after the other. */
  readonly said: string;
  /** What is new in the chat; a message that only changed is none of it. */
  readonly sent: readonly Sent[];
  /** Names of what it wrote once. */
  readonly writes: readonly string[];
}

/** Presses a button, by its data. */
export type Press = (data: string) => Promise<Pressed>;

const keyboard = z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string() }))) });

/** No bot of a simulator has this number, so that what these presses write is not taken for what its updates wrote. */
const BOT_ID = 1;
let nextUpdate = 1;

/**
 * What somebody of a chat may press, as that chat is in the database when this is called: the handlers of the office
 * and its forms do what they do, without intake, outbox and a chat on a screen, at a tenth of the cost. A refusal is not
 * written to the audit log, only named; nothing of the conversation is kept from one press to the next.
 */
export async function pressesOf(office: Office, chatId: number): Promise<Press> {
  const { database, services } = office;
  const opened = await readChat(services, database.sql, chatId, 'id');
  const dependencies = {
    prisma: database.prisma,
    sql: database.sql,
    services,
    texts: officeTexts(services.office, refuseMistakes),
    log: createLog('silent'),
    pictures,
    changes: undefined,
  };
  let said: string[] = [];
  let sent: Sent[] = [];
  let writes: string[] = [];
  const { token, fetch: carrier } = office.simulator;
  const answer: typeof fetch = async (input, init) => {
    // Who the bot is, Telegram says; everything else is only heard.
    const address = input instanceof Request ? input.url : input.toString();
    if (address.endsWith('/getMe')) return carrier(address);
    const body = Buffer.from(await new Response(init?.body ?? '').arrayBuffer());
    const type = new Headers(init?.headers).get('content-type') ?? '';
    const asked = readParams(new URLSearchParams(), type, body);
    const words = ['text', 'caption'].flatMap((name) => asked.text(name) ?? []);
    // Of a file everything is looked at, its content, too.
    said.push(...(type.startsWith('multipart') ? [body.toString()] : words));
    if (/\/send(?!ChatAction)/.test(address)) {
      const labels = keyboard.safeParse(asked.json('reply_markup')).data?.inline_keyboard.flat() ?? [];
      sent.push({
        text: [...words, ...labels.map((it) => it.text)].join('\n'),
        kept: asked.boolean('protect_content'),
      });
    }
    return Response.json({ ok: true, result: { message_id: 1, date: 0, chat: { id: chatId } } });
  };
  const bot = new Bot<BotContext>(token, { client: { apiRoot: office.apiRoot, fetch: answer } });
  await bot.init();
  bot.use((ctx, next) => {
    const turn = createTurn(dependencies, opened, { botId: BOT_ID, updateId: ctx.update.update_id }, false);
    ctx.turn = {
      ...turn,
      once(name, codec, write) {
        writes.push(name);
        return name.startsWith('refused:')
          ? Promise.resolve(codec.decode(''))
          : turn.once(name, codec, write);
      },
    };
    return next();
  });
  bot.use(conversations<BotContext, BotContext>({ storage: { type: 'context', adapter: stateStorage } }));
  for (const script of scripts) bot.use(install(script));
  bot.use(presses(staffButtons()));
  const chat = { id: chatId, type: 'private', first_name: 'Anggota' } as const;
  return async (data) => {
    said = [];
    sent = [];
    writes = [];
    await bot.handleUpdate({
      update_id: nextUpdate++,
      callback_query: {
        id: '1',
        from: { id: chatId, is_bot: false, first_name: chat.first_name },
        chat_instance: '1',
        data,
        message: { message_id: 1, date: 1, chat, from: bot.botInfo, text: 'Menu' },
      },
    });
    return { said: said.join('\n'), sent, writes };
  };
}
