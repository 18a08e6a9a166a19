import type { MiddlewareFn } from 'grammy';
import type { Message } from 'grammy/types';
import { z } from 'zod';
import { jakartaDate } from '../../domain/month.ts';
import { goesOn, isOwnAct, sameAlbum } from '../../domain/pieces.ts';
import { line, type Line } from '../../i18n.ts';
import { openDraft } from '../../services/drafts.ts';
import { recall } from '../../services/effects.ts';
import { rememberLetter, type CaseLetter } from '../../services/last-letter.ts';
import { post } from '../../services/letters.ts';
import { inputOf, looked, postmarkOf } from '../conversations/engine/input.ts';
import { removalOf, sorted } from '../conversations/engine/letter.ts';
import { deleteMessage, paragraphs, removeMessage, send } from '../send.ts';
import type { BotContext } from '../turn.ts';
import { openScript } from './forwards.ts';

export interface FurtherPieces {
  /** Before the conversations: what goes on with words that were just sent to a person joins them. */
  readonly join: MiddlewareFn<BotContext>;
  /** At the very end: after a press, words that nobody else understood. */
  readonly joinLate: MiddlewareFn<BotContext>;
}

const EFFECT = 'piece';
const joined = z.object({ kind: z.enum(['done', 'no']), number: z.string() });

/**
 * One act that Telegram delivers as several messages: the first made the case at once, each further one joins it,
 * decided by what the account remembers of the last one. Nothing waits for more to come.
 */
export function furtherPieces(): FurtherPieces {
  return {
    async join(ctx, next) {
      const { message } = ctx;
      const last = ctx.turn.account.letter;
      if (ctx.turn.repeated && (await recall(ctx.turn.services, ctx.turn.cause, EFFECT)) !== undefined) {
        if (!(await add(ctx, undefined))) await next();
        return;
      }
      if (message === undefined || isCommand(message)) {
        if (ctx.editedMessage === undefined) await endsWith(ctx, message === undefined ? 'press' : 'command');
        return next();
      }
      const mark = postmarkOf(message);
      if (last === undefined || !goesOn(last, mark)) {
        // The rest of an album shares the fate of its first picture, whatever that will be.
        if (mark.group !== undefined && mark.group !== last?.group)
          await rememberLetter(ctx.turn.services, ctx.turn.account.id, mark, {});
        return next();
      }
      if (sameAlbum(last, mark)) {
        if (last.to === undefined) return message.caption === undefined ? dropQuietly(ctx) : next();
        if (await add(ctx, last.to, 'quiet')) return;
        return next();
      }
      const isAct = last.full !== true && isOwnAct(message.text ?? '', jakartaDate(ctx.turn.services.now()));
      if (isAct) await endsWith(ctx, 'command');
      const joins = last.to !== undefined && !isAct && (await isFree(ctx, message));
      if (!joins || !(await add(ctx, last.to))) await next();
    },
    async joinLate(ctx, next) {
      const { message } = ctx;
      const last = ctx.turn.account.letter;
      const isLate =
        message !== undefined &&
        last?.to !== undefined &&
        !isCommand(message) &&
        goesOn(last, postmarkOf(message));
      if (!isLate || last.to === undefined || !(await add(ctx, last.to))) await next();
    },
  };
}

const isCommand = ({ text }: Message): boolean => text?.startsWith('/') === true;

/** Whether a message is nothing else: no answer to an open form, and no act of its own. */
async function isFree(ctx: BotContext, message: Message): Promise<boolean> {
  const { services, account } = ctx.turn;
  const after = account.letter?.after;
  const { text } = message;
  const open = openScript(ctx);
  if (open !== undefined) {
    if (after === 'command' || text === undefined) return false;
    if (open.forms.some((form) => form.questions.some((it) => it.letter !== undefined))) return false;
    // Typed before the question could be seen: it belongs to what was written before.
    for (const { name } of open.forms) {
      const draft = await openDraft(services, account.id, name);
      if (draft?.promptMessageId !== undefined && message.message_id < draft.promptMessageId) return true;
    }
    return false;
  }
  return text === undefined || after === undefined || account.letter?.full === true;
}

/** What comes after it is no longer said in the same breath: only what nobody else understands still belongs to it. */
async function endsWith(ctx: BotContext, after: 'press' | 'command'): Promise<void> {
  const { services, account } = ctx.turn;
  const last = account.letter;
  if (last !== undefined && last.after === undefined)
    await rememberLetter(services, account.id, last, { to: last.to, after });
}

/** Adds a message to a case; false when it is none that could be added. */
async function add(ctx: BotContext, to: CaseLetter | undefined, quiet?: 'quiet'): Promise<boolean> {
  const { message } = ctx;
  const raw = inputOf(ctx);
  if (message === undefined || (raw?.kind !== 'text' && raw?.kind !== 'other')) return false;
  const input = await looked(ctx, raw);
  const it = input.kind === 'text' || input.kind === 'other' ? sorted(input) : undefined;
  if (it === undefined) return false;
  const { account, member } = ctx.turn;
  // A filled-in sheet is for the bot, and what cannot be passed on gets its usual sentence.
  if (quiet === undefined && it.letter === undefined) return false;
  if (member !== undefined && input.kind === 'other' && input.what === 'sheet') return false;
  const way = to?.way ?? account.letter?.to?.way ?? 'office';
  const say: Line[] = [...it.say];
  const { letter } = it;
  if (letter !== undefined) {
    const stored = await ctx.turn.once(EFFECT, async (inside) => {
      const none = JSON.stringify({ kind: 'no', number: '' });
      if (to === undefined) return none;
      const done = await post(inside, { accountId: account.id, member }, to, letter);
      if (done.kind === 'no') return none;
      const mark = postmarkOf(message);
      const { group = mark.group, after } = account.letter ?? {};
      await rememberLetter(inside, account.id, { ...mark, group: mark.group ?? group }, { to, after });
      return JSON.stringify({ kind: 'done', number: done.case.number });
    });
    const { kind, number } = joined.parse(JSON.parse(stored));
    if (kind === 'no') return false;
    if (quiet === undefined) say.push(line(`case.more.${way}`, { number }));
  }
  if (it.deleteMessage !== undefined) say.push(...(await removeMessage(ctx, message, it.deleteMessage)));
  if (say.length > 0) await send(ctx, paragraphs(ctx, say));
  return true;
}

/** The second picture of an album that was no answer: it is treated as the first one was, without another word. */
async function dropQuietly(ctx: BotContext): Promise<void> {
  const input = inputOf(ctx);
  const isPicture = input?.kind === 'other' && removalOf(input) === 'picture';
  if (isPicture && ctx.turn.member === undefined) await deleteMessage(ctx, input.messageId);
}
