import { line } from '../../i18n.ts';
import { say } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { actions } from './actions.ts';
import { commands } from './commands.ts';
import { followLink } from './deep-links.ts';
import { formLeft } from './open-form.ts';
import { showMenu } from './owners/menu.ts';
import type { Place, Taken } from './place.ts';

/** What Telegram puts before the code of a link; people type the other. */
const OPENS_LINKS = ['start', 'mulai'];

/** Words that begin with a slash are meant for the bot, never for a question, whether it knows them or not. */
export const slash: Place = {
  meant(ctx, { text }) {
    const [, word, rest = ''] =
      /^\/\s?([\p{L}\p{N}_]{1,32})(?:@\w+)?(.*)/su.exec((text ?? '').normalize('NFKC').trim()) ?? [];
    return word === undefined ? undefined : () => run(ctx, word.toLowerCase(), rest.trim());
  },
};

async function run(ctx: BotContext, word: string, rest: string): Promise<Taken> {
  const command = commands.find((it) => it.names.includes(word));
  if (command === undefined) return unknown(ctx, word);
  if (OPENS_LINKS.includes(word) && rest !== '') await followLink(ctx, rest);
  else await actions[command.action](ctx);
  return 'done';
}

async function unknown(ctx: BotContext, word: string): Promise<Taken> {
  const text = line('common.slash.unknown', { word: `/${word}` });
  if ((await formLeft(ctx)) === undefined) {
    await showMenu(ctx, text);
    return 'done';
  }
  await say(ctx, text);
  return 'again';
}
