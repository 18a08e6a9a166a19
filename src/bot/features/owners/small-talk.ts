import type { Message } from 'grammy/types';
import { readSmallTalk, type SmallTalk } from '../../../domain/words/small-talk.ts';
import { line } from '../../../i18n.ts';
import { lastOfficeWord } from '../../../services/cases/case-messages.ts';
import { react, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { ofNew, type Place, type Take } from '../place.ts';
import { keepThanks, noteThanks } from './case-replies.ts';
import { showMenu } from './menu.ts';

/** Thanks, greetings, "ok" and a lone 🙏: answered in one short sentence, and nobody is troubled with them. */
export const smallTalk: Place = ofNew(async (ctx, message) => {
  const text = message.text ?? message.sticker?.emoji;
  const talk = text === undefined ? undefined : readSmallTalk(text);
  if (text === undefined || talk === undefined) return undefined;
  if (talk === 'salam') return () => showMenu(ctx, undefined, line('start.greeting.salam')).then(done);
  if (talk === 'greeting') return () => showMenu(ctx).then(done);
  const heard = await lastOfficeWord(ctx.turn.services, ctx.turn.account.id);
  if (heard === undefined) return () => answer(ctx, talk).then(done);
  // "Iya" and "tidak" answer an officer who has asked something.
  if (talk === 'no' || (heard.asks && talk === 'ok')) return undefined;
  return toOffice(ctx, message, text, talk, heard.caseId);
});

const done = (): 'done' => 'done';

async function answer(ctx: BotContext, talk: Exclude<SmallTalk, 'salam' | 'greeting'>): Promise<void> {
  switch (talk) {
    case 'thanks':
      return void (await say(ctx, line('common.thanks')));
    case 'ok':
      return void (await say(ctx, line('common.talk.ok')));
    case 'no':
      return void (await say(ctx, line('common.talk.no')));
    case 'assent':
      return react(ctx, '👍');
    case 'sign':
      return react(ctx, '🙏');
  }
}

/** What somebody of the office has written is answered so: the case keeps it, and nobody's turn changes. */
function toOffice(
  ctx: BotContext,
  message: Message,
  text: string,
  talk: Exclude<SmallTalk, 'salam' | 'greeting'>,
  caseId: number,
): Take {
  const words = { text, messageId: message.message_id };
  return async () => {
    if (talk === 'thanks') await noteThanks(ctx, caseId, words);
    else {
      await keepThanks(ctx, caseId, words);
      await answer(ctx, talk);
    }
    return 'done';
  };
}
