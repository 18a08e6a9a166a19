import type { MiddlewareFn } from 'grammy';
import type { Message } from 'grammy/types';
import { todayOf } from '../../services/core/services.ts';
import { goesOn, isOwnAct, sameAlbum } from '../../domain/cases/pieces.ts';
import { readSmallTalk } from '../../domain/words/small-talk.ts';
import { line } from '../../i18n.ts';
import { findDraft } from '../../services/core/drafts.ts';
import { hasHappened } from '../../services/core/effects.ts';
import {
  forgetCut,
  isCut,
  rememberCut,
  rememberLetter,
  type CaseLetter,
} from '../../services/core/last-letter.ts';
import { sentIn } from '../conversations/engine/input.ts';
import { removalOf } from '../conversations/engine/letter.ts';
import { postmarkOf } from '../postmark.ts';
import { deleteMessage, say } from '../send.ts';
import { mayBeWords } from '../sent-words.ts';
import type { BotContext } from '../turn.ts';
import { CASE_WORDS, writeInto } from './case-letters.ts';
import { activeScript } from './open-form.ts';
import { joinOffer, OFFERED_WORDS } from './owners/case-offers.ts';
import { ofNew, type Place, type Take } from './place.ts';

/**
 * One act that Telegram delivers as several messages: the first made the case at once, each further one joins it,
 * decided by what the account remembers of the last one. Nothing waits for more to come.
 */
export const piece: Place = ofNew(async (ctx, message) => {
  const last = ctx.turn.account.letter;
  if (last === undefined) return undefined;
  const mark = postmarkOf(message);
  const isAlbum = sameAlbum(last, mark);
  // A second try of this very message: it has joined already, and stands as the last one.
  const isAgain = ctx.turn.repeated && last.message === mark.message && (await hasJoined(ctx));
  if (last.to === undefined) {
    if (!isAlbum || message.caption !== undefined || !goesOn(last, mark)) return undefined;
    await dropQuietly(ctx, message);
    return 'silence';
  }
  if (!isAgain && !goesOn(last, mark)) return undefined;
  if (last.offered !== undefined) {
    const isRest = last.full === true && mayBeWords(message) && (await isFree(ctx, message));
    const isPart = isAlbum || isAgain || isRest;
    return isPart ? joinOffer(ctx, message, last, false) : undefined;
  }
  if (!isAlbum && !isAgain && !(mayBeWords(message) && (await isFree(ctx, message)))) return undefined;
  return join(ctx, message, last.to, isAlbum);
});

/** After a press or a command, words that soon follow and that nobody else understood. */
export const latePiece: Place = ofNew((ctx, message) => {
  const last = ctx.turn.account.letter;
  if (last?.to === undefined || !goesOn(last, postmarkOf(message))) return undefined;
  if (last.offered !== undefined)
    return mayBeWords(message) ? joinOffer(ctx, message, last, true) : undefined;
  return message.text === undefined ? undefined : join(ctx, message, last.to, false);
});

/**
 * A press or a command ends the breath in which something was said: what follows must first be nothing else. A text
 * that the app may have cut is remembered also where it was taken for nothing: its rest is no answer by itself.
 */
export function breaths(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (ctx.callbackQuery !== undefined) await endsWith(ctx, 'press');
    else if (ctx.message?.text?.startsWith('/') === true) await endsWith(ctx, 'command');
    await next();
    const { services, account } = ctx.turn;
    const mark = ctx.message === undefined ? undefined : postmarkOf(ctx.message);
    if (mark?.full === true) await rememberCut(services, account.id, mark);
    // The text behind a cut one is stored by now: the next one is no rest of it any more.
    else if (ctx.message?.text !== undefined && isCut(account.letter)) await forgetCut(services, account.id);
  };
}

async function endsWith(ctx: BotContext, after: 'press' | 'command'): Promise<void> {
  const { services, account } = ctx.turn;
  const last = account.letter;
  if (last !== undefined && last.after === undefined)
    await rememberLetter(services, account.id, last, { ...last, after });
}

async function hasJoined({ turn }: BotContext): Promise<boolean> {
  const { services, cause } = turn;
  return (await hasHappened(services, cause, CASE_WORDS)) || hasHappened(services, cause, OFFERED_WORDS);
}

/** Whether a message is nothing else: no answer to an open form, and no act of its own. */
async function isFree(ctx: BotContext, message: Message): Promise<boolean> {
  const { services, account } = ctx.turn;
  const { after, full } = account.letter ?? {};
  const { text } = message;
  if (message.sticker !== undefined) return false;
  if (full !== true && text !== undefined) {
    const talk = readSmallTalk(text);
    if (talk !== undefined && talk !== 'no') return false;
    if (isOwnAct(text, todayOf(services))) {
      await endsWith(ctx, 'command');
      return false;
    }
  }
  const open = activeScript(ctx);
  if (open === undefined) return text === undefined || after === undefined || full === true;
  if (after === 'command' || text === undefined) return false;
  // Nothing was pressed since: the words that were cut have opened the form themselves.
  if (full === true && after === undefined) return true;
  if (open.forms.some((form) => form.questions.some((it) => it.letter !== undefined))) return false;
  // Typed before the question could be seen: it belongs to what was written before.
  for (const { name } of open.forms) {
    const draft = await findDraft(services, account.id, name);
    if (draft?.promptMessageId !== undefined && message.message_id < draft.promptMessageId) return true;
  }
  return false;
}

/** Of an album nothing is said that its first picture has not been told already. */
function join(ctx: BotContext, message: Message, to: CaseLetter, isAlbum: boolean): Take {
  return async () => {
    const { kind, number, notes } = await writeInto(ctx, message, to);
    const result =
      kind === 'done' && !isAlbum
        ? [line(`case.more.${to.way}`, { number })]
        : kind === 'no'
          ? [line(to.way === 'office' ? 'case.owner.over' : 'case.no')]
          : [];
    const said = [...notes, ...result];
    if (said.length > 0) await say(ctx, said);
    return 'again';
  };
}

/** The rest of an album whose first picture has left the chat. */
async function dropQuietly(ctx: BotContext, message: Message): Promise<void> {
  const input = sentIn(message);
  if (input.kind === 'other' && removalOf(input) !== undefined && ctx.turn.member === undefined)
    await deleteMessage(ctx, message.message_id);
}
