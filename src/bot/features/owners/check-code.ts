import type { Message } from 'grammy/types';
import { z } from 'zod';
import { codesIn, typedCode, wordsAfterCheck } from '../../../domain/announcements/check-code.ts';
import { readIntent } from '../../../domain/words/intent.ts';
import { readCode } from '../../../domain/announcements/code.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { CaseFile } from '../../../services/cases/cases.ts';
import { reportSuspicion } from '../../../services/announcements/check-code.ts';
import {
  codeAnswer,
  knownAnswer,
  noCodeAnswer,
  unknownAnswer,
  type CodeAnswer,
} from '../../conversations/announcements/check-code-answer.ts';
import { button, menuButton } from '../../buttons.ts';
import { reportCodeRoute, sameCodeRoute } from '../../routes/owners.ts';
import { inline, paragraphs, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { enter } from '../enter.ts';
import { onPress, type Press } from '../on-press.ts';

async function show(ctx: BotContext, answer: CodeAnswer): Promise<void> {
  await say(ctx, answer.lines, answer.buttons);
}

/** "/cek K7M4QP", or the question which code it is. */
export async function checkCode(ctx: BotContext): Promise<void> {
  const said = (ctx.message?.text ?? '').replace(/^\/\w+(@\w+)?/u, '');
  const code = typedCode(said);
  if (code === undefined) return enter(ctx, 'check-code');
  await show(ctx, await codeAnswer(ctx.turn.services, code));
}

/** Shows the true text of an announcement; false when no announcement has this code. */
export async function showAnnouncement(ctx: BotContext, code: string): Promise<boolean> {
  const known = await knownAnswer(ctx.turn.services, [code.toUpperCase()]);
  if (known !== undefined) await show(ctx, known);
  return known !== undefined;
}

/** "cek K7M4QP", "cek kode", or a code of an announcement alone; false when the words mean something else. */
export async function checkedInWords(ctx: BotContext, text: string): Promise<boolean> {
  const said = wordsAfterCheck(text);
  if (said !== undefined && /^(kode|code)( pengumuman)?\W*$/i.test(said)) {
    await enter(ctx, 'check-code');
    return true;
  }
  const code = said === undefined ? readCode(text)?.code : typedCode(said);
  if (code === undefined) return false;
  if (await showAnnouncement(ctx, code)) return true;
  // "cek dataku" has six letters as well.
  if (said === undefined || readIntent(text) !== undefined || readCode(said)?.isLikely === false)
    return false;
  await show(ctx, unknownAnswer(code));
  return true;
}

/** A message that was forwarded to be checked: found by a code in it, else met with a warning. */
export async function checkForwarded(ctx: BotContext, message: Message): Promise<void> {
  const { services } = ctx.turn;
  const codes = codesIn(message.text ?? message.caption ?? '');
  const [first] = codes;
  const answer =
    (await knownAnswer(services, codes)) ?? (first === undefined ? noCodeAnswer : unknownAnswer(first));
  await ctx.reply(paragraphs(ctx, answer.lines), {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: inline(ctx, answer.buttons),
    // A press on a button below brings the message back: what was received can be handed to an officer.
    reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true },
  });
}

const reported = z.object({
  number: z.string(),
  dueOn: z.string(),
  first: z.boolean(),
  hasText: z.boolean(),
});

async function report(ctx: BotContext, code: string | undefined): Promise<void> {
  const { account } = ctx.turn;
  const received = receivedMessage(ctx);
  const { number, dueOn, first, hasText } = await ctx.turn.once(
    'suspicion',
    codecs.json(reported),
    (inside) =>
      reportSuspicion(inside, {
        accountId: account.id,
        personId: account.person?.id,
        code,
        messageId: received?.message_id,
        ...(received === undefined ? {} : contentOf(received)),
      }),
  );
  const lines = [
    line(first ? 'training.check.reported' : 'training.check.reportedBefore', {
      number,
      day: { day: dueOn },
    }),
    line('training.check.noAnswer'),
    ...(hasText ? [] : [line('training.check.forwardToo')]),
  ];
  await say(ctx, lines, [[menuButton]]);
}

/** The forwarded message that the pressed message answers. */
function receivedMessage(ctx: BotContext): Message | undefined {
  const pressed = ctx.callbackQuery?.message;
  if (pressed === undefined || !('reply_to_message' in pressed)) return undefined;
  const received = pressed.reply_to_message;
  return received?.forward_origin === undefined ? undefined : received;
}

/** What an officer can look at: words, a photo; of any other file only its name, it may be what is dangerous. */
function contentOf(message: Message): { readonly text: string | undefined; readonly file?: CaseFile } {
  const { text, caption, photo, document } = message;
  const fileId = photo?.at(-1)?.file_id;
  return {
    text: text ?? caption ?? document?.file_name,
    ...(fileId === undefined ? {} : { file: { kind: 'photo', fileId } }),
  };
}

/** The buttons under a true text and under a warning; codes in them may be forged. */
export function checkButtons(): readonly Press[] {
  return [
    onPress(reportCodeRoute, (ctx, _verb, code) => report(ctx, code)),
    onPress(sameCodeRoute, async (ctx) => {
      await say(ctx, line('training.check.sameDone'), [
        [button('start.menu.trainings', 'trainings')],
        [menuButton],
      ]);
    }),
  ];
}
