import { readIntent } from '../../../domain/words/intent.ts';
import { isThanks } from '../../../domain/words/small-talk.ts';
import { line } from '../../../i18n.ts';
import { lastOfficeWord } from '../../../services/cases/case-messages.ts';
import { menuButton } from '../../buttons.ts';
import { say } from '../../send.ts';
import { ofNew, type Place } from '../place.ts';
import { noteThanks } from './case-replies.ts';
import { showMenu } from './menu.ts';

/** Thanks and greetings: answered, and nobody is troubled with them. */
export const smallTalk: Place = ofNew((ctx, message) => {
  const text = message.text ?? message.sticker?.emoji;
  if (text === undefined) return undefined;
  if (isThanks(text))
    return async () => {
      const heard = await lastOfficeWord(ctx.turn.services, ctx.turn.account.id);
      if (heard !== undefined) await noteThanks(ctx, heard.caseId, { text, messageId: message.message_id });
      else await say(ctx, line('common.thanks'), [[menuButton]]);
      return 'done';
    };
  if (readIntent(text) !== 'greeting') return undefined;
  return async () => {
    await showMenu(ctx);
    return 'done';
  };
});
