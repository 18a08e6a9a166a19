import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { lastOfficeWord } from '../../../services/cases/case-messages.ts';
import { keepVoice, sendVoice } from '../../../services/cases/voices.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { rememberLetter } from '../../../services/core/last-letter.ts';
import { menuButton } from '../../buttons.ts';
import { sentIn } from '../../conversations/engine/input.ts';
import { sorted } from '../../conversations/engine/letter.ts';
import { voiceRoute } from '../../routes/owners.ts';
import { say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { offerVoice } from '../../voice-lines.ts';
import { onPress, type Press } from '../on-press.ts';
import { askAgain, formLeft } from '../open-form.ts';
import { ofNew, type Place } from '../place.ts';

const kept = codecs.json(z.object({ id: z.number(), count: z.number() }));
const sent = codecs.json(z.object({ id: z.number(), number: z.string(), dueOn: z.string() }).nullable());

/** A recording outside of every form: it waits, and one press makes a question of it, or an answer to the office. */
export const voice: Place = ofNew(async (ctx, message) => {
  const { services, account, member } = ctx.turn;
  // Whoever only works for the office has nobody to ask.
  if (message.voice === undefined || (member !== undefined && account.person === undefined)) return undefined;
  const input = sentIn(message);
  const letter = input.kind === 'other' ? sorted(input)?.letter : undefined;
  if (letter?.file === undefined) return undefined;
  const heard = await lastOfficeWord(services, account.id);
  return async () => {
    const from = { accountId: account.id, byPerson: account.person?.number, caseId: heard?.caseId };
    const it = await ctx.turn.once('voice', kept, (inside) =>
      keepVoice(inside, from, { ...letter, messageId: message.message_id }),
    );
    const name = heard?.member;
    await offerVoice(
      ctx,
      message,
      it,
      name === undefined
        ? undefined
        : { ask: line('case.offer.ask', { member: name }), send: line('case.offer.send', { member: name }) },
    );
    return 'done';
  };
});

/** *Kirim ke petugas* and *Saya tulis saja* under a recording. */
export function voiceButtons(): readonly Press[] {
  return [onPress(voiceRoute, (ctx, verb, id) => (verb === 'send' ? sendIt(ctx, id) : writeInstead(ctx)))];
}

async function sendIt(ctx: BotContext, id: number): Promise<void> {
  const { account, services } = ctx.turn;
  const pressed = ctx.callbackQuery?.message?.message_id;
  const inForm = (await formLeft(ctx)) !== undefined;
  const into = await ctx.turn.once(`voice:${id}`, sent, async (inside) => {
    const done = await sendVoice(inside, account.id, id);
    if (done === undefined) return null;
    // What is written next goes on with the question; in a form it is the answer there.
    if (!inForm && pressed !== undefined)
      await rememberLetter(
        inside,
        account.id,
        { message: pressed, at: Math.floor(services.now().getTime() / 1000) },
        { to: { case: done.id, way: 'office' } },
      );
    return { id: done.id, number: done.number, dueOn: done.dueOn };
  });
  await say(
    ctx,
    into === null
      ? line('start.voice.gone')
      : line('start.ask.receipt', { number: into.number, day: { day: into.dueOn } }),
    [[menuButton]],
  );
  await askAgain(ctx);
}

async function writeInstead(ctx: BotContext): Promise<void> {
  if ((await formLeft(ctx)) === undefined) await say(ctx, line('start.voice.writeDone'));
  else await askAgain(ctx);
}
